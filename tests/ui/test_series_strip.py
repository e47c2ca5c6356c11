"""The strip follows the workspace."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames, make_window
from tests.support.sample_frames import display_set
from tests.ui.conftest import shown
from workstation.ui.reading_window import ReadingWindow


def test_choosing_a_series_shows_it_in_the_active_viewport(
    qtbot: QtBot, frames: FakeFrames
) -> None:
    """From its first frame on."""
    window = shown(qtbot, make_window(frames, display_set(key="one"), display_set(key="two")))
    window.strip.chosen.emit("two")
    assert window.store.value.active_viewport.display_set == "two"


def test_only_frames_that_were_drawn_count_as_seen(
    qtbot: QtBot, window: ReadingWindow, frames: FakeFrames
) -> None:
    """A placeholder is no image that was read."""
    frames.loading.add(("one", 1))
    QTest.keyClick(window.surface.as_widget(), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.picture.workspace is window.store.value)
    QTest.keyClick(window.surface.as_widget(), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: _seen(window) == {0, 2})


def test_the_frames_of_pictures_are_wanted_last(qtbot: QtBot, frames: FakeFrames) -> None:
    """First what the viewports show."""
    frames.loading.add(("two", 2))
    window = make_window(frames, display_set(key="one"), display_set(key="two"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.picture.filled)
    assert frames.wishes[0] == ("one", 0)
    assert ("two", 2) in frames.wishes


def _seen(window: ReadingWindow) -> frozenset[int]:
    entry = window.strip.entries.entry("one")
    return frozenset() if entry is None else entry.seen
