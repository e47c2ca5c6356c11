import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event

import psutil
import pytest

from workstation.base.errors import WorkstationError
from workstation.base.sandbox import Sandbox, SandboxCrashError, SandboxTimeoutError
from workstation.base.sandbox_seats import Place, Places, Seat
from workstation.base.sandbox_wire import Status
from workstation.base.sandbox_workers import Request, Worker

_MISBEHAVE = "tests.support.sandbox_entries:misbehave"
_ECHO_OR_LEAVE = "tests.support.sandbox_entries:echo_or_leave"
_QUICK = 2.0


def test_whoever_is_not_quick_sits_alone() -> None:
    """Neither behind somebody, nor somebody behind it."""
    place: Place[str] = Place()
    assert place.takes(quick=False)
    place.seats.append(Seat(place, quick=False))
    assert not place.takes(quick=True)
    place.seats[:] = [Seat(place, quick=True)]
    assert (place.takes(quick=True), place.takes(quick=False)) == (True, False)


def test_no_more_than_one_sits_behind() -> None:
    """What is wanted may change: the less is sent ahead the better."""
    place: Place[str] = Place()
    for _ in range(2):
        place.seats.append(Seat(place, quick=True))
    assert not place.takes(quick=True)


def test_a_place_where_nobody_sits_is_taken_first() -> None:
    """A seat behind somebody only when there is none."""
    places: Places[str] = Places(2)
    with places.seat(quick=True) as one, places.seat(quick=True) as two:
        assert one.place is not two.place
        assert (one.before, two.before) == (None, None)


def test_who_sits_behind_waits_for_the_turn() -> None:
    """Even when it leaves early: who sits behind it must not come before who sat before it."""
    places: Places[str] = Places(1)
    order, sat = [], Event()

    def behind() -> None:
        with places.seat(quick=True):
            sat.set()
        order.append("behind")

    with ThreadPoolExecutor(1) as pool:
        with places.seat(quick=True):
            done = pool.submit(behind)
            assert sat.wait(5)
            time.sleep(0.02)
            order.append("before")
        done.result(5)
    assert order == ["before", "behind"]


def test_who_sits_behind_learns_which_worker_has_the_request_before() -> None:
    """None where that was answered, or never sent."""
    place: Place[str] = Place()
    for asked in ("worker", None):
        before = Seat(place, quick=True)
        place.seats[:] = [before]
        before.sent("worker")
        before.asked = asked
        assert Seat(place, quick=True).wait_for_request_before() == asked


def test_idle_workers_can_be_taken_away() -> None:
    """Those of others stay."""
    places: Places[str] = Places(2)
    with places.seat(quick=True) as one:
        one.place.worker = "busy"
        with places.seat(quick=True) as two:
            two.place.worker = "idle"
        assert places.idle() == ["idle"]
        left = [one.place.worker, two.place.worker]
        assert left == ["busy", None]


@pytest.fixture
def single() -> Iterator[Sandbox]:
    """One worker, that was started already."""
    sandbox = Sandbox(_MISBEHAVE)
    sandbox.call(b"fine")
    yield sandbox
    sandbox.shutdown()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as threads:
        yield threads


@pytest.fixture
def sent_ahead(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The messages that were sent ahead."""
    sent: list[bytes] = []
    send = Worker.send_ahead

    def noted(worker: Worker, request: Request) -> bool:
        done = send(worker, request)
        sent.extend([request.message] * done)
        return done

    monkeypatch.setattr(Worker, "send_ahead", noted)
    return sent


def _behind(
    pool: ThreadPoolExecutor, sandbox: Sandbox, first: bytes, wait: float | None = None
) -> tuple[Future[bytes], Future[bytes]]:
    """Ask for something, and while that is worked on for another thing, behind it."""
    before = pool.submit(sandbox.call, first, seconds=_QUICK, wait=wait)
    time.sleep(0.1)
    return before, pool.submit(sandbox.call, b"fine", seconds=_QUICK)


def test_a_request_is_sent_while_the_one_before_is_worked_on(
    single: Sandbox, pool: ThreadPoolExecutor, sent_ahead: list[bytes]
) -> None:
    """Each caller has its own answer."""
    before, behind = _behind(pool, single, b"nap")
    assert (before.result(10), behind.result(10)) == (b"rested", b"fine")
    assert sent_ahead == [b"fine"]


@pytest.mark.parametrize("deed", ["stumble", "stop"])
def test_a_crash_costs_nothing_to_who_waits_behind(
    single: Sandbox, pool: ThreadPoolExecutor, sent_ahead: list[bytes], deed: str
) -> None:
    """It is asked again: the lost worker had not looked at it."""
    before, behind = _behind(pool, single, deed.encode())
    assert isinstance(before.exception(10), SandboxCrashError)
    assert (behind.result(10), sent_ahead) == (b"fine", [b"fine"])


def test_a_hang_costs_nothing_to_who_waits_behind(
    single: Sandbox, pool: ThreadPoolExecutor, sent_ahead: list[bytes]
) -> None:
    """Its own time begins with its turn."""
    before, behind = _behind(pool, single, b"sleep", wait=0.5)
    assert isinstance(before.exception(10), SandboxTimeoutError)
    assert (behind.result(10), sent_ahead) == (b"fine", [b"fine"])


def test_time_spent_waiting_for_the_turn_is_not_counted(
    single: Sandbox, pool: ThreadPoolExecutor
) -> None:
    """0.4 seconds each, of 0.6 that each may take."""
    naps = [pool.submit(single.call, b"nap", seconds=_QUICK, wait=0.6) for _ in range(3)]
    assert [nap.result(10) for nap in naps] == [b"rested"] * 3


def test_nobody_is_given_the_answer_of_a_caller_that_went_away(
    single: Sandbox, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker that owes it is ended."""
    answer, interrupted = Worker.answer, iter([True])

    def perhaps(worker: Worker, deadline: float, limit: int) -> tuple[Status, bytearray]:
        if next(interrupted, False):
            raise KeyboardInterrupt
        return answer(worker, deadline, limit)

    monkeypatch.setattr(Worker, "answer", perhaps)
    before, behind = _behind(pool, single, b"nap")
    assert isinstance(before.exception(10), KeyboardInterrupt)
    assert behind.result(10) == b"fine"


def test_a_worker_that_may_have_half_a_request_is_not_asked_again(
    single: Sandbox, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both callers have their answers, the second from another worker."""

    def halved(worker: Worker, _request: Request) -> bool:
        worker._channel.send(b"half")
        worker.doubtful = True
        return False

    monkeypatch.setattr(Worker, "send_ahead", halved)
    before, behind = _behind(pool, single, b"nap")
    assert (before.result(10), behind.result(10)) == (b"rested", b"fine")


def test_every_caller_has_its_own_answer_though_workers_break_down(
    pool: ThreadPoolExecutor, sent_ahead: list[bytes]
) -> None:
    """The calls that break a worker fail, and no others."""
    sandbox = Sandbox(_ECHO_OR_LEAVE, workers=2)
    messages = [b"%s%d" % (b"!" if n % 11 == 3 else b"", n) for n in range(300)]

    def asked(message: bytes) -> bytes | type[BaseException]:
        try:
            return sandbox.call(message, seconds=_QUICK)
        except SandboxCrashError:
            return SandboxCrashError

    answers = list(pool.map(asked, messages))
    sandbox.shutdown()
    assert answers == [SandboxCrashError if m.startswith(b"!") else m for m in messages]
    assert len(sent_ahead) > 50


@pytest.mark.parametrize("deed", ["fine", "declare", "blunder"])
def test_a_worker_that_answered_is_asked_again(single: Sandbox, deed: str) -> None:
    """Also one that answered with an error: a new one costs milliseconds."""
    before = psutil.Process(single.zygote_pid).children()
    with suppress(WorkstationError):
        single.call(deed.encode(), seconds=_QUICK)
    assert psutil.Process(single.zygote_pid).children() == before
