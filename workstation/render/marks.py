"""Graphics of the interface as rows of numbers, one for each rectangle that is to be blended."""

from math import ceil, floor

from workstation.scene.graphics import Box, Color, Line

# left, top, right, bottom; four of shape; red, green, blue, opacity; kind, thickness
Mark = tuple[float, ...]
NUMBERS = 14
LINE_HALO_OPACITY = 0.6
LINE_HALO = 2.0  # pixels that it is thicker than its line
_TEXT, _LINE, _BOX, _OUTLINE = 0.0, 1.0, 2.0, 3.0
_FROM_ITS_ENDS = (0.0, 0.0, 0.0, 0.0)  # the bounds of a line lie along it
_BLACK: Color = (0, 0, 0)
_INK, _HALO = 0.0, 1.0


def line_marks(line: Line) -> tuple[Mark, ...]:
    """A line, after its halo if it has one."""
    mark = _line_mark(line, line.thickness, line.color, 1.0)
    if not line.halo:
        return (mark,)
    return _line_mark(line, line.thickness + LINE_HALO, _BLACK, LINE_HALO_OPACITY), mark


def _line_mark(line: Line, thickness: float, color: Color, opacity: float) -> Mark:
    ends = (line.x0, line.y0, line.x1, line.y1)
    return (*_FROM_ITS_ENDS, *ends, *_rgba(color, opacity), _LINE, thickness)


def box_mark(box: Box) -> Mark:
    """A filled or outlined rectangle."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    bounds = (floor(left), floor(top), ceil(right), ceil(bottom))
    kind = _OUTLINE if box.thickness > 0 else _BOX
    edges = (left, top, right, bottom)
    return (*bounds, *edges, *_rgba(box.color, box.opacity), kind, box.thickness)


def text_marks(
    bounds: tuple[int, int, int, int], place: tuple[int, int], color: Color, halo: float
) -> tuple[Mark, ...]:
    """A text whose tile lies at `place` of the atlas, after its halo.

    bounds   left, top, right, bottom of the tile on the surface
    halo     opacity; 0: none
    """
    shift = (place[0] - bounds[0], place[1] - bounds[1])
    ink = (*bounds, *shift, _INK, 0.0, *_rgba(color, 1.0), _TEXT, 0.0)
    if not halo:
        return (ink,)
    return (*bounds, *shift, _HALO, 0.0, *_rgba(_BLACK, halo), _TEXT, 0.0), ink


def _rgba(color: Color, opacity: float) -> tuple[float, float, float, float]:
    red, green, blue = color
    return red / 255, green / 255, blue / 255, opacity
