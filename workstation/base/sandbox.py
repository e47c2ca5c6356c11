"""Worker processes that look at untrusted bytes, under limits, and can be lost without harm."""

import json
import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from time import monotonic

from workstation.base.errors import CancelledError, WorkstationError
from workstation.base.sandbox_hardening import Hardening
from workstation.base.sandbox_seats import Places, Seat
from workstation.base.sandbox_wire import Status
from workstation.base.sandbox_workers import LostError, Request, Worker, Zygote
from workstation.base.text import N_

MEBIBYTE = 1 << 20


class SandboxTimeoutError(WorkstationError):
    """The work was stopped because it took too long."""

    message_id = "sandbox-timeout"
    sentence = N_("it took longer than {seconds} seconds and was stopped")


class SandboxMemoryError(WorkstationError):
    """The work needed more memory than its declared size justifies."""

    message_id = "sandbox-memory"
    sentence = N_("it needed more than {megabytes} MB of memory and was stopped")


class SandboxCrashError(WorkstationError):
    """The process that did the work broke down."""

    message_id = "sandbox-crash"
    sentence = N_("the process that read it broke down ({detail})")


class Sandbox:
    """Calls one function, `package.module:function`, in up to `workers` processes.

    The function maps (message, file descriptors) to an answer, all bytes. A worker has no files,
    no network and no other processes (see `hardening`); one that crashes, hangs or outgrows its
    memory costs its call a WorkstationError, and is replaced.
    """

    def __init__(self, entry: str, workers: int = 1) -> None:
        self._zygote = Zygote(entry)
        self._places: Places[Worker] = Places(workers)
        self._workers = workers
        self._tasks: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._threads: list[Thread] = []
        self._closed = False

    def call(
        self,
        message: bytes,
        fds: Sequence[int] = (),
        seconds: float = 30.0,
        memory: int = 512 * MEBIBYTE,
        wait: float | None = None,
    ) -> bytes:
        """Have a worker answer the message; waits for a free one.

        fds       stay the caller's; the worker gets its own copies for this call
        seconds   of processor time; a worker on a busy machine is not late
        memory    bytes beyond what the worker holds when idle
        wait      seconds by the clock, where the worker may have to wait for a medium; else as many
        """
        request = Request(message, fds, seconds, memory, seconds if wait is None else wait)
        with self._places.seat(quick=request.quick) as seat:
            try:
                return self._answered(seat, request)
            except LostError as lost:
                if self._closed:
                    raise CancelledError from None
                raise _meaning(lost, request) from None
            finally:
                _forsake(seat)

    def _answered(self, seat: Seat[Worker], request: Request) -> bytes:
        """Ask, and read the answer.

        A request that was sent ahead to a worker which was lost since, with the request before it,
        was not looked at: it is sent again.
        """
        ahead = seat.wait_for_request_before()
        if ahead is not None and ahead.send_ahead(request):
            seat.sent(ahead)
        seat.wait_for_turn()
        worker = seat.place.worker
        if worker is None or seat.asked is not worker:
            worker = self._send(seat, request)
        status, payload = worker.answer(monotonic() + request.wait, request.memory)
        seat.asked = None
        return _meant(status, payload)

    def _send(self, seat: Seat[Worker], request: Request) -> Worker:
        """Ask the worker of this place, or a new one."""
        worker = seat.place.worker
        if worker is not None and worker.doubtful:
            worker.end()
            worker = None
        worker = seat.asked = seat.place.worker = worker or self._zygote.fork()
        worker.send(request)
        seat.sent(worker)
        return worker

    def submit(
        self,
        message: bytes,
        fds: Sequence[int] = (),
        seconds: float = 30.0,
        memory: int = 512 * MEBIBYTE,
        wait: float | None = None,
    ) -> Future[bytes]:
        """As `call`, without waiting; the descriptors must stay open until the future is done."""
        future: Future[bytes] = Future()

        def task() -> None:
            if future.set_running_or_notify_cancel():
                _settle(future, lambda: self.call(message, fds, seconds, memory, wait))

        self._tasks.put(task)
        if len(self._threads) < self._workers:
            self._threads.append(Thread(target=_serve, args=(self._tasks,), daemon=True))
            self._threads[-1].start()
        return future

    def hardening(self) -> Hardening:
        """What the workers of this system have given up."""
        with self._places.seat(quick=False) as seat:
            worker = seat.place.worker = seat.place.worker or self._zygote.fork()
            return worker.hardening

    @property
    def zygote_pid(self) -> int:
        """The process that every worker is a child of."""
        return self._zygote.pid

    def shutdown(self) -> None:
        """End all workers at once; calls that are under way raise CancelledError."""
        self._closed = True
        self._zygote.close()
        for worker in self._places.idle():  # those at work are closed by their calls
            worker.close()
        for _thread in self._threads:
            self._tasks.put(_stop)


def hardening() -> Hardening:
    """What sandboxes give up on this system, found by starting one; for `about`."""
    sandbox = Sandbox("workstation.base.sandbox_child:nothing")
    try:
        return sandbox.hardening()
    finally:
        sandbox.shutdown()


def _meaning(lost: LostError, request: Request) -> WorkstationError:
    """What the caller is told of a worker that is lost."""
    ended_by = os.WTERMSIG(lost.status) if os.WIFSIGNALED(lost.status) else 0
    if ended_by in (signal.SIGPROF, signal.SIGXCPU):
        return SandboxTimeoutError(seconds=f"{round(request.seconds, 1):g}")
    if lost.late:
        return SandboxTimeoutError(seconds=f"{round(request.wait, 1):g}")
    if lost.memory:
        return SandboxMemoryError(megabytes=request.memory // 1_000_000)
    detail = signal.Signals(ended_by).name if ended_by else f"exit {lost.status >> 8}"
    return SandboxCrashError(detail=detail)


def _forsake(seat: Seat[Worker]) -> None:
    """Give up a worker that is lost, or that owes an answer which nobody is going to read."""
    seat.wait_for_turn()
    worker = seat.asked
    if worker is not None and worker is seat.place.worker:
        seat.place.worker = None
        worker.end()
        seat.asked = None


def _meant(status: Status, payload: bytearray) -> bytes:
    """What the worker answered; raises what it declared."""
    if status is Status.REFUSED:
        raise _declared(json.loads(payload))
    if status is Status.FAULT:
        raise SandboxCrashError(detail="{kind} {where}".format_map(json.loads(payload)))
    return bytes(payload)


def _declared(facts: dict[str, object]) -> WorkstationError:
    """Build the error that a worker declared, from its message id and facts."""
    known = {kind.message_id: kind for kind in _kinds(WorkstationError)}
    kind = known.get(str(facts["message_id"]), WorkstationError)
    stated = facts["facts"]
    return kind(**stated) if isinstance(stated, dict) else kind()


def _kinds(base: type[WorkstationError]) -> list[type[WorkstationError]]:
    kinds = [base]
    for kind in base.__subclasses__():
        kinds += _kinds(kind)
    return kinds


def _settle(future: Future[bytes], work: Callable[[], bytes]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001  # whatever it is, it is the future's
        future.set_exception(error)


class _Stop(Exception):  # noqa: N818  # not an error
    """Ends a thread that serves tasks."""


def _stop() -> None:
    raise _Stop


def _serve(tasks: SimpleQueue[Callable[[], None]]) -> None:
    while True:
        try:
            tasks.get()()
        except _Stop:
            return
