"""A few letters find a command, Enter runs it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from workstation.ui.panels.palette import CommandPalette, plain_title


class Window(QWidget):
    """Three commands, one of which cannot be done now."""

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []
        for title in ("Flip &horizontally", "Rotate right", "Invert"):
            action = QAction(title, self)
            action.triggered.connect(lambda _on=False, title=title: self.ran.append(title))
            self.addAction(action)
        self.palette_panel = CommandPalette(self._entries, self)

    def _entries(self) -> list[tuple[str, QAction]]:
        return [(plain_title(action), action) for action in self.actions()[:2]]


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    window.palette_panel.open()
    return window


def test_it_lists_what_can_be_done_now(window: Window) -> None:
    """Without the marks of access keys."""
    assert window.palette_panel.titles() == ("Flip horizontally", "Rotate right")


def test_every_word_narrows_the_list(qtbot: QtBot, window: Window) -> None:
    """In any order, in any case."""
    QTest.keyClicks(window.palette_panel.findChildren(QLineEdit)[0], "HOR flip")
    assert window.palette_panel.titles() == ("Flip horizontally",)


def test_enter_runs_the_chosen_command_and_closes(qtbot: QtBot, window: Window) -> None:
    """The arrows choose."""
    line = window.palette_panel.findChildren(QLineEdit)[0]
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.ran == ["Rotate right"]
    assert window.palette_panel.isHidden()


def test_escape_closes_and_runs_nothing(qtbot: QtBot, window: Window) -> None:
    """The hand knows the way out."""
    QTest.keyClick(window.palette_panel.findChildren(QLineEdit)[0], Qt.Key.Key_Escape)
    assert window.palette_panel.isHidden()
    assert not window.ran
