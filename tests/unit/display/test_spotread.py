"""The driver of spotread, before a program that replays its sessions."""

from pathlib import Path

import pytest

from tests.support.fake_spotread import fake_spotread
from workstation.display.spotread import (
    MeterError,
    MeterMisreadError,
    MeterMissingError,
    MeterNeedsCalibrationError,
    MeterOverRangeError,
    MeterTimeoutError,
    MeterUnpluggedError,
    SpotRead,
)


def test_readings_come_one_after_the_other(tmp_path: Path) -> None:
    """X, Y and Z, each from its own key."""
    program = fake_spotread(tmp_path, ["95.1 100.25 108.9", "0.5 0.4375 0.6"])
    with SpotRead(program, 20) as meter:
        first, second = meter.read(), meter.read()
    assert (first.luminance, first.xyz) == (100.25, (95.1, 100.25, 108.9))
    assert second.luminance == 0.4375


def test_a_misread_is_tried_again(tmp_path: Path) -> None:
    program = fake_spotread(tmp_path, ["misread", "misread", "90 95.5 99"])
    with SpotRead(program, 20) as meter:
        assert meter.read().luminance == 95.5


def test_black_is_not_darker_than_nothing(tmp_path: Path) -> None:
    with SpotRead(fake_spotread(tmp_path, ["0.01 -0.002 0.03"]), 20) as meter:
        assert meter.read().luminance == 0.0


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        (["misread"] * 3, MeterMisreadError),
        (["nan nan nan"] * 3, MeterMisreadError),
        (["saturated"], MeterOverRangeError),
        (["ask"], MeterNeedsCalibrationError),
        (["none"], MeterUnpluggedError),
        (["gone"], MeterUnpluggedError),
        ([], MeterUnpluggedError),
    ],
    ids=["misread", "nan", "saturated", "ask", "none", "gone", "ended"],
)
def test_what_gives_no_reading_is_told_apart(
    tmp_path: Path, answers: list[str], kind: type[MeterError]
) -> None:
    with SpotRead(fake_spotread(tmp_path, answers), 20) as meter, pytest.raises(kind) as error:
        meter.read()
    assert error.value.remedy or error.value.again


def test_a_meter_that_does_not_answer_is_not_waited_for_forever(tmp_path: Path) -> None:
    program = fake_spotread(tmp_path, ["hang"])
    with SpotRead(program, 0.3) as meter, pytest.raises(MeterTimeoutError, match="0 seconds"):
        meter.read()


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MeterMissingError, match="no-such-program"):
        SpotRead(str(tmp_path / "no-such-program")).read()
