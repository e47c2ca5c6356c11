"""Marks drawn over an image: text, lines, rectangles, paths and areas, in surface pixels.

Colors are RGB of the screen, 0 to 255 each, and do not pass through the display table: who draws
a P-Value asks the table first.
"""

from dataclasses import dataclass
from enum import Enum

Color = tuple[float, float, float]


class Align(Enum):
    """Which point of a text's box stands at its position, along one axis."""

    START = 0.0
    MIDDLE = 0.5
    END = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text in any script, split at newlines, aligned as `across` says.

    x, y     where the box of the text is held by (across, down)
    size     height of the font in pixels
    halo     a dark outline, so that it can be read on any image
    width    the widest a line may be in pixels, longer ones end in an ellipsis; 0: no limit
    """

    x: float
    y: float
    content: str
    size: float
    color: Color
    across: Align = Align.START
    down: Align = Align.START
    bold: bool = False
    halo: bool = True
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line with round ends, antialiased; `halo` as in Text."""

    x0: float
    y0: float
    x1: float
    y1: float
    color: Color
    thickness: float = 1.0
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned rectangle, filled, or outlined on its inside when thickness > 0."""

    x: float
    y: float
    width: float
    height: float
    color: Color
    opacity: float = 1.0
    thickness: float = 0.0


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines from point to point, antialiased, round at ends and joins; `halo` as in Text.

    It covers a pixel once, also where it meets or crosses itself.

    points   at least one, which is then a dot
    closed   and back to the first
    dashes   lengths along it, drawn and left out in turn; empty: it is solid
    """

    points: tuple[tuple[float, float], ...]
    color: Color
    thickness: float = 1.0
    closed: bool = False
    dashes: tuple[float, ...] = ()
    opacity: float = 1.0
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """What a closed polygon encloses, by the even-odd rule; pixels on its edge by their area."""

    points: tuple[tuple[float, float], ...]
    color: Color
    opacity: float = 1.0


Graphic = Text | Line | Box | Path | Fill
