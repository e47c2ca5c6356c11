"""A screen where there is none."""

import os
import shutil
import subprocess
import sys

import psutil
import pytest

from workstation.ui.virtual_screen import has_screen, virtual_screen


@pytest.mark.skipif(os.name == "nt", reason="only Linux may be without a desktop")
def test_linux_has_a_screen_where_a_variable_names_one() -> None:
    """X, Wayland, or a platform that somebody chose."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    assert [has_screen({name: "some"}) for name in named] == [True] * 3


def test_linux_without_any_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after logging in from elsewhere."""
    monkeypatch.setattr("sys.platform", "linux")
    assert not has_screen({"HOME": "/root"})


@pytest.mark.display
@pytest.mark.skipif(shutil.which("xdpyinfo") is None, reason="no xdpyinfo")
def test_inside_the_block_there_is_a_screen_of_this_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It ends with the block."""
    monkeypatch.setenv("DISPLAY", "")
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    with virtual_screen(640, 480):
        asked = subprocess.run(["xdpyinfo"], capture_output=True, text=True, check=True)
    assert "640x480 pixels" in asked.stdout
    assert subprocess.run(["xdpyinfo"], capture_output=True, check=False).returncode != 0


@pytest.mark.display
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="no setpriv")
def test_the_screen_ends_with_a_program_that_is_killed() -> None:
    """Else each such end would leave an X server behind."""
    command = [sys.executable, "-c", _PROGRAM]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.readline()
        (server,) = psutil.Process(program.pid).children()
        program.kill()
    assert psutil.wait_procs([server], timeout=10)[1] == []


_PROGRAM = """
import time
from workstation.ui.virtual_screen import virtual_screen
with virtual_screen(640, 480):
    print("ready", flush=True)
    time.sleep(60)
"""


def test_without_xvfb_qt_draws_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same widgets."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    with virtual_screen(640, 480):
        assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
