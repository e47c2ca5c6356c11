"""Results cross to the interface thread, in order, once, or as the error that they are."""

from threading import Event, current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from workstation.base.errors import WorkstationError
from workstation.base.jobs import Progress
from workstation.ui.qt_jobs import Crossing, JobRunner


class DriveGoneError(WorkstationError):
    sentence = "The drive is gone."


@pytest.fixture
def runner(qtbot: QtBot) -> JobRunner:
    return JobRunner()


def test_the_result_arrives_in_the_interface_thread(qtbot: QtBot, runner: JobRunner) -> None:
    """The job itself runs in another."""
    threads = []
    runner.done.connect(lambda _result: threads.append(current_thread()))
    with qtbot.waitSignal(runner.done) as blocker:
        runner.start(lambda _progress: current_thread() is main_thread())
    assert blocker.args == [False]
    assert threads == [main_thread()]


def test_a_failure_of_the_world_is_told_as_failed(qtbot: QtBot, runner: JobRunner) -> None:
    """With the error itself, so that its sentence can be shown."""

    def fail(_progress: Progress) -> object:
        raise DriveGoneError

    with qtbot.waitSignal(runner.failed) as blocker:
        runner.start(fail)
    assert blocker.args is not None
    assert blocker.args[0].summary == "The drive is gone."


def test_a_bug_in_a_job_is_not_taken_for_a_failure(qtbot: QtBot, runner: JobRunner) -> None:
    """It reaches the exception hook, as any other bug."""
    with qtbot.captureExceptions() as bugs:
        nothing: dict[str, object] = {}
        runner.start(lambda _progress: nothing["missing"])
        qtbot.waitUntil(lambda: bool(bugs))
    assert bugs[0][0] is KeyError


def test_cancelling_stops_the_job_at_its_next_step(qtbot: QtBot, runner: JobRunner) -> None:
    """The job sees the cancellation itself; nothing is killed from outside."""
    asked = Event()

    def endless(progress: Progress) -> None:
        while True:
            progress.step(0.5, "reading")
            asked.set()

    with qtbot.waitSignal(runner.cancelled):
        runner.start(endless)
        assert asked.wait(timeout=5)
        runner.cancel()


def test_what_a_job_publishes_comes_before_its_end(qtbot: QtBot, runner: JobRunner) -> None:
    """The newest value is never overtaken by the result."""
    order: list[object] = []
    runner.published.connect(order.append)
    runner.done.connect(order.append)

    def grow(_progress: Progress) -> str:
        runner.publish("half")
        return "whole"

    with qtbot.waitSignal(runner.done):
        runner.start(grow)
    assert order == ["half", "whole"]


def test_a_busy_runner_refuses_a_second_job(qtbot: QtBot, runner: JobRunner) -> None:
    """Two jobs would mix their steps in one line of progress."""
    release = Event()
    with qtbot.waitSignal(runner.done):
        runner.start(lambda _progress: release.wait(5))
        with pytest.raises(RuntimeError):
            runner.start(lambda _progress: None)
        release.set()


def test_after_the_end_nothing_is_told(qtbot: QtBot, runner: JobRunner) -> None:
    """A window that is closed while a job runs hears no more of it."""
    release, left = Event(), Event()

    def job(_progress: Progress) -> None:
        release.wait(5)
        left.set()

    with qtbot.assertNotEmitted(runner.done, wait=50):
        runner.start(job)
        runner.close()
        release.set()
        assert left.wait(5)


def test_many_values_are_one_delivery(qtbot: QtBot) -> None:
    """A thousand decoded frames must not become a thousand repaints."""
    deliveries: list[list[int]] = []
    crossing: Crossing[int] = Crossing(deliveries.append)
    for value in range(1000):
        crossing.put(value)
    qtbot.waitUntil(lambda: bool(deliveries))
    assert deliveries == [list(range(1000))]


def test_nothing_is_delivered_after_closing(qtbot: QtBot) -> None:
    """Not even what was left before."""
    deliveries: list[list[int]] = []
    crossing: Crossing[int] = Crossing(deliveries.append)
    crossing.put(1)
    crossing.close()
    crossing.put(2)
    qtbot.wait(1)
    assert not deliveries
