"""The line says what runs, how far, and what went wrong."""

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from workstation.base.jobs import Step
from workstation.ui.activity_bar import ActivityBar
from workstation.ui.progress_line import ProgressLine


@pytest.fixture
def bar(qtbot: QtBot) -> ActivityBar:
    bar = ActivityBar()
    qtbot.addWidget(bar)
    return bar


def test_a_step_is_shown_as_words_and_as_a_bar(bar: ActivityBar) -> None:
    """Both, since a bar alone does not say what it is of."""
    bar.show_step(Step(0.25, "Reading 30 of 120 files"))
    assert bar.findChildren(ProgressLine)[0].fraction == 0.25
    assert bar.text == "Reading 30 of 120 files"


def test_a_job_of_unknown_length_shows_a_moving_bar(bar: ActivityBar) -> None:
    """A bar that stands at nothing would look stuck."""
    bar.show_step(Step(None, "Looking for files"))
    assert bar.findChildren(ProgressLine)[0].fraction is None


def test_cancel_is_offered_only_while_something_runs(qtbot: QtBot, bar: ActivityBar) -> None:
    """And asks for the end when it is pressed."""
    bar.show_step(Step(0.5, "Reading"))
    cancel = bar.findChildren(QToolButton)[0]
    with qtbot.waitSignal(bar.cancel_asked):
        cancel.click()
    bar.rest("")
    assert cancel.isHidden()


def test_problems_are_counted(bar: ActivityBar) -> None:
    """In good grammar."""
    bar.show_problems(1, 0)
    assert bar.problem_count_text == "1 problem"
    bar.show_problems(3, 0)
    assert bar.problem_count_text == "3 problems"


def test_no_problem_is_no_button(bar: ActivityBar) -> None:
    """A zero in amber would be read as a warning."""
    bar.show_problems(0, 0)
    assert not bar.problem_count_text


def test_objects_without_an_image_are_counted_beside_the_problems(bar: ActivityBar) -> None:
    """They are no problem, and not lost either."""
    bar.show_problems(0, 2)
    assert bar.problem_count_text == "2 objects without an image"
    bar.show_problems(1, 1)
    assert bar.problem_count_text == "1 problem  ·  1 object without an image"
