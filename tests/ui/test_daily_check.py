"""The daily check: questions beside the pattern."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from workstation.display.daily_check import QUESTIONS
from workstation.display.history import Record
from workstation.ui.daily_check import CheckPanel, DailyCheckWindow
from workstation.ui.screens import uncalibrated


@pytest.fixture
def check(qtbot: QtBot) -> Iterator[DailyCheckWindow]:
    """Shown over the whole monitor."""
    screen = QGuiApplication.primaryScreen()
    made = DailyCheckWindow(screen, uncalibrated, "raster")
    qtbot.addWidget(made)
    made.appear(screen)
    qtbot.waitUntil(lambda: made.complete)
    yield made
    made.close()


def answer_all(panel: CheckPanel, no: str = "") -> None:
    for question in QUESTIONS:
        panel.answer(question.id, question.id != no)


def test_the_questions_cover_nothing_of_the_pattern(check: DailyCheckWindow) -> None:
    """They stand beside it."""
    assert not check.panel.geometry().intersects(check.surface.as_widget().geometry())


def test_there_is_no_record_before_all_is_answered(check: DailyCheckWindow) -> None:
    for question in QUESTIONS:
        assert not check.panel.record.isEnabled()
        check.panel.answer(question.id, True)
    assert check.panel.record.isEnabled()


@pytest.mark.parametrize(("no", "verdict"), [("", "pass"), ("ramp", "fail")])
def test_the_record_says_what_was_pressed(
    qtbot: QtBot, check: DailyCheckWindow, no: str, verdict: str
) -> None:
    """With the size of the pattern and what the badge said; then the window ends."""
    records: list[Record] = []
    check.checked.connect(records.append)
    answer_all(check.panel, no)
    check.panel.record.click()
    (record,) = records
    assert (record["verdict"], record["calibration"]) == (verdict, "uncalibrated")
    assert record["size"] == [check.surface.as_widget().width(), check.height()]
    assert not check.isVisible()


def test_an_answer_can_be_changed(check: DailyCheckWindow) -> None:
    check.panel.answer("bars", False)
    check.panel.answer("bars", True)
    assert check.panel.answers == {"bars": True}


def test_leaving_records_nothing(qtbot: QtBot, check: DailyCheckWindow) -> None:
    answer_all(check.panel)
    with qtbot.assertNotEmitted(check.checked), qtbot.waitSignal(check.closed):
        QTest.keyClick(check, Qt.Key.Key_Escape)


def test_arrow_keys_do_not_change_the_pattern_of_the_check(check: DailyCheckWindow) -> None:
    QTest.keyClick(check, Qt.Key.Key_Right)
    assert check.name == "TG270-sQC"


def test_every_button_is_named_by_its_question(check: DailyCheckWindow) -> None:
    """For those who hear it."""
    named = [button.accessibleName() for button in check.panel._groups["clean"].buttons()]
    assert all("stains" in name for name in named)


def test_what_was_pressed_can_be_seen_without_color(check: DailyCheckWindow) -> None:
    """And only on the one that holds."""
    check.panel.answer("bars", False)
    check.panel.answer("bars", True)
    texts = [button.text() for button in check.panel._groups["bars"].buttons()]
    assert texts == ["✓ Yes", "No"]


def test_the_pointer_stays_over_the_questions(check: DailyCheckWindow) -> None:
    """It leaves only the pattern alone."""
    check.be_silent()
    assert check.panel.cursor().shape() is Qt.CursorShape.ArrowCursor
    assert check.cursor().shape() is Qt.CursorShape.BlankCursor
