"""Marks of the raster path, as patches to be blended.

Coverage is computed at pixel centers as the shaders compute it; interface values are blended
as they are: under + (color - under) * alpha.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.render import blending
from workstation.render.coverage import area_coverage, stroke_coverage
from workstation.render.marks import LINE_HALO, LINE_HALO_OPACITY
from workstation.render.raster_damage import common, whole_pixels
from workstation.render.raster_image import CHANNELS_OF_BYTES
from workstation.render.strokes import area_edges, stroke_pieces
from workstation.render.text import HALO_OPACITY, text_tile
from workstation.render.text_tile import TextTile
from workstation.scene.graphics import Box, Color, Fill, Graphic, Line, Path, Text
from workstation.scene.scene import Rect

Packed = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float32]

_BLACK: Color = (0, 0, 0)
_BAND = 16  # rows of a slanted line computed at a time: its bounding box is mostly empty


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """What a mark does to a rectangle of the surface; one mark may be several, in their order.

    under   shape (height, width): how much of what lies under it remains, 0 to 1
    ink     same shape: how much of the color is added, 0 to 1
    """

    rect: Rect
    color: Color
    under: Floats
    ink: Floats


def patches(graphic: Graphic, clip: Rect) -> Iterator[Patch]:
    """All of a mark that lies inside a rectangle."""
    if isinstance(graphic, Text):
        yield _text_patch(graphic, clip)
    elif isinstance(graphic, Line):
        yield from _line_patches(graphic, clip)
    elif isinstance(graphic, Path):
        yield from _path_patches(graphic, clip)
    elif isinstance(graphic, Fill):
        for rect, coverage in area_coverage(area_edges(graphic, clip), clip):
            yield _blended(rect, graphic.color, coverage * np.float32(graphic.opacity))
    else:
        yield _box_patch(graphic, clip)


def paint_graphic(framebuffer: Packed, clip: Rect, graphic: Graphic) -> None:
    """Draw one mark into the framebuffer, inside a rectangle of it."""
    if isinstance(graphic, Text) and blending.available():
        _paint_letters(framebuffer, clip, graphic)
        return
    for patch in patches(graphic, clip):
        rect = patch.rect
        region = framebuffer[rect.y : rect.y + rect.height, rect.x : rect.x + rect.width]
        region[...] = _mixed(region, patch)


def _text_patch(text: Text, clip: Rect) -> Patch:
    tile = _seen_tile(text, clip)
    height, width = tile.ink.shape
    ink: Floats = tile.ink.astype(np.float32) / np.float32(255)
    halo = tile.halo.astype(np.float32) * np.float32(HALO_OPACITY / 255)
    rect = Rect(tile.x, tile.y, width, height)
    return Patch(rect, text.color, (1 - halo) * (1 - ink), ink)


def _paint_letters(framebuffer: Packed, clip: Rect, text: Text) -> None:
    """The same, drawn by the compiled loop."""
    tile = _seen_tile(text, clip)
    if not tile.ink.size:
        return
    rows, columns = tile.ink.shape
    color = np.array([0 if n < 0 else text.color[n] for n in CHANNELS_OF_BYTES], np.float32)
    target = framebuffer[tile.y : tile.y + rows, tile.x : tile.x + columns]
    opaque = CHANNELS_OF_BYTES.index(-1)
    blending.letters(target, tile.ink, tile.halo, color, opaque, HALO_OPACITY / 255)


def _seen_tile(text: Text, clip: Rect) -> TextTile:
    tile = text_tile(text)
    height, width = tile.ink.shape
    rect = common(clip, Rect(tile.x, tile.y, width, height))
    top, left = rect.y - tile.y, rect.x - tile.x
    seen = np.s_[top : top + rect.height, left : left + rect.width]
    return TextTile(rect.x, rect.y, tile.ink[seen], tile.halo[seen])


def _line_patches(line: Line, clip: Rect) -> Iterator[Patch]:
    if line.halo:
        yield from _stroke(clip, line, line.thickness + LINE_HALO, _BLACK, LINE_HALO_OPACITY)
    yield from _stroke(clip, line, line.thickness, line.color, 1.0)


def _path_patches(path: Path, clip: Rect) -> Iterator[Patch]:
    if path.halo:
        yield from _covered_by(path, LINE_HALO, _BLACK, LINE_HALO_OPACITY, clip)
    yield from _covered_by(path, 0.0, path.color, 1.0, clip)


def _covered_by(
    path: Path, wider: float, color: Color, opacity: float, clip: Rect
) -> Iterator[Patch]:
    thickness = path.thickness + wider
    pieces = stroke_pieces(path, thickness, clip)
    for rect, coverage in stroke_coverage(pieces, thickness, clip):
        yield _blended(rect, color, coverage * np.float32(opacity * path.opacity))


def _stroke(
    clip: Rect, line: Line, thickness: float, color: Color, opacity: float
) -> Iterator[Patch]:
    reach = thickness / 2 + 0.5
    top, bottom = sorted((line.y0, line.y1))
    bounds = whole_pixels(
        min(line.x0, line.x1) - reach, top - reach, max(line.x0, line.x1) + reach, bottom + reach
    )
    seen = common(clip, bounds)
    for y in range(seen.y, seen.y + seen.height, _BAND):
        height = min(_BAND, seen.y + seen.height - y)
        rect = common(seen, _columns_of(line, y, height, reach))
        alpha = np.clip(reach - _distance(line, rect), 0, 1) * np.float32(opacity)
        yield _blended(rect, color, alpha.astype(np.float32))


def _blended(rect: Rect, color: Color, alpha: Floats) -> Patch:
    return Patch(rect, color, 1 - alpha, alpha)


def _columns_of(line: Line, y: int, height: int, reach: float) -> Rect:
    """Where the stroke can be in some rows."""
    rise = line.y1 - line.y0
    if rise == 0:
        return whole_pixels(
            min(line.x0, line.x1) - reach, y, max(line.x0, line.x1) + reach, y + height
        )
    ends = [(edge - line.y0) / rise for edge in (y - reach, y + height + reach)]
    x = [line.x0 + min(1.0, max(0.0, end)) * (line.x1 - line.x0) for end in ends]
    return whole_pixels(min(x) - reach, y, max(x) + reach, y + height)


def _distance(line: Line, rect: Rect) -> npt.NDArray[np.float64]:
    """Distance of each pixel's center from the segment."""
    x = np.arange(rect.x, rect.x + rect.width) + 0.5 - line.x0
    y = np.arange(rect.y, rect.y + rect.height)[:, None] + 0.5 - line.y0
    along_x, along_y = line.x1 - line.x0, line.y1 - line.y0
    length = along_x**2 + along_y**2
    nearest = np.clip((x * along_x + y * along_y) / (length or 1.0), 0, 1)
    return np.asarray(np.hypot(x - nearest * along_x, y - nearest * along_y))


def _box_patch(box: Box, clip: Rect) -> Patch:
    seen = common(clip, whole_pixels(box.x, box.y, box.x + box.width, box.y + box.height))
    coverage = _covered(seen, box.x, box.y, box.width, box.height)
    if box.thickness > 0:
        inset = box.thickness
        inner = max(0.0, box.width - 2 * inset), max(0.0, box.height - 2 * inset)
        coverage = coverage - _covered(seen, box.x + inset, box.y + inset, *inner)
    return _blended(seen, box.color, coverage * np.float32(box.opacity))


def _covered(rect: Rect, x: float, y: float, width: float, height: float) -> Floats:
    """How much of each pixel's area a rectangle covers."""
    across = _overlap(rect.x, rect.width, x, x + width)
    down = _overlap(rect.y, rect.height, y, y + height)
    return np.multiply.outer(down, across).astype(np.float32)


def _overlap(start: int, count: int, low: float, high: float) -> npt.NDArray[np.float64]:
    pixel = np.arange(start, start + count, dtype=np.float64)
    covered = np.minimum(pixel + 1, high) - np.maximum(pixel, low)
    return np.clip(covered, 0, 1, out=covered)


def _mixed(packed: Packed, patch: Patch) -> Packed:
    """Framebuffer values: of each channel the share `under`, plus the share `ink` of the color."""
    mixed = np.full(packed.shape, 0xFF000000, np.uint32)
    for channel, shift in zip(patch.color, (16, 8, 0), strict=True):
        value = (packed >> np.uint32(shift) & np.uint32(255)).astype(np.float32)
        value = value * patch.under + patch.ink * np.float32(channel) + np.float32(0.5)
        mixed |= value.astype(np.uint32) << np.uint32(shift)
    return mixed
