"""The compiled loops of kernel.c, where they are there; each call checks all that C cannot.

What they compute is defined in numpy, by resample.py and packing.py, which call them: the results
are equal bit for bit. Where there is no compiled library, or the environment variable
WORKSTATION_KERNEL is "numpy", the program is slower and nothing else.
"""

import ctypes
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.base.compiled import load

SWITCH = "WORKSTATION_KERNEL"
_SOURCE = Path(__file__).with_name("kernel.c")

Floats = npt.NDArray[np.float32]
Packed = npt.NDArray[np.uint32]
Bools = npt.NDArray[np.bool_]
Samples = npt.NDArray[Any]

# In the order of KINDS in kernel.c; a table is indexed by a sample's bits.
_KINDS = {np.dtype(kind): n for n, kind in enumerate((np.uint8, np.int8, np.uint16, np.int16))}
_KINDS[np.dtype(np.float32)] = 4
_TABLES = {np.dtype(np.uint8): 5, np.dtype(np.uint16): 6}

_TILE = 64  # side of the pattern of thresholds

_POINTER, _FLOAT = ctypes.c_void_p, ctypes.c_float
_INT, _COUNT, _UNSIGNED = ctypes.c_int32, ctypes.c_int64, ctypes.c_uint32
_TAPS = [_POINTER, _POINTER, _COUNT, _COUNT]
_LINE = [_POINTER, _FLOAT, _FLOAT]
_RESAMPLE = [_POINTER, _POINTER, _INT, _COUNT, _COUNT, *_TAPS, *_TAPS, *_LINE, _COUNT, _COUNT]
_TARGET, _SIZE = [_POINTER, _COUNT], [_COUNT, _COUNT]
_STAGES = [_FLOAT, _FLOAT, _FLOAT, _INT, _FLOAT]
_NOISE = [_POINTER, _COUNT, _COUNT]
_FUNCTIONS = {
    "workstation_resample": [*_RESAMPLE, _POINTER],
    "workstation_fill": [*[_POINTER] * 4, *_RESAMPLE, *[_POINTER] * 3],
    "workstation_paint": [
        *(*_TARGET, _POINTER, _POINTER, *_SIZE),
        *(*_STAGES, _POINTER, _COUNT, _UNSIGNED, *_NOISE),
    ],
    "workstation_dither": [*_TARGET, *_SIZE, *_NOISE],
    "workstation_look_up": [*_TARGET, _POINTER, _COUNT, *_SIZE, _POINTER, *_NOISE],
}


@dataclass(frozen=True, slots=True, eq=False)
class Taps:
    """The taps of one axis, each as an array of its own.

    index     int32, shape (taps, outputs), source samples
    weights   float32, same shape
    """

    index: npt.NDArray[np.int32]
    weights: Floats

    def part(self, outputs: slice) -> "Taps":
        """The same for some of the output pixels."""
        index, weights = self.index[:, outputs], self.weights[:, outputs]
        return Taps(np.ascontiguousarray(index), np.ascontiguousarray(weights))


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Modality values of samples: sample * slope + intercept in float32, or a table.

    table   float32, an entry for every pattern of a sample's bits; None: the line
    """

    slope: float = 1.0
    intercept: float = -0.0  # changes nothing; +0 would make +0 of a negative zero
    table: Floats | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """Where samples are image, and where output pixels are.

    valid          bool, (height, width) of the samples
    down, across   int32, of each output pixel the sample that holds its center; -1 outside
    inside         bool, (down outputs, across outputs), to be written
    """

    valid: Bools
    down: npt.NDArray[np.int32]
    across: npt.NDArray[np.int32]
    inside: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Stages:
    """Modality values to framebuffer values: p = clip((value - low) / span, 0, top) in float32.

    inversions   how often p becomes 1 - p then: 0, 1 or 2
    scale        an entry of the table is chosen by floor(p * scale + 0.5)
    table        uint32, framebuffer values
    outside      the framebuffer value where there is no image
    """

    low: float
    span: float
    top: float
    inversions: int
    scale: float
    table: Packed
    outside: int


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """A noise over levels in 4096ths, as imaging.driving has it.

    thresholds   uint16, shape (64, 64), repeated over the surface
    x, y         column and row of the surface where one draws
    """

    thresholds: npt.NDArray[np.uint16]
    x: int
    y: int

    def down(self, rows: int) -> "Tile":
        """The same for a target that begins so many rows lower."""
        return Tile(self.thresholds, self.x, self.y + rows)


def available() -> bool:
    """Whether there are compiled loops, and they are to be used."""
    return _library() is not None


@cache
def _library() -> ctypes.CDLL | None:
    library = None if os.environ.get(SWITCH) == "numpy" else load(_SOURCE)
    if library is None:
        return None
    for name, arguments in _FUNCTIONS.items():
        getattr(library, name).argtypes = arguments
    for name in ("workstation_paint", "workstation_dither", "workstation_look_up"):
        getattr(library, name).restype = None
    return library


def resamples(samples: Samples, line: Line) -> bool:
    """Whether resample() takes such samples."""
    kinds = _KINDS if line.table is None else _TABLES
    return available() and samples.dtype in kinds and _is_plain(samples)


def resample(
    out: Floats, samples: Samples, down: Taps, across: Taps, line: Line, rows: slice
) -> None:
    """Write some rows of what resample.interpolated() gives.

    out       (down outputs, across outputs)
    samples   (height, width), of which resamples() is true
    """
    _check_resampling(out, samples, (down, across), line, rows)
    sums = np.empty(samples.shape[1], np.float32)
    outside = _loaded().workstation_resample(
        _at(out), *_described(samples, down, across, line), rows.start, rows.stop, _at(sums)
    )
    if outside:
        raise ValueError("a tap outside the samples")


def fill(
    out: Floats, gaps: Gaps, samples: Samples, down: Taps, across: Taps, line: Line, rows: slice
) -> None:
    """Make of some rows of what resample.interpolated() gives what resample.resample() does.

    out       (down outputs, across outputs)
    samples   (height, width), of which resamples() is true
    """
    _check_resampling(out, samples, (down, across), line, rows)
    _check(gaps.inside, np.bool_, out.shape)
    _check(gaps.valid, np.bool_, samples.shape)
    for nearest, outputs in zip((gaps.down, gaps.across), out.shape, strict=True):
        _check(nearest, np.int32, (outputs,))
    if not gaps.inside.flags.writeable:
        raise ValueError("nothing to write to")
    marked, touched = np.empty(samples.shape[1] + 1, np.uint8), np.empty(out.shape[1], np.uint8)
    columns = np.empty((len(across.index) + 1, out.shape[1]), np.int32)
    outside = _loaded().workstation_fill(
        *(_at(out), _at(gaps.inside), _at(gaps.valid), _at(gaps.down), _at(gaps.across)),
        *_described(samples, down, across, line),
        *(rows.start, rows.stop, _at(marked), _at(touched), _at(columns)),
    )
    if outside:
        raise ValueError("a tap outside the samples")


def _check_resampling(
    out: Floats, samples: Samples, axes: tuple[Taps, Taps], line: Line, rows: slice
) -> None:
    down, across = axes
    _check(out, np.float32, (down.index.shape[1], across.index.shape[1]))
    for taps in axes:
        _check(taps.index, np.int32, taps.weights.shape)
        _check(taps.weights, np.float32, taps.index.shape)
    if not (out.flags.writeable and len(down.index) and len(across.index)):
        raise ValueError("nothing to write to, or no taps")
    if not (0 <= rows.start <= rows.stop <= len(out) and resamples(samples, line)):
        raise ValueError("rows or samples that the kernel does not take")
    if line.table is not None:
        _check(line.table, np.float32, (2 ** (8 * samples.itemsize),))


def _described(samples: Samples, down: Taps, across: Taps, line: Line) -> tuple[Any, ...]:
    """What C is told of samples, taps and line."""
    kind = (_KINDS if line.table is None else _TABLES)[samples.dtype]
    return (
        *(_at(samples), kind, *samples.shape),
        *(_at(down.index), _at(down.weights), *down.index.shape),
        *(_at(across.index), _at(across.weights), *across.index.shape),
        *(_at(line.table), line.slope, line.intercept),
    )


def paint(
    target: Packed,
    values: Floats,
    inside: npt.NDArray[np.bool_] | None,
    stages: Stages,
    noise: Tile | None = None,
) -> None:
    """Write framebuffer values of modality values, and `outside` where `inside` is False.

    noise   where the table and `outside` are levels in 4096ths
    """
    _check(values, np.float32, target.shape)
    if inside is not None:
        _check(inside, np.bool_, target.shape)
    _check(stages.table, np.uint32, (len(stages.table),))
    if not len(stages.table):
        raise ValueError("no framebuffer values")
    _loaded().workstation_paint(
        *(_at(target), _pitch(target), _at(values), _at(inside), *target.shape),
        *(stages.low, stages.span, stages.top, stages.inversions, stages.scale),
        *(_at(stages.table), len(stages.table), stages.outside),
        *_noise(noise),
    )


def look_up(
    target: Packed,
    values: npt.NDArray[np.uint8 | np.uint16],
    table: Packed,
    noise: Tile | None = None,
) -> None:
    """Write the framebuffer value of each stored value, which is taken as bits without a sign.

    noise   where the table holds levels in 4096ths
    """
    if values.dtype not in _TABLES:
        raise ValueError("stored values that are not looked up")
    _check(values, values.dtype, target.shape)
    _check(table, np.uint32, (2 ** (8 * values.itemsize),))
    _loaded().workstation_look_up(
        *(_at(target), _pitch(target), _at(values), values.itemsize, *target.shape),
        *(_at(table), *_noise(noise)),
    )


def dither(target: Packed, noise: Tile) -> None:
    """Make framebuffer values of levels in 4096ths where they stand."""
    _loaded().workstation_dither(_at(target), _pitch(target), *target.shape, *_noise(noise))


def _noise(noise: Tile | None) -> tuple[int | None, int, int]:
    if noise is None:
        return None, 0, 0
    _check(noise.thresholds, np.uint16, (_TILE, _TILE))
    if noise.x < 0 or noise.y < 0:
        raise ValueError("a target that begins outside the surface")
    return _at(noise.thresholds), noise.x, noise.y


def _loaded() -> ctypes.CDLL:
    library = _library()
    if library is None:
        raise RuntimeError("there is no compiled kernel")
    return library


def _check(array: Samples, dtype: npt.DTypeLike, shape: tuple[int, ...]) -> None:
    if array.dtype != dtype or array.shape != shape or not _is_plain(array):
        raise ValueError(f"{array.dtype} of {array.shape} where C reads {dtype} of {shape}")


def _is_plain(array: Samples) -> bool:
    return array.flags.c_contiguous and array.flags.aligned and array.dtype.isnative


def _pitch(target: Packed) -> int:
    """Values from one row of a part of the framebuffer to the next."""
    rows, columns = target.shape
    flags, down, across = target.flags, *target.strides
    if target.dtype != np.uint32 or not (flags.writeable and flags.aligned):
        raise ValueError("no framebuffer")
    if (columns > 1 and across != 4) or (rows > 1 and (down % 4 or down < 4 * columns)):
        raise ValueError("rows of a framebuffer that overlap, or lie in another order")
    return down // 4


def _at(array: Samples | None) -> int | None:
    """Where an array lies: a quarter of what `array.ctypes.data` takes."""
    return None if array is None else array.__array_interface__["data"][0]
