"""Interpolation and minification along one axis, as weights computed once per axis.

A picture is placed with quarter turns, flips, scales and shifts only, so its two axes are
independent: each output pixel is a weighted sum of a few consecutive source samples along
each axis. These weights (float64, stored as float32) are the one definition: numpy here and
the shaders read the same arrays.

Summation order, here and in the shaders: for each across tap (left to right), sum over the
down taps (top to bottom); then the weighted sum of these over the across taps.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.imaging.bands import in_bands

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Taps = tuple[npt.NDArray[np.intp], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class AxisWeights:
    """How each output pixel of one axis is made of source samples.

    first     int32, shape (outputs,): index of the first source sample; may be negative
    weights   float32, shape (outputs, taps); a tap outside the source has weight 0; each row
              sums to 1, or is all 0 where the output pixel lies outside the image
    nearest   int32, shape (outputs,): index of the source sample that holds the center of the
              output pixel; -1 outside
    inputs    number of source samples
    """

    first: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    nearest: npt.NDArray[np.int32]
    inputs: int

    def indices(self) -> npt.NDArray[np.intp]:
        """Source sample of each tap, shape (outputs, taps), moved inside where its weight is 0."""
        taps = np.arange(self.weights.shape[1])
        samples: npt.NDArray[np.intp] = self.first[:, None].astype(np.intp) + taps
        return np.clip(samples, 0, self.inputs - 1, out=samples)

    def seen(self) -> slice:
        """The output pixels that show image; they are neighbors."""
        (inside,) = np.nonzero(self.nearest >= 0)
        return slice(int(inside[0]), int(inside[-1]) + 1) if inside.size else slice(0, 0)

    def part(self, outputs: slice) -> "AxisWeights":
        """The same for some of the output pixels."""
        first, weights, nearest = self.first[outputs], self.weights[outputs], self.nearest[outputs]
        return AxisWeights(first, weights, nearest, self.inputs)

    def picks(self) -> bool:
        """Whether every output pixel is one source sample, unchanged."""
        return bool(np.all((self.weights == 0) | (self.weights == 1)))

    def taps(self, outputs: npt.NDArray[np.intp]) -> Taps:
        """Source samples and weights of some output pixels, each of shape (len(outputs), taps)."""
        return self.indices()[outputs], self.weights[outputs]


def axis_weights(outputs: int, inputs: int, scale: float, shift: float, kernel: str) -> AxisWeights:
    """Weights that make `outputs` pixels of `inputs` source samples.

    scale, shift   output pixel i has its center at (i + 0.5) * scale + shift, where source
                   sample k covers [k, k + 1); a negative scale mirrors
    kernel         nearest, linear, or sharp (Catmull-Rom)

    Where |scale| > 1 kernels grow by it, so that every source sample counts and nothing
    aliases; nearest then is the mean over the area of the output pixel.
    """
    centers = (np.arange(outputs, dtype=np.float64) + 0.5) * scale + shift
    inside = (centers >= 0) & (centers < inputs)
    widening = max(1.0, abs(scale))
    if kernel == "nearest":
        first, weights = _nearest(centers) if widening == 1 else _areas(centers, widening)
    else:
        function, radius = (_triangle, 1) if kernel == "linear" else (_catmull_rom, 2)
        first = np.floor(centers - radius * widening - 0.5) + 1
        samples = first[:, None] + np.arange(int(np.ceil(2 * radius * widening)))
        weights = function(np.abs(samples + 0.5 - centers[:, None]) / widening)
    samples = first[:, None] + np.arange(weights.shape[1])
    weights[(samples < 0) | (samples >= inputs) | ~inside[:, None]] = 0
    total = weights.sum(axis=1, keepdims=True)
    weights = np.divide(weights, total, out=np.zeros_like(weights), where=inside[:, None])
    return AxisWeights(
        np.clip(first, -(2**30), 2**30).astype(np.int32),
        weights.astype(np.float32),
        np.where(inside, np.clip(centers, 0, max(0, inputs - 1)), -1).astype(np.int32),
        inputs,
    )


def _nearest(centers: Doubles) -> tuple[Doubles, Doubles]:
    return np.floor(centers), np.ones((len(centers), 1))


def _areas(centers: Doubles, width: float) -> tuple[Doubles, Doubles]:
    """How much of each source sample lies within `width` around the center."""
    low, high = centers[:, None] - width / 2, centers[:, None] + width / 2
    first = np.floor(low)
    samples = first + np.arange(int(np.ceil(width)) + 1)
    return first[:, 0], np.clip(np.minimum(high, samples + 1) - np.maximum(low, samples), 0, None)


def _triangle(distance: Doubles) -> Doubles:
    return np.clip(1 - distance, 0, None)


def _catmull_rom(distance: Doubles) -> Doubles:
    """The cubic through its samples with a = -1/2 (Catmull and Rom 1974; Keys 1981)."""
    near = (1.5 * distance - 2.5) * distance**2 + 1
    far = ((-0.5 * distance + 2.5) * distance - 4) * distance + 2
    return np.select([distance < 1, distance < 2], [near, far], 0.0)


def resample(
    values: Floats, down: AxisWeights, across: AxisWeights, valid: Bools | None = None
) -> tuple[Floats, Bools]:
    """Values between the source pixels.

    values    (down.inputs, across.inputs)
    valid     same shape: False for pixels that are no image (padding); None: all are
    returns   values and whether there is image, both (down outputs, across outputs)

    There is image where the nearest source pixel is one. Where any tap of weight other than 0
    is not valid, the sum is taken over the valid taps only, with negative weights as 0, and
    divided by the sum of these weights: padding is kept out, and what is left over of a sharp
    kernel cannot overshoot.
    """
    result = _weighted(values, down, across)
    inside = (down.nearest >= 0)[:, None] & (across.nearest >= 0)
    if valid is not None and not valid.all():
        inside &= valid.take(down.nearest, axis=0).take(across.nearest, axis=1)
        touched = _touched(~valid, down, across)
        y, x = np.divmod(
            np.flatnonzero(np.logical_and(touched, inside, out=touched)), len(across.first)
        )
        result[y, x] = _over_valid(values, valid, down.taps(y), across.taps(x))
    return result, inside


def _weighted(values: Floats, down: AxisWeights, across: AxisWeights) -> Floats:
    rows, columns = down.indices(), across.indices()
    if not rows.size or not columns.size:
        return np.zeros((len(rows), len(columns)), np.float32)
    left, right = int(columns.min()), int(columns.max()) + 1
    seen, columns = np.ascontiguousarray(values[:, left:right]), columns - left  # take() would copy
    result = np.empty((len(rows), len(columns)), np.float32)

    def band(part: slice) -> None:
        sums = _sum(seen, rows[part], down.weights[part, :, None], axis=0)
        result[part] = _sum(sums, columns, across.weights, axis=1)

    in_bands(len(rows), max(len(columns), right - left), band)
    return result


def _sum(values: Floats, index: npt.NDArray[np.intp], weights: Floats, axis: int) -> Floats:
    """Sum over the taps of values * weight, first tap first."""
    total = values.take(index[:, 0], axis)
    total *= weights[:, 0]
    for tap in range(1, index.shape[1]):
        term = values.take(index[:, tap], axis)
        term *= weights[:, tap]
        total += term
    return total


def _over_valid(values: Floats, valid: Bools, down: Taps, across: Taps) -> Floats:
    """The sum at some output pixels, over their valid taps of positive weight only."""
    (rows, row_weights), (columns, column_weights) = down, across
    row_weights, column_weights = np.maximum(row_weights, 0), np.maximum(column_weights, 0)
    total, weight = np.zeros((2, len(rows)), np.float32)
    for across_tap in range(columns.shape[1]):
        column, column_weight = np.zeros((2, len(rows)), np.float32)
        for down_tap in range(rows.shape[1]):
            where = rows[:, down_tap], columns[:, across_tap]
            part = valid[where] * row_weights[:, down_tap]
            column += values[where] * part
            column_weight += part
        total += column * column_weights[:, across_tap]
        weight += column_weight * column_weights[:, across_tap]
    return total / weight


def _touched(invalid: Bools, down: AxisWeights, across: AxisWeights) -> Bools:
    """Output pixels with an invalid source pixel under a tap of weight other than 0."""
    rows, row_counts = down.indices(), (down.weights != 0)[..., None]
    columns, column_counts = across.indices(), across.weights != 0
    touched = np.empty((len(rows), len(columns)), np.bool_)

    def band(part: slice) -> None:
        flags = _any(invalid, rows[part], row_counts[part], axis=0)
        touched[part] = _any(flags, columns, column_counts, axis=1)

    in_bands(*touched.shape, band)
    return touched


def _any(flags: Bools, index: npt.NDArray[np.intp], counts: Bools, axis: int) -> Bools:
    result = flags.take(index[:, 0], axis) & counts[:, 0]
    for tap in range(1, index.shape[1]):
        result |= flags.take(index[:, tap], axis) & counts[:, tap]
    return result
