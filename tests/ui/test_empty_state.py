"""Where there is no image, the window says what to do next."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from workstation.ui.empty_state import EmptyState


@pytest.fixture
def empty(qtbot: QtBot) -> EmptyState:
    empty = EmptyState()
    qtbot.addWidget(empty)
    return empty


def test_it_tells_what_to_do(empty: EmptyState) -> None:
    """In one sentence."""
    assert "Drop a folder" in empty.text


def test_it_offers_a_folder_files_and_the_demo(qtbot: QtBot, empty: EmptyState) -> None:
    """By mouse or by keyboard, without looking for a menu."""
    asked = [empty.open_folder_asked, empty.open_file_asked, empty.open_demo_asked]
    with qtbot.waitSignals(asked):
        for button in empty.findChildren(QPushButton):
            button.click()


def test_it_names_what_is_being_read(empty: EmptyState) -> None:
    """So that a slow disc is not taken for a dead program."""
    empty.reading("DISC 1")
    assert "Reading" in empty.text
    assert "DISC 1" in empty.text


def test_it_says_when_there_was_no_image(empty: EmptyState) -> None:
    """Rather than inviting as if nothing had been opened."""
    empty.found_nothing("Reports")
    assert "no image" in empty.text
