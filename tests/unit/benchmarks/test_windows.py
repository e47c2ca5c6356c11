"""Measured on a program that does what a viewer does, and nothing else."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from workstation.benchmarks.hand import Hand
from workstation.benchmarks.programs import Program, Started, running
from workstation.benchmarks.virtual_screen import VirtualScreen
from workstation.benchmarks.windows import Seen, _drag, _flood, _hand_figures, _handle, _wheel

pytestmark = pytest.mark.display

_GRAINY = [sys.executable, str(Path(__file__).parents[2] / "support" / "grainy_program.py")]


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen() as screen:
        yield screen


@pytest.fixture(scope="module")
def started(screen: VirtualScreen) -> Iterator[Started]:
    with running(_GRAINY, screen) as started:
        assert started is not None
        yield started


@pytest.fixture
def mouse(screen: VirtualScreen) -> Iterator[Hand]:
    with Hand(screen.display) as mouse:
        mouse.move(400, 850)
        yield mouse


@pytest.mark.usefixtures("started")
def test_a_notch_is_timed_until_pixels_change(screen: VirtualScreen, mouse: Hand) -> None:
    assert 0 < (_wheel(screen, mouse) or 0) < 1000


@pytest.mark.usefixtures("started")
def test_a_drag_is_timed_until_pixels_change(screen: VirtualScreen, mouse: Hand) -> None:
    assert 0 < (_drag(screen, mouse) or 0) < 1000


@pytest.mark.usefixtures("started")
def test_a_drag_ends_with_the_button_let_go(screen: VirtualScreen, mouse: Hand) -> None:
    _drag(screen, mouse)
    before = screen.center()
    mouse.move(700, 850)
    time.sleep(0.2)
    assert np.array_equal(screen.center(), before)


@pytest.mark.parametrize("notch", [0.008, 0.001])
def test_a_flood_lasts_at_least_as_long_as_it_is_sent(
    screen: VirtualScreen, started: Started, mouse: Hand, notch: float
) -> None:
    seen = _flood(started, screen, mouse, notch)
    assert (seen["flood"] or 0) >= 0.98 * notch * 1000
    assert 0 <= (seen["unseen"] or 0) < 100


def test_a_gesture_that_means_something_else_is_not_measured(
    screen: VirtualScreen, started: Started, mouse: Hand
) -> None:
    """Else a pan would be compared with a window, or a zoom with a scroll."""
    program = Program(_GRAINY, wheel_scrolls=False, left_drag_windows=False)
    assert set(_handle(program, started, screen, mouse)) == {"memory"}


def test_who_was_not_measured_has_no_ratio() -> None:
    seen: dict[str, Seen] = {
        "ours": {"memory": 300.0, "drag": 5.0},
        "VTK": {"memory": 600.0, "drag": 20.0},
        "napari": {"memory": 900.0},
    }
    ratios = {(each.what, each.peer): each.ratio for each in _hand_figures(seen)}
    assert ratios["memory with the CT series loaded", "napari"] == pytest.approx(1 / 3)
    assert ratios["window drag to changed pixels", "VTK"] == 0.25
    assert ratios["processor time of a picture seen", "Aeskulap"] is None
