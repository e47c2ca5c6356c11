"""Compound graphics as the simple objects that they look like (PS3.3 C.10.5.1.3)."""

from dataclasses import dataclass
from math import cos, radians, sin

from workstation.dicom.annotation import (
    AnnotationUnits,
    GraphicObject,
    GraphicStyle,
    GraphicType,
    Point,
)

Shapes = list[tuple[GraphicType, tuple[Point, ...]]]


@dataclass(frozen=True, slots=True)
class CompoundGraphic:
    """One item of the Compound Graphic Sequence (0070,0209).

    kind             Compound Graphic Type; may be one that the Standard does not know
    rotation         degrees, counterclockwise around the rotation point
    rotation_point   None: it is not rotated
    """

    kind: str
    points: tuple[Point, ...]
    units: AnnotationUnits
    rotation: float
    rotation_point: Point | None
    filled: bool
    line: GraphicStyle
    fill: GraphicStyle | None


def simple_objects(compound: CompoundGraphic) -> tuple[GraphicObject, ...] | None:
    """Lines and ellipses, without the ticks and labels of rulers; None: it cannot be drawn."""
    shapes = _shapes(compound.kind, compound.points)
    if not shapes:
        return None
    return tuple(
        GraphicObject(
            kind,
            tuple(_rotated(compound, point) for point in points),
            compound.units,
            compound.filled and compound.kind in ("RECTANGLE", "ELLIPSE"),
            compound.line,
            compound.fill,
        )
        for kind, points in shapes
    )


def _shapes(kind: str, points: tuple[Point, ...]) -> Shapes:
    if kind == "CROSSHAIR":
        return [(GraphicType.POINT, points[:1])]
    if len(points) < 2:
        return []
    match kind:
        case "RECTANGLE":
            return [(GraphicType.POLYLINE, _corners(points[0], points[1]))]
        case "ELLIPSE":
            return [(GraphicType.ELLIPSE, _axes(points[0], points[1]))]
        case "MULTILINE":
            pairs = zip(points[::2], points[1::2], strict=False)
            return [(GraphicType.POLYLINE, pair) for pair in pairs]
        case _:
            return [(GraphicType.POLYLINE, points)]


def _corners(first: Point, last: Point) -> tuple[Point, ...]:
    """Around a rectangle, of which two opposite corners are given, and back."""
    (left, top), (right, bottom) = first, last
    return (left, top), (right, top), (right, bottom), (left, bottom), (left, top)


def _axes(first: Point, last: Point) -> tuple[Point, ...]:
    """The ends of the axes of the ellipse in a rectangle."""
    (left, top), (right, bottom) = first, last
    x, y = (left + right) / 2, (top + bottom) / 2
    return (left, y), (right, y), (x, top), (x, bottom)


def _rotated(compound: CompoundGraphic, point: Point) -> Point:
    """A positive angle turns counterclockwise (C.10.5.1.3.2), and y points down."""
    if compound.rotation_point is None:
        return point
    x, y = compound.rotation_point
    angle = radians(compound.rotation)
    right, down = point[0] - x, point[1] - y
    return (
        x + right * cos(angle) + down * sin(angle),
        y - right * sin(angle) + down * cos(angle),
    )
