"""Compound graphics, whose points were worked out on paper."""

import pytest

from workstation.dicom.annotation import (
    AnnotationUnits,
    GraphicObject,
    GraphicStyle,
    GraphicType,
    Point,
)
from workstation.dicom.compound_graphics import CompoundGraphic, simple_objects

TWO = ((10.0, 20.0), (16.0, 24.0))


def _compound(
    kind: str, points: tuple[Point, ...], rotation: float = 0.0, around: Point | None = None
) -> CompoundGraphic:
    line = GraphicStyle(thickness=2.0)
    return CompoundGraphic(kind, points, AnnotationUnits.PIXEL, rotation, around, True, line, None)


def _drawn(compound: CompoundGraphic) -> list[GraphicObject]:
    return list(simple_objects(compound) or ())


def test_a_rectangle_is_closed() -> None:
    """Top left and bottom right corner are given."""
    (simple,) = _drawn(_compound("RECTANGLE", TWO))
    assert list(simple.points) == [(10, 20), (16, 20), (16, 24), (10, 24), (10, 20)]
    assert (simple.filled, simple.line.thickness) == (True, 2.0)


def test_an_ellipse_lies_in_its_rectangle() -> None:
    """The ends of its axes are the middles of the sides."""
    (simple,) = _drawn(_compound("ELLIPSE", TWO))
    assert simple.kind is GraphicType.ELLIPSE
    assert simple.points == ((10, 22), (16, 22), (13, 20), (13, 24))


def test_a_multiline_is_lines_that_do_not_meet() -> None:
    """Two points each."""
    simple = _drawn(_compound("MULTILINE", (*TWO, (0.0, 1.0), (2.0, 3.0))))
    assert [each.points for each in simple] == [TWO, ((0, 1), (2, 3))]


@pytest.mark.parametrize("kind", ["ARROW", "RULER", "AXIS", "CUTLINE", "PRIVATE"])
def test_others_are_lines_through_their_points(kind: str) -> None:
    """And never filled."""
    (simple,) = _drawn(_compound(kind, TWO))
    assert (simple.kind, simple.points, simple.filled) == (GraphicType.POLYLINE, TWO, False)


def test_a_crosshair_marks_its_point() -> None:
    """The first."""
    (simple,) = _drawn(_compound("CROSSHAIR", TWO))
    assert (simple.kind, simple.points) == (GraphicType.POINT, TWO[:1])


def test_a_rotation_is_counterclockwise_as_seen() -> None:
    """A quarter turn around the first point: what lay to the right lies above."""
    (simple,) = _drawn(_compound("ARROW", ((10.0, 20.0), (16.0, 20.0)), 90, (10, 20)))
    assert simple.points[1] == pytest.approx((10.0, 14.0))


def test_one_point_is_no_line() -> None:
    """It cannot be drawn."""
    assert simple_objects(_compound("ARROW", TWO[:1])) is None
