"""`open`."""

from pathlib import Path

from tests.support.shell import Shell
from workstation.commands.opening import OpenRequest


def test_paths_and_options_reach_the_window(tmp_path: Path) -> None:
    shell = Shell()
    picture = tmp_path / "out.png"
    shell.run("open", tmp_path, "--layout", "2x3", "--size", "800x600", "--screenshot", picture)
    assert shell.requests == [OpenRequest((tmp_path,), (2, 3), (800, 600), picture)]


def test_its_exit_status_is_the_windows(tmp_path: Path) -> None:
    assert Shell(status=1).run("open", tmp_path) == 1


def test_a_monitors_profile_and_ambient_light_reach_the_window(tmp_path: Path) -> None:
    shell, profile = Shell(), tmp_path / "profile.json"
    profile.write_text("{}")
    shell.run("open", tmp_path, "--display", profile, "--ambient", "0.25")
    assert shell.requests == [OpenRequest((tmp_path,), display=profile, ambient=0.25)]


def test_ambient_light_that_is_no_number_is_wrong_usage(tmp_path: Path) -> None:
    """It would lie within every range."""
    shell = Shell()
    assert (shell.run("open", tmp_path, "--ambient", "nan"), shell.requests) == (2, [])
