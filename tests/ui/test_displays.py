"""What the window does with its monitor."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from workstation.display.daily_check import QUESTIONS
from workstation.display.history import history_file, read, verify
from workstation.ui.daily_check import DailyCheckWindow
from workstation.ui.monitors import identity
from workstation.ui.pattern_window import PatternWindow
from workstation.ui.reading_window import ReadingWindow


@pytest.fixture
def folder(window: ReadingWindow, tmp_path: Path) -> Path:
    """Where the window keeps histories."""
    window.displays.folder = lambda: tmp_path
    return tmp_path


def check(window: ReadingWindow, no: str = "") -> None:
    """Do the check as a user does."""
    window.commands["display.check"].trigger()
    opened = window.displays.open
    assert isinstance(opened, DailyCheckWindow)
    for question in QUESTIONS:
        opened.panel.answer(question.id, question.id != no)
    opened.panel.record.click()


def test_the_menu_opens_patterns_over_the_windows_monitor(window: ReadingWindow) -> None:
    window.commands["display.patterns"].trigger()
    opened = window.displays.open
    assert type(opened) is PatternWindow
    assert (opened.name, opened.screen()) == ("TG270-sQC", window.screen())
    opened.close()


def test_what_was_left_is_forgotten(qtbot: QtBot, window: ReadingWindow) -> None:
    window.commands["display.patterns"].trigger()
    assert window.displays.open is not None
    window.displays.open.close()
    qtbot.waitUntil(lambda: window.displays.open is None)


def test_there_is_one_at_a_time(qtbot: QtBot, window: ReadingWindow) -> None:
    window.commands["display.patterns"].trigger()
    window.commands["display.check"].trigger()
    assert isinstance(window.displays.open, DailyCheckWindow)
    qtbot.waitUntil(lambda: len(window.findChildren(PatternWindow)) == 1)
    window.displays.open.close()


def test_checks_go_into_the_history_of_the_monitor(window: ReadingWindow, folder: Path) -> None:
    """One line each, chained."""
    check(window)
    check(window, no="bars")
    path = history_file(identity(window.screen()), folder)
    assert [record["verdict"] for record in read(path)] == ["pass", "fail"]
    assert verify(path) == ()


def test_a_check_that_passed_is_told(window: ReadingWindow, folder: Path) -> None:
    check(window)
    assert "passed" in window.messages.texts()[0]


def test_a_check_that_failed_says_not_to_read(window: ReadingWindow, folder: Path) -> None:
    check(window, no="clean")
    assert "Do not read" in window.messages.texts()[0]


def test_a_history_that_was_changed_is_told(window: ReadingWindow, folder: Path) -> None:
    """With the line."""
    check(window, no="clean")
    path = history_file(identity(window.screen()), folder)
    path.write_bytes(path.read_bytes().replace(b"fail", b"pass"))
    check(window)
    assert any("line 1" in text for text in window.messages.texts())


def test_a_history_that_cannot_be_written_is_told(window: ReadingWindow, folder: Path) -> None:
    """And the check does not count as recorded."""
    (folder / "file").write_text("")
    window.displays.folder = lambda: folder / "file"
    check(window)
    (said,) = window.messages.texts()
    assert "could not be added" in said
