"""Paths and areas cut to a rectangle; the lengths were worked out on paper."""

import numpy as np
import pytest

from workstation.render.strokes import Pieces, area_edges, stroke_pieces
from workstation.scene.graphics import Fill, Path
from workstation.scene.scene import Rect

_CLIP = Rect(0, 0, 100, 50)
_WHITE = (255, 255, 255)


def _along(pieces: Pieces) -> list[tuple[float, float]]:
    """From where to where each piece of a horizontal line runs."""
    return sorted((float(x0), float(x1)) for x0, _, x1, _ in pieces.round(6))


def test_a_line_is_cut_where_its_stroke_leaves_the_rectangle() -> None:
    """Half its thickness and one pixel further, so that its ends are not seen."""
    pieces = stroke_pieces(Path(((-1000.0, 20.0), (1000.0, 20.0)), _WHITE), 4.0, _CLIP)
    assert _along(pieces) == [(-3.0, 103.0)]


def test_a_line_that_never_comes_near_is_left_out() -> None:
    """Its box does: it passes a corner."""
    path = Path(((-100.0, 40.0), (10.0, 200.0)), _WHITE)
    assert not len(stroke_pieces(path, 1.0, _CLIP))


def test_dashes_are_counted_along_the_whole_path() -> None:
    """Over its corners: 10 drawn, 5 left out; round ends take half the thickness of each."""
    path = Path(((10.0, 10.0), (16.0, 10.0), (16.0, 40.0)), _WHITE, 2.0, dashes=(10.0, 5.0))
    pieces = stroke_pieces(path, 2.0, _CLIP)
    lengths = np.hypot(*(pieces[:, 2:] - pieces[:, :2]).T)
    # 6 + 30 long: 1 to 9, 16 to 24, 31 to 36; the first goes around the corner.
    assert sorted(lengths.round(6).tolist()) == [3.0, 5.0, 5.0, 8.0]


def test_dashes_do_not_move_with_the_rectangle() -> None:
    """What is cut off to the left counts."""
    path = Path(((-37.0, 10.0), (500.0, 10.0)), _WHITE, 1.0, dashes=(20.0, 20.0))
    pieces = stroke_pieces(path, 1.0, Rect(0, 0, 50, 50))
    assert _along(pieces) == [(3.5, 22.5), (43.5, 51.5)]


def test_the_halo_of_a_dash_is_as_long_as_the_dash() -> None:
    """It is thicker, and reaches further by that only."""
    path = Path(((0.0, 10.0), (30.0, 10.0)), _WHITE, 2.0, dashes=(10.0, 5.0))
    assert _along(stroke_pieces(path, 4.0, _CLIP)) == _along(stroke_pieces(path, 2.0, _CLIP))


def test_an_odd_number_of_dashes_is_taken_twice() -> None:
    """Drawn 3, left out 3."""
    path = Path(((0.0, 10.0), (12.0, 10.0)), _WHITE, 1.0, dashes=(3.0,))
    assert _along(stroke_pieces(path, 1.0, _CLIP)) == [(0.5, 2.5), (6.5, 8.5)]


def test_dashes_without_length_draw_a_solid_line() -> None:
    """Rather than nothing."""
    path = Path(((0.0, 10.0), (12.0, 10.0)), _WHITE, 1.0, dashes=(0.0, 0.0))
    assert _along(stroke_pieces(path, 1.0, _CLIP)) == [(0.0, 12.0)]


def test_the_edges_of_an_area_end_at_top_and_bottom() -> None:
    """A triangle from above to below; level edges do not count."""
    edges = area_edges(Fill(((10.0, -10.0), (40.0, 70.0), (10.0, 70.0)), _WHITE), _CLIP)
    assert (edges[:, [1, 3]].min(), edges[:, [1, 3]].max()) == (0, 50)
    assert (edges[:, 3] - edges[:, 1]).sum() == pytest.approx(0)


def test_edges_to_the_left_count_at_the_left() -> None:
    """A square around the rectangle: its two sides, of opposite directions."""
    square = ((-500.0, -500.0), (600.0, -500.0), (600.0, 600.0), (-500.0, 600.0))
    edges = area_edges(Fill(square, _WHITE), _CLIP)
    assert sorted(edges.tolist()) == [[0, 50, 0, 0], [100, 0, 100, 50]]
