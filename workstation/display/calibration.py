"""The table that makes a measured monitor follow PS3.14, from P-Values to driving levels."""

from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from workstation.base.text import _
from workstation.display import blue_noise
from workstation.display.channels import black_xyz, channel_steps, channels_measured
from workstation.display.characteristic_curve import luminances
from workstation.display.gsdf import LOWEST_LUMINANCE, jnd_of_luminance, luminance_of_jnd
from workstation.display.monitor import MonitorProfile
from workstation.display.pseudo_gray import palette
from workstation.display.table import Calibration, DisplayTable, Noise

Doubles = npt.NDArray[np.float64]

_P_VALUES = 65536
_LUMINANCE_RATIO = 350.0  # of target ratio-350: AAPM TG-270, ACR-AAPM-SIIM
_DEEPEST_BITS = 12  # with more there is nothing between the levels that anybody could see


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
    What is between the levels of the link is shown as the profile's mode says and its
    measurements allow; where it does not say, by the measured channels or not at all.
    """
    bits = profile.ddl_bits if bits is None else bits
    ambient = profile.ambient_luminance if ambient is None else ambient
    levels = perceived_levels(profile, ambient, bits)
    black = _black(profile, levels)
    ddl = nearest_levels(jnd_of_luminance(levels), float(jnd_of_luminance(black)), _P_VALUES)
    calibration, note = _standing(profile, verified)
    mode = _mode(profile, bits)
    return DisplayTable(
        ddl,
        bits,
        calibration,
        " ".join((note, *remarks(profile, ambient, bits))),
        triplets_for(profile, levels, black) if mode == "pseudo-gray" else None,
        noise_for(levels, black) if mode == "blue-noise" else None,
    )


def _black(profile: MonitorProfile, levels: Doubles) -> float:
    """Luminance that P-Value 0 is to have, in cd/m2 with ambient light."""
    if profile.target == "ratio-350":
        return max(float(levels[0]), float(levels[-1]) / _LUMINANCE_RATIO)
    return float(levels[0])


def _mode(profile: MonitorProfile, bits: int) -> str:
    """How to show what is between the levels."""
    measured = channels_measured(profile)
    if bits > _DEEPEST_BITS:
        return "gray"
    if profile.mode == "pseudo-gray" and not measured:
        return "blue-noise"
    return profile.mode or ("pseudo-gray" if measured else "gray")


def remarks(
    profile: MonitorProfile, ambient: float | None = None, bits: int | None = None
) -> tuple[str, ...]:
    """What display_table does otherwise than the profile asks, a sentence each."""
    bits = profile.ddl_bits if bits is None else bits
    ambient = profile.ambient_luminance if ambient is None else ambient
    said = []
    if profile.mode == "pseudo-gray" and _mode(profile, bits) == "blue-noise":
        said.append(
            _("Its red, green and blue were not measured: gray with noise is shown instead.")
        )
    if _black(profile, perceived_levels(profile, ambient, bits)) < LOWEST_LUMINANCE:
        said.append(_("Its black is darker than PS3.14 goes: it counts as 0.05 cd/m²."))
    return tuple(said)


def triplets_for(profile: MonitorProfile, levels: Doubles, black: float) -> npt.NDArray[np.uint16]:
    """Triplets of DDL by P-Value, shape (65536, 3), from measured channels."""
    steps = channel_steps(profile, levels)
    triplets, luminance = palette(black_xyz(steps, float(levels[0])), steps)
    chosen = nearest_levels(jnd_of_luminance(luminance), float(jnd_of_luminance(black)), _P_VALUES)
    return triplets[chosen].astype(np.uint16)


def noise_for(levels: Doubles, black: float) -> Noise:
    """Levels in 4096ths by P-Value: the mean luminance of 64 x 64 pixels is that of the P-Value.

    P-Value 0 is the whole level nearest to black, so that what is black is smooth.
    """
    jnds = jnd_of_luminance(levels)
    start = int(np.abs(jnds - float(jnd_of_luminance(black))).argmin())
    wanted = luminance_of_jnd(np.linspace(jnds[start], jnds[-1], _P_VALUES))
    positions = np.arange(start, len(levels)) * blue_noise.COUNT
    fine = np.rint(np.interp(wanted, levels[start:], positions)).astype(np.uint32)
    fine[0], fine[-1] = positions[0], positions[-1]
    return Noise(fine, blue_noise.thresholds())


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
