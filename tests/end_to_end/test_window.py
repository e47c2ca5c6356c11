"""The real window on a virtual display: what the screen shows is what was asked for."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.demo import demo_dicomdir

pytestmark = pytest.mark.display
_ROOT = Path(__file__).parents[2]
_BOTH = pytest.mark.parametrize("renderer", ["raster", "gl"])


@cache
def _driven(renderer: str, display: str, drawings: int) -> dict[str, Any]:
    """What a user at the window saw."""
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "LIBGL_ALWAYS_SOFTWARE": "1",
    }
    command = [sys.executable, "-m", "tests.support.window_driver", renderer]
    done = subprocess.run(
        [*command, str(demo_dicomdir()), str(drawings)],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.fixture
def seen(renderer: str, virtual_display: str) -> dict[str, Any]:
    """What was seen with this renderer; looked at once for all tests."""
    return _driven(renderer, virtual_display, 60)


@_BOTH
def test_the_window_is_drawn_by_the_renderer_asked_for(seen: dict[str, Any], renderer: str) -> None:
    """Otherwise the others would test one of them twice."""
    assert seen["renderer"] == renderer


@_BOTH
def test_the_disc_opens_at_its_first_slice(seen: dict[str, Any]) -> None:
    """By the code in the pixels of the screen."""
    assert seen["first"] == 1


@_BOTH
def test_each_notch_of_the_wheel_is_one_slice(seen: dict[str, Any]) -> None:
    """Seven notches."""
    assert seen["scrolled"] == 8


@_BOTH
def test_flipping_mirrors_what_is_seen(seen: dict[str, Any]) -> None:
    """A mirrored code cannot be read; flipped back it can."""
    assert (seen["flipped"], seen["flipped_back"]) == (None, 8)
    assert seen["flipped_is_mirrored"]
    assert seen["flipped_back_is_equal"]


@_BOTH
def test_dragging_up_brightens_and_the_stored_window_comes_back(seen: dict[str, Any]) -> None:
    """To the same pixels as before."""
    before, after = seen["brightness"]
    assert after > before + 5
    assert seen["stored_window_is_equal"]


@_BOTH
def test_control_and_the_wheel_enlarge(seen: dict[str, Any]) -> None:
    """By 1.15 for each of two notches."""
    before, after = seen["widths"]
    assert after / before == pytest.approx(1.15**2, rel=0.02)


@_BOTH
def test_panning_moves_the_image_and_undo_puts_it_back(seen: dict[str, Any]) -> None:
    """The slice stays what it is."""
    assert seen["panned"] == 8
    assert seen["undone_is_equal"]


@_BOTH
def test_the_number_shown_is_the_slice_shown(seen: dict[str, Any]) -> None:
    """While scrolling fast, in every drawing, and on the screen at the end."""
    assert seen["mismatches"] == []
    assert seen["images"] > 20
    assert seen["after_scrolling"][0] == seen["after_scrolling"][1]


@pytest.mark.long
@_BOTH
def test_the_number_shown_is_the_slice_shown_a_thousand_times(
    renderer: str, virtual_display: str
) -> None:
    """With both renderers, on the screen itself."""
    seen = _driven(renderer, virtual_display, 1000)
    assert seen["mismatches"] == []
    assert seen["images"] > 300
