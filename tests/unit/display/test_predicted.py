from dataclasses import replace

import pytest

from tests.support.virtual_monitor import VirtualBench, VirtualMonitor
from workstation.display.calibration import display_table
from workstation.display.measuring import Plan, measured, profile_from
from workstation.display.predicted import predicted
from workstation.display.response import response


@pytest.mark.parametrize("mode", ["gray", "pseudo-gray"])
def test_what_is_predicted_is_what_the_monitor_shows(mode: str) -> None:
    """Of a monitor whose truth is known."""
    monitor, plan = VirtualMonitor(), Plan(grays=256, repeats=1)
    bench = VirtualBench(monitor)
    known = profile_from(plan, measured(bench, bench, plan))
    profile = replace(known, mode=mode, ambient_luminance=0.1)
    table = display_table(profile)
    levels = table.ddl[:, None].repeat(3, 1) if table.triplets is None else table.triplets
    truth, told = response(monitor.luminance(levels) + 0.1), predicted(profile)
    assert told.k18 == pytest.approx(truth.k18, abs=0.003)
    assert told.ratio == pytest.approx(truth.ratio, rel=0.001)


def test_noise_is_predicted_by_its_mean() -> None:
    bench, plan = VirtualBench(VirtualMonitor()), Plan(colors=0, repeats=1)
    profile = replace(profile_from(plan, measured(bench, bench, plan)), mode="blue-noise")
    assert predicted(profile).k18 < 0.001
