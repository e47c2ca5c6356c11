"""The real window for minutes: what it holds levels off, and what it shows stays right.

WORKSTATION_TEST_SECONDS says for how long; a minute unless it is set.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.support.demo import demo_dicomdir
from tests.support.leftovers import seconds_of_long_tests

pytestmark = [pytest.mark.display, pytest.mark.long]
_ROOT = Path(__file__).parents[2]
_MEBIBYTE = 1 << 20


def _soaked(renderer: str, display: str, seconds: float) -> dict[str, Any]:
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "LIBGL_ALWAYS_SOFTWARE": "1",
    }
    command = [sys.executable, "-m", "tests.support.soak_driver", renderer]
    done = subprocess.run(
        [*command, str(demo_dicomdir()), str(seconds)],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds * 3 + 120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.mark.parametrize("renderer", ["raster", "gl"])
def test_the_window_holds_no_more_after_a_long_time(renderer: str, virtual_display: str) -> None:
    """Second third against last third: memory of program and workers, and descriptors."""
    seen = _soaked(renderer, virtual_display, seconds_of_long_tests(60))
    assert seen["mismatches"] == []
    assert seen["images"] > 20
    rounds = seen["held"]
    assert len(rounds) >= 6
    third = len(rounds) // 3
    before, after = rounds[third : 2 * third], rounds[-third:]
    for held, slack in ((0, 24 * _MEBIBYTE), (1, 24 * _MEBIBYTE), (2, 3)):
        early, late = (median(each[held] for each in part) for part in (before, after))
        assert late < early * 1.03 + slack, f"{held}: {rounds}"
