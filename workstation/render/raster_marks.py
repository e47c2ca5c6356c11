"""Text, lines and rectangles of the raster path, blended over what is in the framebuffer.

Coverage is computed at pixel centers as the shaders compute it; interface values are blended
as they are: under + (color - under) * alpha.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from workstation.render.marks import LINE_HALO_OPACITY
from workstation.render.text import HALO_OPACITY, TextTile, text_tile
from workstation.scene.graphics import Box, Color, Graphic, Line, Text
from workstation.scene.scene import Rect

Packed = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float32]

_BLACK: Color = (0, 0, 0)
_BAND = 16  # rows of a slanted line computed at a time: its bounding box is mostly empty


def paint_graphic(framebuffer: Packed, clip: Rect, graphic: Graphic) -> None:
    """Draw one mark into the framebuffer, inside a rectangle of it."""
    if isinstance(graphic, Text):
        _paint_text(framebuffer, clip, graphic)
    elif isinstance(graphic, Line):
        _paint_line(framebuffer, clip, graphic)
    else:
        _paint_box(framebuffer, clip, graphic)


@dataclass(frozen=True, slots=True, eq=False)
class _Stamp:
    """The pixels of a text tile that are not transparent.

    y, x    in the tile
    under   how much of what lies under it remains, 0 to 1
    ink     how much of the text's color is added, 0 to 1
    """

    y: npt.NDArray[np.intp]
    x: npt.NDArray[np.intp]
    under: Floats
    ink: Floats


def _paint_text(framebuffer: Packed, clip: Rect, text: Text) -> None:
    tile = text_tile(text)
    stamp = _stamp(_Coverage(tile))
    y, x = stamp.y + tile.y, stamp.x + tile.x
    height, width = tile.ink.shape
    under, ink = stamp.under, stamp.ink
    if not _holds(clip, Rect(tile.x, tile.y, width, height)):
        seen = (y >= clip.y) & (y < clip.y + clip.height)
        seen &= (x >= clip.x) & (x < clip.x + clip.width)
        y, x, under, ink = y[seen], x[seen], under[seen], ink[seen]
    framebuffer[y, x] = _mixed(framebuffer[y, x], text.color, under, ink)


class _Coverage:
    """A text tile's coverage, known by its arrays: tiles in other places share them."""

    def __init__(self, tile: TextTile) -> None:
        self.tile = tile

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Coverage) and self.tile.ink is other.tile.ink

    def __hash__(self) -> int:
        return id(self.tile.ink)


@lru_cache(maxsize=1024)
def _stamp(coverage: _Coverage) -> _Stamp:
    ink: Floats = coverage.tile.ink.astype(np.float32) / np.float32(255)
    halo = coverage.tile.halo.astype(np.float32) * np.float32(HALO_OPACITY / 255)
    y, x = np.nonzero((ink > 0) | (halo > 0))
    under: Floats = (1 - halo) * (1 - ink)
    return _Stamp(y, x, under[y, x], ink[y, x])


def _paint_line(framebuffer: Packed, clip: Rect, line: Line) -> None:
    if line.halo:
        _paint_stroke(framebuffer, clip, line, line.thickness + 2, _BLACK, LINE_HALO_OPACITY)
    _paint_stroke(framebuffer, clip, line, line.thickness, line.color, 1.0)


def _paint_stroke(
    framebuffer: Packed, clip: Rect, line: Line, thickness: float, color: Color, opacity: float
) -> None:
    reach = thickness / 2 + 0.5
    top, bottom = sorted((line.y0, line.y1))
    bounds = _whole(
        min(line.x0, line.x1) - reach, top - reach, max(line.x0, line.x1) + reach, bottom + reach
    )
    seen = _common(clip, bounds)
    for y in range(seen.y, seen.y + seen.height, _BAND):
        height = min(_BAND, seen.y + seen.height - y)
        rect = _common(seen, _columns_of(line, y, height, reach))
        alpha = np.clip(reach - _distance(line, rect), 0, 1) * np.float32(opacity)
        _blend(framebuffer, rect, color, alpha.astype(np.float32))


def _columns_of(line: Line, y: int, height: int, reach: float) -> Rect:
    """Where the stroke can be in some rows."""
    rise = line.y1 - line.y0
    if rise == 0:
        return _whole(min(line.x0, line.x1) - reach, y, max(line.x0, line.x1) + reach, y + height)
    ends = [(edge - line.y0) / rise for edge in (y - reach, y + height + reach)]
    x = [line.x0 + min(1.0, max(0.0, end)) * (line.x1 - line.x0) for end in ends]
    return _whole(min(x) - reach, y, max(x) + reach, y + height)


def _distance(line: Line, rect: Rect) -> npt.NDArray[np.float64]:
    """Distance of each pixel's center from the segment."""
    x = np.arange(rect.x, rect.x + rect.width) + 0.5 - line.x0
    y = np.arange(rect.y, rect.y + rect.height)[:, None] + 0.5 - line.y0
    along_x, along_y = line.x1 - line.x0, line.y1 - line.y0
    length = along_x**2 + along_y**2
    nearest = np.clip((x * along_x + y * along_y) / (length or 1.0), 0, 1)
    return np.asarray(np.hypot(x - nearest * along_x, y - nearest * along_y))


def _paint_box(framebuffer: Packed, clip: Rect, box: Box) -> None:
    seen = _common(clip, _whole(box.x, box.y, box.x + box.width, box.y + box.height))
    coverage = _covered(seen, box.x, box.y, box.width, box.height)
    if box.thickness > 0:
        inset = box.thickness
        inner = max(0.0, box.width - 2 * inset), max(0.0, box.height - 2 * inset)
        coverage = coverage - _covered(seen, box.x + inset, box.y + inset, *inner)
    _blend(framebuffer, seen, box.color, coverage * np.float32(box.opacity))


def _covered(rect: Rect, x: float, y: float, width: float, height: float) -> Floats:
    """How much of each pixel's area a rectangle covers."""
    across = _overlap(rect.x, rect.width, x, x + width)
    down = _overlap(rect.y, rect.height, y, y + height)
    return np.multiply.outer(down, across).astype(np.float32)


def _overlap(start: int, count: int, low: float, high: float) -> npt.NDArray[np.float64]:
    pixel = np.arange(start, start + count, dtype=np.float64)
    covered = np.minimum(pixel + 1, high) - np.maximum(pixel, low)
    return np.clip(covered, 0, 1, out=covered)


def _blend(framebuffer: Packed, rect: Rect, color: Color, alpha: Floats) -> None:
    region = framebuffer[rect.y : rect.y + rect.height, rect.x : rect.x + rect.width]
    region[...] = _mixed(region, color, 1 - alpha, alpha)


def _mixed(packed: Packed, color: Color, under: Floats, ink: Floats) -> Packed:
    """Framebuffer values: of each channel the share `under`, plus the share `ink` of the color."""
    mixed = np.full(packed.shape, 0xFF000000, np.uint32)
    for channel, shift in zip(color, (16, 8, 0), strict=True):
        value = (packed >> np.uint32(shift) & np.uint32(255)).astype(np.float32)
        value = value * under + ink * np.float32(channel) + np.float32(0.5)
        mixed |= value.astype(np.uint32) << np.uint32(shift)
    return mixed


def _whole(left: float, top: float, right: float, bottom: float) -> Rect:
    """The whole pixels that a rectangle touches."""
    x, y = floor(left), floor(top)
    return Rect(x, y, ceil(right) - x, ceil(bottom) - y)


def _common(one: Rect, other: Rect) -> Rect:
    x, y = max(one.x, other.x), max(one.y, other.y)
    right = min(one.x + one.width, other.x + other.width)
    bottom = min(one.y + one.height, other.y + other.height)
    return Rect(x, y, max(0, right - x), max(0, bottom - y))


def _holds(outer: Rect, inner: Rect) -> bool:
    return _common(outer, inner) == inner
