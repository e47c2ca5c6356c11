"""What a background job is: a function of a Progress, knowing neither Qt nor threads."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from workstation.base.errors import CancelledError


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is.

    fraction   0 to 1, or None where the end is not known
    doing      what it is doing, in the user's language
    """

    fraction: float | None
    doing: str


class Progress:
    """Handed to a job: it says how far it is, and learns here that nobody wants it."""

    def __init__(self, report: Callable[[Step], None] = lambda _step: None) -> None:
        self._report = report
        self._cancelled = Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next step; may be called from any thread."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked for the end."""
        return self._cancelled.is_set()

    def step(self, fraction: float | None, doing: str) -> None:
        """Say how far the job is; raises CancelledError if nobody wants it."""
        if self._cancelled.is_set():
            raise CancelledError
        self._report(Step(fraction, doing))
