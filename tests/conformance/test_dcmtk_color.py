"""DCMTK as oracle of color: its pictures of all color files that it can decode.

Ours are within 1 of 255, which the inverse cosine transform and rounding cost (ISO/IEC 10918-2;
DCMTK cuts entries of 16 bits off, we round them). Its native YBR_FULL is another matter: it puts
half of full scale at 127.5 and not at 128 (PS3.3 C.7.6.3.1.2), which is up to 2 levels.
"""

import csv
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from tests.support.dcmtk import needs_dcmtk, program_for
from workstation.base.errors import WorkstationError
from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Instance
from workstation.dicom.stored import StoredFile
from workstation.imaging.decoder import Decoder

pytestmark = needs_dcmtk

_ROUNDING = 1.0
_NATIVE_YBR = 2.0


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    """The program's own, with its sandbox."""
    decoder = Decoder(2)
    yield decoder
    decoder.shutdown()


def _color_instances(folder: Path) -> Iterator[Instance]:
    """Files whose own color DCMTK decodes: it shows labels gray."""
    with (folder / "index.csv").open(encoding="utf-8") as file:
        names = [row["path"] for row in csv.DictReader(file)]
    for name in names:
        path = folder / name
        try:
            instance = read_instance(StoredFile(name, path, 0, path.stat().st_size))
        except WorkstationError:
            continue
        image = instance.image
        if image is not None and not image.monochrome and not image.labels:
            yield instance


def _theirs(instance: Instance, output: Path) -> npt.NDArray[np.uint8] | None:
    """DCMTK's picture of the first frame; None where it has none."""
    program = program_for(instance.transfer_syntax_uid)
    if program is None:
        return None
    output.unlink(missing_ok=True)
    command = [program, "-q", "-O", "+op", str(instance.file.path), str(output)]
    subprocess.run(command, check=False, capture_output=True, timeout=60)
    if not output.is_file():
        return None
    with Image.open(output) as picture:
        return np.asarray(picture)


def _ours(decoder: Decoder, instance: Instance) -> npt.NDArray[np.float64]:
    """Our first frame, as levels of 255."""
    rgb = decoder.decode(instance, 0, frame_extents(instance)[0])[0]
    return rgb.astype(np.float64) / (257 if rgb.dtype == np.uint16 else 1)


def _allowed(instance: Instance) -> float:
    image, native = (
        instance.image,
        not instance.transfer_syntax_uid.startswith("1.2.840.10008.1.2.4"),
    )
    assert image is not None
    return _NATIVE_YBR if native and image.photometric_interpretation == "YBR_FULL" else _ROUNDING


def test_color_is_what_dcmtk_makes_of_it(
    shared_data: Path, decoder: Decoder, tmp_path: Path
) -> None:
    """RGB, YBR, palettes of 8 and 16 bits, by pixel and by plane, native, RLE, JPEG, JPEG-LS."""
    assert _compare(list(_color_instances(shared_data))[::4], decoder, tmp_path) > 15


@pytest.mark.long
def test_all_color_is_what_dcmtk_makes_of_it(
    shared_data: Path, decoder: Decoder, tmp_path: Path
) -> None:
    """Every file of the collection."""
    assert _compare(_color_instances(shared_data), decoder, tmp_path) > 70


def _compare(instances: Iterable[Instance], decoder: Decoder, folder: Path) -> int:
    """Check all pictures that DCMTK has, and count them."""
    compared, apart = 0, {}
    for instance in instances:
        theirs = _theirs(instance, folder / "picture.pnm")
        if theirs is None:
            continue
        compared += 1
        worst = np.abs(_ours(decoder, instance) - theirs).max()
        if worst > _allowed(instance):
            apart[instance.file.name] = worst
    assert apart == {}
    return compared
