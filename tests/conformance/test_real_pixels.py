"""Frames of files made by others, against what other decoders make of them."""

import csv
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from workstation.base.errors import WorkstationError
from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Instance
from workstation.dicom.stored import StoredFile
from workstation.imaging.decoder import Decoder

# Not compared by checksum: theirs is of big endian bytes, or an inverse cosine transform of theirs.
_LOSSY = ("JPEG Baseline", "JPEG Extended")
_BIG_ENDIAN = "Explicit VR Big Endian"
_IDCT = 1  # levels by which two correct inverse cosine transforms may differ (ISO/IEC 10918-2)

_TWELVE_BITS = (
    "pydicom/JPGExtended.dcm",
    "codecs/ctimage_matrix/CTImage.dcm_JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm",
    "codecs/wg04/JPLY/MR1_JPLY",
    "codecs/wg04/JPLY/XA1_JPLY",
)
_COLORS = (  # RGB without a word, with an Adobe segment, YCbCr, two kinds of coarser color
    "pydicom/SC_jpeg_no_color_transform.dcm",
    "pydicom/SC_rgb_dcmtk_+eb+cr.dcm",
    "pydicom/SC_rgb_dcmtk_+eb+cy+n1.dcm",
    "pydicom/SC_rgb_dcmtk_+eb+cy+np.dcm",
    "pydicom/SC_rgb_dcmtk_+eb+cy+s4.dcm",
)
# Files of which we make something else, each with why.
_EXPLAINED: dict[str, str] = {}


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    """The program's own, with its sandbox."""
    decoder = Decoder(2)
    yield decoder
    decoder.shutdown()


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "index.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["decode_ok"] == "yes"]


def _instance(folder: Path, name: str) -> Instance | None:
    """The image in a file, or None where its header is refused or has none."""
    path = folder / name
    try:
        instance = read_instance(StoredFile(name, path, 0, path.stat().st_size))
    except WorkstationError:
        return None
    return None if instance.image is None else instance


def _pixels(decoder: Decoder, instance: Instance) -> npt.NDArray[Any]:
    frames = enumerate(frame_extents(instance))
    return np.stack([decoder.decode(instance, index, extents)[0] for index, extents in frames])


def _checksum(decoder: Decoder, instance: Instance) -> str:
    try:
        return hashlib.sha256(_pixels(decoder, instance).tobytes()).hexdigest()
    except WorkstationError as error:
        return error.message_id


def test_grayscale_is_what_other_decoders_make_of_it(shared_data: Path, decoder: Decoder) -> None:
    """Bit for bit, but for lossy JPEG: about 860 files in every transfer syntax that we know."""
    compared, differing = 0, set()
    for row in _rows(shared_data):
        if row["transfer_syntax"].startswith((*_LOSSY, _BIG_ENDIAN)):
            continue
        instance = _instance(shared_data, row["path"])
        if instance is None or instance.image is None or not instance.image.monochrome:
            continue
        compared += 1
        if _checksum(decoder, instance) != row["pixel_sha256"]:
            differing.add(row["path"])
    assert differing == set(_EXPLAINED)
    assert compared > 800


def test_pairs_of_files_hold_the_same_pixels(shared_data: Path, decoder: Decoder) -> None:
    """One compressed, one not, or one that only its twins' checksum is known of; color too."""
    with (shared_data / "pixel_pairs.csv").open(encoding="utf-8") as file:
        pairs = list(csv.DictReader(file))
    differing = [row["compressed"] for row in pairs if not _same(row, shared_data, decoder)]
    assert differing == []
    assert len(pairs) == 82


def _same(row: dict[str, str], folder: Path, decoder: Decoder) -> bool:
    compressed = _instance(folder, row["compressed"])
    assert compressed is not None
    if not row["reference"]:
        return _checksum(decoder, compressed) == row["pixel_sha256"]
    reference = _instance(folder, row["reference"])
    assert reference is not None
    return np.array_equal(_pixels(decoder, compressed), _pixels(decoder, reference))


def test_compressed_color_is_what_other_decoders_make_of_it(
    shared_data: Path, decoder: Decoder
) -> None:
    """Bit for bit, but for what we convert (to RGB, to 8 or 16 bits) and for lossy JPEG."""
    compared, differing = 0, []
    for row in _rows(shared_data):
        instance = _instance(shared_data, row["path"])
        if instance is None or instance.image is None or instance.image.monochrome:
            continue
        if _converted(instance) or row["transfer_syntax"].startswith((*_LOSSY, _BIG_ENDIAN)):
            continue
        compared += 1
        if _checksum(decoder, instance) != row["pixel_sha256"]:
            differing.append(row["path"])
    assert differing == []
    assert compared > 35


def _converted(instance: Instance) -> bool:
    """Palettes are looked up, native YBR becomes RGB, and 32 bits of color become 16."""
    image = instance.image
    assert image is not None
    photometric = image.photometric_interpretation
    return photometric in ("PALETTE COLOR", "YBR_FULL", "YBR_FULL_422") or (
        image.bits_allocated == 32 or image.labels
    )


def test_real_files_that_call_the_sign_of_their_values_otherwise_are_signed(
    shared_data: Path, decoder: Decoder
) -> None:
    """CT of which either the header or the codestream says unsigned: air is below water in all.

    docs/decisions/0009-when-decoders-disagree.md
    """
    folder = "codecs/pylibjpeg/JPEG2000Lossless/"
    names = (
        folder + "TOSHIBA_J2K_SIZ1_PixRep0.dcm",
        folder + "TOSHIBA_J2K_SIZ0_PixRep1.dcm",
        "pydicom/J2K_pixelrep_mismatch.dcm",
    )
    instances = [_instance(shared_data, name) for name in names]
    lowest = [_pixels(decoder, each).min() for each in instances if each is not None]
    assert lowest == [-2048, -2048, -2000]


_TWINS = (
    ("codecs/pydicom_data/liver", ("deflate", "expb", "j2k", "rle")),
    ("codecs/pydicom_data/liver_nonbyte_aligned", ("deflate", "j2k", "rle")),
    ("codecs/pydicom_data/emri_small", ("RLE", "big_endian", "jpeg_ls_lossless")),
    ("codecs/pydicom_data/OBXXXX1A", ("expb", "rle")),
    ("pydicom/MR_small", ("bigendian", "expb", "implicit", "padded", "RLE", "jp2klossless")),
    ("pydicom/rtdose", ("expb", "rle")),
)


@pytest.mark.parametrize(("plain", "others"), _TWINS)
def test_other_encodings_of_a_file_hold_its_pixels(
    plain: str, others: tuple[str, ...], shared_data: Path, decoder: Decoder
) -> None:
    """Bits, whole bytes or not; 32 bits; palettes; big endian of one frame and of many."""
    one = _instance(shared_data, f"{plain}.dcm")
    assert one is not None
    pixels = _pixels(decoder, one)
    twins = {other: _instance(shared_data, f"{plain}_{other}.dcm") for other in others}
    same = {
        other: twin is not None and np.array_equal(_pixels(decoder, twin), pixels)
        for other, twin in twins.items()
    }
    assert all(same.values()), same


def test_big_endian_color_is_that_of_little_endian(shared_data: Path, decoder: Decoder) -> None:
    """Of 8, 16 and 32 bits, of one frame and two."""
    folder = "codecs/pydicom_data/SC_rgb"
    for kind in ("", "_16bit", "_2frame", "_32bit"):
        little = _instance(shared_data, f"{folder}{kind}.dcm")
        big = _instance(shared_data, f"{folder}_expb{kind}.dcm")
        assert little is not None
        assert big is not None
        assert np.array_equal(_pixels(decoder, little), _pixels(decoder, big)), kind


@pytest.mark.skipif(shutil.which("dcmdjpeg") is None, reason="DCMTK is not here")
@pytest.mark.parametrize("name", _TWELVE_BITS)
def test_lossy_twelve_bits_are_what_dcmtk_makes_of_them(
    name: str, shared_data: Path, decoder: Decoder, tmp_path: Path
) -> None:
    """Which uses the same inverse cosine transform."""
    instance = _instance(shared_data, name)
    assert instance is not None
    subprocess.run(["dcmdjpeg", shared_data / name, tmp_path / "plain"], check=True)
    plain = _instance(tmp_path, "plain")
    assert plain is not None
    difference = _pixels(decoder, instance).astype(int) - _pixels(decoder, plain).astype(int)
    assert np.abs(difference).max() <= _IDCT


@pytest.mark.skipif(shutil.which("dcmj2pnm") is None, reason="DCMTK is not here")
@pytest.mark.parametrize("name", _COLORS)
def test_lossy_color_is_what_dcmtk_makes_of_it(
    name: str, shared_data: Path, decoder: Decoder, tmp_path: Path
) -> None:
    """Whatever the stream says of its color, or does not say."""
    instance = _instance(shared_data, name)
    assert instance is not None
    picture = tmp_path / "picture.pnm"
    subprocess.run(["dcmj2pnm", "+op", shared_data / name, picture], check=True)
    with Image.open(picture) as theirs:
        difference = _pixels(decoder, instance)[0].astype(int) - np.asarray(theirs)
    assert np.abs(difference).max() <= _IDCT


_LOSSLESS = [["+el", "+sv", str(p), "+pt", str(cut)] for p in range(1, 8) for cut in (0, 2)]


@pytest.mark.long
@pytest.mark.skipif(shutil.which("dcmcjpeg") is None, reason="DCMTK is not here")
@pytest.mark.parametrize("options", [*_LOSSLESS, ["+ee"], ["+es"], ["+ep"], ["+eb"]], ids=" ".join)
@pytest.mark.parametrize("name", ["pydicom/MR_small.dcm", "codecs/pydicom_data/SC_rgb.dcm"])
def test_what_dcmtk_codes_as_jpeg_is_decoded_as_it_does(
    name: str, options: list[str], shared_data: Path, decoder: Decoder, tmp_path: Path
) -> None:
    """Every predictor with and without point transform, extended, spectral, progressive."""
    coded, plain = tmp_path / "coded", tmp_path / "plain"
    subprocess.run(["dcmcjpeg", *options, shared_data / name, coded], check=True)
    subprocess.run(["dcmdjpeg", coded, plain], check=True)
    ours, theirs = _instance(tmp_path, "coded"), _instance(tmp_path, "plain")
    assert ours is not None
    assert theirs is not None
    difference = _pixels(decoder, ours).astype(int) - _pixels(decoder, theirs).astype(int)
    assert np.abs(difference).max() <= (0 if options[0] == "+el" else _IDCT)


@pytest.mark.parametrize("encoding", ["", "_expb", "_rle"])
def test_a_dose_of_one_plane_is_the_first_of_many(
    encoding: str, shared_data: Path, decoder: Decoder
) -> None:
    """32 bits, in little endian, in big endian and coded."""
    whole = _instance(shared_data, "pydicom/rtdose.dcm")
    one = _instance(shared_data, f"pydicom/rtdose{encoding}_1frame.dcm")
    assert whole is not None
    assert one is not None
    assert np.array_equal(_pixels(decoder, one), _pixels(decoder, whole)[:1])
