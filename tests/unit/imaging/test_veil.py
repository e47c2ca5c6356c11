"""Masks over an image: what is left of its values, and what takes their place."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.display.table import identity_table
from workstation.imaging.placement import Placement, placement
from workstation.imaging.veil import (
    Veil,
    grid_of,
    in_levels,
    in_p_values,
    level_veil,
    p_value_veil,
    unit_of,
)
from workstation.scene.scene import Affine, MaskLayer, MaskPlane, Rect

_SHAPE = (4, 6)
_COVERED = np.zeros(_SHAPE, np.bool_)
_COVERED[1, 2:5] = _COVERED[2, 4] = True
_RED = (255, 0, 0)


def _mask(ink: object = 1.0, covered: np.ndarray = _COVERED, **at: int) -> MaskLayer:
    return MaskLayer(MaskPlane((ink, id(covered)), covered), ink, **at)  # type: ignore[arg-type]


def _place(zoom: float, kernel: str = "linear", shape: tuple[int, int] = _SHAPE) -> Placement:
    rows, columns = shape
    rect = Rect(0, 0, round(columns * zoom), round(rows * zoom))
    return placement(Affine(zoom, 0, 0, 0, zoom, 0), rect, shape, kernel)


def _veil(*masks: MaskLayer, zoom: float = 1.0, kernel: str = "linear") -> Veil:
    veil = p_value_veil(masks, _SHAPE, _place(zoom, kernel))
    assert veil is not None
    return veil


def test_at_one_to_one_a_mask_replaces_what_it_covers_and_nothing_else() -> None:
    """The ink to the last bit, and the value to the last bit."""
    values = np.random.default_rng(1).random(_SHAPE).astype(np.float32)
    covered = _veil(_mask(0.3)).over(values)
    assert np.array_equal(covered, np.where(_COVERED, np.float32(0.3), values))


def test_a_pixel_that_is_covered_in_part_is_blended() -> None:
    """Four image pixels in one of the surface, one of them covered: P + (ink - P) / 4."""
    covered = np.zeros((2, 2), np.bool_)
    covered[0, 1] = True
    masks = [_mask(1.0, covered)]
    veil = p_value_veil(masks, (2, 2), _place(0.5, "nearest", (2, 2)))
    assert veil is not None
    assert veil.over(np.full((1, 1), 0.2, np.float32)) == pytest.approx(0.2 + 0.8 / 4)


@pytest.mark.parametrize("kernel", ["nearest", "linear", "sharp"])
@pytest.mark.parametrize("zoom", [0.4, 1.0, 2.7])
def test_a_veil_neither_overshoots_nor_shines_through_itself(kernel: str, zoom: float) -> None:
    """Also with the sharp kernel, whose sums leave 0 to 1."""
    veil = _veil(_mask(1.0), zoom=zoom, kernel=kernel)
    assert veil.keep.min() >= 0
    assert veil.keep.max() <= 1
    assert np.allclose(veil.keep + veil.add, 1, atol=1e-6)


def test_what_is_drawn_later_lies_on_top() -> None:
    """An overlay over a shutter is seen; the shutter under it is not."""
    everywhere = np.ones(_SHAPE, np.bool_)
    veil = _veil(_mask(0.0, everywhere), _mask(1.0))
    assert np.array_equal(veil.over(np.full(_SHAPE, 0.7, np.float32)), _COVERED * 1.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=4), st.floats(0, 1), st.floats(0.3, 3))
def test_folding_is_blending_one_after_the_other(
    inks: list[float], value: float, zoom: float
) -> None:
    """v * keep + add is v + (ink - v) * coverage, repeated."""
    masks = [_mask(ink, np.roll(_COVERED, index, axis=1)) for index, ink in enumerate(inks)]
    expected = np.full(_veil(masks[0], zoom=zoom).keep.shape, value)
    for mask in masks:
        coverage = 1.0 - _veil(mask, zoom=zoom).keep
        expected += (mask.ink - expected) * coverage
    folded = _veil(*masks, zoom=zoom).over(np.full(expected.shape, value, np.float32))
    assert np.allclose(folded, expected, atol=1e-6)


def test_a_small_mask_lies_where_it_is_put() -> None:
    """From the given row and column on, cut off at the image's edges, uncovered around."""
    part = np.ones((2, 9), np.bool_)
    grid = grid_of(_mask(1.0, part, first_row=-1, first_column=2), _SHAPE)
    expected = np.zeros(_SHAPE, np.uint8)
    expected[0, 2:] = 1
    assert np.array_equal(grid, expected)


def test_the_edge_of_a_small_mask_is_as_soft_as_any() -> None:
    """A mask cut to what it covers looks the same as one of the whole image."""
    small = _COVERED[1:3, 2:5]
    whole = _veil(_mask(1.0), zoom=2.3)
    cut = _veil(_mask(1.0, small, first_row=1, first_column=2), zoom=2.3)
    assert np.array_equal(whole.keep, cut.keep)


def test_a_turned_image_turns_its_masks() -> None:
    """A quarter turn, so that rows and columns cannot be taken for each other."""
    place = placement(Affine(0, -1, 4, 1, 0, 0), Rect(0, 0, 4, 6), _SHAPE, "linear")
    veil = p_value_veil([_mask(1.0)], _SHAPE, place)
    assert veil is not None
    assert np.array_equal(veil.add, np.rot90(_COVERED, -1))


def test_gray_above_color_is_blended_with_the_levels() -> None:
    """The order is kept: after the first color there are no P-Values any more."""
    gray, red = _mask(1.0), _mask(_RED)
    masks = (gray, red, gray)
    assert (in_p_values(masks), in_levels(masks)) == ((gray,), (red, gray))
    assert (in_p_values((gray, gray)), in_levels((gray, gray))) == ((gray, gray), ())


def test_inks_become_levels() -> None:
    """RGB is scaled to the levels; a P-Value goes through the display's table."""
    table = identity_table(10)
    assert unit_of(_mask((255, 51, 0)), table, 1023) == pytest.approx([1023, 204.6, 0], abs=1e-3)
    assert unit_of(_mask(0.2), table, 1023) == pytest.approx([float(table.ddl[13107])] * 3)


def test_a_plane_may_have_colors_of_its_own() -> None:
    """Each pixel its own, where it covers; what stands under the uncovered ones is never seen."""
    colors = np.random.default_rng(2).integers(0, 256, (*_SHAPE, 3)).astype(np.uint8)
    plane = replace(_mask().plane, colors=colors)
    table = identity_table(8)
    veil = level_veil([MaskLayer(plane, 1.0)], _SHAPE, _place(1.0), table, 255)
    assert veil is not None
    drawn = veil.over(np.full((*_SHAPE, 3), 7, np.float32))
    assert np.array_equal(drawn, np.where(_COVERED[..., None], colors, 7))


def test_without_masks_there_is_no_veil() -> None:
    """Nothing is multiplied where nothing lies over the image."""
    assert p_value_veil([], _SHAPE, _place(1.0)) is None
