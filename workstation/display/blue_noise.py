"""Thresholds whose every cut is spread evenly over the surface: blue noise by void and cluster."""

from functools import cache

import numpy as np
import numpy.typing as npt

SIZE = 64
COUNT = SIZE * SIZE

_SPREAD = 1.5  # pixels, of the Gaussian by which pixels crowd each other
_WHOLE = 1 << 20  # a whole number, so that every machine breaks every tie alike
_FIRST = COUNT // 10  # pixels of the first pattern


@cache
def thresholds() -> npt.NDArray[np.uint16]:
    """0 to 4095, each once, shape (64, 64), read only; edges fit to those opposite.

    Those below any number lie as far apart as they can: a gray made of few bright pixels has no
    clumps, stripes or holes (Ulichney 1993). Nothing in it is random, so a picture stands still.
    """
    prototype, energy = _relaxed()
    ranks = np.empty(COUNT, np.uint16)
    taken, crowd = prototype.copy(), energy.copy()
    for rank in reversed(range(_FIRST)):
        ranks[_change(taken, crowd, _tightest(taken, crowd))] = rank
    taken, crowd = prototype, energy
    for rank in range(_FIRST, COUNT):
        ranks[_change(taken, crowd, _emptiest(taken, crowd))] = rank
    square = ranks.reshape(SIZE, SIZE)
    square.setflags(write=False)
    return square


@cache
def _crowding() -> npt.NDArray[np.int64]:
    """How much a pixel at the origin crowds the others, four times over: any shift is a slice."""
    away = np.minimum(np.arange(SIZE), SIZE - np.arange(SIZE))
    square = away[:, None] ** 2 + away**2
    bell = np.rint(np.exp(-square / (2 * _SPREAD**2)) * _WHOLE).astype(np.int64)
    return np.tile(bell, (2, 2))


def _change(taken: npt.NDArray[np.bool_], crowd: npt.NDArray[np.int64], place: int) -> int:
    """Take a pixel, or give it back."""
    row, column = divmod(place, SIZE)
    shifted = _crowding()[SIZE - row : 2 * SIZE - row, SIZE - column : 2 * SIZE - column]
    if taken[place]:
        crowd -= shifted.ravel()
    else:
        crowd += shifted.ravel()
    taken[place] = not taken[place]
    return place


def _tightest(taken: npt.NDArray[np.bool_], crowd: npt.NDArray[np.int64]) -> int:
    return int(np.where(taken, crowd, -1).argmax())


def _emptiest(taken: npt.NDArray[np.bool_], crowd: npt.NDArray[np.int64]) -> int:
    return int(np.where(taken, np.iinfo(np.int64).max, crowd).argmin())


def _relaxed() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """A tenth of the pixels, moved from clusters to voids until none would move further."""
    taken, crowd = np.zeros(COUNT, np.bool_), np.zeros(COUNT, np.int64)
    for n in range(_FIRST):
        _change(taken, crowd, n * (n + 1) // 2 % COUNT)  # no two alike: COUNT is a power of two
    while True:
        crowded = _change(taken, crowd, _tightest(taken, crowd))
        if _change(taken, crowd, _emptiest(taken, crowd)) == crowded:
            return taken, crowd
