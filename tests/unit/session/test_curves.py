"""Curves of annotations, compared with their equations."""

from math import cos, hypot, pi, sin

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.session.curves import Points, ellipse, smooth

_coordinate = st.floats(-500, 500).map(lambda value: round(value, 3))
_points = st.lists(st.tuples(_coordinate, _coordinate), min_size=2, max_size=8).map(tuple)


def _distance(points: Points, x: float, y: float, *, closed: bool = False) -> float:
    """From a point to the nearest line of a polygon."""
    corners = np.array([*points, points[0]] if closed else points)
    start, way = corners[:-1], np.diff(corners, axis=0)
    square = np.maximum((way**2).sum(axis=1), 1e-12)
    part = np.clip((((x, y) - start) * way).sum(axis=1) / square, 0, 1)
    nearest = start + part[:, None] * way
    return float(np.hypot(*(nearest - (x, y)).T).min())


@pytest.mark.parametrize("radius", [0.5, 3.0, 128.0, 2000.0])
def test_a_circle_is_round(radius: float) -> None:
    """No corner leaves it, and no side by more than a level of its antialiased edge can tell."""
    points = ellipse((10.0, 20.0), (radius, 0.0), (0.0, radius))
    assert [hypot(x - 10, y - 20) for x, y in points] == pytest.approx([radius] * len(points))
    between = [
        _distance(points, 10 + radius * cos(t), 20 + radius * sin(t), closed=True)
        for t in np.linspace(0, 2 * pi, 97)
    ]
    assert max(between) < 0.0061


def test_an_ellipse_goes_through_the_ends_of_its_axes() -> None:
    """Whichever way they point."""
    points = ellipse((50.0, 40.0), (30.0, 10.0), (-4.0, 12.0))
    for x, y in ((80, 50), (20, 30), (46, 52), (54, 28)):
        assert _distance(points, x, y, closed=True) < 0.05


@settings(max_examples=30)
@given(points=_points, closed=st.booleans())
def test_a_smooth_curve_goes_through_all_points(points: Points, *, closed: bool) -> None:
    """As the Standard asks (C.10.5.1.2)."""
    curve = np.array(smooth(points, closed=closed))
    for point in points:
        assert np.hypot(*(curve - point).T).min() < 1e-6


def test_an_open_curve_begins_and_ends_with_its_points() -> None:
    """And has no corner in between: no turn of more than a few degrees."""
    curve = np.array(smooth(((0, 0), (100, 0), (100, 100), (0, 90)), closed=False))
    assert curve[[0, -1]].tolist() == [[0, 0], [0, 90]]
    ways = np.diff(curve, axis=0)
    turns = np.diff(np.unwrap(np.arctan2(ways[:, 1], ways[:, 0])))
    assert np.abs(turns).max() < 0.4


def test_a_closed_curve_has_no_corner_where_it_began() -> None:
    """It goes on from the last point to the first; the first need not be said twice."""
    square = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
    curve = smooth(square, closed=True)
    assert curve == smooth((*square, square[0]), closed=True)
    (left, top), (x, y) = curve[-1], curve[1]
    assert (left < 0, top > 0, x > 0, y < 0) == (True, True, True, True)


def test_a_curve_makes_no_loops_of_its_own() -> None:
    """Near points beside far ones: a uniform spline would run back and forth."""
    curve = np.array(smooth(((0, 0), (1000, 0), (1010, 10), (2000, 10)), closed=False))
    assert np.diff(curve[:, 0]).min() > 0


def test_the_curve_turns_with_its_points() -> None:
    """Mirrored points give the mirrored curve."""
    points = ((3.0, 5.0), (60.0, 9.0), (33.0, 80.0))
    mirrored = smooth(tuple((-x, y) for x, y in points), closed=True)
    expected = [(-x, y) for x, y in smooth(points, closed=True)]
    assert np.allclose(mirrored, expected)


def test_two_points_are_a_line() -> None:
    """And one is itself."""
    assert smooth(((1.0, 2.0), (5.0, 9.0), (5.0, 9.0)), closed=False) == ((1, 2), (5, 9))
    assert smooth(((1.0, 2.0), (1.0, 2.0)), closed=True) == ((1, 2),)
