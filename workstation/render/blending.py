"""The compiled loops of blending.c, where they are there; each call checks all that C cannot.

What they compute is defined in numpy by raster_overlay.py, raster_marks.py and text_tile.py; the
results are equal bit for bit. They are switched off together with imaging's.
"""

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.base.compiled import load
from workstation.imaging.kernel import SWITCH

_SOURCE = Path(__file__).with_name("blending.c")

Coverage = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Packed = npt.NDArray[np.uint32]

_POINTER, _COUNT, _FLOAT = ctypes.c_void_p, ctypes.c_int64, ctypes.c_float
_FUNCTIONS = {
    "workstation_blend": [_POINTER, _COUNT, _POINTER, _POINTER, _POINTER, *[_COUNT] * 5],
    "workstation_letters": [
        *(_POINTER, _COUNT, _POINTER, _POINTER, _COUNT, _COUNT, _COUNT),
        *(_POINTER, ctypes.c_int32, _FLOAT),
    ],
    "workstation_grow": [
        *(_POINTER, _POINTER, _POINTER, _COUNT, _COUNT, _COUNT),
        *(_POINTER, _POINTER, _COUNT),
    ],
}


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
    library.workstation_letters.restype = library.workstation_blend.restype = None
    return library


def blend(
    framebuffer: Packed,
    places: npt.NDArray[np.int64],
    share: Floats,
    added: Floats,
    part: tuple[int, int, int, int],
) -> None:
    """What Composed.blend() does, in a rectangle of the framebuffer.

    places         in the flat framebuffer, ascending; what follows one that is not may be left out
    share, added   (places, 4)
    part           column, row, width and height
    """
    _check(framebuffer, np.uint32, framebuffer.shape)
    _check(places, np.int64, (len(places),))
    for each in (share, added):
        _check(each, np.float32, (len(places), 4))
    (rows, columns), (x, y, width, height) = framebuffer.shape, part
    if not (width and height and len(places)):
        return
    if not (0 <= x <= x + width <= columns and 0 <= y <= y + height <= rows):
        raise ValueError("a part outside of the framebuffer")
    if not framebuffer.flags.writeable:
        raise ValueError("a framebuffer that cannot be written")
    _loaded().workstation_blend(
        *(_at(framebuffer), columns, _at(places), _at(share), _at(added), len(places)),
        *(x, y, x + width, y + height),
    )


def letters(
    target: Packed, ink: Coverage, halo: Coverage, color: Floats, opaque: int, darkness: float
) -> None:
    """A text over part of a framebuffer, as raster_marks has it.

    target     (rows, columns), part of the framebuffer
    ink, halo  same shape, parts of a tile
    color      (4,), for each byte of a framebuffer value
    opaque     the byte that is none of red, green, blue
    darkness   what a level of the halo takes away, 0 to 1 / 255
    """
    _check(color, np.float32, (4,))
    pitch, tile_pitch = _pitch(target, np.uint32), _pitch(ink, np.uint8)
    if ink.shape != target.shape or halo.shape != ink.shape or halo.strides != ink.strides:
        raise ValueError("a tile that is not as large as its place")
    if not target.flags.writeable or _pitch(halo, np.uint8) != tile_pitch:
        raise ValueError("nothing to draw to")
    _loaded().workstation_letters(
        *(_at(target), pitch, _at(ink), _at(halo), tile_pitch, *target.shape),
        *(_at(color), opaque, darkness),
    )


def grown(
    ink: Coverage, reach: int, steps: npt.NDArray[np.int32], weights: npt.NDArray[np.float64]
) -> Coverage:
    """What text_tile.grown() gives.

    steps     (n, 2): down and to the right, none farther than the reach
    weights   (n,): of each, 0 to 1; equal ones beside each other
    """
    _check(ink, np.uint8, ink.shape)
    _check(steps, np.int32, (len(weights), 2))
    _check(weights, np.float64, (len(steps),))
    rows, columns = ink.shape
    around = np.zeros((rows + 2 * reach, columns + 2 * reach), np.uint8)
    near = np.empty_like(ink)
    outside = reach < 0 or _loaded().workstation_grow(
        *(_at(around), _at(ink), _at(near), rows, columns, reach),
        *(_at(steps), _at(weights), len(weights)),
    )
    if outside:
        raise ValueError("a step beyond the reach, or a weight that is none")
    return around[reach : reach + rows, reach : reach + columns]


def _loaded() -> ctypes.CDLL:
    library = _library()
    if library is None:
        raise RuntimeError("there are no compiled loops")
    return library


def _check(array: npt.NDArray[Any], dtype: npt.DTypeLike, shape: tuple[int, ...]) -> None:
    if array.dtype != dtype or array.shape != shape or not array.flags.c_contiguous:
        raise ValueError(f"{array.dtype} of {array.shape} where C reads {dtype} of {shape}")
    if not array.flags.aligned:
        raise ValueError("values that are not aligned")


def _pitch(part: npt.NDArray[Any], dtype: npt.DTypeLike) -> int:
    """Values from one row to the next of a part of an array."""
    rows, columns = part.shape
    (down, across), bytes_ = part.strides, part.itemsize
    if part.dtype != dtype or not part.flags.aligned:
        raise ValueError(f"{part.dtype} where C reads {dtype}")
    if (columns > 1 and across != bytes_) or (
        rows > 1 and (down % bytes_ or down < bytes_ * columns)
    ):
        raise ValueError("rows that overlap, or lie in another order")
    return down // bytes_


def _at(array: npt.NDArray[Any]) -> int:
    """Where an array lies."""
    where: int = array.__array_interface__["data"][0]
    return where
