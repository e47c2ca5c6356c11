"""Qt without a screen: its offscreen platform says what it cannot do, and that is no failure."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames, make_window
from workstation.ui.reading_window import ReadingWindow

_HERE = Path(__file__).parent
_NOT_OF_OFFSCREEN = "This plugin does not support (propagateSizeHints|raise|grabbing)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of a window shows one, and this platform has no window manager to tell."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(_NOT_OF_OFFSCREEN))


@pytest.fixture
def frames() -> FakeFrames:
    """Frames that are there at once; a test may hold some back."""
    return FakeFrames()


@pytest.fixture
def window(qtbot: QtBot, frames: FakeFrames) -> ReadingWindow:
    """A shown window with five slices in one viewport, drawn once."""
    return shown(qtbot, make_window(frames))


def shown(qtbot: QtBot, window: ReadingWindow) -> ReadingWindow:
    """The window on the screen, with all that it waits for drawn."""
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.picture.filled and window.complete)
    return window
