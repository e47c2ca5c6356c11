"""Errors are read as a sentence and a remedy; nothing blocks."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from workstation.base.errors import WorkstationError
from workstation.ui.messages import Message, Messages


class NoDriveError(WorkstationError):
    message_id = "media.no-drive"
    sentence = "The drive {drive} cannot be read."
    advice = "Insert the disc again."


@pytest.fixture
def messages(qtbot: QtBot) -> Messages:
    messages = Messages()
    qtbot.addWidget(messages)
    return messages


def test_an_error_is_shown_with_its_remedy(messages: Messages) -> None:
    """The facts stand in the sentence."""
    messages.error(NoDriveError(drive="E:"))
    assert messages.texts() == ("The drive E: cannot be read. Insert the disc again.",)


def test_the_same_error_is_shown_once(messages: Messages) -> None:
    """Hundreds of equal sentences would push the images off the window."""
    for _again in range(3):
        messages.error(NoDriveError(drive="E:"))
    assert len(messages.texts()) == 1


def test_closing_the_last_message_gives_the_room_back(messages: Messages) -> None:
    """The strip is there only while there is something to read."""
    messages.error(NoDriveError(drive="E:"))
    message = messages.findChildren(Message)[0]
    message.findChildren(QToolButton)[0].click()
    assert messages.isHidden()


def test_a_message_can_be_copied(messages: Messages) -> None:
    """Into a mail to whoever can mend it."""
    messages.error(NoDriveError(drive="E:"))
    messages.findChildren(QPushButton)[0].click()
    assert "The drive E: cannot be read." in QGuiApplication.clipboard().text()


def test_what_a_message_quotes_is_never_markup(messages: Messages) -> None:
    """A file may be called anything."""
    messages.error(NoDriveError(drive="<b>E</b>"))
    assert "<b>E</b>" in messages.texts()[0]


def test_old_messages_make_room_for_new_ones(messages: Messages) -> None:
    """The images keep most of the window."""
    for letter in "ABCDEF":
        messages.error(NoDriveError(drive=letter))
    assert len(messages.texts()) == 4
    assert "F" in messages.texts()[-1]
