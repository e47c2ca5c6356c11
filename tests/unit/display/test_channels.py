from dataclasses import replace

import numpy as np
import pytest

from tests.support.virtual_monitor import REC_709, VirtualBench, VirtualMonitor
from workstation.display.calibration import perceived_levels
from workstation.display.channels import black_xyz, channel_steps, channels_measured
from workstation.display.measuring import Plan, measured, profile_from
from workstation.display.monitor import MonitorProfile

_PLAN = Plan(colors=18, repeats=1)
_MONITOR = VirtualMonitor(gamma=(2.1, 2.3, 2.2), additivity=0.01)


def _profile(monitor: VirtualMonitor = _MONITOR) -> MonitorProfile:
    bench = VirtualBench(monitor)
    return profile_from(_PLAN, measured(bench, bench, _PLAN))


def test_each_channel_adds_what_its_own_ramp_says() -> None:
    """Within 2 % of what the panel really adds, where gray steps are known: red, green and blue."""
    levels = perceived_levels(_profile(), 0.0, 8)
    steps = channel_steps(_profile(), levels)[:, 100, 1]
    truth = _MONITOR.luminance(np.full((3, 3), 99) + np.eye(3)) - _MONITOR.luminance([99, 99, 99])
    assert steps == pytest.approx(truth, rel=0.02)


def test_together_they_add_what_was_measured_of_gray() -> None:
    """Though this panel loses 1 % where all three light up."""
    levels = perceived_levels(_profile(), 0.0, 8)
    steps = channel_steps(_profile(), levels)
    assert steps[:, 1:, 1].sum(axis=0) == pytest.approx(np.diff(levels))


def test_each_step_has_the_color_of_its_channel() -> None:
    """X and Z beside Y."""
    step = channel_steps(_profile(), perceived_levels(_profile(), 0.0, 8))[2, 200]
    assert step / step[1] == pytest.approx(REC_709[2] / REC_709[2, 1], rel=1e-3)


def test_channels_that_add_nothing_share_equally() -> None:
    """Where a meter saw no difference, nobody knows which it was."""
    flat = tuple(
        (name, ((0, (1.0, 1.0, 1.0)), (128, (1.0, 1.0, 1.0)), (255, xyz)))
        for name, xyz in zip(("red", "green", "blue"), _BRIGHT, strict=True)
    )
    profile = replace(_profile(), channels=flat)
    steps = channel_steps(profile, np.linspace(3, 300, 256))[:, 20, 1]
    assert steps == pytest.approx(np.full(3, steps.mean()), rel=0.6)
    assert steps.sum() == pytest.approx(297 / 255)


_BRIGHT = ((90.0, 100.0, 3.0), (90.0, 100.0, 9.0), (40.0, 100.0, 200.0))


def test_black_has_the_color_of_white() -> None:
    """A panel leaks the light behind it."""
    steps = channel_steps(_profile(), perceived_levels(_profile(), 0.0, 8))
    white = REC_709.sum(axis=0)
    assert black_xyz(steps, 0.5) == pytest.approx(0.5 * white / white[1], rel=1e-2)


def test_channels_are_measured_when_all_three_are() -> None:
    """Two do not make a gray."""
    profile = _profile()
    assert channels_measured(profile)
    assert not channels_measured(replace(profile, channels=profile.channels[:2]))
