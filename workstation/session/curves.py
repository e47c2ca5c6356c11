"""Ellipses and smooth curves as polygons so fine that nobody sees it, in surface pixels."""

from itertools import pairwise
from math import acos, ceil, hypot, pi

import numpy as np
import numpy.typing as npt

from workstation.scene.transform import Point

Points = tuple[Point, ...]
_Array = npt.NDArray[np.float64]

_OFF = 0.006  # pixels by which a polygon may leave its curve
_MOST_CORNERS = 2048
_STEP, _MOST_STEPS = 4.0, 64  # pixels along a curve; parts between two of its points


def ellipse(center: Point, one: Point, other: Point) -> Points:
    """Around a center, through the ends of two half axes given as steps from it.

    Any affine image of an ellipse is one: the steps need not be at right angles.
    """
    radius = max(hypot(*one), hypot(*other), 1.0)
    corners = min(_MOST_CORNERS, max(16, ceil(pi / acos(1 - _OFF / radius))))
    angle = np.arange(corners) * 2 * pi / corners
    cosine, sine = np.cos(angle)[:, None], np.sin(angle)[:, None]
    return _points(np.array(center) + cosine * np.array(one) + sine * np.array(other))


def smooth(points: Points, *, closed: bool) -> Points:
    """A curve through all points: Catmull-Rom, centripetal, so that it makes no loops of its own.

    closed   it goes on from the last to the first
    """
    through = _without_repeats(np.array(points, np.float64).reshape(-1, 2), closed)
    if len(through) < 3:
        return _points(through)
    before, after = (through[-1:], through[:2]) if closed else _beyond(through)
    controls = np.concatenate([before, through, after])
    chords = np.hypot(*(controls[2:-1] - controls[1:-2]).T)
    steps = np.clip(np.ceil(chords / _STEP), 2, _MOST_STEPS).astype(np.intp)
    which = np.repeat(np.arange(len(steps)), steps)
    turn = np.arange(len(which)) - np.repeat(np.cumsum(steps) - steps, steps)
    curve = _between(controls, which, turn / steps[which])
    return _points(curve if closed else np.concatenate([curve, through[-1:]]))


def _without_repeats(points: _Array, closed: bool) -> _Array:
    kept = np.ones(len(points), bool)
    kept[1:] = np.abs(points[1:] - points[:-1]).max(axis=1, initial=0) > 1e-9
    distinct = points[kept]
    if closed and len(distinct) > 1 and np.allclose(distinct[0], distinct[-1], rtol=0, atol=1e-9):
        return distinct[:-1]
    return distinct


def _beyond(points: _Array) -> tuple[_Array, _Array]:
    """A point before an open curve's first and one after its last, mirrored at them."""
    return 2 * points[:1] - points[1:2], 2 * points[-1:] - points[-2:-1]


def _between(controls: _Array, which: npt.NDArray[np.intp], share: _Array) -> _Array:
    """Points between controls `which + 1` and `which + 2`, by Barry and Goldman's pyramid."""
    near = [controls[which + index] for index in range(4)]
    times = [np.zeros(len(which))]
    for one, next_ in pairwise(near):
        times.append(times[-1] + np.sqrt(np.hypot(*(next_ - one).T)))
    now = times[1] + share * (times[2] - times[1])
    for span in (1, 2):
        near = [
            _mixed(near[i], near[i + 1], _share(now, times[i], times[i + span]))
            for i in range(4 - span)
        ]
    return _mixed(near[0], near[1], share)


def _share(now: _Array, start: _Array, end: _Array) -> _Array:
    return (now - start) / (end - start)


def _mixed(one: _Array, other: _Array, share: _Array) -> _Array:
    return one + share[:, None] * (other - one)


def _points(array: _Array) -> Points:
    return tuple((float(x), float(y)) for x, y in array)
