"""Paths and areas as pieces of straight lines inside of a rectangle: what all renderers draw."""

import numpy as np
import numpy.typing as npt

from workstation.scene.graphics import Fill, Path
from workstation.scene.scene import Rect

Pieces = npt.NDArray[np.float64]  # shape (n, 4): x and y of the one end, then of the other

_NOTHING = np.zeros((0, 4))
_GRID = 4096.0  # places in a pixel: what a shader's numbers hold on any surface


def stroke_pieces(path: Path, thickness: float, clip: Rect) -> Pieces:
    """The parts of a path's middle line that are drawn, as far as they can reach the rectangle."""
    segments = _segments(path.points, path.closed)
    begin, end = _inside(segments, clip, thickness / 2 + 1)
    reached = begin <= end
    if not path.dashes or sum(path.dashes) <= 0:
        return _parts(segments, np.nonzero(reached)[0], begin[reached], end[reached])
    return _dashed(segments, begin, end, path.dashes, path.thickness)


def area_edges(fill: Fill, clip: Rect) -> Pieces:
    """The edges of an area as they count in the rectangle.

    Above and below it they are cut off. What lies to its left counts as if it stood at the left
    edge, what lies to its right as at the right one: an edge acts on all pixels to its right.
    """
    segments = _segments(fill.points, True)
    y0, rise = segments[:, 1], segments[:, 3] - segments[:, 1]
    level = rise == 0
    steps = np.where(level, 1.0, rise)
    at = np.stack([(clip.y - y0) / steps, (clip.y + clip.height - y0) / steps])
    begin, end = np.clip(at.min(axis=0), 0, 1), np.clip(at.max(axis=0), 0, 1)
    which = np.nonzero((begin < end) & ~level)[0]
    edges = _parts(segments, which, begin[which], end[which])
    edges[:, 1::2] = np.clip(edges[:, 1::2], clip.y, clip.y + clip.height)  # cuts are rounded
    return _pushed_inside(edges, clip.x, clip.x + clip.width)


def _pushed_inside(edges: Pieces, left: float, right: float) -> Pieces:
    """Cut edges where they cross the two verticals, and shift the outer parts onto them."""
    x0, run = edges[:, 0], edges[:, 2] - edges[:, 0]
    steps = np.where(run == 0, 1.0, run)
    cuts = np.clip(np.stack([(left - x0) / steps, (right - x0) / steps]), 0, 1)
    cuts[:, run == 0] = 0
    cuts.sort(axis=0)
    none, all_ = np.zeros(len(edges)), np.ones(len(edges))
    bounds = np.stack([none, *cuts, all_])
    parts = [_parts(edges, np.arange(len(edges)), bounds[i], bounds[i + 1]) for i in range(3)]
    pushed = np.concatenate(parts)
    pushed[:, ::2] = np.clip(pushed[:, ::2], left, right)
    kept: Pieces = pushed[pushed[:, 1] != pushed[:, 3]]
    return kept


def _segments(points: tuple[tuple[float, float], ...], closed: bool) -> Pieces:
    each = np.rint(np.array(points, np.float64).reshape(-1, 2) * _GRID) / _GRID
    if not len(each):
        return _NOTHING
    if closed:
        each = np.concatenate([each, each[:1]])
    if len(each) == 1:
        each = np.repeat(each, 2, axis=0)
    return np.hstack([each[:-1], each[1:]])


def _parts(
    segments: Pieces,
    which: npt.NDArray[np.intp],
    begin: npt.NDArray[np.float64],
    end: npt.NDArray[np.float64],
) -> Pieces:
    """Some segments from one share of their length to another, 0 to 1; the ends are kept exact."""
    first, last = segments[which, :2], segments[which, 2:]
    way = last - first
    start = np.where(begin[:, None] == 0, first, first + begin[:, None] * way)
    stop = np.where(end[:, None] == 1, last, first + end[:, None] * way)
    return np.hstack([start, stop])


def _inside(
    segments: Pieces, clip: Rect, margin: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """From which share to which share of its length each segment lies in the rectangle.

    margin    by which the rectangle is larger on each side
    returns   begin > end for those that never do
    """
    begin, end = np.zeros(len(segments)), np.ones(len(segments))
    sides = ((clip.x, clip.x + clip.width), (clip.y, clip.y + clip.height))
    for axis, (low, high) in enumerate(sides):
        start, way = segments[:, axis], segments[:, axis + 2] - segments[:, axis]
        still = way == 0
        at = [(edge - start) / np.where(still, 1, way) for edge in (low - margin, high + margin)]
        beside = still & ((start < low - margin) | (start > high + margin))
        begin = np.maximum(begin, np.where(still, np.where(beside, 2, 0), np.minimum(*at)))
        end = np.minimum(end, np.where(still, 1, np.maximum(*at)))
    return begin, end


def _dashed(
    segments: Pieces,
    begin: npt.NDArray[np.float64],
    end: npt.NDArray[np.float64],
    dashes: tuple[float, ...],
    thickness: float,
) -> Pieces:
    """The drawn parts of segments, counted along the whole path.

    Round ends reach half the thickness further, so that dashes are drawn that much shorter.
    """
    lengths = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    starts = np.cumsum(lengths) - lengths
    period, at = sum(dashes) * (1 + len(dashes) % 2), 0.0
    found = [_NOTHING]
    for index, dash in enumerate(dashes * (1 + len(dashes) % 2)):
        if index % 2 == 0 and dash > 0:
            short = min(thickness, dash) / 2
            drawn = at + short, at + dash - short
            found.append(_drawn(segments, (starts, lengths), (begin, end), drawn, period))
        at += dash
    return np.concatenate(found)


def _drawn(
    segments: Pieces,
    measures: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
    seen: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
    dash: tuple[float, float],
    period: float,
) -> Pieces:
    """All repetitions of one dash on all segments.

    measures   where on the path each segment starts, and its length
    seen       from which share to which share of its length it is to be drawn
    """
    starts, lengths = measures
    reached = (seen[0] <= seen[1]) & (lengths > 0)
    first = np.ceil((starts + seen[0] * lengths - dash[1]) / period)
    last = np.floor((starts + seen[1] * lengths - dash[0]) / period)
    count = np.where(reached, np.maximum(last - first + 1, 0), 0).astype(np.intp)
    which = np.repeat(np.arange(len(segments)), count)
    turn = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + first[which]
    along = [(edge + turn * period - starts[which]) / lengths[which] for edge in dash]
    begin, end = np.maximum(along[0], seen[0][which]), np.minimum(along[1], seen[1][which])
    kept = begin <= end
    return _parts(segments, which[kept], begin[kept], end[kept])
