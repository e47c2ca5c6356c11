"""Sizes and colors of what is written over a viewport.

Neutral grays, so that nothing changes how the image is seen; the other colors are from the
palette of Okabe and Ito, which can be told apart by everybody, and never stand without a word
or a shape.
"""

from dataclasses import dataclass

from workstation.scene.graphics import Align, Color, Text
from workstation.scene.scene import Rect

TEXT: Color = (205, 205, 205)
QUIET: Color = (150, 150, 150)
ACCENT: Color = (86, 180, 233)
CAUTION: Color = (230, 159, 0)
DANGER: Color = (213, 94, 0)
GOOD: Color = (0, 158, 115)

LEADING = 1.2  # baseline to baseline, in heights of the font
_SIZE, _SMALLEST = 13.0, 8.0  # logical pixels
_CORNER = 0.36  # of the width: each corner's share, the rest is the middle's
# Widths in heights of the font, not less than those of the fonts that the renderers use.
_NARROW, _LETTER, _CAPITAL, _WIDE = 0.4, 0.64, 0.8, 1.0
_NARROW_LETTERS, _WIDE_LETTERS = frozenset(" fijlrtIJ.,:;·∶'’|!/()[]-"), frozenset("mwMW@%—")
_FIRST_IDEOGRAPH = "\u1100"
_BOLD = 1.12


@dataclass(frozen=True, slots=True)
class Look:
    """Measures of one viewport in surface pixels, all from its size and the pixel ratio.

    rect     the viewport
    ratio    physical per logical pixel
    banner   height taken at the top
    slider   width taken at the right edge
    """

    rect: Rect
    ratio: float
    banner: float = 0.0
    slider: float = 0.0

    @property
    def size(self) -> float:
        """Height of the font; smaller viewports have smaller letters."""
        by_room = min(self.rect.width / 40, self.rect.height / 26)
        return float(round(max(_SMALLEST * self.ratio, min(by_room, _SIZE * self.ratio))))

    @property
    def line(self) -> float:
        """Height of a line of text."""
        return self.size * LEADING

    @property
    def margin(self) -> float:
        """Room between the edge and what is written."""
        return round(self.size * 0.6)

    @property
    def left(self) -> float:
        """Where text at the left edge begins."""
        return self.rect.x + self.margin

    @property
    def right(self) -> float:
        """Where text at the right edge ends."""
        return self.rect.x + self.rect.width - self.margin - self.slider

    @property
    def top(self) -> float:
        """Where the first line begins."""
        return self.rect.y + self.margin + self.banner

    @property
    def bottom(self) -> float:
        """Where the last line, that of the read-out and the badge, begins."""
        return self.rect.y + self.rect.height - self.margin - self.line

    @property
    def middle(self) -> tuple[float, float]:
        """Middle of the viewport."""
        return self.rect.x + self.rect.width / 2, self.rect.y + self.rect.height / 2

    @property
    def corner_width(self) -> float:
        """The widest that a line in a corner may be."""
        return self.rect.width * _CORNER - self.margin

    @property
    def middle_width(self) -> float:
        """The widest that something between the corners may be."""
        return self.rect.width * (1 - 2 * _CORNER) - 2 * self.margin

    def centered(self, content: str, y: float, color: Color = TEXT, bold: bool = False) -> Text:
        """A line in the middle of the viewport, as wide as there is room."""
        width = self.rect.width - 2 * self.margin
        x = self.middle[0]
        return Text(x, y, content, self.size, color, Align.MIDDLE, Align.START, bold, width=width)


def text_width(content: str, size: float, bold: bool = False) -> float:
    """About how wide a line will be; the renderer knows, this room must not ask it."""
    return sum(map(_advance, content)) * size * (_BOLD if bold else 1.0)


def _advance(character: str) -> float:
    if character in _NARROW_LETTERS:
        return _NARROW
    if character in _WIDE_LETTERS or character >= _FIRST_IDEOGRAPH:
        return _WIDE
    return _CAPITAL if character.isupper() else _LETTER


def wrapped(content: str, size: float, width: float, bold: bool = False) -> str:
    """The same words on as many lines as they need to be no wider than `width`.

    A word that is wider, as a sentence without spaces is, goes on in the next line.
    """
    lines = [""]
    for word in content.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines += _broken(word, size, width, bold)
    return "\n".join(line for line in lines if line)


def _broken(word: str, size: float, width: float, bold: bool) -> list[str]:
    """One word in parts that fit, of one character at least."""
    parts = [""]
    for character in word:
        if parts[-1] and text_width(parts[-1] + character, size, bold) > width:
            parts.append("")
        parts[-1] += character
    return parts
