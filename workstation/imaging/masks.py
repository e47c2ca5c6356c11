"""Which pixels of a frame a shutter covers and an overlay draws on, in the frame's own grid.

A pixel is where its center is: row r and column c of the Standard, counted from 1. The edges of a
rectangle name the last rows and columns that are seen. In a circle or a polygon a pixel is seen
where all of it lies inside, so that nothing of what is covered shines along a slanting edge.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from workstation.dicom.overlay import Overlay
from workstation.dicom.shutter import (
    CircularShutter,
    Place,
    PolygonalShutter,
    RectangularShutter,
    Shutter,
    ShutterShape,
)

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


def shutter_mask(shutter: Shutter, rows: int, columns: int, pixel_aspect: float = 1.0) -> Bools:
    """Which pixels are covered, shape (rows, columns) (PS3.3 C.7.6.11, C.7.6.15).

    pixel_aspect   height of a pixel over its width: a circle is one in the patient, its radius
                   is counted along the row
    """
    seen = np.ones((rows, columns), np.bool_)
    for shape in shutter.shapes:
        seen &= _seen(shape, rows, columns, pixel_aspect)
    if shutter.bitmap is not None:
        seen &= ~overlay_mask(shutter.bitmap, rows, columns)
    return ~seen


def overlay_mask(overlay: Overlay, rows: int, columns: int) -> Bools:
    """Which pixels the overlay draws on, shape (rows, columns): what lies beside them is cut off.

    An overlay that is embedded in pixel cells must have been given its bits (imaging.embedded).
    """
    mask = np.zeros((rows, columns), np.bool_)
    bits = _bits(overlay)
    down, left = overlay.origin[0] - 1, overlay.origin[1] - 1
    to_rows, from_rows = common_part(down, overlay.rows, rows)
    to_columns, from_columns = common_part(left, overlay.columns, columns)
    mask[to_rows, to_columns] = bits[from_rows, from_columns]
    return mask


def outline(mask: Bools) -> Bools:
    """The pixels of a region with a neighbor beside, above or below that is not in it."""
    inner = np.pad(mask, 1)
    beside = inner[1:-1, :-2] & inner[1:-1, 2:] & inner[:-2, 1:-1] & inner[2:, 1:-1]
    return mask & ~beside


def common_part(start: int, length: int, limit: int) -> tuple[slice, slice]:
    """Where a stretch lies within 0 to `limit`, and which part of the stretch that is."""
    first = min(max(start, 0), limit)
    last = max(first, min(start + length, limit))
    return slice(first, last), slice(first - start, last - start)


def _bits(overlay: Overlay) -> Bools:
    if overlay.bits is None:
        raise ValueError("an embedded overlay without its bits")
    count = overlay.rows * overlay.columns
    flat = np.unpackbits(np.frombuffer(overlay.bits, np.uint8), count=count, bitorder="little")
    return flat.view(np.bool_).reshape(overlay.rows, overlay.columns)


def _seen(shape: ShutterShape, rows: int, columns: int, pixel_aspect: float) -> Bools:
    row, column = np.arange(1, rows + 1)[:, None], np.arange(1, columns + 1)[None, :]
    match shape:
        case RectangularShutter():
            across = (shape.left <= column) & (column <= shape.right)
            return (shape.upper <= row) & (row <= shape.lower) & across
        case CircularShutter(center=(center_row, center_column)):
            down = (np.abs(row - center_row) + 0.5) * pixel_aspect  # of the far corner
            seen: Bools = down**2 + (np.abs(column - center_column) + 0.5) ** 2 <= shape.radius**2
            return seen
        case PolygonalShutter():
            return _in_polygon(shape.vertices, rows, columns)


def _in_polygon(vertices: tuple[Place, ...], rows: int, columns: int) -> Bools:
    """Even-odd, without the pixels that an edge enters; the last vertex is joined to the first.

    An edge costs a step for each of its rows, however wide the image is: some polygons have
    thousands of them. Exact in integers.
    """
    crossed = np.zeros((rows, columns + 1), np.bool_)
    entered = np.zeros((rows, columns + 1), np.int32)
    for start, end in pairwise((*vertices, vertices[0])):
        (top, top_column), (bottom, bottom_column) = sorted((start, end))
        height, width = bottom - top, bottom_column - top_column
        row = np.arange(max(top, 1), min(bottom, rows) + 1)
        down = row - top
        # Each edge holds its upper end and not its lower, so that a vertex is crossed once.
        above = row < bottom
        first = top_column + down[above] * width // max(height, 1)
        crossed[row[above] - 1, np.clip(first, 0, columns)] ^= True
        nearest, farthest = _entered(down, width, height)
        left, right = sorted((top_column, bottom_column))
        nearest = np.clip(np.maximum(nearest + top_column, left), 1, columns + 1)
        farthest = np.clip(np.minimum(farthest + top_column, right), nearest - 1, columns)
        entered[row - 1, nearest - 1] += 1
        entered[row - 1, farthest] -= 1
    inside = np.logical_xor.accumulate(crossed, axis=1)[:, :columns]
    untouched: Bools = np.cumsum(entered, axis=1, out=entered)[:, :columns] == 0
    return inside & untouched


def _entered(down: Ints, width: int, height: int) -> tuple[Ints, Ints]:
    """The first and last column, counted from that of its upper end, that an edge enters.

    Of each row so many below that end: where the edge is nearer to the center than its pixel's
    corner, 2 |column * height - down * width| < height + |width|.
    """
    if height == 0:
        return np.full_like(down, -abs(width)), np.full_like(down, abs(width))
    reach = height + abs(width)
    first = (2 * down * width - reach) // (2 * height) + 1
    last = -((-2 * down * width - reach) // (2 * height)) - 1
    return first, last
