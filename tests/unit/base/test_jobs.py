import pytest

from workstation.base.errors import CancelledError
from workstation.base.jobs import Progress, Step


def test_steps_are_reported_in_order() -> None:
    """How far, and what is being done."""
    told: list[Step] = []
    progress = Progress(told.append)
    progress.step(0.0, "beginning")
    progress.step(None, "who knows")
    assert told == [Step(0.0, "beginning"), Step(None, "who knows")]


def test_a_cancelled_job_ends_at_its_next_step() -> None:
    """And tells nobody of it."""
    told: list[Step] = []
    progress = Progress(told.append)
    progress.cancel()
    with pytest.raises(CancelledError):
        progress.step(0.5, "working")
    assert told == []


def test_a_job_can_ask_whether_it_is_wanted() -> None:
    """Without a step."""
    progress = Progress()
    before = progress.cancelled
    progress.cancel()
    assert (before, progress.cancelled) == (False, True)
