"""Each choice holds at once, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from workstation.base.settings import Settings
from workstation.ui.dialogs.preferences import PreferencesDialog


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    """What the dialog stands beside."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def _box(dialog: PreferencesDialog, name: str) -> QComboBox:
    box = dialog.findChild(QComboBox, name)
    assert isinstance(box, QComboBox)
    return box


def test_it_shows_what_holds(owner: QWidget) -> None:
    """Every setting has its place."""
    dialog = PreferencesDialog(Settings(False, "sharp", "horos", "few", 0.4), owner)
    names = ("up_is_brighter", "interpolation", "keys", "corner_text")
    shown = [_box(dialog, name).currentData() for name in names]
    share = dialog.findChild(QSpinBox, "memory_share")
    assert shown == [False, "sharp", "horos", "few"]
    assert isinstance(share, QSpinBox)
    assert share.value() == 40


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("up_is_brighter", Settings(up_is_brighter=False)),
        ("interpolation", Settings(interpolation="sharp")),
        ("keys", Settings(keys="bir")),
        ("corner_text", Settings(corner_text="few")),
    ],
)
def test_an_arrow_key_changes_a_choice_at_once(
    qtbot: QtBot, owner: QWidget, name: str, expected: Settings
) -> None:
    """And only that one."""
    dialog = PreferencesDialog(Settings(), owner)
    with qtbot.waitSignal(dialog.changed) as told:
        QTest.keyClick(_box(dialog, name), Qt.Key.Key_Down)
    assert told.args == [expected]


def test_memory_is_chosen_in_percent(qtbot: QtBot, owner: QWidget) -> None:
    """In steps of five."""
    dialog = PreferencesDialog(Settings(), owner)
    share = dialog.findChild(QSpinBox, "memory_share")
    assert isinstance(share, QSpinBox)
    with qtbot.waitSignal(dialog.changed) as told:
        QTest.keyClick(share, Qt.Key.Key_Up)
    assert told.args == [Settings(memory_share=0.3)]


def test_every_control_has_a_name_and_a_key(qtbot: QtBot, owner: QWidget) -> None:
    """No two the same key."""
    dialog = PreferencesDialog(Settings(), owner)
    boxes = [*dialog.findChildren(QComboBox), *dialog.findChildren(QSpinBox)]
    assert all(box.accessibleName() for box in boxes)
    labels = [each.text() for each in dialog.findChildren(QLabel) if "&" in each.text()]
    keys = [text[text.index("&") + 1].lower() for text in labels]
    assert len(set(keys)) == len(boxes)
    assert all(each.text() for each in dialog.findChildren(QAbstractButton))
