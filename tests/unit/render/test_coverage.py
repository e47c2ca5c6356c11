"""Coverage of paths and areas, compared with what every pixel says for itself."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.render.coverage import Covered, area_coverage, stroke_coverage
from workstation.render.strokes import area_edges, stroke_pieces
from workstation.scene.graphics import Fill, Path
from workstation.scene.scene import Rect

_CLIP = Rect(5, 3, 150, 90)  # more than two squares wide
_WHITE = (255, 255, 255)
_number = st.floats(-60, 220, allow_nan=False)
_points = st.lists(st.tuples(_number, _number), min_size=3, max_size=7)
Floats = npt.NDArray[np.float64]


def _whole(covered: Iterator[Covered]) -> Floats:
    """The whole rectangle; no pixel comes twice."""
    whole = np.zeros((_CLIP.height, _CLIP.width))
    times = np.zeros_like(whole)
    for rect, part in covered:
        y, x = rect.y - _CLIP.y, rect.x - _CLIP.x
        whole[y : y + rect.height, x : x + rect.width] = part
        times[y : y + rect.height, x : x + rect.width] += 1
    assert times.max(initial=0) <= 1
    return whole


def _stroke(path: Path) -> Floats:
    pieces = stroke_pieces(path, path.thickness, _CLIP)
    return _whole(stroke_coverage(pieces, path.thickness, _CLIP))


def _area(points: list[tuple[float, float]]) -> Floats:
    return _whole(area_coverage(area_edges(Fill(tuple(points), _WHITE), _CLIP), _CLIP))


def _expected_stroke(points: list[tuple[float, float]], thickness: float) -> Floats:
    """By the distance of each center from the nearest of the segments."""
    y, x = np.mgrid[: _CLIP.height, : _CLIP.width] + 0.5
    x, y = x + _CLIP.x, y + _CLIP.y
    nearest = np.full(x.shape, np.inf)
    for (x0, y0), (x1, y1) in pairwise(points):
        dx, dy = x1 - x0, y1 - y0
        part = np.clip(((x - x0) * dx + (y - y0) * dy) / ((dx * dx + dy * dy) or 1), 0, 1)
        nearest = np.minimum(nearest, np.hypot(x - x0 - part * dx, y - y0 - part * dy))
    return np.clip(thickness / 2 + 0.5 - nearest, 0, 1)


def _inside(points: list[tuple[float, float]], x: Floats, y: Floats) -> npt.NDArray[np.bool_]:
    """Even-odd, by counting the edges to the left of each point."""
    inside = np.zeros(x.shape, bool)
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        crossed = (y0 > y) != (y1 > y)
        inside ^= crossed & (x0 + (y - y0) * (x1 - x0) / ((y1 - y0) or 1) < x)
    return inside


def _sampled_area(points: list[tuple[float, float]], steps: int = 16) -> Floats:
    """Which part of many points of each pixel lies inside."""
    along = (np.arange(_CLIP.width * steps) + 0.5) / steps + _CLIP.x
    down = (np.arange(_CLIP.height * steps) + 0.5) / steps + _CLIP.y
    inside = _inside(points, *np.meshgrid(along, down))
    parts: Floats = inside.reshape(_CLIP.height, steps, _CLIP.width, steps).mean(axis=(1, 3))
    return parts


@settings(max_examples=30)
@given(points=_points, thickness=st.floats(0.5, 30))
def test_a_stroke_covers_pixels_by_their_distance_from_the_nearest_of_its_lines(
    points: list[tuple[float, float]], thickness: float
) -> None:
    """Also where it crosses itself, and where it leaves the rectangle and comes back."""
    drawn = _stroke(Path(tuple(points), _WHITE, thickness))
    assert np.abs(drawn - _expected_stroke(points, thickness)).max() < 1e-3


def test_a_closed_path_has_a_last_line() -> None:
    """Back to where it began."""
    points = [(20.0, 10.0), (120.5, 15.0), (40.0, 80.25)]
    drawn = _stroke(Path(tuple(points), _WHITE, 3.0, closed=True))
    assert np.abs(drawn - _expected_stroke([*points, points[0]], 3.0)).max() < 1e-3


def test_one_point_is_a_dot() -> None:
    """As wide as the stroke."""
    drawn = _stroke(Path(((30.5, 20.5),), _WHITE, 5.0))
    assert drawn.sum() == pytest.approx(np.pi * 2.5**2, rel=0.06)


def test_a_path_beside_the_rectangle_covers_nothing() -> None:
    """And costs no squares."""
    path = Path(((-900.0, -20.0), (900.0, -20.0)), _WHITE, 9.0)
    assert not list(stroke_coverage(stroke_pieces(path, 9.0, _CLIP), 9.0, _CLIP))


def test_squares_that_a_stroke_does_not_touch_are_left_out() -> None:
    """A horizontal line at the top of a rectangle two squares high."""
    pieces = np.array([[6.0, 4.5, 154.0, 4.5]])
    rects = [rect for rect, _ in stroke_coverage(pieces, 1.0, _CLIP)]
    assert [(rect.x, rect.y) for rect in rects] == [(5, 3), (69, 3), (133, 3)]


@pytest.mark.parametrize(
    "points",
    [
        [(20.25, 10.5), (130.75, 22.125), (70.5, 85.0)],
        [(-50.0, -40.0), (400.0, 30.0), (60.0, 300.0)],
        [(10.5, 10.5), (90.25, 10.5), (90.25, 60.75), (10.5, 60.75)],
        [(80.0, -100.0), (81.0, 200.0), (300.0, 50.0)],
        [(-100.0, 5.0), (-2.0, 90.0), (-300.0, 40.0)],
    ],
    ids=["triangle", "around", "on halves", "cut", "to the left"],
)
def test_an_area_covers_pixels_by_what_of_them_lies_in_it(
    points: list[tuple[float, float]],
) -> None:
    """To what counting 256 points of each pixel can tell."""
    assert np.abs(_area(points) - _sampled_area(points)).max() < 0.04


@settings(max_examples=30)
@given(points=_points)
def test_an_area_is_even_odd(points: list[tuple[float, float]]) -> None:
    """Pixels of which no edge comes near are wholly inside or wholly outside."""
    far = _expected_stroke([*points, points[0]], 2.0) == 0
    y, x = np.mgrid[: _CLIP.height, : _CLIP.width] + 0.5
    inside = _inside(points, x + _CLIP.x, y + _CLIP.y)
    assert np.abs(_area(points) - inside)[far].max(initial=0) < 1e-3


def test_the_size_of_an_area_is_kept() -> None:
    """That of a polygon, by the shoelace formula."""
    points = [(20.3, 11.1), (120.9, 25.2), (99.5, 77.7), (41.1, 60.6)]
    x, y = np.array(points).T
    shoelace = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    assert _area(points).sum() == pytest.approx(shoelace, abs=0.05)
