"""Each reading holds as soon as it is chosen, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workstation.dicom.model import PersonName
from workstation.session.character_sets import Reading
from workstation.ui.dialogs.character_set import CharacterSetDialog

_READINGS = (
    Reading((), ("As the object says: ISO_IR 100",), PersonName("Èâàí", doubtful=True), ("x",)),
    Reading(("WINDOWS-1251",), ("Cyrillic (Windows)",), PersonName("Иван", "<b>山</b>"), ()),
)


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    """What the dialog stands beside."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_each_line_is_a_reading_with_its_sets(owner: QWidget) -> None:
    """A doubtful one is marked; the one that holds is the current one."""
    dialog = CharacterSetDialog(_READINGS, ("WINDOWS-1251",), owner)
    items = [dialog.list.topLevelItem(row) for row in range(2)]
    texts = [[item.text(column) for column in range(3)] for item in items if item is not None]
    assert texts == [
        ["⚠ Èâàí", "x", "As the object says: ISO_IR 100"],
        ["Иван (<b>山</b>)", "", "Cyrillic (Windows)"],
    ]
    assert dialog.list.currentItem() is items[1]


def test_an_arrow_key_chooses_at_once(qtbot: QtBot, owner: QWidget) -> None:
    """And the one before takes it back."""
    dialog = CharacterSetDialog(_READINGS, (), owner)
    dialog.show()
    chosen: list[object] = []
    dialog.chosen.connect(chosen.append)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Up)
    assert chosen == [("WINDOWS-1251",), ()]
