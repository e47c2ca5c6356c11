"""`display list`."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.shell import Shell
from tests.support.virtual_desk import VirtualDesk
from tests.support.virtual_monitor import VirtualBench, VirtualMonitor
from workstation.display.monitor import MonitorProfile, write_profile

CURVE = ((0, 0.4), (128, 70.0), (255, 300.0))


@pytest.fixture
def displays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where profiles are kept; the second monitor's is."""
    monkeypatch.setattr("workstation.base.paths.settings_directory", lambda: tmp_path)
    folder = tmp_path / "displays"
    folder.mkdir()
    profile = MonitorProfile(8, CURVE, "ACME", "Right", "22", measured_at="2026-11-01T10:00:00Z")
    write_profile(profile, folder / "right.json")
    write_profile(replace(profile, serial="33"), folder / "another.json")
    return folder


@pytest.fixture
def shell() -> Shell:
    return Shell(desk=VirtualDesk(VirtualBench(VirtualMonitor())))


def test_each_monitor_is_listed_with_the_profile_that_is_its_own(
    displays: Path, shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shell.run("display", "list", "--json") == 0
    rows = json.loads(capsys.readouterr().out)["monitors"]
    assert [(row["connector"], row["calibration"]) for row in rows] == [
        ("DP-1", "uncalibrated"),
        ("DP-2", "due"),
    ]
    assert (rows[1]["width"], rows[1]["height"], rows[1]["depth"]) == (1200, 1600, 24)


def test_the_list_can_be_read(
    displays: Path, shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run("display", "list")
    lines = capsys.readouterr().out.splitlines()
    assert "DP-1" in lines[0]
    assert "no profile" in lines[0]
    assert lines[1].endswith("2026-11-01T10:00:00Z")


def test_a_profile_that_cannot_be_read_is_named(
    displays: Path, shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the monitors are listed all the same."""
    (displays / "broken.json").write_text("{")
    assert shell.run("display", "list") == 1
    said = capsys.readouterr()
    assert "broken.json" in said.err
    assert len(said.out.splitlines()) == 2
