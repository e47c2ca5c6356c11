"""`display verify`, before a monitor that exists in numbers only."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.fake_spotread import fake_spotread
from tests.support.shell import Shell
from tests.support.virtual_desk import RIGHT, VirtualDesk
from tests.support.virtual_monitor import VirtualBench, VirtualMonitor
from workstation.display.calibration import display_table
from workstation.display.history import read
from workstation.display.measuring import Plan, measured, profile_from
from workstation.display.monitor import MonitorProfile, write_profile

TRUTH = VirtualMonitor()


def profile() -> MonitorProfile:
    """What a perfect meter makes of the monitor."""
    plan, bench = Plan(grays=256, repeats=1), VirtualBench(TRUTH)
    known = replace(MonitorProfile(8, ()), manufacturer="ACME", model="Right", serial="22")
    return replace(profile_from(plan, measured(bench, bench, plan), known), ambient_luminance=0.1)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The profile of the second monitor is kept."""
    monkeypatch.setattr("workstation.base.paths.settings_directory", lambda: tmp_path)
    monkeypatch.setattr("workstation.base.paths.data_directory", lambda: tmp_path / "data")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    (tmp_path / "displays").mkdir()
    write_profile(profile(), tmp_path / "displays" / "right.json")
    return Shell(desk=VirtualDesk(VirtualBench(TRUTH)))


def meter_sees(folder: Path, monitor: VirtualMonitor) -> None:
    """The 18 patches as this monitor shows them with the profile's table."""
    table = display_table(profile(), bits=8)
    shown = [float(monitor.luminance(table.triplet(15 * n * 257))) for n in range(18)]
    answers = [f"{each} {each + 1e-4 * again} {each}" for each in shown for again in range(4)]
    fake_spotread(folder, answers)


def test_a_monitor_that_is_as_it_was_passes_and_its_history_says_so(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meter_sees(tmp_path, TRUTH)
    assert shell.run("display", "verify", "--monitor", "2", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    (history,) = (tmp_path / "data" / "displays").iterdir()
    assert (record["verdict"], read(history)[0]["k18"]) == ("pass", record["k18"])
    assert record["k18"] < 0.02


def test_a_monitor_of_another_gamma_fails(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meter_sees(tmp_path, replace(TRUTH, gamma=(1.8, 1.8, 1.8)))
    assert shell.run("display", "verify", "--monitor", "2") == 1
    assert capsys.readouterr().out.startswith("Fail: k18")


def test_without_a_profile_there_is_nothing_to_verify(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shell.run("display", "verify", "--monitor", "1") == 1
    assert "calibrate" in capsys.readouterr().err


def test_the_monitor_that_is_named_is_covered(shell: Shell, tmp_path: Path) -> None:
    meter_sees(tmp_path, TRUTH)
    shell.run("display", "verify", "--monitor", "DP-2")
    assert isinstance(shell.desk, VirtualDesk)
    assert shell.desk.covered == RIGHT
