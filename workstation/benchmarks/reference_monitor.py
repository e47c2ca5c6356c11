"""The monitor that figures are given for: 0.5 to 450 cd/m2, gamma 2.2, an 8-bit link."""

from functools import cache

import numpy as np
import numpy.typing as npt

from workstation.display.calibration import display_table
from workstation.display.channels import CHANNELS
from workstation.display.measuring import spread
from workstation.display.monitor import MonitorProfile, Ramp
from workstation.display.table import DisplayTable

AMBIENT = 0.1  # cd/m2

_WHITE, _BLACK, _GAMMA = 450.0, 0.5, 2.2
# XYZ of full red, green and blue (Rec. 709), for a white of luminance 1
_PRIMARIES = np.array(
    [[0.4124, 0.2126, 0.0193], [0.3576, 0.7152, 0.1192], [0.1805, 0.0722, 0.9505]]
)


def monitor(mode: str, target: str = "native") -> MonitorProfile:
    """The reference monitor, as a perfect meter would have measured it."""
    curve = tuple((n, float(xyz_of(np.full(3, n))[1])) for n in spread(52, 8))
    ramps = tuple((name, _ramp(n)) for n, name in enumerate(CHANNELS))
    return MonitorProfile(
        8, curve, channels=ramps, ambient_luminance=AMBIENT, target=target, mode=mode
    )


@cache
def table_of(mode: str) -> DisplayTable:
    """Its table: the same object each time, as a window has it."""
    return display_table(monitor(mode))


def _ramp(channel: int) -> Ramp:
    return tuple((n, _triple(xyz_of(np.eye(3)[channel] * n))) for n in spread(18, 8))


def _triple(xyz: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    x, y, z = (float(part) for part in xyz)
    return x, y, z


def xyz_of(triplets: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Of driving levels of the reference monitor, shape (..., 3), without ambient light."""
    light = (np.asarray(triplets, np.float64) / 255) ** _GAMMA
    shown = _BLACK * _PRIMARIES.sum(axis=0) + (_WHITE - _BLACK) * (light @ _PRIMARIES)
    return np.asarray(shown)
