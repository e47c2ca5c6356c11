"""Worker processes that look at untrusted bytes, under limits, and can be lost without harm."""

import json
import os
import signal
import socket
import subprocess
import sys
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, LifoQueue, SimpleQueue
from threading import Lock, Thread
from time import monotonic

from workstation.base.errors import CancelledError, WorkstationError
from workstation.base.sandbox_hardening import Hardening
from workstation.base.sandbox_wire import (
    ANSWER,
    ORDER,
    REPLY,
    REQUEST,
    Status,
    receive,
    send,
)
from workstation.base.text import N_

_START_SECONDS = 60.0  # the entry module is imported once, perhaps from a cold disk
_KEPT = str(256 << 20)
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
        self._zygote = _Zygote(entry)
        self._places: LifoQueue[_Worker | None] = LifoQueue()
        for _ in range(workers):
            self._places.put(None)
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
        worker = self._places.get()
        try:
            worker = worker or self._zygote.fork()
            return worker.ask(message, fds, seconds, memory, seconds if wait is None else wait)
        except _LostError as lost:
            worker = None
            if self._closed:
                raise CancelledError from None
            raise lost.meaning(seconds, memory, wait) from None
        finally:
            self._places.put(worker)

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
        worker = self._places.get()
        try:
            worker = worker or self._zygote.fork()
            return worker.hardening
        finally:
            self._places.put(worker)

    @property
    def zygote_pid(self) -> int:
        """The process that every worker is a child of."""
        return self._zygote.pid

    def shutdown(self) -> None:
        """End all workers at once; calls that are under way raise CancelledError."""
        self._closed = True
        self._zygote.close()
        self._hang_up()
        for _thread in self._threads:
            self._tasks.put(_stop)

    def _hang_up(self) -> None:
        """Close the sockets to the idle workers; those at work are closed by their calls."""
        idle: list[_Worker | None] = []
        with suppress(Empty):
            while True:
                idle.append(self._places.get_nowait())
        for worker in idle:
            if worker is not None:
                worker.close()
            self._places.put(None)


def hardening() -> Hardening:
    """What sandboxes give up on this system, found by starting one; for `about`."""
    sandbox = Sandbox("workstation.base.sandbox_child:nothing")
    try:
        return sandbox.hardening()
    finally:
        sandbox.shutdown()


class _LostError(Exception):
    """A worker is gone or must not be used again.

    late     it was ended because its time was over
    memory   it said that it ran out of memory
    status   its wait status, None while it lives
    """

    def __init__(self, *, late: bool = False, memory: bool = False, status: int = 0) -> None:
        super().__init__(late, memory, status)
        self.late = late
        self.memory = memory
        self.status = status

    def meaning(self, seconds: float, memory: int, wait: float | None) -> WorkstationError:
        """What the caller is told."""
        ended_by = os.WTERMSIG(self.status) if os.WIFSIGNALED(self.status) else 0
        if ended_by in (signal.SIGPROF, signal.SIGXCPU):
            return SandboxTimeoutError(seconds=f"{round(seconds, 1):g}")
        if self.late:
            return SandboxTimeoutError(seconds=f"{round(seconds if wait is None else wait, 1):g}")
        if self.memory:
            return SandboxMemoryError(megabytes=memory // 1_000_000)
        detail = signal.Signals(ended_by).name if ended_by else f"exit {self.status >> 8}"
        return SandboxCrashError(detail=detail)


class _Worker:
    """One process and the socket to it; used by one thread at a time."""

    def __init__(self, pid: int, channel: socket.socket, zygote: "_Zygote") -> None:
        self._pid = pid
        self._channel = channel
        self._zygote = zygote
        _status, facts = self._answer(monotonic() + _START_SECONDS, MEBIBYTE)
        self.hardening = Hardening(**json.loads(facts))

    def ask(
        self, message: bytes, fds: Sequence[int], seconds: float, memory: int, wait: float
    ) -> bytes:
        deadline = monotonic() + wait
        head = REQUEST.pack(len(message), len(fds), seconds, memory)
        try:
            self._channel.settimeout(wait)
            send(self._channel, head, message, fds)
        except TimeoutError:
            raise self._end(late=True) from None
        except OSError:
            raise self._end() from None
        status, payload = self._answer(deadline, memory)
        if status is Status.REFUSED:
            raise _declared(json.loads(payload))
        if status is Status.FAULT:
            raise SandboxCrashError(detail="{kind} {where}".format_map(json.loads(payload)))
        return bytes(payload)

    def _answer(self, deadline: float, limit: int) -> tuple[Status, bytearray]:
        try:
            head = receive(self._channel, ANSWER.size, deadline)
            kind, length = ANSWER.unpack(head)
            if kind == Status.MEMORY:
                raise self._end(memory=True)
            if length > limit or kind not in tuple(Status):
                raise self._end()
            return Status(kind), receive(self._channel, length, deadline)
        except TimeoutError:
            raise self._end(late=True) from None
        except (EOFError, OSError):
            raise self._end() from None

    def close(self) -> None:
        """Hang up; the zygote that started the process ends it."""
        self._channel.close()

    def _end(self, *, late: bool = False, memory: bool = False) -> _LostError:
        """Make sure that the process is gone, so that it writes nowhere any more."""
        self.close()
        return _LostError(late=late, memory=memory, status=self._zygote.reap(self._pid))


class _Zygote:
    """The process that forks the workers; started at once, and anew if it is lost."""

    def __init__(self, entry: str) -> None:
        self._entry = entry
        self._lock = Lock()
        self._closed = False
        self._start()

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
        # Threads of a numerical library would not survive a fork, and decoding needs none.
        environment.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
        # A worker keeps its memory between frames: to fault it in anew takes half as long as RLE.
        environment.update(MALLOC_MMAP_THRESHOLD_=_KEPT, MALLOC_TRIM_THRESHOLD_=_KEPT)
        command = [sys.executable, "-P", "-m", "workstation.base.sandbox_child"]
        with theirs:
            self._process = subprocess.Popen(
                [*command, self._entry, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=environment,
            )
        self._finish = weakref.finalize(self, _dismiss, self._control, self._process)

    @property
    def pid(self) -> int:
        """The zygote's process id."""
        return self._process.pid

    def fork(self) -> _Worker:
        """Start a worker; a zygote that has died meanwhile is started anew, once."""
        control = self._control
        try:
            return self._fork()
        except _LostError:
            with self._lock:
                if self._closed:
                    raise
                if self._control is control:  # else another thread was first
                    self._finish()
                    self._start()
            return self._fork()

    def _fork(self) -> _Worker:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                pid = self._order(b"F", 0, (theirs.fileno(),))
            return _Worker(pid, ours, self)
        except BaseException:
            ours.close()
            raise

    def reap(self, pid: int) -> int:
        """End a worker; answers its wait status (that of SIGKILL where nobody knows it)."""
        try:
            return self._order(b"R", pid)
        except _LostError:
            return int(signal.SIGKILL)

    def _order(self, kind: bytes, pid: int, fds: Sequence[int] = ()) -> int:
        with self._lock:
            try:
                self._control.settimeout(_START_SECONDS)
                send(self._control, ORDER.pack(kind, pid), b"", fds)
                reply = receive(self._control, REPLY.size, monotonic() + _START_SECONDS)
            except (EOFError, OSError):
                raise _LostError from None
        result: int = REPLY.unpack(reply)[0]
        return result

    def close(self) -> None:
        """End the zygote and with it the workers."""
        self._closed = True
        self._finish()


def _dismiss(control: socket.socket, process: subprocess.Popen[bytes]) -> None:
    """Hang up: that ends the zygote, and its end the workers."""
    control.close()
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:  # still importing
        process.kill()
        process.wait()


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
