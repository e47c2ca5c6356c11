"""The daily visual check of a monitor: one pattern, a few questions, a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from workstation import __version__
from workstation.base.text import N_
from workstation.display.history import Record
from workstation.display.stored_profiles import MonitorIdentity
from workstation.display.table import Calibration

PATTERN = "TG270-sQC"
KIND = "daily-check"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is asked of the eye; "yes" is what a good monitor gets.

    id     as in records
    text   untranslated; shown through _()
    """

    id: str
    text: str


QUESTIONS = (
    Question("bars", N_("Can you see the bars in all 18 squares, upper left and lower right?")),
    Question("even", N_("Are they about equally strong, from black to white?")),
    Question("ramp", N_("Is the ramp at the bottom smooth, without steps and without color?")),
    Question("lines", N_("Are the fine lines at its right end separate and sharp?")),
    Question("clean", N_("Is the screen free of bad pixels, stains and reflections?")),
)


def passed(answers: Mapping[str, bool]) -> bool:
    """Whether every question was answered with yes."""
    return all(answers.get(question.id, False) for question in QUESTIONS)


def check_record(
    monitor: MonitorIdentity,
    answers: Mapping[str, bool],
    calibration: Calibration,
    size: tuple[int, int],
    at: datetime | None = None,
) -> Record:
    """What is kept of a check.

    answers       by the id of the question; each must be there
    calibration   what the badge said at the time
    size          of the pattern, width and height in pixels
    at            None: now
    """
    missing = [question.id for question in QUESTIONS if question.id not in answers]
    if missing:
        raise ValueError(f"a check without answers to {missing}")
    return {
        "kind": KIND,
        "at": (at or datetime.now(UTC)).isoformat(timespec="seconds"),
        "monitor": {
            "manufacturer": monitor.manufacturer,
            "model": monitor.model,
            "serial": monitor.serial,
            "connector": monitor.connector,
        },
        "pattern": PATTERN,
        "size": list(size),
        "calibration": calibration.value,
        "answers": {question.id: answers[question.id] for question in QUESTIONS},
        "verdict": "pass" if passed(answers) else "fail",
        "program": __version__,
    }
