"""The keyboard reaches every part of the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from workstation.ui.reading_window import ReadingWindow


def test_f6_goes_from_the_images_to_the_strip_and_on(qtbot: QtBot, window: ReadingWindow) -> None:
    """To the tools, and back to the images."""
    images = window.surface.as_widget()
    images.setFocus()
    QTest.keyClick(images, Qt.Key.Key_F6)
    assert window.focusWidget() is window.strip
    QTest.keyClick(window.strip, Qt.Key.Key_F6)
    assert isinstance(window.focusWidget(), QToolButton)


def test_shift_f6_goes_back(window: ReadingWindow) -> None:
    """The same way."""
    window.strip.setFocus()
    QTest.keyClick(window.strip, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is window.surface.as_widget()
