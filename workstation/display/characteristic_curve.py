"""From some measured luminances to one for every digital driving level."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]

_BLACK = 1e-6  # cd/m2: a luminance measured as 0 still needs a logarithm
_OUTLIER = 0.05  # of the luminance that the neighbors make one expect,
_LEAST = 0.10  # cd/m2, and by more than that: darker, a meter's own scatter is larger
_STIFFNESS, _STIFF_POINTS = 3.0, 52  # of a smoothed curve: tried on simulated panels
_FEWEST = 5  # points: of fewer none can be told to be wrong
_RAMP = 1e-6  # relative rise over the whole curve that makes equal neighbors differ


def luminances(points: Sequence[tuple[int, float]], last_ddl: int, at: npt.ArrayLike) -> Doubles:
    """Luminance in cd/m2 at driving levels between the measured ones.

    points     (DDL, luminance), any order, repeats allowed; 0 and last_ddl must be among them
    at         DDLs, not necessarily whole, from 0 to last_ddl

    The measured points are made strictly increasing; then a power law is fitted, and the
    logarithm of what it leaves over is interpolated. A display is nearly a power law, so that
    18 points come closer to the truth than 52 do by interpolating luminance itself.
    """
    ddl, measured = increasing(points)
    position, wanted = ddl / last_ddl, np.asarray(at, np.float64) / last_ddl
    power_law = _power_law(position, measured)
    left_over = np.log(measured / power_law(position))
    curve = power_law(wanted) * np.exp(pchip(position, left_over, wanted))
    return np.asarray(np.maximum.accumulate(curve))


def increasing(points: Sequence[tuple[int, float]]) -> tuple[Doubles, Doubles]:
    """DDLs in order and their luminances, repeats averaged, made strictly increasing."""
    ddl, group = np.unique([level for level, _luminance in points], return_inverse=True)
    count = np.bincount(group).astype(np.float64)
    mean = np.bincount(group, [luminance for _level, luminance in points]) / count
    monotone = np.maximum(_pooled(mean, count), _BLACK)
    if np.all(np.diff(monotone) > 0):
        return ddl.astype(np.float64), monotone
    return ddl.astype(np.float64), monotone * (1 + _RAMP * np.linspace(0, 1, len(ddl)))


def without_outliers(points: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """The points but those that no curve through their neighbors explains; the ends always stay.

    points   (DDL, luminance), each DDL once. A patch that was read before it had settled, or while
             somebody leaned over the meter, would bend the curve around it.

    The worst goes first: it spoils what is expected of its neighbors.
    """
    kept = sorted(points)
    while len(kept) > _FEWEST:
        expected = np.array([_expected(kept, n) for n in range(1, len(kept) - 1)])
        seen = np.array([luminance for _ddl, luminance in kept[1:-1]])
        off = np.abs(seen - expected)
        worst = int((off / np.maximum(_OUTLIER * expected, _LEAST)).argmax())
        if off[worst] <= max(_OUTLIER * expected[worst], _LEAST):
            break
        del kept[worst + 1]
    return kept


def _expected(points: Sequence[tuple[int, float]], left_out: int) -> float:
    """Luminance at one of the points by all others."""
    others = [point for n, point in enumerate(points) if n != left_out]
    return float(luminances(others, points[-1][0], [points[left_out][0]])[0])


def smoothed(points: Sequence[tuple[int, float]], errors: Sequence[float]) -> list[float]:
    """Luminances of a curve without the meter's scatter.

    points    (DDL, luminance), in order, each DDL once
    errors    standard error of each luminance, cd/m2

    What a power law leaves over changes slowly along the levels of a panel, the scatter from one
    reading to the next. No luminance moves further than twice its error, so that a kink that was
    measured stays one.
    """
    ddl, luminance = increasing(points)
    if len(ddl) < _FEWEST:
        return [float(each) for each in luminance]
    base = _power_law(ddl / ddl[-1], luminance)(ddl / ddl[-1])
    bends = np.diff(np.eye(len(ddl)), 3, axis=0)
    stiffness = _STIFFNESS * (len(ddl) / _STIFF_POINTS) ** 6  # the same for any number of points
    system = np.eye(len(ddl)) + stiffness * bends.T @ bends
    smooth = base * np.exp(np.linalg.solve(system, np.log(luminance / base)))
    allowed = 2 * np.asarray(errors, np.float64)
    return [float(each) for each in np.clip(smooth, luminance - allowed, luminance + allowed)]


def _power_law(position: Doubles, measured: Doubles) -> Callable[[Doubles], Doubles]:
    """The one from the first point to the last that is nearest to those between."""
    black, span = measured[0], measured[-1] - measured[0]
    gamma = _gamma(position[1:-1], (measured[1:-1] - black) / span)
    return lambda at: black + span * at**gamma


def _pooled(values: Doubles, weights: Doubles) -> Doubles:
    """Closest values that never decrease (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []  # mean, weight, length
    for value, weight in zip(values, weights, strict=True):
        mean, total, length = float(value), float(weight), 1
        while pools and pools[-1][0] >= mean:
            before, more, longer = pools.pop()
            mean = (mean * total + before * more) / (total + more)
            total, length = total + more, length + longer
        pools.append((mean, total, length))
    return np.repeat([pool[0] for pool in pools], [pool[2] for pool in pools])


def _gamma(position: Doubles, height: Doubles) -> float:
    """Exponent of the power law through (0, 0) and (1, 1) that is nearest to these points."""
    usable = (height > 0) & (position > 0)
    if not usable.any():
        return 1.0
    x, y = np.log(position[usable]), np.log(height[usable])
    weight = height[usable]  # the dark points' small differences say little of the exponent
    return float(np.sum(weight * x * y) / np.sum(weight * x * x))


def pchip(x: Doubles, y: Doubles, at: Doubles) -> Doubles:
    """Piecewise cubic through the points that never overshoots (Fritsch and Butland 1984).

    x    strictly increasing, at least two
    at   within x
    """
    width = np.diff(x)
    slope = np.diff(y) / width
    tangent = _tangents(width, slope)
    piece = np.clip(np.searchsorted(x, at, "right") - 1, 0, len(width) - 1)
    t, h = (at - x[piece]) / width[piece], width[piece]
    rise = t * t * (3 - 2 * t)
    return np.asarray(
        y[piece] * (1 - rise)
        + y[piece + 1] * rise
        + h * t * (1 - t) ** 2 * tangent[piece]
        - h * t * t * (1 - t) * tangent[piece + 1]
    )


def _tangents(width: Doubles, slope: Doubles) -> Doubles:
    if len(slope) == 1:
        return np.repeat(slope, 2)
    before, after = 2 * width[1:] + width[:-1], width[1:] + 2 * width[:-1]
    product = slope[:-1] * slope[1:]
    inner = np.zeros_like(product)  # where the curve turns, it is level
    weighted = before * slope[1:] + after * slope[:-1]
    np.divide((before + after) * product, weighted, out=inner, where=product > 0)
    first = _end_tangent(width[0], width[1], slope[0], slope[1])
    last = _end_tangent(width[-1], width[-2], slope[-1], slope[-2])
    return np.concatenate([[first], inner, [last]])


def _end_tangent(width: float, next_width: float, slope: float, next_slope: float) -> float:
    """Three-point formula, bent so that the end keeps the direction of its piece."""
    tangent = ((2 * width + next_width) * slope - width * next_slope) / (width + next_width)
    if tangent * slope <= 0:
        return 0.0
    if slope * next_slope <= 0 and abs(tangent) > 3 * abs(slope):
        return 3 * slope
    return tangent
