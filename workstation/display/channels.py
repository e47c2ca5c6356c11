"""What red, green and blue of one monitor give, each by its own measured ramp."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workstation.display.characteristic_curve import luminances
from workstation.display.monitor import MonitorProfile, Ramp

Doubles = npt.NDArray[np.float64]

CHANNELS = ("red", "green", "blue")
_Y = 1  # of XYZ, the luminance


def channels_measured(profile: MonitorProfile) -> bool:
    """Whether each of the three was measured."""
    return {name for name, _ramp in profile.channels} == set(CHANNELS)


def channel_steps(profile: MonitorProfile, gray: Doubles) -> Doubles:
    """XYZ that each level of red, green and blue adds to the level below, shape (3, levels, 3).

    gray   luminance of each gray level, cd/m2; level 0 adds nothing

    Where all three go up by one the luminance goes up by what was measured of gray: panels are not
    quite additive, and the gray curve is known best. The ramps only divide it among the channels.
    """
    ramps = dict(profile.channels)
    last = 2**profile.ddl_bits - 1
    at = np.linspace(0, last, len(gray))
    rise = np.stack([np.diff(_luminances(ramps[name], last, at)) for name in CHANNELS])
    total = rise.sum(axis=0)
    shares = np.divide(rise, total, out=np.full_like(rise, 1 / 3), where=total > 0)
    steps = np.zeros((3, len(gray), 3))
    colors = np.stack([_color(ramps[name]) for name in CHANNELS])
    steps[:, 1:] = (shares * np.diff(gray))[:, :, None] * colors[:, None]
    return steps


def black_xyz(steps: Doubles, luminance: float) -> Doubles:
    """XYZ of the darkest gray with ambient light: a panel leaks the color of its white."""
    white = steps.sum(axis=(0, 1))
    return np.asarray(white * (luminance / white[_Y]))


def _luminances(ramp: Ramp, last: int, at: Doubles) -> Doubles:
    return luminances([(ddl, xyz[_Y]) for ddl, xyz in ramp], last, at)


def _color(ramp: Sequence[tuple[int, tuple[float, float, float]]]) -> Doubles:
    """XYZ above black for a luminance of 1: the same at every level, so the bright ones tell."""
    xyz = np.array([reading for _ddl, reading in sorted(ramp)], np.float64)
    added = xyz - xyz[0]
    weight = added[:, _Y]
    return np.asarray(weight @ added / (weight @ weight))
