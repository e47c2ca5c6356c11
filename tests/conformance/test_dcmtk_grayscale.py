"""DCMTK as oracle of the whole grayscale chain, over real images by others.

Each picture is at most 1 of 255 off anywhere, and at least 99.5 % of its pixels are the same.
Where DCMTK computes by a rule of its own, the same is asked once that rule is replayed, and
the rule has a name here:

- integral modality values: DCMTK keeps the output of a rescale as integers, cut off.
- whole levels: where a P-Value falls exactly on a level, its sum may come out a hair below
  the level, and is cut off to the one before.
- polynomial inverse: with a monitor file DCMTK finds JND indices by the Standard's polynomial,
  which is off by up to 0.09 JND, and takes the nearest luminance instead of the nearest JND.
- eight bits: where modality values fit into 8 bits there are only 256 P-Values before the
  monitor's table, instead of 65536.
- shifted tables: entries of a VOI LUT are divided by 2**bits, not by 2**bits - 1, and spread
  over (white - black + 1) levels: 256, or -254 under shape INVERSE.
- functional groups: DCMTK does not apply a rescale that each frame has for itself.
- dose: nor Dose Grid Scaling.
- words: of big endian pixels of 32 bits DCMTK swaps each half, and exchanges the halves. Ours are
  those of the same dose in little endian, which another test compares: these are left out.
- beyond 16 bits: modality values that need more are cut to 16 on the way to a monitor's table.

Padding is background here and image there, so pixels of padding are not compared.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.support.dcmtk import Levels, needs_dcmtk, picture, program_for
from workstation.base.errors import WorkstationError
from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.lut import LookupTable, LutShape, Rescale, VoiFunction, VoiLut, Window
from workstation.dicom.model import Frame
from workstation.dicom.multiframe import frames_of
from workstation.dicom.stored import StoredFile
from workstation.display.calibration import display_table, perceived_levels
from workstation.display.gsdf import approximate_jnd_of_luminance, luminance_of_jnd
from workstation.display.monitor import MonitorProfile, write_dcmtk
from workstation.display.table import identity_table
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.codecs import decode_frame
from workstation.imaging.decoder import Extents, coding_of
from workstation.imaging.modality import modality_values
from workstation.imaging.pipeline import chain_of, ddl, p_values, presented, valid_pixels

Floats = npt.NDArray[np.float32]
Ddl = npt.NDArray[np.uint16]

pytestmark = needs_dcmtk

_KINDS = ("CT", "MR", "CR", "DX", "MG", "US", "XA", "NM", "OP", "RTDOSE", "SEG", "SM", "SC")
_SLOW = ("PT",)  # 299 slices alike
_SAME = 0.995
_WINDOW_CENTER = 0x0028_1050
_TRANSFORMATION = 0x0028_9145
_PER_FRAME_GROUPS = 0x5200_9230
_DOSE_GRID_SCALING = 0x3004_000E
_MONITOR = MonitorProfile(
    8,
    tuple((n, round(0.5 + 449.5 * (n / 255) ** 2.2, 6)) for n in range(256)),
    ambient_luminance=0.1,
)
# The discrete cosine transform may be computed in several ways (PS3.5 10.3 prescribes none), so
# that stored values differ by one here and there: one gray at most, but of many pixels.
_TRANSFORM_CODED = tuple(f"1.2.840.10008.1.2.4.{n}" for n in (50, 51, 53, 55))
_BIG_ENDIAN_WORDS = ("rtdose_expb.dcm", "rtdose_expb_1frame.dcm")  # see above, "words"
_NOT_DRAWN = {
    "liver_rle.dcm": "RLE of single bits",
    "liver_nonbyte_aligned_rle.dcm": "RLE of single bits",
    "JLSL_08_07_0_1F.dcm": "JPEG-LS of 7 bits",
    "20-wrong-transfer-syntax.dcm": "native pixels under the name of a compression",
    "no-header_explicit(two-pass).dcm": "a codestream without items",
    "badVR.dcm": "later frames: it reads 1A as one frame",
    **dict.fromkeys(
        (
            "CT0012.fragmented_no_bot_jpeg_baseline.51.dcm",
            "CT0012.fragmented_no_bot_jpeg_lossless.57.dcm",
            "CT0012.fragmented_no_bot_jpeg_lossless.70.dcm",
            "CT0012.fragmented_no_bot_jpeg_ls.80.dcm",
            "CT0012.fragmented_no_bot_jpeg_ls.81.dcm",
        ),
        "second frames in several fragments, without an offset table",
    ),
}


@dataclass(frozen=True)
class _Picture:
    """A frame as it is asked for, and the options by which DCMTK is asked the same."""

    name: str
    voi: VoiLut
    options: tuple[str, ...]
    inverse: bool = False
    monitor: bool = False


@dataclass(frozen=True)
class _Image:
    """One frame of a file of the collection, decoded."""

    path: Path
    program: str
    frame: Frame
    stored: npt.NDArray[np.integer]

    def chain(self, asked: _Picture) -> GrayscaleChain:
        chain = replace(chain_of(self.frame, asked.voi, inverted=False), padding=None)
        return replace(chain, presentation=LutShape.INVERSE) if asked.inverse else chain


@pytest.mark.parametrize("kind", _KINDS)
def test_pictures_are_dcmtks(kind: str, shared_data: Path, tmp_path: Path) -> None:
    """Files of every syntax, depth and polarity that the collection has of this kind."""
    _compare(_files(shared_data, kind, every=False), tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("kind", [*_KINDS, *_SLOW])
def test_all_pictures_are_dcmtks(kind: str, shared_data: Path, tmp_path: Path) -> None:
    """Every frame of every file of the collection."""
    _compare(_files(shared_data, kind, every=True), tmp_path, every=True)


def _compare(files: list[Path], folder: Path, *, every: bool = False) -> None:
    write_dcmtk(_MONITOR, folder / "monitor.lut")
    failures, compared, undrawn = [], 0, set()
    for image in _images(files, every=every):
        for asked in _pictures(image, folder):
            number = ("+F", str(image.frame.frame_number))
            theirs = picture(image.program, image.path, folder, *asked.options, *number)
            if theirs is None:
                undrawn.add(image.path.name)
            else:
                compared += 1
                where = f"{image.path.name} {image.frame.frame_number}: {asked.name}"
                failures += [f"{where}: {why}" for why in _why(image, asked, theirs)]
    assert compared
    assert undrawn <= set(_NOT_DRAWN)
    assert not failures, "\n".join(failures)


def _why(image: _Image, asked: _Picture, theirs: Levels) -> Iterator[str]:
    """What is wrong with our picture."""
    ours = _ours(image, asked)
    if theirs.shape != ours.shape:
        yield f"{theirs.shape} is not {ours.shape}"
        return
    valid = valid_pixels(image.stored, image.frame.padding)
    shown = np.ones(ours.shape, np.bool_) if valid is None or not valid.any() else valid
    below, above = _replayed(image, asked)
    same = (theirs == below) | (theirs == above)
    if _fractional(image) or (asked.monitor and _eight_bits(image)):
        ours = np.where(same, theirs, above)
    apart = np.abs(ours.astype(np.int32) - theirs)[shown].max()
    if apart > 1:
        yield f"{apart} of 255 off"
    share = same[shown].mean()
    if share < _SAME and image.frame.instance.transfer_syntax_uid not in _TRANSFORM_CODED:
        yield f"only {share:.2%} of the pixels are the same"


def _ours(image: _Image, asked: _Picture) -> Ddl:
    table = display_table(_MONITOR) if asked.monitor else identity_table()
    return ddl(p_values(image.stored, image.chain(asked)), table)


def _replayed(image: _Image, asked: _Picture) -> tuple[Ddl, Ddl]:
    """Our picture by DCMTK's rules, a whole level taken as cut off and as reached."""
    if isinstance(asked.voi, LookupTable):
        return (_shifted(image, asked.voi),) * 2
    p = presented(_integral_modality_values(image), image.chain(asked)).astype(np.float64)
    table = np.arange(256).astype(np.uint16)
    if asked.monitor:
        table = _table_by_polynomial(256 if _eight_bits(image) else 65536)
    hair = len(table) * 1.5e-7  # float32 knows P to no more than this
    index = p * (len(table) - 1)
    below, above = (
        table[np.clip(np.floor(index + shift), 0, len(table) - 1).astype(np.int64)]
        for shift in (-hair, hair)
    )
    return below, above


def _shifted(image: _Image, voi: LookupTable) -> Ddl:
    index = _integral_modality_values(image).astype(np.int64) - voi.first_mapped
    entry = voi.entries[np.clip(index, 0, len(voi.entries) - 1)].astype(np.float64)
    inverse = image.frame.presentation is LutShape.INVERSE
    black, levels = (255, -254) if inverse else (0, 256)
    return np.asarray(np.floor(black + entry * levels / 2**voi.bits), np.uint16)


def _fractional(image: _Image) -> bool:
    lut = image.frame.modality_lut
    return isinstance(lut, Rescale) and not (lut.slope.is_integer() and lut.intercept.is_integer())


def _integral_modality_values(image: _Image) -> Floats:
    lut = image.frame.modality_lut
    if isinstance(lut, LookupTable):
        return modality_values(image.stored, lut)
    return np.trunc(image.stored * np.float64(lut.slope) + lut.intercept).astype(np.float32)


def _eight_bits(image: _Image) -> bool:
    values = _integral_modality_values(image)
    return bool(values.min() >= 0 and values.max() <= 255)


@cache
def _table_by_polynomial(count: int) -> Ddl:
    levels = perceived_levels(_MONITOR, _MONITOR.ambient_luminance, 8)
    black, white = approximate_jnd_of_luminance(levels[[0, -1]])
    wanted = luminance_of_jnd(np.linspace(black, white, count))
    between = (levels[1:] + levels[:-1]) / 2
    return np.searchsorted(between, wanted).astype(np.uint16)


def _pictures(image: _Image, folder: Path) -> Iterator[_Picture]:
    """First window, first VOI LUT, a set window, sigmoid, inverse shape, monitor file.

    Of later frames only a set window: DCMTK has no windows but those of the first.
    """
    window = _fitting_window(image)
    set_window = ("+Ww", str(window.center), str(window.width))
    if image.frame.frame_index:
        yield _Picture("set window", window, set_window)
        return
    for voi in image.frame.voi[:1]:
        if isinstance(voi, Window) and _WINDOW_CENTER in image.frame.instance.attributes:
            yield _Picture("first window", voi, ("+Wi", "1"))
    for voi in [voi for voi in image.frame.voi if isinstance(voi, LookupTable)][:1]:
        yield _Picture("first VOI LUT", voi, ("+Wl", "1"))
    sigmoid = replace(window, function=VoiFunction.SIGMOID)
    yield _Picture("set window", window, set_window)
    yield _Picture("sigmoid", sigmoid, (*set_window, "+Wfs"))
    yield _Picture("inverse shape", window, (*set_window, "+Piv"), inverse=True)
    on_monitor = (*set_window, "+Dm", str(folder / "monitor.lut"))
    if not _beyond_16_bits(image):
        yield _Picture("monitor file", window, on_monitor, monitor=True)


def _beyond_16_bits(image: _Image) -> bool:
    if image.path.name == "JPEGLossless_1s_1f_i_16_16_bad.dcm":
        return True  # by what it might hold: signed, and an intercept of -1024
    values = _integral_modality_values(image)
    return bool(values.max() - min(values.min(), 0) > 65535)


def _fitting_window(image: _Image) -> Window:
    values = _integral_modality_values(image)
    return Window(float(np.round(values.mean())), float(max(2, np.round(3 * values.std()))))


def _files(folder: Path, kind: str, *, every: bool) -> list[Path]:
    """Grayscale files of this kind that DCMTK can read: all, or one of each sort."""
    chosen: dict[object, Path] = {}
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if _of_kind(row, kind):
                sort = [row[key] for key in ("transfer_syntax", "bits_stored", "photometric")]
                key = row["path"] if every else (*sort, row["pixel_representation"])
                chosen.setdefault(key, folder / row["path"])
    return list(chosen.values())


def _of_kind(row: dict[str, str], kind: str) -> bool:
    gray = row["photometric"].startswith("MONOCHROME")
    other = any(word in row["transfer_syntax"] for word in ("2000", "1.2.8.1"))
    secondary = row["sop_class"].startswith("Secondary Capture")
    return gray and not other and (secondary if kind == "SC" else row["modality"] == kind)


def _images(files: list[Path], *, every: bool) -> Iterator[_Image]:
    """The first frame of each, or all.

    Without those for which DCMTK has no program, floating values, which it does not draw, and
    labels, which we show in colors.
    """
    for path in files:
        try:
            instance = read_instance(StoredFile(path.name, path, 0, path.stat().st_size))
            extents = frame_extents(instance)
        except WorkstationError:
            continue  # refused by name, see docs/corpus.md
        program, pixels = program_for(instance.transfer_syntax_uid), instance.image
        if path.name in _BIG_ENDIAN_WORDS or program is None:
            continue
        if pixels is None or pixels.floating or pixels.labels:
            continue
        for frame in frames_of(instance)[: None if every else 1]:
            found = _image(path, program, frame, extents[frame.frame_index])
            if found is not None:
                yield found


def _image(path: Path, program: str, frame: Frame, extents: Extents) -> _Image | None:
    """One frame; None: it is refused."""
    instance = frame.instance
    coding = coding_of(instance, frame.frame_index)
    data = b"".join(instance.file.read(offset, length) for offset, length in extents)
    try:
        stored, _notes = decode_frame(data, coding)
    except WorkstationError:
        return None
    groups = instance.attributes.items(_PER_FRAME_GROUPS)
    if _DOSE_GRID_SCALING in instance.attributes or any(_TRANSFORMATION in each for each in groups):
        frame = replace(frame, modality_lut=Rescale())
    return _Image(path, program, frame, stored.astype(coding.result_dtype))
