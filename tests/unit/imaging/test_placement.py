from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from workstation.imaging.placement import placement
from workstation.imaging.resample import resample

_SOURCE = np.arange(12, dtype=np.float32).reshape(3, 4)  # every orientation of it is another


class _Rect(NamedTuple):
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class _Affine:
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float


def _drawn(affine: _Affine, rect: _Rect) -> npt.NDArray[np.float32]:
    place = placement(affine, rect, (3, 4), "nearest")
    source = _SOURCE.T if place.turned else _SOURCE
    values, inside = resample(np.ascontiguousarray(source), place.down, place.across)
    return np.where(inside, values, np.float32(-1))


@pytest.mark.parametrize(
    ("affine", "rect", "expected"),
    [
        (_Affine(1, 0, 0, 0, 1, 0), _Rect(0, 0, 4, 3), _SOURCE),
        (_Affine(-1, 0, 4, 0, 1, 0), _Rect(0, 0, 4, 3), _SOURCE[:, ::-1]),
        (_Affine(1, 0, 0, 0, -1, 3), _Rect(0, 0, 4, 3), _SOURCE[::-1]),
        (_Affine(0, -1, 3, 1, 0, 0), _Rect(0, 0, 3, 4), np.rot90(_SOURCE, -1)),
        (_Affine(0, 1, 0, -1, 0, 4), _Rect(0, 0, 3, 4), np.rot90(_SOURCE)),
        (_Affine(0, 1, 0, 1, 0, 0), _Rect(0, 0, 3, 4), _SOURCE.T),
        (_Affine(2, 0, 0, 0, 3, 0), _Rect(0, 0, 8, 9), np.kron(_SOURCE, np.ones((3, 2)))),
        (_Affine(1, 0, 10, 0, 1, 20), _Rect(11, 21, 2, 2), _SOURCE[1:3, 1:3]),
    ],
    ids=["plain", "mirrored", "upside down", "right", "left", "transposed", "larger", "shifted"],
)
def test_pixels_lie_where_the_transform_says(
    affine: _Affine, rect: _Rect, expected: npt.NDArray[np.float32]
) -> None:
    """Turned clockwise, mirrored, scaled and shifted, against numpy's own."""
    assert _drawn(affine, rect).tolist() == expected.tolist()


def test_around_the_image_there_is_none() -> None:
    """One pixel more on each side."""
    drawn = _drawn(_Affine(1, 0, 1, 0, 1, 1), _Rect(0, 0, 6, 5))
    assert drawn[1:-1, 1:-1].tolist() == _SOURCE.tolist()
    assert (drawn == -1).sum() == 30 - 12
