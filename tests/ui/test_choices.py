"""What is chosen for good holds at once, and is kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from workstation.base.settings import Settings, SettingsNotSavedError
from workstation.commands.keymap import PROFILES, Profile
from workstation.commands.table import COMMANDS
from workstation.scene.scene import Interpolation
from workstation.ui.dialogs.preferences import PreferencesDialog
from workstation.ui.reading_window import ReadingWindow


def _opened(window: ReadingWindow) -> PreferencesDialog:
    window.commands["edit.preferences"].trigger()
    dialog = window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    return dialog


def test_a_choice_is_seen_and_kept(qtbot: QtBot, window: ReadingWindow) -> None:
    """Without a word of confirmation."""
    kept: list[Settings] = []
    window.choices.save = kept.append
    dialog = _opened(window)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    box = dialog.findChild(QComboBox, "interpolation")
    assert isinstance(box, QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert kept == [Settings(interpolation="sharp")]
    assert window.store.value.active_viewport.interpolation is Interpolation.SHARP


def test_another_profile_of_keys_holds_at_once(qtbot: QtBot, window: ReadingWindow) -> None:
    """In the images, in the tooltips, and for the tool of the left button."""
    window.choices.use(Settings(keys="bir"))
    assert window.store.value.tool == "scroll"
    QTest.keyClick(window.surface.as_widget(), Qt.Key.Key_Right)
    assert window.store.value.active_viewport.frame_index == 1
    window.choices.use(Settings(keys="ohif"))
    QTest.keyClick(window, Qt.Key.Key_H)
    assert window.store.value.active_viewport.flipped


def test_keys_come_back_with_their_profile(qtbot: QtBot, window: ReadingWindow) -> None:
    """None is left over from the one before."""
    window.choices.use(Settings(keys="ohif"))
    window.choices.use(Settings())
    QTest.keyClick(window, Qt.Key.Key_H)
    assert not window.store.value.active_viewport.flipped
    QTest.keyClick(window, Qt.Key.Key_F)
    assert window.store.value.active_viewport.flipped


def test_a_profile_that_is_not_known_is_ours(qtbot: QtBot, window: ReadingWindow) -> None:
    """A newer program may have written it."""
    window.choices.use(Settings(keys="telepathy"))
    QTest.keyClick(window, Qt.Key.Key_F)
    assert window.store.value.active_viewport.flipped


def test_what_cannot_be_kept_is_told(qtbot: QtBot, window: ReadingWindow) -> None:
    """It holds all the same until the end."""

    def refuse(_settings: Settings) -> None:
        raise SettingsNotSavedError(file="settings.json", reason="disk full")

    window.choices.save = refuse
    _opened(window).changed.emit(Settings(corner_text="few"))
    assert window.store.value.corner_text == "few"
    assert "disk full" in window.messages.texts()[0]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda each: each.id)
def test_each_key_is_heard_in_one_place(
    qtbot: QtBot, window: ReadingWindow, profile: Profile
) -> None:
    """By the window or by the images: heard by both it would be ambiguous, and do nothing."""
    window.choices.use(Settings(keys=profile.id))
    places = (window, window.surface.as_widget())
    for command in COMMANDS:
        action = window.commands[command.id]
        assert sum(action in place.actions() for place in places) == 1
