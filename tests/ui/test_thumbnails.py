"""The strip to click."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from workstation.ui.reading_window import ReadingWindow
from workstation.ui.thumbnails import ThumbnailStrip


def test_a_click_chooses_a_series(qtbot: QtBot, window: ReadingWindow) -> None:
    """A click on a heading chooses none."""
    strip = window.strip
    place = strip.visualRect(strip.entries.index(1)).center()
    with qtbot.waitSignal(strip.chosen) as chosen:
        QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == ["one"]


def test_the_picture_has_room_beside_the_scroll_bar(qtbot: QtBot) -> None:
    """It is drawn for one size, whether the bar is there or not."""
    strip = ThumbnailStrip()
    qtbot.addWidget(strip)
    assert strip.picture_side() < strip.width() - strip.verticalScrollBar().sizeHint().width()
