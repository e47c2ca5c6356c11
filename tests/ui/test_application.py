"""What is said to Qt before the application exists, and what happens to bugs."""

import sys

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workstation.ui.application import application, report_bugs


def test_there_is_one_application(qtbot: QtBot) -> None:
    """Whoever asks gets the one that runs."""
    assert application() is QApplication.instance()


def test_a_bug_is_logged_and_told(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the program goes on."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    told: list[BaseException] = []
    report_bugs(told.append)
    bug = KeyError("lost")
    sys.excepthook(KeyError, bug, None)
    assert told == [bug]
    assert "defect" in caplog.text
    caplog.clear()
