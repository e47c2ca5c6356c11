"""Whether a monitor follows PS3.14, by 18 readings through its table, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from workstation import __version__
from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.display.gsdf import jnd_of_luminance, luminance_of_jnd
from workstation.display.history import Record
from workstation.display.meter import Reading
from workstation.display.response import contrast_response
from workstation.display.stored_profiles import MonitorIdentity

KIND = "verification"
POINTS = 18
_ASSUMED = 0.002  # of a reading: repeatability of an ordinary meter, where it was read only once
_COVERAGE = 2.0  # expanded uncertainty of about 95 %


class NotRisingError(WorkstationError):
    message_id = "display.not-rising"
    sentence = N_("Patch {number} of 18 is not brighter than the one before it: nothing follows.")
    advice = N_("Check that the meter looks at the patch, and repeat it.")


@dataclass(frozen=True, slots=True)
class Verification:
    """Figures of a monitor, with ambient light.

    k18           worst departure of the contrast response, 1.0 is 100 %
    uncertainty   of it, expanded (k = 2), from the scatter of the readings only
    ratio         white over black
    limit         that k18 is held against
    """

    k18: float
    uncertainty: float
    ratio: float
    limit: float

    @property
    def verdict(self) -> str:
        """Inconclusive where the limit lies within the uncertainty."""
        if self.k18 + self.uncertainty <= self.limit:
            return "pass"
        return "fail" if self.k18 - self.uncertainty > self.limit else "inconclusive"


def verification(readings: Sequence[Reading], ambient: float, limit: float) -> Verification:
    """What 18 readings say, from black to white (TG18-LN8-01 to 18).

    ambient   cd/m2 reflected by the screen, which the readings do not hold
    """
    luminance = np.array([each.luminance for each in readings], np.float64) + ambient
    flat = np.flatnonzero(np.diff(luminance) <= 0)
    if len(readings) != POINTS or not np.isfinite(luminance).all():
        raise ValueError("not 18 luminances")
    if flat.size:
        raise NotRisingError(number=int(flat[0]) + 2)
    errors = np.array([each.error or _ASSUMED * each.luminance for each in readings], np.float64)
    ends = jnd_of_luminance(luminance[[0, -1]])
    asked = luminance_of_jnd(np.linspace(ends[0], ends[1], POINTS))
    expected = 2 * np.diff(asked) / (asked[1:] + asked[:-1])
    below, above = luminance[:-1], luminance[1:]
    spread = 4 * np.hypot(below * errors[1:], above * errors[:-1]) / (above + below) ** 2
    return Verification(
        contrast_response(luminance),
        float(_COVERAGE * np.max(spread / expected)),
        float(luminance[-1] / luminance[0]),
        limit,
    )


def verification_record(
    monitor: MonitorIdentity,
    found: Verification,
    readings: Sequence[Reading],
    ambient: float,
    instrument: str,
) -> Record:
    """What is kept of it, the readings too, so that it can be computed again."""
    return {
        "kind": KIND,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "monitor": {
            "manufacturer": monitor.manufacturer,
            "model": monitor.model,
            "serial": monitor.serial,
            "connector": monitor.connector,
        },
        "instrument": instrument,
        "ambient_luminance": ambient,
        "readings": [[each.luminance, each.error] for each in readings],
        "k18": found.k18,
        "uncertainty": found.uncertainty,
        "luminance_ratio": found.ratio,
        "limit": found.limit,
        "verdict": found.verdict,
        "program": __version__,
    }
