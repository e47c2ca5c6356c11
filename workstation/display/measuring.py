"""From a meter and a monitor to a profile: which patches, how often, what is kept of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.display.characteristic_curve import smoothed, without_outliers
from workstation.display.meter import Meter, PatchPresenter, Reading, Triplet, averaged
from workstation.display.monitor import MonitorProfile, Ramp

_MOST_OUTLIERS = 0.1  # of the readings of gray
_DROP, _LEAST_DROP = 0.05, 0.1  # of the luminance before and cd/m2: more is no scatter


class NoColorsError(WorkstationError):
    """The meter sees luminance only."""

    message_id = "display.no-colors"
    sentence = N_("The meter does not measure colors, so red, green and blue cannot be measured.")
    advice = N_("Measure gray only, or use a colorimeter.")


class ScatteredReadingsError(WorkstationError):
    """So many outliers that none is one."""

    message_id = "display.scattered-readings"
    sentence = N_("{count} of {all} readings of gray do not lie on one curve.")
    advice = N_("Check that meter and monitor stay as they are, and measure again.")


class UnlikelyReadingsError(WorkstationError):
    """What no monitor shows, so that the table would be made of a mistake."""

    message_id = "display.unlikely-readings"
    sentence = N_(
        "The readings are not those of a monitor: level {ddl} gave {luminance:.4g} cd/m² after "
        "{before:.4g} cd/m² at a darker level."
    )
    advice = N_("Check that the meter looks at the patch, and measure again.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured.

    bits       of a driving level that the monitor is driven with
    grays      patches of gray: 18, 52 or 256
    colors     patches each of red, green and blue; 0: none
    repeats    readings of each patch
    """

    bits: int = 8
    grays: int = 52
    colors: int = 18
    repeats: int = 4

    def patches(self) -> tuple[Triplet, ...]:
        """All of them in the order shown: from dark to bright, gray first."""
        gray = tuple((level, level, level) for level in spread(self.grays, self.bits))
        ramps = [
            tuple(level if channel == shown else 0 for channel in range(3))
            for shown in range(3)
            for level in spread(self.colors, self.bits)
        ]
        return gray + tuple((red, green, blue) for red, green, blue in ramps)


def spread(count: int, bits: int) -> tuple[int, ...]:
    """So many levels evenly spread, the first 0 and the last the highest."""
    return tuple(int(level) for level in np.rint(np.linspace(0, 2**bits - 1, count)))


def measured(
    meter: Meter,
    presenter: PatchPresenter,
    plan: Plan,
    told: Callable[[int, int], None] = lambda _done, _all: None,
    kept: Sequence[Reading] = (),
    keep: Callable[[Sequence[Reading]], None] = lambda _readings: None,
) -> tuple[Reading, ...]:
    """One reading, averaged, for each patch of the plan.

    told   called with the patches done and all of them; may raise, to end the measurement
    kept   readings of the first patches, made before
    keep   called with all readings so far after each patch
    """
    patches = plan.patches()
    readings = list(kept)
    for done in range(len(kept), len(patches)):
        told(done, len(patches))
        presenter.present(patches[done])
        readings.append(averaged([meter.read() for _repeat in range(plan.repeats)]))
        keep(readings)
    return tuple(readings)


def profile_from(
    plan: Plan, readings: Sequence[Reading], known: MonitorProfile | None = None
) -> MonitorProfile:
    """A profile of what was measured.

    known   what else is to stand in it
    """
    return replace(
        known or MonitorProfile(plan.bits, ()),
        ddl_bits=plan.bits,
        characteristic_curve=_curve(plan, readings[: plan.grays]),
        channels=_ramps(plan, readings[plan.grays :]) if plan.colors else (),
    )


def check_grays(plan: Plan, readings: Sequence[Reading]) -> None:
    """Refuse grays that become darker where they should become brighter.

    One reading that does is an outlier and left out; where many would have to be, the meter or the
    monitor changed meanwhile, and what is left would look like a curve.
    """
    levels = spread(plan.grays, plan.bits)
    points = [(ddl, each.luminance) for ddl, each in zip(levels, readings, strict=False)]
    black, white = points[0], points[plan.grays - 1]
    if white[1] <= black[1]:
        raise UnlikelyReadingsError(ddl=white[0], luminance=white[1], before=black[1])
    likely = without_outliers(points)
    if len(points) - len(likely) > max(1, round(_MOST_OUTLIERS * len(points))):
        raise ScatteredReadingsError(count=len(points) - len(likely), all=len(points))
    brightest = 0.0
    for ddl, luminance in likely:
        if brightest - luminance > max(_DROP * brightest, _LEAST_DROP):
            raise UnlikelyReadingsError(ddl=ddl, luminance=luminance, before=brightest)
        brightest = max(brightest, luminance)


def _curve(plan: Plan, readings: Sequence[Reading]) -> tuple[tuple[int, float], ...]:
    """Gray without outliers and without the meter's scatter."""
    by_level = dict(zip(spread(plan.grays, plan.bits), readings, strict=True))
    points = without_outliers([(level, each.luminance) for level, each in by_level.items()])
    relative = [each.error / each.luminance for each in readings if each.luminance > 0]
    usual = float(np.sqrt(np.mean(np.square(relative)))) if relative else 0.0
    errors = [max(by_level[level].error, usual * luminance) for level, luminance in points]
    levels = [level for level, _luminance in points]
    return tuple(zip(levels, smoothed(points, errors), strict=True))


def _ramps(plan: Plan, readings: Sequence[Reading]) -> tuple[tuple[str, Ramp], ...]:
    levels = spread(plan.colors, plan.bits)
    ramps = []
    for n, name in enumerate(("red", "green", "blue")):
        part = readings[n * plan.colors : (n + 1) * plan.colors]
        ramps.append((name, tuple(zip(levels, map(_color, part), strict=True))))
    return tuple(ramps)


def _color(reading: Reading) -> tuple[float, float, float]:
    if reading.xyz is None:
        raise NoColorsError
    return reading.xyz
