"""What a measurement needs of the world: something that shows a patch, something that reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

Triplet = tuple[int, int, int]
Color = tuple[float, float, float]

_FAR = 4 * 1.4826  # times the median deviation: four standard deviations of normal noise
_SHARE, _FLOOR = 0.005, 0.003  # of the reading and cd/m2: what any meter may scatter


@dataclass(frozen=True, slots=True)
class Reading:
    """One patch as a meter saw it.

    luminance   cd/m2
    xyz         CIE 1931, Y in cd/m2; None from an instrument that sees no color
    error       standard error of a mean, cd/m2; 0 where it is not known
    """

    luminance: float
    xyz: Color | None = None
    error: float = 0.0


class Meter(Protocol):
    """A photometer or colorimeter that looks at the patch."""

    def read(self) -> Reading:
        """What it sees now; a WorkstationError where it cannot say."""
        ...


class PatchPresenter(Protocol):
    """Something that shows driving levels, past every table."""

    def present(self, ddl: Triplet) -> None:
        """Show this patch; returns when it is on the screen."""
        ...


def averaged(readings: Sequence[Reading]) -> Reading:
    """The mean of repeated readings of one patch, without those that lie far from their median."""
    luminance = np.array([reading.luminance for reading in readings], np.float64)
    middle = np.median(luminance)
    away = np.abs(luminance - middle)
    allowed = max(_FAR * float(np.median(away)), _SHARE * float(middle) + _FLOOR)
    kept = [reading for reading, off in zip(readings, away, strict=True) if off <= allowed]
    values = np.array([reading.luminance for reading in kept], np.float64)
    error = float(np.std(values, ddof=1) / np.sqrt(len(kept))) if len(kept) > 1 else 0.0
    colors = [reading.xyz for reading in kept if reading.xyz is not None]
    if len(colors) < len(kept):
        return Reading(float(values.mean()), error=error)
    x, y, z = (float(part) for part in np.mean(colors, axis=0))
    return Reading(float(values.mean()), (x, y, z), error)
