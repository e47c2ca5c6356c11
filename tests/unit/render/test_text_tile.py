"""Coverage, its halo, and where both are."""

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from workstation.render.text_tile import TextTile, cut, grown, halo_radius

INK = arrays(np.uint8, st.tuples(st.integers(1, 7), st.integers(1, 11)))


@settings(max_examples=30)
@given(INK, st.floats(2.0, 5.0))
def test_a_halo_is_the_most_of_all_ink_in_reach(ink: npt.NDArray[np.uint8], radius: float) -> None:
    """Pixel by pixel: whole within the radius, less at its rim, nothing beyond."""
    expected = np.zeros_like(ink)
    for y, x in np.ndindex(ink.shape):
        down, right = np.ogrid[: ink.shape[0], : ink.shape[1]]
        share = np.clip(radius + 0.5 - np.hypot(down - y, right - x), 0, 1)
        expected[y, x] = (ink * share).astype(np.uint8).max()
    assert np.array_equal(grown(ink, radius), expected)


def test_a_tile_is_cut_to_what_is_covered() -> None:
    """With the halo where there is one, and placed from the origin."""
    ink = np.zeros((20, 30), np.uint8)
    ink[8, 11:14] = 200
    bare, dark = cut(ink, (10, 9), 0.0), cut(ink, (10, 9), 2.0)
    assert (bare.x, bare.y, bare.ink.shape) == (1, -1, (1, 3))
    assert (dark.x, dark.y, dark.ink.shape) == (-1, -3, (5, 7))
    assert not bare.halo.any()


def test_nothing_is_an_empty_tile() -> None:
    """A space has no pixels."""
    assert cut(np.zeros((5, 5), np.uint8), (2, 2), 2.0).ink.shape == (0, 0)


def test_a_moved_tile_shares_its_arrays() -> None:
    """Nothing is copied for another place."""
    tile = cut(np.full((2, 3), 9, np.uint8), (0, 0), 0.0)
    moved = tile.moved(5, -7)
    assert (moved.x, moved.y) == (5, -7)
    assert isinstance(moved, TextTile)
    assert moved.ink is tile.ink


def test_halos_grow_with_the_letters() -> None:
    """But are at least two pixels wide."""
    assert halo_radius(8.0) == 2.0
    assert halo_radius(33.0) == 6.0
