"""What is kept of a daily check."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from workstation.display.daily_check import QUESTIONS, check_record, passed
from workstation.display.history import append, read, verify
from workstation.display.stored_profiles import MonitorIdentity
from workstation.display.table import Calibration

MONITOR = MonitorIdentity("EIZO", "RX360", "123", "DP-1")
YES = dict.fromkeys((question.id for question in QUESTIONS), True)


@pytest.mark.parametrize("no", [question.id for question in QUESTIONS])
def test_one_no_fails_the_check(no: str) -> None:
    assert passed(YES)
    assert not passed({**YES, no: False})


def test_what_was_not_answered_is_no_yes() -> None:
    assert not passed({"bars": True})


def test_a_record_says_who_when_what_and_how_it_ended(tmp_path: Path) -> None:
    """And can be kept in a history as it is."""
    at = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
    answers = {**YES, "ramp": False}
    append(tmp_path / "a", check_record(MONITOR, answers, Calibration.DUE, (1920, 1200), at))
    (record,) = read(tmp_path / "a")
    assert (record["at"], record["verdict"]) == ("2026-11-23T08:05:00+00:00", "fail")
    assert (record["answers"], record["calibration"]) == (answers, "due")
    assert record["monitor"] == {
        "manufacturer": "EIZO",
        "model": "RX360",
        "serial": "123",
        "connector": "DP-1",
    }
    assert verify(tmp_path / "a") == ()


def test_a_check_with_an_open_question_is_not_recorded() -> None:
    with pytest.raises(ValueError, match="clean"):
        check_record(MONITOR, dict(list(YES.items())[:-1]), Calibration.DUE, (1, 1))
