"""What may be said of the monitor under a picture: a shape and a word, always in one place."""

from collections.abc import Callable
from itertools import pairwise

from workstation.base.text import N_, _
from workstation.display.table import Calibration
from workstation.scene.graphics import Align, Box, Color, Graphic, Line, Text
from workstation.session.look import CAUTION, DANGER, QUIET, Look, text_width

_WORDS = {
    Calibration.CALIBRATED: N_("Calibrated"),
    Calibration.DUE: N_("Calibration due"),
    Calibration.EXPIRED: N_("Calibration expired"),
    Calibration.UNCALIBRATED: N_("Uncalibrated"),
    Calibration.SPLIT: N_("On two displays"),
}
_COLORS = {
    Calibration.CALIBRATED: QUIET,
    Calibration.DUE: CAUTION,
    Calibration.EXPIRED: DANGER,
    Calibration.UNCALIBRATED: CAUTION,
    Calibration.SPLIT: DANGER,
}


def words(calibration: Calibration) -> str:
    """What the badge says, in the user's language."""
    return _(_WORDS[calibration])


def badge(look: Look, calibration: Calibration) -> tuple[Graphic, ...]:
    """At the right end of the last line; the shape stands before the word."""
    color, word = _COLORS[calibration], words(calibration)
    side = look.size * 0.7
    width = min(text_width(word, look.size), look.corner_width - 1.3 * side)
    y = look.bottom
    text = Text(
        look.right, y, word, look.size, color, Align.END, Align.START, width=look.corner_width
    )
    x = look.right - width - 1.3 * side
    shape = _SHAPES[calibration](x, y + (look.line - side) / 2, side, color)
    return (text, *shape)


def _disc(x: float, y: float, side: float, color: Color) -> tuple[Graphic, ...]:
    middle = y + side / 2
    return (Line(x + side / 2, middle, x + side / 2 + 0.01, middle, color, side, halo=True),)


def _triangle(x: float, y: float, side: float, color: Color) -> tuple[Graphic, ...]:
    top, left, right = (x + side / 2, y), (x, y + side), (x + side, y + side)
    return _path((top, left, right, top), color, side)


def _cross(x: float, y: float, side: float, color: Color) -> tuple[Graphic, ...]:
    return (
        *_path(((x, y), (x + side, y + side)), color, side),
        *_path(((x + side, y), (x, y + side)), color, side),
    )


def _diamond(x: float, y: float, side: float, color: Color) -> tuple[Graphic, ...]:
    half = side / 2
    top, right = (x + half, y), (x + side, y + half)
    return _path((top, right, (x + half, y + side), (x, y + half), top), color, side)


def _halves(x: float, y: float, side: float, color: Color) -> tuple[Graphic, ...]:
    return (
        Box(x, y, side, side, color, thickness=max(1.0, round(side / 8))),
        Box(x, y, side / 2, side, color),
    )


_Point = tuple[float, float]


def _path(points: tuple[_Point, ...], color: Color, side: float) -> tuple[Line, ...]:
    thickness = max(1.0, side / 6)
    pairs = pairwise(points)
    return tuple(Line(*start, *end, color, thickness, halo=True) for start, end in pairs)


_Shape = Callable[[float, float, float, Color], tuple[Graphic, ...]]
_SHAPES: dict[Calibration, _Shape] = {
    Calibration.CALIBRATED: _disc,
    Calibration.DUE: _triangle,
    Calibration.EXPIRED: _cross,
    Calibration.UNCALIBRATED: _diamond,
    Calibration.SPLIT: _halves,
}
