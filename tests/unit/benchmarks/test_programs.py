import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from workstation.benchmarks.programs import Started, programs, running, settled
from workstation.benchmarks.virtual_screen import VirtualScreen

_SPIN = "import time; end = time.process_time() + 0.4\nwhile time.process_time() < end: pass"


def test_ours_comes_first_and_opens_the_folder(tmp_path: Path) -> None:
    name, program = next(iter(programs(tmp_path).items()))
    assert (name, program.command[-2:]) == ("ours", ["open", str(tmp_path)])


def test_peers_that_are_not_installed_do_not_stand_beside_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSTATION_PEERS", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert list(programs(tmp_path)) == ["ours"]


def test_only_a_drag_that_windows_is_compared_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The left button pans in napari, and its wheel zooms."""
    monkeypatch.setenv("WORKSTATION_PEERS", sys.executable)
    found = programs(tmp_path)
    assert {name for name, each in found.items() if each.left_drag_windows} == {"ours", "VTK"}
    assert not found["napari"].wheel_scrolls


def test_the_processor_time_of_a_program_is_counted() -> None:
    started = Started(psutil.Process(), 0.0)
    before = started.processor_seconds()
    exec(_SPIN)
    assert started.processor_seconds() - before >= 0.35


def test_a_program_that_rests_has_settled() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        settled(Started(psutil.Process(child.pid), 0.0), quiet_seconds=0.1)
        assert child.poll() is None
        child.kill()


@pytest.mark.display
def test_a_program_that_shows_nothing_has_not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workstation.benchmarks.programs._PATIENCE", 0.3)
    with VirtualScreen() as screen, running([sys.executable, "-c", "input()"], screen) as started:
        assert started is None
