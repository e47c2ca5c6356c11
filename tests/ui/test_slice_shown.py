"""The number shown is the slice shown, however fast the hand and however slow the decoder."""

import random

import pytest
from pytestqt.qtbot import QtBot

from tests.support.demo import demo_dicomdir
from tests.support.scrolling import BUDGET, Scrolling, slow_frames
from workstation.base.store import Store
from workstation.session.history import History
from workstation.session.workspace import Workspace
from workstation.ui.reading_window import ReadingWindow
from workstation.ui.screens import uncalibrated


def _scrolled(qtbot: QtBot, drawings: int, seed: int) -> Scrolling:
    random.seed(seed)
    store = Store(Workspace())
    window = ReadingWindow(store, History(store), slow_frames, uncalibrated, "raster", BUDGET)
    qtbot.addWidget(window)
    window.resize(640, 560)
    window.show()
    window.open([demo_dicomdir()])
    qtbot.waitUntil(lambda: not window.reading.busy and window.picture.filled, timeout=60_000)
    scrolling = Scrolling(window, window.surface.read)
    scrolling.run(drawings, seed)
    return scrolling


def test_scrolling_fast_never_shows_a_slice_under_the_number_of_another(qtbot: QtBot) -> None:
    """Each drawing has the number in its pixels that its words say, or says that it has none."""
    seen = _scrolled(qtbot, 300, seed=1)
    assert seen.mismatches == []
    assert seen.images > 60
    assert seen.placeholders > 10


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_scrolling_for_minutes_does_not_either(qtbot: QtBot, seed: int) -> None:
    """Thousands of drawings, frames evicted and fetched again all the time."""
    seen = _scrolled(qtbot, 2500, seed)
    assert seen.mismatches == []
    assert seen.images > 500
