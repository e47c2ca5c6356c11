"""Text as coverage: every script, shaped by FreeType and HarfBuzz, one code for all renderers."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from math import ceil

import numpy as np
from PIL import Image, ImageDraw

from workstation.render.fonts import Font, face, font, runs
from workstation.render.glyphs import line_of
from workstation.render.text_tile import TextTile, cut, halo_radius
from workstation.scene.graphics import Text

HALO_OPACITY = 0.85
_ELLIPSIS = "…"
_LEADING = 1.2  # baseline to baseline, in heights of the font
_ASCENT = 0.93  # top of the box to the first baseline
_RIGHT_TO_LEFT = ("R", "AL")
_UNSEEN = ("Cc", "Zl", "Zp")
_NUMERALS = str.maketrans("123456789", "000000000")


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """A text drawn at the origin: its box, and what it covers there."""

    width: float
    height: float
    tile: TextTile


def text_tile(text: Text) -> TextTile:
    """Draw a text; the same arrays again for one that differs in place or color only."""
    block = _block(text.content, text.size, text.bold, text.halo, text.width, text.across.value)
    x = round(text.x - block.width * text.across.value)
    y = round(text.y - block.height * text.down.value)
    return block.tile.moved(x, y)


def text_size(text: Text) -> tuple[float, float]:
    """Width and height of the box of a text, in pixels."""
    block = _block(text.content, text.size, text.bold, text.halo, text.width, text.across.value)
    return block.width, block.height


@lru_cache(maxsize=1024)
def _block(
    content: str, size: float, bold: bool, halo: bool, width: float, across: float
) -> _Block:
    spelled = None
    if next(_earlier(content.translate(_NUMERALS), size, bold)):
        spelled = _spelled(content, size, bold, halo, width)
    return spelled or _drawn(content, size, bold, halo, width, across)


@lru_cache(maxsize=1024)
def _earlier(pattern: str, size: float, bold: bool) -> Iterator[int]:
    """How many texts there were that differ in their numbers only: counts with each look.

    Glyphs are worth their while only for text that changes, and not for all of a first picture.
    """
    return count()


def _spelled(content: str, size: float, bold: bool, halo: bool, width: float) -> _Block | None:
    """A single line from its glyphs; None where that does not do."""
    line = line_of(_visible(content), size, bold)
    if line is None or "\n" in content or 0 < width < line.length:
        return None
    tile = cut(*line.drawn(ceil(size)), halo_radius(size) if halo else 0.0)
    return _Block(line.length, size * _LEADING, tile.moved(0, round(_ASCENT * size)))


def _drawn(
    content: str, size: float, bold: bool, halo: bool, width: float, across: float
) -> _Block:
    """The lines as the shaper has them."""
    lines = [_shortened(_visible(line), size, bold, width) for line in content.split("\n")]
    lengths = [_length(line, size, bold) for line in lines]
    box = max(lengths), len(lines) * size * _LEADING
    margin = ceil(size)  # marks above and below, overhang, halo
    canvas = Image.new("L", (ceil(box[0]) + 2 * margin, ceil(box[1]) + 2 * margin))
    for index, (line, length) in enumerate(zip(lines, lengths, strict=True)):
        x = margin + round((box[0] - length) * across)
        y = margin + round((index * _LEADING + _ASCENT) * size)
        _draw_line(canvas, x, y, line, size, bold)
    tile = cut(np.asarray(canvas), (margin, margin), halo_radius(size) if halo else 0.0)
    return _Block(*box, tile)


def _visible(line: str) -> str:
    """Without control characters and separators, which come from data sets and have no picture.

    Raqm fails on text that has a paragraph separator in it.
    """
    kept = (" " if unicodedata.category(c) in _UNSEEN else c for c in line)
    return "".join(kept).rstrip()


def _shortened(line: str, size: float, bold: bool, width: float) -> str:
    """Cut the line to the width, with an ellipsis, after the last character that fits."""
    if width <= 0 or _length(line, size, bold) <= width:
        return line
    fits, too_long = 0, len(line)
    while fits + 1 < too_long:
        middle = (fits + too_long) // 2
        if _length(line[:middle].rstrip() + _ELLIPSIS, size, bold) <= width:
            fits = middle
        else:
            too_long = middle
    return line[:fits].rstrip() + _ELLIPSIS


@lru_cache(maxsize=1024)
def _length(line: str, size: float, bold: bool) -> float:
    return sum(font(path, size).getlength(part) for path, part in runs(line, bold))


def _draw_line(
    canvas: Image.Image, x: float, baseline: int, line: str, size: float, bold: bool
) -> None:
    draw = ImageDraw.Draw(canvas)
    parts = _in_visual_order(runs(line, bold))
    for path, part in parts:
        with_size: Font = font(path, size)
        draw.text((x, baseline), part, fill=255, font=with_size, anchor="ls")
        if len(parts) > 1:
            x += with_size.getlength(part)


def _in_visual_order(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Runs from left to right; inside a run the shaper has seen to the order."""
    if len(parts) < 2 or not _reads_from_the_right("".join(text for _, text in parts)):
        return parts
    return parts[::-1]


def _reads_from_the_right(line: str) -> bool:
    """Whether the first character with a direction is of a right-to-left script (UAX #9, P2)."""
    directions = (unicodedata.bidirectional(character) for character in line)
    strong = next((d for d in directions if d in ("L", *_RIGHT_TO_LEFT)), "L")
    return strong in _RIGHT_TO_LEFT


def warm_up() -> None:
    """Load the interface's own face, so that the first picture does not wait for it."""
    for bold in (False, True):
        font(face(bold), 14.0)
