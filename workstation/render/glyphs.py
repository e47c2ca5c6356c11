"""Lines of plain letters and numerals, put together from glyphs that are kept.

To shape and draw a line takes half a millisecond, and while a stack is scrolled two of them are
new with every image. A shaper may do more than put one glyph beside the next, so two are put
together here only after its own drawing of the pair was the same, pixel by pixel.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor

import numpy as np
from PIL import Image, ImageDraw

from workstation.render.fonts import face, font, runs
from workstation.render.text_tile import Coverage, TextTile, cut

# Written from left to right, each for itself; a numeral beside a letter starts no new run.
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("−×…°")
_NUMERALS = "0123456789"


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """One character drawn with the pen at the origin.

    advance   to the next pen, pixels
    x, y      top left corner of what is covered
    ink       shape (height, width), 0 to 255
    """

    advance: float
    x: int
    y: int
    ink: Coverage


@dataclass(frozen=True, slots=True)
class Step:
    """From one glyph to the next.

    length   from pen to pen, pixels
    blends   both may cover a pixel
    """

    length: float
    blends: bool


_BEGIN = Step(0.0, False)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line that is as its glyphs are.

    steps   to each glyph from the one before; the first begins at its pen
    """

    glyphs: tuple[Glyph, ...]
    steps: tuple[Step, ...]

    @property
    def length(self) -> float:
        """From the first pen to behind the last glyph, pixels."""
        return sum(step.length for step in self.steps) + self.glyphs[-1].advance

    def drawn(self, margin: int) -> tuple[Coverage, tuple[int, int]]:
        """The ink with so much room around it, and where the first pen stands in that."""
        seen, pen = [], 0.0
        for glyph, step in zip(self.glyphs, self.steps, strict=True):
            pen += step.length
            if glyph.ink.size:
                seen.append((floor(pen + 0.5) + glyph.x, glyph.y, glyph.ink, step.blends))
        left, top = min((x for x, *_ in seen), default=0), min((y for _, y, *_ in seen), default=0)
        right = max((x + ink.shape[1] for x, _, ink, _ in seen), default=left)
        bottom = max((y + ink.shape[0] for _, y, ink, _ in seen), default=top)
        origin = margin - left, margin - top
        whole = np.zeros((bottom - top + 2 * margin, right - left + 2 * margin), np.uint8)
        for x, y, ink, blends in seen:
            row, column = y + origin[1], x + origin[0]
            part = whole[row : row + ink.shape[0], column : column + ink.shape[1]]
            part += _beyond(part, ink) if blends else ink
        return whole, origin


def _beyond(under: Coverage, ink: Coverage) -> Coverage:
    """What ink adds where there is some already: both / 255 is shared, rounded."""
    both = under.astype(np.uint16) * ink + np.uint16(128)
    return ink - ((both + (both >> 8)) >> 8).astype(np.uint8)


def line_of(content: str, size: float, bold: bool) -> Line | None:
    """The line from its glyphs; None where it has to be shaped as a whole."""
    if not content or not _PLAIN.issuperset(content):
        return None
    steps = [_BEGIN]
    for left, right in pairwise(content):
        step = _step(left, right, size, bold)
        if step is None:
            return None
        steps.append(step)
    return Line(tuple(_glyph(each, size, bold) for each in content), tuple(steps))


@lru_cache(maxsize=4096)
def _step(left: str, right: str, size: float, bold: bool) -> Step | None:
    """None where the two together are not what each of them is.

    Only letters may stand closer than they would alone: what a numeral keeps from its neighbor
    may depend on the direction of the text around it.
    """
    own = face(bold)
    if any(path != own for each in (left, right) for path, _ in runs(each, bold)):
        return None
    one, other = _glyph(left, size, bold), _glyph(right, size, bold)
    if left in _NUMERALS or right in _NUMERALS:
        beside = right if left in _NUMERALS else left
        return _stepped(one, other, one.advance) if _stand_alone(beside, size, bold) else None
    length = font(own, size).getlength(left + right) - other.advance
    if length != one.advance and not (left.isalpha() and right.isalpha()):
        return None
    step = _stepped(one, other, length)
    return step if _is_shaped(left + right, (_BEGIN, step), size, bold) else None


def _stepped(one: Glyph, other: Glyph, length: float) -> Step:
    return Step(length, any(_overlap(one, other, pens) for pens in (floor(length), ceil(length))))


@lru_cache(maxsize=1024)
def _stand_alone(character: str, size: float, bold: bool) -> bool:
    """Whether all numerals before and behind it are what they are alone: ten pairs at a time."""
    if character in _NUMERALS:  # each of them beside each, once
        row = "".join(a + b for a in _NUMERALS for b in ("", *_NUMERALS[int(a) + 1 :])) + "0"
    else:
        row = character + "".join(each + character for each in _NUMERALS)
    glyphs = [_glyph(each, size, bold) for each in row]
    steps = [_stepped(one, other, one.advance) for one, other in pairwise(glyphs)]
    return _is_shaped(row, (_BEGIN, *steps), size, bold)


def _is_shaped(content: str, steps: tuple[Step, ...], size: float, bold: bool) -> bool:
    """Whether the shaper draws a row of glyphs just so."""
    line = Line(tuple(_glyph(each, size, bold) for each in content), steps)
    drawn, shaped = cut(*line.drawn(0), 0.0), _shaped(content, size, bold)
    if line.length != font(face(bold), size).getlength(content):
        return False
    return (drawn.x, drawn.y) == (shaped.x, shaped.y) and np.array_equal(drawn.ink, shaped.ink)


@lru_cache(maxsize=2048)
def _glyph(character: str, size: float, bold: bool) -> Glyph:
    tile = _shaped(character, size, bold)
    return Glyph(font(face(bold), size).getlength(character), tile.x, tile.y, tile.ink)


def _shaped(content: str, size: float, bold: bool) -> TextTile:
    margin = ceil(size)
    canvas = Image.new("L", ((len(content) + 3) * margin, 4 * margin))
    origin = margin, 2 * margin
    with_font = font(face(bold), size)
    ImageDraw.Draw(canvas).text(origin, content, fill=255, font=with_font, anchor="ls")
    return cut(np.asarray(canvas), origin, 0.0)


def _overlap(one: Glyph, other: Glyph, pens: int) -> bool:
    """Whether both cover a pixel, with the pens so many pixels apart."""
    top, left = other.y - one.y, other.x + pens - one.x
    height, width = other.ink.shape
    part = one.ink[max(0, top) : max(0, top + height), max(0, left) : max(0, left + width)]
    row, column = max(0, -top), max(0, -left)
    beside = other.ink[row : row + part.shape[0], column : column + part.shape[1]]
    return bool(np.logical_and(part, beside).any())
