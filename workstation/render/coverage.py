"""How much of each pixel a path or an area covers, by numpy: the definition for the shaders.

A stroke covers a pixel by the distance of its center from the middle line; an area by how much of
the pixel lies in it. What overlaps itself counts once.
"""

from collections.abc import Iterator
from math import ceil

import numpy as np
import numpy.typing as npt

from workstation.render.strokes import Pieces
from workstation.scene.scene import Rect

Floats = npt.NDArray[np.float32]
Covered = tuple[Rect, Floats]

_TILE = 64  # side of the squares in which coverage is handed out: most of a contour's box is empty
_SAMPLES = 1 << 18  # pixels that are computed at a time
_SHORT = 8.0  # length of the pieces that are drawn at a time, in pixels


def stroke_coverage(pieces: Pieces, thickness: float, clip: Rect) -> Iterator[Covered]:
    """Squares of the rectangle that a stroke touches, and its coverage there, 0 to 1."""
    reach = thickness / 2 + 0.5
    short = _shortened(pieces, max(_SHORT, 2 * reach))
    corners = np.floor(np.minimum(short[:, :2], short[:, 2:]) - reach).astype(np.int64)
    side = ceil(max(_SHORT, 2 * reach) + 2 * reach) + 1
    corners = corners - (clip.x, clip.y)
    near = ((corners > -side) & (corners < (clip.width, clip.height))).all(axis=1)
    short, corners = short[near] - (clip.x, clip.y, clip.x, clip.y), corners[near]
    if not len(short):
        return
    # A border as wide as a window: what falls into it lies outside of the rectangle.
    coverage = np.zeros((clip.height + 2 * side, clip.width + 2 * side), np.float32)
    count = max(1, _SAMPLES // side**2)
    for part in range(0, len(short), count):
        _stroke(coverage, short[part : part + count], corners[part : part + count], side, reach)
    inner = coverage[side : side + clip.height, side : side + clip.width]
    yield from _tiles(inner, corners, side, clip)


def _shortened(pieces: Pieces, longest: float) -> Pieces:
    """The same lines in pieces of a limited length."""
    way = pieces[:, 2:] - pieces[:, :2]
    count = np.maximum(1, np.ceil(np.abs(way).max(axis=1, initial=0) / longest)).astype(np.intp)
    which = np.repeat(np.arange(len(pieces)), count)
    turn = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    step = way[which] / count[which, None]
    start = pieces[which, :2] + turn[:, None] * step
    return np.hstack([start, start + step])


def _stroke(
    coverage: Floats, pieces: Pieces, corners: npt.NDArray[np.int64], side: int, reach: float
) -> None:
    """Draw short pieces, each into a window of its own, where it covers more than others."""
    steps = np.arange(side)
    x = (corners[:, 0, None] + steps + 0.5)[:, None, :] - pieces[:, 0, None, None]
    y = (corners[:, 1, None] + steps + 0.5)[:, :, None] - pieces[:, 1, None, None]
    along = (pieces[:, 2:] - pieces[:, :2])[:, :, None, None]
    square = (along**2).sum(axis=1)
    part = (x * along[:, 0] + y * along[:, 1]) / np.where(square > 0, square, 1)
    part = np.clip(part, 0, 1)
    distance = np.hypot(x - part * along[:, 0], y - part * along[:, 1])
    near = np.clip(reach - distance, 0, 1).astype(np.float32)
    which, row, column = np.nonzero(near)
    places = corners[which] + side
    at = (places[:, 1] + row) * coverage.shape[1] + places[:, 0] + column
    np.maximum.at(coverage.reshape(-1), at, near[which, row, column])


def _tiles(
    coverage: Floats, corners: npt.NDArray[np.int64], side: int, clip: Rect
) -> Iterator[Covered]:
    """The squares under any of the windows."""
    height, width = coverage.shape
    low = np.clip(corners, 0, (width - 1, height - 1)) // _TILE
    high = np.clip(corners + side, 0, (width - 1, height - 1)) // _TILE
    touched = np.zeros((height // _TILE + 1, width // _TILE + 1), bool)
    for x in range(int((high - low)[:, 0].max()) + 1):
        for y in range(int((high - low)[:, 1].max()) + 1):
            touched[
                np.minimum(low[:, 1] + y, high[:, 1]), np.minimum(low[:, 0] + x, high[:, 0])
            ] = 1
    for row, column in np.argwhere(touched).tolist():
        part = coverage[row * _TILE : (row + 1) * _TILE, column * _TILE : (column + 1) * _TILE]
        at = clip.x + column * _TILE, clip.y + row * _TILE
        yield Rect(*at, part.shape[1], part.shape[0]), part


def area_coverage(edges: Pieces, clip: Rect) -> Iterator[Covered]:
    """The box of an area in the rectangle, and by how much it covers each pixel, 0 to 1.

    Each edge adds the part of a pixel that lies to its right, with the sign of its direction; the
    sum counts how often the area winds around a point, of which the even-odd rule is a fold.
    """
    if not len(edges):
        return
    left, top = np.floor(edges.reshape(-1, 2).min(axis=0)).astype(int).tolist()
    right, bottom = np.ceil(edges.reshape(-1, 2).max(axis=0)).astype(int).tolist()
    rect = Rect(left, top, min(right, clip.x + clip.width) - left, bottom - top)
    if rect.width <= 0 or rect.height <= 0:
        return
    pieces = _in_cells(_in_cells(edges - (left, top, left, top), 1), 0)
    middle = (pieces[:, :2] + pieces[:, 2:]) / 2
    column = np.minimum(np.floor(middle[:, 0]).astype(np.intp), rect.width)
    row = np.minimum(np.floor(middle[:, 1]).astype(np.intp), rect.height - 1)
    rise, stride = pieces[:, 3] - pieces[:, 1], rect.width + 2
    beside = column + 1 - middle[:, 0]
    size, at = rect.height * stride, row * stride + column
    winding = np.bincount(at, rise * beside, size) + np.bincount(at + 1, rise * (1 - beside), size)
    winding = np.cumsum(winding.reshape(rect.height, stride), axis=1)[:, : rect.width]
    # Even-odd: covered once is covered, twice is not; parts in between.
    rest = np.mod(np.abs(winding), 2)
    yield rect, np.minimum(rest, 2 - rest).astype(np.float32)


def _in_cells(pieces: Pieces, axis: int) -> Pieces:
    """Cut where a coordinate is a whole number, so that each piece lies in one row or column."""
    start, stop = pieces[:, axis], pieces[:, axis + 2]
    low, high = np.minimum(start, stop), np.maximum(start, stop)
    count = np.maximum(1, np.ceil(high) - np.floor(low)).astype(np.intp)
    which = np.repeat(np.arange(len(pieces)), count)
    turn = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    rising = (stop >= start)[which]
    step = np.where(rising, turn, count[which] - 1 - turn) + np.floor(low)[which]
    ends = np.stack([np.where(rising, step, step + 1), np.where(rising, step + 1, step)])
    way = (stop - start)[which]
    cuts = np.clip((ends - start[which]) / np.where(way == 0, 1, way), 0, 1)
    begin, end = np.where(way == 0, 0, cuts[0]), np.where(way == 0, 1, cuts[1])
    first, run = pieces[which, :2], pieces[which, 2:] - pieces[which, :2]
    return np.hstack([first + begin[:, None] * run, first + end[:, None] * run])
