"""Interpolation and minification along one axis, as weights computed once per axis.

A picture is placed with quarter turns, flips, scales and shifts only, so its two axes are
independent: each output pixel is a weighted sum of a few consecutive source samples along
each axis. These weights (float64, stored as float32) are the one definition: numpy here and
the shaders read the same arrays.

Summation order, here and in the shaders: for each across tap (left to right), sum over the
down taps (top to bottom); then the weighted sum of these over the across taps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.imaging import kernel
from workstation.imaging.bands import in_bands, in_stripes
from workstation.imaging.kernel_line import line_of

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Samples = npt.NDArray[Any]  # float32, or what a conversion makes float32 of
Indices = npt.NDArray[np.intp]
Taps = tuple[Indices, Floats]
Convert = Callable[[Samples], Floats]

_KEPT_AXES = 128  # of a wall of viewports: two for each, and as many for the last change
# Source samples that may become one pixel: of a picture that is drawn as a point more than these
# cannot be seen, and their weights for a whole surface would fill the memory.
_MOST_WIDENING = 1024.0


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

    def indices(self) -> Indices:
        """Source sample of each tap, shape (outputs, taps), moved inside where its weight is 0."""
        taps = np.arange(self.weights.shape[1])
        samples: Indices = self.first[:, None].astype(np.intp) + taps
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
        return _picks(self)

    def taps(self, outputs: Indices) -> Taps:
        """Source samples and weights of some output pixels, each of shape (len(outputs), taps)."""
        return self.indices()[outputs], self.weights[outputs]


@lru_cache(maxsize=_KEPT_AXES)
def axis_weights(outputs: int, inputs: int, scale: float, shift: float, kernel: str) -> AxisWeights:
    """Weights that make `outputs` pixels of `inputs` source samples.

    scale, shift   output pixel i has its center at (i + 0.5) * scale + shift, where source
                   sample k covers [k, k + 1); a negative scale mirrors
    kernel         nearest, linear, or sharp (Catmull-Rom)

    Where |scale| > 1 kernels grow by it, so that every source sample counts and nothing
    aliases; nearest then is the mean over the area of the output pixel. They grow no further than
    _MOST_WIDENING. The arrays are shared by all who ask for the same, and read only.
    """
    centers = _centers(outputs, inputs, scale, shift)
    inside = (centers >= 0) & (centers < inputs)
    widening = min(max(1.0, abs(scale)), _MOST_WIDENING)
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
        _fixed(np.clip(first, -(2**30), 2**30).astype(np.int32)),
        _fixed(weights.astype(np.float32)),
        _fixed(np.where(inside, np.clip(centers, 0, max(0, inputs - 1)), -1).astype(np.int32)),
        inputs,
    )


def _centers(outputs: int, inputs: int, scale: float, shift: float) -> Doubles:
    """The center of each output pixel, in source samples.

    All of an image may lie between the centers of two pixels: then that pixel which holds its
    middle shows it, or a line of many samples would not be seen at all.
    """
    centers = (np.arange(outputs, dtype=np.float64) + 0.5) * scale + shift
    middle = np.floor((inputs / 2 - shift) / scale)
    if 0 <= middle < outputs and not ((centers >= 0) & (centers < inputs)).any():
        centers[int(middle)] = inputs / 2
    return centers


def _fixed(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    array.setflags(write=False)
    return array


@lru_cache(maxsize=_KEPT_AXES)
def _picks(axis: AxisWeights) -> bool:
    return bool(np.all((axis.weights == 0) | (axis.weights == 1)))


@lru_cache(maxsize=_KEPT_AXES)
def seen_part(axis: AxisWeights) -> tuple[slice, AxisWeights]:
    """The output pixels that show image, and the axis of these only."""
    outputs = axis.seen()
    return outputs, axis.part(outputs)


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
    values: Samples,
    down: AxisWeights,
    across: AxisWeights,
    valid: Bools | None = None,
    convert: Convert | None = None,
) -> tuple[Floats, Bools]:
    """Values between the source pixels.

    values    (down.inputs, across.inputs)
    valid     same shape: False for pixels that are no image (padding); None: all are
    convert   makes float32 of each value, pixel by pixel; only of what is seen, while it is in
              the cache. None: values are float32
    returns   values and whether there is image, both (down outputs, across outputs)

    There is image where the nearest source pixel is one. Where any tap of weight other than 0
    is not valid, the sum is taken over the valid taps only, with negative weights as 0, and
    divided by the sum of these weights: padding is kept out, and what is left over of a sharp
    kernel cannot overshoot.
    """
    result = interpolated(values, down, across, convert)
    if valid is not None and not valid.all():
        filled = _filled(result, values, valid, (down, across), convert)
        if filled is not None:
            return result, filled
    inside = (down.nearest >= 0)[:, None] & (across.nearest >= 0)
    if valid is not None and not valid.all():
        inside &= valid.take(down.nearest, axis=0).take(across.nearest, axis=1)
        touched = _touched(~valid, down, across)
        y, x = np.divmod(
            np.flatnonzero(np.logical_and(touched, inside, out=touched)), len(across.first)
        )
        result[y, x] = _over_valid(values, valid, down.taps(y), across.taps(x), convert)
    return result, inside


def _filled(
    out: Floats,
    values: Samples,
    valid: Bools,
    axes: tuple[AxisWeights, AxisWeights],
    convert: Convert | None,
) -> Bools | None:
    """Sum over valid taps and answer where there is image, by the compiled kernel; else None."""
    bits, line = line_of(convert, values)
    if line is None or not kernel.resamples(bits, line):
        return None
    down, across = axes
    gaps = kernel.Gaps(valid, down.nearest, across.nearest, np.empty(out.shape, np.bool_))
    taps = _kernel_taps(down), _kernel_taps(across)
    in_stripes(len(out), out.shape[1], lambda rows: kernel.fill(out, gaps, bits, *taps, line, rows))
    return gaps.inside


def interpolated(
    values: Samples, down: AxisWeights, across: AxisWeights, convert: Convert | None = None
) -> Floats:
    """The same where every source pixel is image, and 0 outside."""
    result = np.empty((len(down.first), len(across.first), *values.shape[2:]), np.float32)
    if values.ndim == 2 and _compiled(result, values, down, across, convert):
        return result

    def keep(part: slice, sums: Floats) -> None:
        result[part] = sums

    for_each_band(values, down, across, convert, keep)
    return result


def _compiled(
    out: Floats, values: Samples, down: AxisWeights, across: AxisWeights, convert: Convert | None
) -> bool:
    """The same by the compiled kernel, where it can."""
    bits, line = line_of(convert, values)
    if line is None or not kernel.resamples(bits, line):
        return False
    taps = _kernel_taps(down), _kernel_taps(across)
    in_stripes(len(out), out.shape[1], lambda rows: kernel.resample(out, bits, *taps, line, rows))
    return True


@lru_cache(maxsize=_KEPT_AXES)
def _kernel_taps(axis: AxisWeights) -> kernel.Taps:
    gathering = _gathering(axis)
    return kernel.Taps(gathering.index.astype(np.int32), gathering.weights)


def for_each_band(
    values: Samples,
    down: AxisWeights,
    across: AxisWeights,
    convert: Convert | None,
    use: Callable[[slice, Floats], None],
) -> None:
    """Call `use` with some of the output rows, and what is interpolated there, until all were.

    values   (down.inputs, across.inputs), or with channels as a third axis
    convert  as for resample()
    use      takes the values, of shape (rows, across outputs) and channels, for itself; bands
             come in any order and on several threads
    """
    rows, columns = _gathering(down), _gathering(across)
    if not rows.index.size or not columns.index.size:
        return
    left, right = int(columns.index.min()), int(columns.index.max()) + 1
    channels = prod(values.shape[2:])
    columns = columns.moved(-left).spread(channels)

    def band(part: slice) -> None:
        taps = rows.part(part)
        top, bottom = int(taps.index.min()), int(taps.index.max()) + 1
        seen = values[top:bottom, left:right]
        source = np.ascontiguousarray(seen if convert is None else convert(seen), np.float32)
        sums = _sum(source.reshape(bottom - top, -1), taps.moved(-top), axis=0)
        use(part, _sum(sums.reshape(-1, *source.shape[1:]), columns, axis=1))

    in_bands(rows.outputs, max(columns.outputs, right - left) * channels, band)


@dataclass(frozen=True, slots=True, eq=False)
class _Gathering:
    """The taps of an axis, each as an array of its own.

    index     (taps, outputs)
    weights   (taps, outputs), or with channels as a third axis
    """

    index: Indices
    weights: Floats

    @property
    def outputs(self) -> int:
        """How many output pixels there are."""
        return len(self.index[0])

    def part(self, outputs: slice) -> "_Gathering":
        """The same for some of the output pixels."""
        return _Gathering(self.index[:, outputs], self.weights[:, outputs])

    def moved(self, by: int) -> "_Gathering":
        """The same over samples that are counted from another one."""
        return _Gathering(self.index + by, self.weights)

    def spread(self, channels: int) -> "_Gathering":
        """The same with a weight for each channel: numpy is slow where inner loops are short."""
        weights = self.weights.repeat(channels, axis=1)
        shape = (*self.weights.shape, channels) if channels > 1 else self.weights.shape
        return _Gathering(self.index, weights.reshape(shape))


@lru_cache(maxsize=_KEPT_AXES)
def _gathering(axis: AxisWeights) -> _Gathering:
    return _Gathering(np.ascontiguousarray(axis.indices().T), np.ascontiguousarray(axis.weights.T))


def _sum(values: Floats, taps: _Gathering, axis: int) -> Floats:
    """Sum over the taps of values * weight, first tap first."""
    shape = *values.shape[:axis], taps.outputs, *values.shape[axis + 1 :]
    total: Floats = np.empty(shape, np.float32)
    term = np.empty(shape, np.float32) if len(taps.index) > 1 else total
    for tap, index in enumerate(taps.index):
        gathered = term if tap else total
        values.take(index, axis, gathered, "wrap")  # the quickest mode; no index is outside
        gathered *= taps.weights[tap] if axis else taps.weights[tap][:, None]
        if tap:
            total += term
    return total


def _over_valid(
    values: Samples, valid: Bools, down: Taps, across: Taps, convert: Convert | None
) -> Floats:
    """The sum at some output pixels, over their valid taps of positive weight only."""
    (rows, row_weights), (columns, column_weights) = down, across
    row_weights, column_weights = np.maximum(row_weights, 0), np.maximum(column_weights, 0)
    total, weight = np.zeros((2, len(rows)), np.float32)
    for across_tap in range(columns.shape[1]):
        column, column_weight = np.zeros((2, len(rows)), np.float32)
        for down_tap in range(rows.shape[1]):
            where = rows[:, down_tap], columns[:, across_tap]
            part = valid[where] * row_weights[:, down_tap]
            column += (values[where] if convert is None else convert(values[where])) * part
            column_weight += part
        total += column * column_weights[:, across_tap]
        weight += column_weight * column_weights[:, across_tap]
    return total / weight


def _touched(invalid: Bools, down: AxisWeights, across: AxisWeights) -> Bools:
    """Output pixels with an invalid source pixel under a tap of weight other than 0."""
    rows, columns = _gathering(down), _gathering(across)
    touched = np.empty((rows.outputs, columns.outputs), np.bool_)

    def band(part: slice) -> None:
        flags = _any(invalid, rows.part(part), axis=0)
        touched[part] = _any(flags, columns, axis=1)

    in_bands(*touched.shape, band)
    return touched


def _any(flags: Bools, taps: _Gathering, axis: int) -> Bools:
    shape = *flags.shape[:axis], taps.outputs, *flags.shape[axis + 1 :]
    found = np.zeros(shape, np.bool_)
    for index, weight in zip(taps.index, taps.weights, strict=True):
        seen = flags.take(index, axis, mode="wrap")
        if not weight.all():
            seen &= (weight if axis else weight[:, None]) != 0
        found |= seen
    return found
