"""What a monitor should show by its own profile: figures that no meter has confirmed."""

import numpy as np
import numpy.typing as npt

from workstation.display.calibration import display_table, perceived_levels
from workstation.display.channels import black_xyz, channel_steps
from workstation.display.monitor import MonitorProfile
from workstation.display.pseudo_gray import palette
from workstation.display.response import Response, response
from workstation.display.table import DisplayTable

Doubles = npt.NDArray[np.float64]

_FINE = 4096  # parts of a level in a table of noise


def predicted(profile: MonitorProfile) -> Response:
    """Figures of the table that this profile makes, on the monitor that it describes."""
    table = display_table(profile)
    levels = perceived_levels(profile, profile.ambient_luminance, profile.ddl_bits)
    return response(_shown(profile, table, levels))


def _shown(profile: MonitorProfile, table: DisplayTable, levels: Doubles) -> Doubles:
    """cd/m2 with ambient light, shape (65536,), by P-Value."""
    if table.noise is not None:
        return np.asarray(np.interp(table.noise.fine / _FINE, np.arange(len(levels)), levels))
    if table.triplets is None:
        return levels[table.ddl]
    steps = channel_steps(profile, levels)
    triplets, luminance = palette(black_xyz(steps, float(levels[0])), steps)
    known, wanted = _keys(triplets), _keys(table.triplets)
    order = np.argsort(known)
    return np.asarray(luminance[order[np.searchsorted(known[order], wanted)]])


def _keys(triplets: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """One number for each triplet."""
    return np.asarray(triplets.astype(np.int64) @ np.array([1 << 32, 1 << 16, 1]))
