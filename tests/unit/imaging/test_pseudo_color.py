import numpy as np
import numpy.typing as npt
import pytest

from workstation.dicom.lut import LutShape, Rescale, Window
from workstation.dicom.pixels import PixelPadding
from workstation.dicom.presented import ColorPalette
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.pseudo_color import pseudo_colors

# Blue, gray, red: asymmetric, so that an inversion shows.
PALETTE = ColorPalette(np.array([[0, 0, 255], [90, 100, 110], [255, 10, 0]], np.uint8))
BLUE, GRAY, RED = PALETTE.entries.tolist()


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.int32])
def test_each_p_value_has_the_nearest_color(dtype: npt.DTypeLike) -> None:
    """0 to 0.25, to 0.75, to 1, by hand: a window of 40 around 20."""
    chain = GrayscaleChain(voi=Window(20.5, 41))
    stored = np.array([[-5, 0, 9, 11], [29, 31, 40, 90]]).astype(dtype)
    if stored.dtype.kind == "u":
        stored[0, 0] = 0
    assert pseudo_colors(stored, chain, PALETTE).tolist() == [
        [BLUE, BLUE, BLUE, GRAY],
        [GRAY, RED, RED, RED],
    ]


def test_the_whole_chain_lies_before_the_palette() -> None:
    """Modality LUT, window, and the user's inversion."""
    chain = GrayscaleChain(Rescale(-1.0, 100.0), (0, 100), Window(50.5, 101), inverted=True)
    stored = np.array([0, 50, 100], np.int16)
    assert pseudo_colors(stored, chain, PALETTE).tolist() == [BLUE, GRAY, RED]


@pytest.mark.parametrize("presentation", list(LutShape))
def test_padding_is_black_and_no_color(presentation: LutShape) -> None:
    """The first color is none for what is no image."""
    padding = PixelPadding(-3, -3)
    chain = GrayscaleChain(voi=Window(20.5, 41), presentation=presentation, padding=padding)
    colors = pseudo_colors(np.array([-3, 0], np.int16), chain, PALETTE)
    assert colors[0].tolist() == [0, 0, 0]
    assert colors[1].tolist() == (BLUE if presentation is LutShape.IDENTITY else RED)
