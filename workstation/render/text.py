"""Text as coverage: every script, shaped by FreeType and HarfBuzz, one code for all renderers."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import ceil

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from workstation.render.fonts import Font, face, font, runs
from workstation.scene.graphics import Text

Coverage = npt.NDArray[np.uint8]
HALO_OPACITY = 0.85
_ELLIPSIS = "…"
_LEADING = 1.2  # baseline to baseline, in heights of the font
_ASCENT = 0.93  # top of the box to the first baseline
_RIGHT_TO_LEFT = ("R", "AL")
_UNSEEN = ("Cc", "Zl", "Zp")


@dataclass(frozen=True, slots=True, eq=False)
class TextTile:
    """Where a text stands and how much of each pixel it covers, 0 to 255.

    x, y   surface pixel of the top left corner
    ink    shape (height, width), read only; the text itself
    halo   same shape; the dark outline, with what lies under the ink; all 0 without one
    """

    x: int
    y: int
    ink: Coverage
    halo: Coverage


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """A text drawn at the origin: its box, and where its tile stands in it."""

    width: float
    height: float
    x: int
    y: int
    ink: Coverage
    halo: Coverage


def text_tile(text: Text) -> TextTile:
    """Draw a text; the same arrays again for one that differs in place or color only."""
    block = _block(text.content, text.size, text.bold, text.halo, text.width, text.across.value)
    x = round(text.x - block.width * text.across.value) + block.x
    y = round(text.y - block.height * text.down.value) + block.y
    return TextTile(x, y, block.ink, block.halo)


def text_size(text: Text) -> tuple[float, float]:
    """Width and height of the box of a text, in pixels."""
    block = _block(text.content, text.size, text.bold, text.halo, text.width, text.across.value)
    return block.width, block.height


@lru_cache(maxsize=1024)
def _block(
    content: str, size: float, bold: bool, halo: bool, width: float, across: float
) -> _Block:
    lines = [_shortened(_visible(line), size, bold, width) for line in content.split("\n")]
    lengths = [_length(line, size, bold) for line in lines]
    box = max(lengths), len(lines) * size * _LEADING
    margin = ceil(size)  # marks above and below, overhang, halo
    canvas = Image.new("L", (ceil(box[0]) + 2 * margin, ceil(box[1]) + 2 * margin))
    for index, (line, length) in enumerate(zip(lines, lengths, strict=True)):
        x = margin + round((box[0] - length) * across)
        y = margin + round((index * _LEADING + _ASCENT) * size)
        _draw_line(canvas, x, y, line, size, bold)
    return _trimmed(np.asarray(canvas), margin, box, _radius(size) if halo else 0.0)


def _trimmed(ink: Coverage, margin: int, box: tuple[float, float], halo_radius: float) -> _Block:
    halo = _grown(ink, halo_radius) if halo_radius else np.zeros_like(ink)
    rows, columns = np.nonzero((ink | halo).any(axis=1))[0], np.nonzero((ink | halo).any(axis=0))[0]
    if not rows.size:
        nothing = np.zeros((0, 0), np.uint8)
        return _Block(*box, 0, 0, nothing, nothing)
    inside = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    ink, halo = np.ascontiguousarray(ink[inside]), np.ascontiguousarray(halo[inside])
    ink.setflags(write=False)
    halo.setflags(write=False)
    return _Block(*box, int(columns[0]) - margin, int(rows[0]) - margin, ink, halo)


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


def _radius(size: float) -> float:
    return max(2.0, size / 5.5)


def _grown(ink: Coverage, radius: float) -> Coverage:
    """Each pixel takes the most that any pixel within the radius has, less at the rim."""
    reach = int(radius + 0.5)
    height, width = ink.shape
    around = np.zeros((height + 2 * reach, width + 2 * reach), np.uint8)
    for weight, steps in _rings(radius):
        near = ink if weight == 1 else (ink * weight).astype(np.uint8)
        for dy, dx in steps:
            to = around[reach + dy : reach + dy + height, reach + dx : reach + dx + width]
            np.maximum(to, near, out=to)
    return around[reach : reach + height, reach : reach + width]


@lru_cache(maxsize=32)
def _rings(radius: float) -> list[tuple[float, list[tuple[int, int]]]]:
    """Steps down and to the right within the radius, by how much they count, 0 to 1."""
    reach = int(radius + 0.5)
    rings: dict[float, list[tuple[int, int]]] = {}
    for dy, dx in product(range(-reach, reach + 1), repeat=2):
        weight = min(1.0, radius + 0.5 - float(np.hypot(dx, dy)))
        if weight > 0:
            rings.setdefault(weight, []).append((dy, dx))
    return list(rings.items())


def warm_up() -> None:
    """Load the interface's own face, so that the first picture does not wait for it."""
    for bold in (False, True):
        font(face(bold), 14.0)
