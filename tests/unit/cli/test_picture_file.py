"""Pictures as files."""

from pathlib import Path

import numpy as np
import pytest
from imagecodecs import png_decode
from PIL import Image

from workstation.cli.picture import Drawn
from workstation.cli.picture_file import NoPngError, NotWrittenError, write_picture

RAMP = np.arange(12, dtype=np.uint16).reshape(3, 4)


def test_eight_bits_become_an_eight_bit_png(tmp_path: Path) -> None:
    write_picture(Drawn(RAMP.astype(np.uint8), 8), tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert image.mode == "L"
        assert np.array_equal(np.asarray(image), RAMP)


@pytest.mark.parametrize("bits", [10, 16])
def test_more_bits_become_a_sixteen_bit_png_that_is_not_stretched(
    bits: int, tmp_path: Path
) -> None:
    write_picture(Drawn(RAMP * 85, bits), tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert image.mode.startswith("I;16")
        assert np.array_equal(np.asarray(image), RAMP * 85)


def test_color_becomes_an_rgb_png(tmp_path: Path) -> None:
    colors = np.arange(36, dtype=np.uint8).reshape(3, 4, 3)
    write_picture(Drawn(colors, 8), tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert np.array_equal(np.asarray(image), colors)


@pytest.mark.parametrize("dtype", [np.int16, np.float32, np.float64, np.uint32])
def test_a_numpy_file_keeps_any_type_and_a_png_does_not(
    dtype: type[np.generic], tmp_path: Path
) -> None:
    drawn = Drawn(RAMP.astype(dtype), 16)
    write_picture(drawn, tmp_path / "a.npy")
    assert np.load(tmp_path / "a.npy").dtype == dtype
    with pytest.raises(NoPngError):
        write_picture(drawn, tmp_path / "a.png")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match=r"nowhere/a\.png"):
        write_picture(Drawn(RAMP, 16), tmp_path / "nowhere" / "a.png")


def test_deep_color_becomes_an_rgb_png_of_sixteen_bits(tmp_path: Path) -> None:
    """Pseudo-gray on a link of ten bits: no level is rounded, no channel changes places."""
    colors = np.stack((RAMP * 85, RAMP * 85 + 1, RAMP * 84), axis=2)
    write_picture(Drawn(colors, 10), tmp_path / "a.png")
    assert np.array_equal(png_decode((tmp_path / "a.png").read_bytes()), colors)
