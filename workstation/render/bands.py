"""An axis cut into bands, each of which looks at no more source samples than a texture holds."""

from dataclasses import dataclass

import numpy as np

from workstation.imaging.resample import AxisWeights


@dataclass(frozen=True, slots=True)
class Band:
    """Neighboring output pixels of an axis, and the source samples under their taps.

    left, right   first output pixel, and the one after the last
    first, last   first source sample, and the one after the last; at least one
    """

    left: int
    right: int
    first: int
    last: int


def bands(axis: AxisWeights, limit: int) -> tuple[Band, ...]:
    """All output pixels, in order; a pixel that alone looks at more than `limit` is one band."""
    return tuple(_cut(axis, 0, len(axis.nearest), limit))


def _cut(axis: AxisWeights, left: int, right: int, limit: int) -> list[Band]:
    part = axis.part(slice(left, right))
    samples = part.indices()[part.nearest >= 0]
    first, last = (int(samples.min()), int(samples.max()) + 1) if samples.size else (0, 1)
    if last - first <= limit or right - left <= 1:
        return [Band(left, right, first, last)]
    middle = int(np.ceil((left + right) / 2))
    return _cut(axis, left, middle, limit) + _cut(axis, middle, right, limit)
