"""Shutters and overlays as masks in the grid of the image."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.dicom.overlay import Overlay, OverlayType
from workstation.dicom.shutter import (
    CircularShutter,
    Place,
    PolygonalShutter,
    RectangularShutter,
    Shutter,
)
from workstation.imaging.masks import outline, overlay_mask, shutter_mask

_CORNERS = st.lists(st.tuples(st.integers(-3, 12), st.integers(-3, 14)), min_size=3, max_size=7)


def _overlay(drawn: np.ndarray, origin: Place = (1, 1)) -> Overlay:
    bits = np.packbits(drawn.ravel(), bitorder="little").tobytes()
    rows, columns = drawn.shape
    return Overlay(0x6000, OverlayType.GRAPHICS, rows, columns, origin, bits)


def _seen(shutter: Shutter, rows: int, columns: int, aspect: float = 1.0) -> set[Place]:
    """Row and column, from 1, of what is left to see."""
    places = np.argwhere(~shutter_mask(shutter, rows, columns, aspect)) + 1
    return {(int(row), int(column)) for row, column in places}


def test_the_edges_of_a_rectangle_are_seen() -> None:
    """Both edges of both directions, counted from 1; rows and columns are not taken for another."""
    shutter = Shutter((RectangularShutter(left=3, right=6, upper=2, lower=4),))
    expected = {(row, column) for row in (2, 3, 4) for column in (3, 4, 5, 6)}
    assert _seen(shutter, 9, 11) == expected


def test_a_rectangle_may_reach_beyond_the_image() -> None:
    """What it does not cover inside is seen to the very edge."""
    shutter = Shutter((RectangularShutter(left=-4, right=99, upper=3, lower=99),))
    assert _seen(shutter, 4, 2) == {(3, 1), (3, 2), (4, 1), (4, 2)}


def test_a_circle_has_its_row_before_its_column() -> None:
    """Pixels with all four corners at most the radius away from it."""
    shutter = Shutter((CircularShutter(center=(3, 6), radius=2),))
    expected = {(row, column) for row, column in ((2, 6), (3, 5), (3, 6), (3, 7), (4, 6))}
    assert _seen(shutter, 7, 11) == expected


def test_a_circle_is_round_in_the_patient() -> None:
    """Pixels twice as high as wide: the radius counts along the row, and half as many rows."""
    seen = _seen(Shutter((CircularShutter(center=(10, 10), radius=6),)), 20, 20, aspect=2.0)
    assert {row for row, column in seen if column == 10} == set(range(8, 13))
    assert {column for row, column in seen if row == 10} == set(range(5, 16))


def _crossings(vertices: list[Place], row: float, column: float) -> int | None:
    """How many edges a ray to the left meets; None on an edge. Written plainly, as an oracle."""
    count = 0
    for (r1, c1), (r2, c2) in zip(vertices, vertices[1:] + vertices[:1], strict=True):
        cross = (c2 - c1) * (row - r1) - (r2 - r1) * (column - c1)
        on_line = cross == 0 and min(r1, r2) <= row <= max(r1, r2)
        if on_line and min(c1, c2) <= column <= max(c1, c2):
            return None
        if (r1 <= row) != (r2 <= row):
            count += c1 + (row - r1) * (c2 - c1) / (r2 - r1) < column
    return count


def _is_entered(vertices: list[Place], row: int, column: int) -> bool:
    """Whether an edge comes within the pixel: looked for at many points of each edge."""
    for (r1, c1), (r2, c2) in zip(vertices, vertices[1:] + vertices[:1], strict=True):
        down = np.abs((r2 - r1) * _STEPS + (r1 - row) * _STEPS[-1])
        across = np.abs((c2 - c1) * _STEPS + (c1 - column) * _STEPS[-1])
        if (2 * np.maximum(down, across) < _STEPS[-1]).any():
            return True
    return False


_STEPS = np.arange(5041)


@given(st.data())
def test_of_a_polygon_whole_pixels_are_seen(data: st.DataObject) -> None:
    """Even-odd, for any corners, also outside of the image, doubled, and with crossing edges."""
    vertices = data.draw(_CORNERS)
    row, column = data.draw(st.tuples(st.integers(1, 9), st.integers(1, 11)))
    seen = (row, column) in _seen(Shutter((PolygonalShutter(tuple(vertices)),)), 9, 11)
    met = _crossings(vertices, row, column)
    assert seen == (bool(met and met % 2) and not _is_entered(vertices, row, column))


def test_a_hexagon_loses_the_pixels_of_its_edges() -> None:
    """Row by row, written out."""
    corners = ((2, 4), (2, 8), (5, 11), (8, 8), (8, 4), (5, 1))
    seen = _seen(Shutter((PolygonalShutter(corners),)), 9, 12)
    rows = {row: sorted(c for r, c in seen if r == row) for row in range(1, 10)}
    assert [(len(line), line[0]) if line else (0, 0) for line in rows.values()] == [
        *((0, 0), (0, 0), (5, 4), (7, 3), (9, 2), (7, 3), (5, 4), (0, 0), (0, 0))
    ]


def test_several_shapes_leave_what_lies_in_all() -> None:
    """PS3.3 C.7.6.11: the least amount of image remains; a bitmap covers where it is 1."""
    bitmap = np.zeros((5, 6), np.bool_)
    bitmap[2, 3] = True
    shutter = Shutter(
        (
            RectangularShutter(left=2, right=5, upper=1, lower=5),
            CircularShutter(center=(3, 4), radius=2),
            PolygonalShutter(((1, 1), (1, 5), (5, 5), (5, 1))),
        ),
        _overlay(bitmap),
    )
    assert _seen(shutter, 5, 6) == {(2, 4), (3, 3), (4, 4)}


@given(
    st.integers(1, 7),
    st.integers(1, 7),
    st.tuples(st.integers(-8, 9), st.integers(-8, 9)),
    st.randoms(use_true_random=False),
)
def test_an_overlay_lies_where_its_origin_says(
    rows: int, columns: int, origin: Place, random: Random
) -> None:
    """Pixel by pixel: outside of the image and smaller or larger than it."""
    drawn = np.array([[random.random() < 0.5 for _c in range(columns)] for _r in range(rows)])
    mask = overlay_mask(_overlay(drawn, origin), 5, 4)
    expected = np.zeros((5, 4), np.bool_)
    for (row, column), bit in np.ndenumerate(drawn):
        at = row + origin[0] - 1, column + origin[1] - 1
        if 0 <= at[0] < 5 and 0 <= at[1] < 4:
            expected[at] = bit
    assert np.array_equal(mask, expected)


def test_an_embedded_overlay_is_nothing_without_its_bits() -> None:
    """An empty mask would be a picture that looks right."""
    overlay = Overlay(0x6000, OverlayType.GRAPHICS, 2, 3, (1, 1), None, 12)
    with pytest.raises(ValueError, match="bits"):
        overlay_mask(overlay, 2, 3)


def test_an_outline_is_the_edge_of_a_region_inside_of_it() -> None:
    """At the edge of the image too; a hole has one of its own."""
    drawn = ("######", "######", "##.###", "######", "#####.")
    edges = ("######", "#.#..#", "##.#.#", "#.#..#", "#####.")
    region = np.array([[mark == "#" for mark in row] for row in drawn])
    expected = np.array([[mark == "#" for mark in row] for row in edges])
    assert np.array_equal(outline(region), expected)
