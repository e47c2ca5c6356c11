"""Ten bits from the profile to the screen, and eight where the system cannot show them."""

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from tests.support.demo import demo_dicomdir
from tests.support.virtual_display import VirtualDisplay


@cache
def _seen(depth: int) -> dict[str, Any]:
    """What the window showed on a screen of so many bits for a pixel."""
    with VirtualDisplay(1280, 800, depth) as display:
        done = subprocess.run(
            [sys.executable, "-m", "tests.support.ten_bits_driver", str(demo_dicomdir())],
            env={**os.environ, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.mark.display
def test_ten_bits_reach_the_screen_exactly() -> None:
    """Every level that was drawn is on the screen, and more of them than eight bits have."""
    seen = _seen(30)
    assert (seen["bits"], seen["differences"]) == (10, [0, 0, 0])
    assert seen["levels"] > 500


@pytest.mark.display
def test_where_ten_bits_are_not_shown_eight_are_drawn_and_that_is_said() -> None:
    """On a screen of 24 bits the request fails outright."""
    seen = _seen(24)
    assert seen["bits"] == 8
    assert "measured with 10 bits; this system shows 8" in seen["note"]
