"""Where calls of a sandbox wait: with each worker sits one that is answered, and one behind it.

The one behind has sent its request already, so that a worker goes on at once. What is worked on
takes that time anyway, so only quick calls sit behind quick ones. Answers come in the order of the
requests; a seat is left only when its turn has come, so nobody is given another's answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Event
from typing import Generic, TypeVar

W = TypeVar("W")


class Place(Generic[W]):
    """A worker, or room for one, and who sits there.

    worker   only whose turn it is may change it
    """

    def __init__(self) -> None:
        self.worker: W | None = None
        self.seats: list[Seat[W]] = []

    def takes(self, *, quick: bool) -> bool:
        """Whether somebody may sit down behind who is there."""
        return not self.seats or (quick and len(self.seats) == 1 and self.seats[0].quick)


class Seat(Generic[W]):
    """One call's seat.

    before   the seat whose answer comes first, None where this is the first
    asked    the worker that has this call's request and has not answered it in full
    """

    def __init__(self, place: Place[W], *, quick: bool) -> None:
        self.place = place
        self.before = place.seats[-1] if place.seats else None
        self.quick = quick
        self.asked: W | None = None
        self._sent = Event()
        self._left = Event()

    def sent(self, worker: W) -> None:
        """Say that the worker has the request now."""
        self.asked = worker
        self._sent.set()

    def wait_for_request_before(self) -> W | None:
        """Wait until who sits before has sent its request; to which worker, if it still has it."""
        if self.before is None:
            return None
        self.before._sent.wait()
        return self.before.asked

    def wait_for_turn(self) -> None:
        """Wait until who sits before has its answer."""
        if self.before is not None:
            self.before._left.wait()
            self.before = None

    def leave(self) -> None:
        """Let the next one have its turn."""
        self._sent.set()
        self._left.set()


class Places(Generic[W]):
    """The places of a sandbox; the first are taken first, so that their workers stay warm."""

    def __init__(self, count: int) -> None:
        self._places: list[Place[W]] = [Place() for _ in range(count)]
        self._changed = Condition()

    @contextmanager
    def seat(self, *, quick: bool) -> Iterator[Seat[W]]:
        """Wait for a seat, and have it for as long as the context lasts."""
        with self._changed:
            while (place := self._choose(quick=quick)) is None:
                self._changed.wait()
            seat = Seat(place, quick=quick)
            place.seats.append(seat)
        try:
            yield seat
        finally:
            seat.wait_for_turn()
            with self._changed:
                place.seats.remove(seat)
                self._changed.notify_all()
            seat.leave()

    def idle(self) -> list[W]:
        """Take the workers of all places where nobody sits."""
        with self._changed:
            free = [place for place in self._places if not place.seats]
            workers = [place.worker for place in free]
            for place in free:
                place.worker = None
        return [worker for worker in workers if worker is not None]

    def _choose(self, *, quick: bool) -> Place[W] | None:
        """The first place where nobody sits, else one with a seat behind somebody."""
        free = [place for place in self._places if place.takes(quick=quick)]
        return min(free, key=lambda place: len(place.seats), default=None)
