"""What only the window can do."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.support.dicom_bytes import attributes_of_bytes, element
from tests.support.reading import FakeFrames, make_window
from tests.support.sample_frames import instance
from tests.ui.conftest import shown
from workstation.dicom.model import PersonName
from workstation.dicom.tree import studies_of
from workstation.session.display_set import DisplaySet, display_sets
from workstation.ui.dialogs.character_set import CharacterSetDialog
from workstation.ui.layout_chooser import LayoutMenu
from workstation.ui.panels.about import AboutDialog
from workstation.ui.panels.key_sheet import KeySheet
from workstation.ui.reading_window import ReadingWindow


def test_a_folder_that_was_chosen_is_read(
    qtbot: QtBot, window: ReadingWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In the background, beside what is open."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    window.commands["file.open_folder"].trigger()
    assert window.reading.busy
    qtbot.waitUntil(lambda: not window.reading.busy)
    assert len(window.store.value.display_sets) == 1


def test_a_dialog_that_was_left_reads_nothing(
    window: ReadingWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither folder nor files."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    window.commands["file.open_folder"].trigger()
    window.commands["file.open_files"].trigger()
    assert not window.reading.busy


def test_full_screen_goes_and_comes(window: ReadingWindow) -> None:
    """With the same key."""
    window.commands["view.full_screen"].trigger()
    assert window.isFullScreen()
    window.commands["view.full_screen"].trigger()
    assert not window.isFullScreen()


def test_thumbnails_slide_away(window: ReadingWindow) -> None:
    """And back."""
    window.commands["view.thumbnails"].trigger()
    assert window.strip.isHidden()
    window.commands["view.thumbnails"].trigger()
    assert not window.strip.isHidden()


def test_the_key_sheet_covers_the_window(window: ReadingWindow) -> None:
    """Until it is closed."""
    window.commands["help.keys"].trigger()
    sheet = window.findChildren(KeySheet)[0]
    assert sheet.geometry() == window.rect()


def test_a_layout_that_was_chosen_is_used(window: ReadingWindow) -> None:
    """The grid begins at the present one."""
    window.commands["layout.choose"].trigger()
    menu = window.findChildren(LayoutMenu)[0]
    menu.chosen.emit(2, 3)
    menu.close()
    assert (window.store.value.layout.rows, window.store.value.layout.columns) == (2, 3)


def test_about_says_what_a_bug_report_needs(window: ReadingWindow) -> None:
    """Without keeping anybody from reading on."""
    window.commands["help.about"].trigger()
    about = window.findChildren(AboutDialog)[0]
    assert "numpy" in about.text()
    assert not about.isModal()
    about.close()


def _in_cyrillic() -> DisplaySet:
    """A display set whose patient's name is in a set that it does not declare."""
    name = element(0x00100010, "PN", "Иванов".encode("cp1251"))
    uids = element(0x0020000D, "UI", b"1.2") + element(0x0020000E, "UI", b"1.2.3")
    (study,) = studies_of([replace(instance(), attributes=attributes_of_bytes(name + uids))])
    (made,) = display_sets(study)
    return made


def test_a_reading_that_is_chosen_is_shown_at_once(qtbot: QtBot, frames: FakeFrames) -> None:
    """And taken back by choosing what the object says."""
    window = shown(qtbot, make_window(frames, _in_cyrillic()))
    window.commands["view.character_set"].trigger()
    (dialog,) = window.findChildren(CharacterSetDialog)
    (right,) = dialog.list.findItems("Иванов", Qt.MatchFlag.MatchExactly)
    dialog.list.setCurrentItem(right)
    assert _name(window) == PersonName("Иванов")
    declared = dialog.list.topLevelItem(0)
    assert declared is not None
    dialog.list.setCurrentItem(declared)
    assert _name(window).doubtful


def _name(window: ReadingWindow) -> PersonName:
    return window.store.value.display_sets[0].study.patient.name
