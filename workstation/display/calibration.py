"""The table that makes a measured monitor follow PS3.14, from P-Values to driving levels."""

from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from workstation.base.text import _
from workstation.display.characteristic_curve import luminances
from workstation.display.gsdf import jnd_of_luminance
from workstation.display.monitor import MonitorProfile
from workstation.display.table import Calibration, DisplayTable

Doubles = npt.NDArray[np.float64]

_P_VALUES = 65536
_LUMINANCE_RATIO = 350.0  # of target ratio-350: AAPM TG-270, ACR-AAPM-SIIM


def display_table(
    profile: MonitorProfile,
    ambient: float | None = None,
    bits: int | None = None,
    *,
    verified: bool = False,
) -> DisplayTable:
    """Which driving level shows each P-Value on this monitor (PS3.14 Annex D).

    ambient    cd/m2 reflected by the screen; None: as in the profile
    bits       width of a driving level of the surface drawn on; None: as in the profile
    verified   somebody has made sure that this monitor still is as it was measured

    Each P-Value takes the level nearest in JND index; 0 and 1 take the chosen black and white.
    """
    bits = profile.ddl_bits if bits is None else bits
    ambient = profile.ambient_luminance if ambient is None else ambient
    levels = perceived_levels(profile, ambient, bits)
    if profile.target == "ratio-350":
        black = max(float(levels[0]), float(levels[-1]) / _LUMINANCE_RATIO)
    else:
        black = float(levels[0])
    ddl = nearest_levels(jnd_of_luminance(levels), float(jnd_of_luminance(black)), _P_VALUES)
    calibration, note = _standing(profile, verified)
    return DisplayTable(ddl, bits, calibration, note)


def perceived_levels(profile: MonitorProfile, ambient: float, bits: int) -> Doubles:
    """Luminance in cd/m2 with ambient light of each driving level of this width."""
    last = 2**profile.ddl_bits - 1
    positions = np.linspace(0, last, 2**bits)
    return luminances(profile.characteristic_curve, last, positions) + ambient


def nearest_levels(level_jnds: Doubles, black_jnd: float, count: int) -> npt.NDArray[np.uint16]:
    """Levels nearest to `count` JND indices evenly spread from black to the last level's."""
    wanted = np.linspace(black_jnd, level_jnds[-1], count)
    between = (level_jnds[1:] + level_jnds[:-1]) / 2
    nearest = np.searchsorted(between, wanted, "left").astype(np.uint16)
    nearest[0] = np.argmin(np.abs(level_jnds - black_jnd))
    nearest[-1] = len(level_jnds) - 1
    return nearest


def _standing(profile: MonitorProfile, verified: bool) -> tuple[Calibration, str]:
    """A file alone never makes a monitor calibrated: settings and cables change."""
    if _expired(profile.expires_at):
        return Calibration.EXPIRED, _("The calibration has expired: measure the monitor again.")
    if not verified:
        return Calibration.DUE, _(
            "Shown by a stored profile: the monitor has not been verified since it was measured."
        )
    return Calibration.CALIBRATED, _("The monitor was measured, and shows what was measured.")


def _expired(expires_at: str) -> bool:
    """Whether this moment has passed; one that cannot be read is taken as passed."""
    if not expires_at:
        return False
    try:
        end = datetime.fromisoformat(expires_at)
    except ValueError:
        return True
    return (end if end.tzinfo else end.replace(tzinfo=UTC)) < datetime.now(UTC)
