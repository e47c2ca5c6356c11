from dataclasses import dataclass, replace

import pytest

from tests.support.virtual_monitor import VirtualBench, VirtualMonitor
from workstation.display.measuring import NoColorsError, Plan, measured, profile_from, spread
from workstation.display.meter import Reading
from workstation.display.monitor import MonitorProfile


def test_the_usual_plan_has_106_patches() -> None:
    """52 of gray, and 18 each of red, green and blue."""
    patches = Plan().patches()
    assert len(patches) == 106
    assert (patches[51], patches[69], patches[87], patches[105]) == (
        *((255, 255, 255), (255, 0, 0)),
        *((0, 255, 0), (0, 0, 255)),
    )


@pytest.mark.parametrize(("count", "bits"), [(18, 8), (52, 8), (256, 8), (18, 10), (52, 10)])
def test_levels_go_from_end_to_end(count: int, bits: int) -> None:
    """Each once."""
    levels = spread(count, bits)
    assert (levels[0], levels[-1], len(set(levels))) == (0, 2**bits - 1, count)


def test_each_patch_is_shown_and_read_as_often_as_planned() -> None:
    """Shown first, then read."""
    bench = VirtualBench(VirtualMonitor())
    plan = Plan(grays=18, colors=3, repeats=5)
    readings = measured(bench, bench, plan)
    assert (bench.patches, bench.reads) == (27, 135)
    assert readings[17].luminance == pytest.approx(450)


def test_progress_is_told_and_can_end_it() -> None:
    """Before each patch."""
    told: list[tuple[int, int]] = []

    def tell(done: int, of_all: int) -> None:
        told.append((done, of_all))
        if done == 2:
            raise KeyboardInterrupt

    bench = VirtualBench(VirtualMonitor())
    with pytest.raises(KeyboardInterrupt):
        measured(bench, bench, Plan(), tell)
    assert told == [(0, 106), (1, 106), (2, 106)]
    assert bench.patches == 2


@pytest.mark.parametrize("grays", [18, 52, 256])
def test_a_perfect_meter_gives_the_monitors_own_curve(grays: int) -> None:
    """To the last digit: there is no scatter to smooth away."""
    bench = VirtualBench(VirtualMonitor(wobble=((0.02, 1.0),) * 3))
    plan = Plan(grays=grays, colors=0, repeats=1)
    profile = profile_from(plan, measured(bench, bench, plan))
    truth = [float(bench.monitor.luminance([n, n, n])) for n in spread(grays, 8)]
    assert [luminance for _ddl, luminance in profile.characteristic_curve] == pytest.approx(truth)
    assert profile.channels == ()


def test_what_else_is_known_stands_in_the_profile() -> None:
    """Which monitor, and the ambient light."""
    bench, plan = VirtualBench(VirtualMonitor()), Plan(grays=18, colors=18, repeats=1)
    known = MonitorProfile(10, (), model="M", ambient_luminance=0.3, mode="blue-noise")
    profile = profile_from(plan, measured(bench, bench, plan), known)
    assert (profile.model, profile.ambient_luminance, profile.mode) == ("M", 0.3, "blue-noise")
    assert (profile.ddl_bits, len(profile.characteristic_curve)) == (8, 18)


def test_the_ramps_are_those_of_their_channels() -> None:
    """Red has more X than Z, blue more Z than X."""
    bench, plan = VirtualBench(VirtualMonitor()), Plan(repeats=1)
    ramps = dict(profile_from(plan, measured(bench, bench, plan)).channels)
    red, blue = dict(ramps["red"])[255], dict(ramps["blue"])[255]
    assert red[0] > red[1] > red[2]
    assert blue[2] > blue[0] > blue[1]


@dataclass
class _Slipped:
    """A meter under which one patch was read wrong every time."""

    bench: VirtualBench
    at: int

    def read(self) -> Reading:
        seen = self.bench.read()
        return (
            replace(seen, luminance=seen.luminance * 1.4) if self.bench.reads == self.at else seen
        )


def test_a_patch_that_no_curve_explains_is_left_out() -> None:
    """One reading of 52, nearly half as bright again."""
    bench, plan = VirtualBench(VirtualMonitor()), Plan(colors=0, repeats=1)
    profile = profile_from(plan, measured(_Slipped(bench, 31), bench, plan))
    assert 150 not in dict(profile.characteristic_curve)
    assert len(profile.characteristic_curve) == 51


def test_a_meter_without_colors_cannot_measure_channels() -> None:
    """A photometer."""
    readings = [Reading(float(n + 1)) for n in range(106)]
    with pytest.raises(NoColorsError, match="does not measure colors"):
        profile_from(Plan(), readings)
