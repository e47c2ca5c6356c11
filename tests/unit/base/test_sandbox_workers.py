import time
from collections.abc import Iterator

import pytest

from workstation.base.sandbox_workers import LostError, Request, Worker, Zygote

_MISBEHAVE = "tests.support.sandbox_entries:misbehave"


def _request(message: bytes, seconds: float = 2.0) -> Request:
    return Request(message, (), seconds, 512 << 20, 10.0)


def _answer(worker: Worker) -> bytes:
    return bytes(worker.answer(time.monotonic() + 10, 1 << 20)[1])


@pytest.mark.parametrize(
    ("message", "seconds", "quick"),
    [(b"a", 2.0, True), (bytes(100_000), 2.0, False), (b"a", 30.0, False)],
    ids=["small and short", "large", "long"],
)
def test_only_small_and_short_work_is_quick(message: bytes, seconds: float, quick: bool) -> None:
    """A large one would not fit into the socket; behind a long one nobody should wait."""
    assert _request(message, seconds).quick is quick


@pytest.fixture
def zygote() -> Iterator[Zygote]:
    """Of workers that misbehave when they are told to."""
    zygote = Zygote(_MISBEHAVE)
    yield zygote
    zygote.close()


def test_requests_that_were_sent_ahead_are_answered_in_their_order(zygote: Zygote) -> None:
    """Each in full."""
    worker = zygote.fork()
    worker.send(_request(b"nap"))
    assert worker.send_ahead(_request(b"fine"))
    assert [_answer(worker), _answer(worker)] == [b"rested", b"fine"]
    worker.close()


def test_a_worker_that_was_closed_is_sent_nothing(zygote: Zygote) -> None:
    """Its descriptor may be somebody else's by now."""
    worker = zygote.fork()
    worker.close()
    assert not worker.send_ahead(_request(b"one"))
    assert not worker.doubtful
    worker.close()


def test_a_request_that_may_have_been_sent_in_part_makes_its_worker_doubtful(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever came behind it would be taken for its rest."""

    def fail(*_arguments: object) -> None:
        raise OSError

    worker = zygote.fork()
    with monkeypatch.context() as patched:
        patched.setattr("workstation.base.sandbox_workers.send", fail)
        assert not worker.send_ahead(_request(b"one"))
    assert worker.doubtful
    worker.close()


def test_a_worker_that_breaks_down_is_lost_with_its_status(zygote: Zygote) -> None:
    """An exit code of 7."""
    worker = zygote.fork()
    worker.send(_request(b"leave"))
    with pytest.raises(LostError) as lost:
        _answer(worker)
    assert lost.value.status == 7 << 8
    worker.close()
