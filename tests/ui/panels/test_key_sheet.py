"""F1 shows every key over the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from workstation.ui.panels.key_sheet import KeySheet


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    return window


@pytest.fixture
def sheet(window: QWidget) -> KeySheet:
    invert, plain = QAction("&Invert", window), QAction("No key", window)
    invert.setShortcut(QKeySequence("I"))
    groups = [("Image", [invert, plain]), ("Window", [])]
    return KeySheet([("Wheel", "Scroll")], groups, window)


def test_it_lists_keys_with_what_they_do(sheet: KeySheet) -> None:
    """What has no key is not there."""
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert texts[1:] == ["Mouse", "Wheel", "Scroll", "Image", "I", "Invert"]


def test_it_covers_the_window_until_any_key(qtbot: QtBot, window: QWidget, sheet: KeySheet) -> None:
    """No button to look for."""
    sheet.open()
    assert sheet.size() == window.size()
    QTest.keyClick(sheet, Qt.Key.Key_F1)
    assert sheet.isHidden()
