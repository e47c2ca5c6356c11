import sys
from pathlib import Path

import pytest

from workstation.benchmarks import processes
from workstation.benchmarks.processes import own_answer, peer_answer, peer_command, wall_seconds


@pytest.fixture
def no_peers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which nobody has installed the peers' packages."""
    monkeypatch.setenv("WORKSTATION_PEERS", str(tmp_path / "python"))


@pytest.mark.usefixtures("no_peers")
def test_without_their_packages_peers_say_nothing() -> None:
    assert peer_command("load_vtk.py") is None
    assert peer_answer("load_vtk.py") == {}


def test_a_peer_is_run_by_the_interpreter_that_has_its_packages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKSTATION_PEERS", sys.executable)
    for number in range(3):
        (tmp_path / str(number)).write_bytes(b"head" + bytes(64))
    assert peer_answer("load_preadv.py", str(tmp_path), "64")["seconds"] > 0


def test_a_peer_that_fails_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSTATION_PEERS", sys.executable)
    assert peer_answer("load_preadv.py", "/nowhere", "64") == {}


def test_our_own_failure_is_no_missing_figure() -> None:
    """A peer may be absent; if we break, somebody must hear of it."""
    with pytest.raises(RuntimeError, match="KeyError"):
        own_answer("no such task")


def test_a_program_that_is_not_installed_takes_no_time() -> None:
    assert wall_seconds(["no-such-program-here"]) is None


def test_a_program_that_fails_takes_no_time() -> None:
    assert wall_seconds(["false"]) is None


def test_a_program_takes_at_least_as_long_as_it_sleeps() -> None:
    assert (wall_seconds(["sleep", "0.1"]) or 0) >= 0.1


def test_what_is_printed_before_the_numbers_is_passed_over() -> None:
    assert processes._last_document('a warning\n{"seconds": 1.5}\n') == {"seconds": 1.5}
