"""A window over two monitors that were measured: never one monitor's table on the other."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_PARTS = (("L", "1920/500x1200/300+0+0", "VNC-0"), ("R", "1920/500x1200/300+1920+0", "none"))


@contextmanager
def _two_monitors() -> Iterator[str]:
    """The name of an X display that has two of them, side by side."""
    reading, writing = os.pipe()
    words = ["Xvnc", "-displayfd", str(writing), "-geometry", "3840x1200", "-depth", "24"]
    words += ["-SecurityTypes", "None", "-rfbport", "-1", "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as numbers:
                name = f":{numbers.readline().strip()}"
            for part in _PARTS:
                command = ["xrandr", "--display", name, "--setmonitor", *part]
                subprocess.run(command, check=True, capture_output=True)
            yield name
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What the window said at each place."""
    if not (shutil.which("Xvnc") and shutil.which("xrandr")):
        pytest.skip("TigerVNC's Xvnc or xrandr is not installed")
    with _two_monitors() as display:
        done = subprocess.run(
            [sys.executable, "-m", "tests.support.two_monitors_driver"],
            env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.display
def test_each_monitor_has_its_own_table(seen: dict[str, Any]) -> None:
    """As soon as the window is on it."""
    assert seen["screens"] == ["L", "R"]
    assert seen["left"]["badges"] == seen["right"]["badges"] == ["Calibration due"] * 2
    assert seen["left"]["middle"] < seen["right"]["middle"]


@pytest.mark.display
def test_over_both_the_viewport_that_has_the_others_table_says_split(seen: dict[str, Any]) -> None:
    """The one that lies wholly on the monitor of the table does not."""
    assert sorted(seen["both"]["badges"]) == ["Calibration due", "On two displays"]
