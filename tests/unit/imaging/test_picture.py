"""Levels of one frame with all that lies over it."""

import numpy as np

from workstation.display.table import DisplayTable, identity_table
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.picture import draw_levels
from workstation.scene.scene import (
    Affine,
    FramePixels,
    ImageLayer,
    Interpolation,
    MaskLayer,
    MaskPlane,
    Rect,
)

_PLACE = Affine(1, 0, 1, 0, 1, 0)  # one column of background at the left
_RECT = Rect(0, 0, 5, 3)
_COVERED = np.array([[0, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 0]], np.bool_)
_IMAGE = np.s_[:, 1:]


def _layer(values: np.ndarray, *inks: object, inverted: bool = False) -> ImageLayer:
    masks = tuple(
        MaskLayer(MaskPlane((ink,), _COVERED), ink)  # type: ignore[arg-type]
        for ink in inks
    )
    chain = GrayscaleChain(inverted=inverted, modality_range=(0, 255)) if values.ndim == 2 else None
    pixels = FramePixels(("picture", 0, 0), values)
    return ImageLayer(pixels, chain, _PLACE, Interpolation.LINEAR, masks)


_GRAY = np.arange(12, dtype=np.uint8).reshape(3, 4) * 20
_COLOR = np.random.default_rng(3).integers(0, 256, (3, 4, 3)).astype(np.uint8)


def _dim_table() -> DisplayTable:
    """From 100 to 611 of 1023, so that what skips the table is found out."""
    return DisplayTable(identity_table(10).ddl // 2 + 100, 10)


def test_covered_pixels_are_neither_windowed_nor_inverted() -> None:
    """The ink is a P-Value: what the user does to the image does not touch it."""
    for inverted in (False, True):
        levels = draw_levels(_layer(_GRAY, 0.4, inverted=inverted), _RECT, identity_table())
        image = levels[_IMAGE][..., 0]
        assert np.all(image[_COVERED] == 102)
        expected = 255 - _GRAY if inverted else _GRAY
        assert np.array_equal(image[~_COVERED], expected[~_COVERED])


def test_gray_ink_goes_through_the_displays_table() -> None:
    """White is the level that this monitor shows as white."""
    levels = draw_levels(_layer(_GRAY, 1.0), _RECT, _dim_table())
    assert np.all(levels[_IMAGE][_COVERED] == 611)


def test_colored_ink_does_not() -> None:
    """RGB of the interface, in the levels of the display; the gray around stays gray."""
    levels = draw_levels(_layer(_GRAY, (255, 0, 128)), _RECT, _dim_table())
    assert np.all(levels[_IMAGE][_COVERED] == (1023, 0, 514))
    assert np.array_equal(levels[..., 0][_IMAGE][~_COVERED], levels[..., 2][_IMAGE][~_COVERED])


def test_a_color_frame_takes_gray_and_color() -> None:
    """Gray as what the display shows for it, in 8 bits; the image is untouched."""
    levels = draw_levels(_layer(_COLOR, 1.0, (1, 2, 3)), _RECT, identity_table(10))
    assert np.all(levels[_IMAGE][_COVERED] == (1, 2, 3))
    assert np.array_equal(levels[_IMAGE][~_COVERED], _COLOR[~_COVERED])
    levels = draw_levels(_layer(_COLOR, 1.0), _RECT, _dim_table())
    assert np.all(levels[_IMAGE][_COVERED] == 152)


def test_around_the_image_is_black_of_the_display() -> None:
    """No mask reaches beyond the image."""
    table = _dim_table()
    assert np.all(draw_levels(_layer(_GRAY, 0.5), _RECT, table)[:, 0] == 100)
    assert np.all(draw_levels(_layer(_COLOR, 0.5), _RECT, table)[:, 0] == 25)
