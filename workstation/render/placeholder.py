"""The looks of what stands where an image cannot, as graphics that every renderer can draw.

The ground is a little blue, as no gray of an image is, and each kind has a pattern of its own:
nothing (empty), a dotted frame (loading), a cross (missing), a hatched frame (undecodable).
Words are not drawn here: they are Text among the graphics of the scene.
"""

from collections.abc import Iterator

from workstation.scene.graphics import Box, Color, Graphic, Line
from workstation.scene.scene import Placeholder, Rect

_EMPTY: Color = (18, 19, 23)
_GROUND: Color = (36, 38, 44)
_DOTS: Color = (96, 104, 122)
_CROSS: Color = (78, 82, 94)
_HATCH: Color = (150, 116, 52)
_MOST_MARKS = 120  # around one viewport, however large it is


def placeholder_graphics(kind: Placeholder, rect: Rect) -> tuple[Graphic, ...]:
    """What to draw, in order, in a viewport that has no image; the first covers all of it."""
    match kind:
        case Placeholder.EMPTY:
            return (_ground(rect, _EMPTY),)
        case Placeholder.LOADING:
            return (_ground(rect, _GROUND), *_dotted_frame(rect))
        case Placeholder.MISSING:
            return (_ground(rect, _GROUND), *_cross(rect))
        case Placeholder.UNDECODABLE:
            return (_ground(rect, _GROUND), *_hatched_frame(rect))


def _ground(rect: Rect, color: Color) -> Box:
    return Box(rect.x, rect.y, rect.width, rect.height, color)


def _dotted_frame(rect: Rect) -> Iterator[Box]:
    inset = _inset(rect)
    for x, y in _frame_points(rect, inset, spacing=24.0):
        yield Box(x - 1, y - 1, 3, 3, _DOTS)


def _cross(rect: Rect) -> Iterator[Line]:
    inset = 2 * _inset(rect)
    left, right = rect.x + inset, rect.x + rect.width - inset
    top, bottom = rect.y + inset, rect.y + rect.height - inset
    yield Line(left, top, right, bottom, _CROSS, thickness=3.0)
    yield Line(left, bottom, right, top, _CROSS, thickness=3.0)


def _hatched_frame(rect: Rect) -> Iterator[Line]:
    inset = _inset(rect)
    half = inset / 2
    for x, y in _frame_points(rect, inset, spacing=16.0):
        yield Line(x - half, y + half, x + half, y - half, _HATCH, thickness=2.0)


def _inset(rect: Rect) -> int:
    """Pixels from the edge of the viewport to its pattern."""
    return min(12, min(rect.width, rect.height) // 8)


def _frame_points(rect: Rect, inset: int, spacing: float) -> Iterator[tuple[int, int]]:
    """Evenly spaced points on a rectangle `inset` pixels inside the edge."""
    width, height = rect.width - 2 * inset, rect.height - 2 * inset
    if inset < 2:  # no room for a mark of 3 pixels
        return
    spacing = max(spacing, 2 * (width + height) / _MOST_MARKS)
    across, down = max(1, round(width / spacing)), max(1, round(height / spacing))
    for i in range(across + 1):
        x = rect.x + inset + round(width * i / across)
        yield x, rect.y + inset
        yield x, rect.y + inset + height
    for i in range(1, down):
        y = rect.y + inset + round(height * i / down)
        yield rect.x + inset, y
        yield rect.x + inset + width, y
