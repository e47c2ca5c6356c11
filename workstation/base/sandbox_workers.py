"""The workers of a sandbox as the program sees them: processes behind sockets, and their zygote."""

import json
import os
import signal
import socket
import subprocess
import sys
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from time import monotonic

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

_START_SECONDS = 60.0  # the entry module is imported once, perhaps from a cold disk
_KEPT = str(256 << 20)
_MEBIBYTE = 1 << 20
_AHEAD_BYTES = 32 << 10  # what a socket holds by far
_AHEAD_SECONDS = 3.0  # whoever may take longer lets nobody wait behind it while others are idle


class LostError(Exception):
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


@dataclass(frozen=True, slots=True)
class Request:
    """What a call asks for, see `Sandbox.call`."""

    message: bytes
    fds: Sequence[int]
    seconds: float
    memory: int
    wait: float

    @property
    def head(self) -> bytes:
        """The fixed part that goes before the message."""
        return REQUEST.pack(len(self.message), len(self.fds), self.seconds, self.memory)

    @property
    def quick(self) -> bool:
        """Whether it may be sent ahead, and others behind it."""
        return len(self.message) <= _AHEAD_BYTES and self.seconds <= _AHEAD_SECONDS


class Worker:
    """One process and the socket to it; asked by one thread at a time, and one ahead.

    doubtful   a request may have been sent in part: it must not be asked any more
    """

    def __init__(self, pid: int, channel: socket.socket, zygote: "Zygote") -> None:
        self._pid = pid
        self._channel = channel
        self._zygote = zygote
        self._guard = Lock()  # between a thread that sends ahead and one that closes
        self.doubtful = False
        _status, facts = self.answer(monotonic() + _START_SECONDS, _MEBIBYTE)
        self.hardening = Hardening(**json.loads(facts))

    def send(self, request: Request) -> None:
        try:
            self._channel.settimeout(request.wait)
            send(self._channel, request.head, request.message, request.fds)
        except TimeoutError:
            raise self._end(late=True) from None
        except OSError:
            raise self._end() from None

    def send_ahead(self, request: Request) -> bool:
        """Send a small request while another thread reads an answer; whether it has arrived.

        It fits into what the system holds for a socket, of which nothing is used.
        """
        with self._guard:
            if self._channel.fileno() < 0:
                return False
            try:
                send(self._channel, request.head, request.message, request.fds)
            except OSError:  # perhaps in part: nothing can be told apart behind that
                self.doubtful = True
            return not self.doubtful

    def answer(self, deadline: float, limit: int) -> tuple[Status, bytearray]:
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
        with self._guard:
            self._channel.close()

    def end(self) -> None:
        """End a worker that nobody must ask again."""
        self._end()

    def _end(self, *, late: bool = False, memory: bool = False) -> LostError:
        """Make sure that the process is gone, so that it writes nowhere any more."""
        self.close()
        return LostError(late=late, memory=memory, status=self._zygote.reap(self._pid))


class Zygote:
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

    def fork(self) -> Worker:
        """Start a worker; a zygote that has died meanwhile is started anew, once."""
        control = self._control
        try:
            return self._fork()
        except LostError:
            with self._lock:
                if self._closed:
                    raise
                if self._control is control:  # else another thread was first
                    self._finish()
                    self._start()
            return self._fork()

    def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                pid = self._order(b"F", 0, (theirs.fileno(),))
            return Worker(pid, ours, self)
        except BaseException:
            ours.close()
            raise

    def reap(self, pid: int) -> int:
        """End a worker; answers its wait status (that of SIGKILL where nobody knows it)."""
        try:
            return self._order(b"R", pid)
        except LostError:
            return int(signal.SIGKILL)

    def _order(self, kind: bytes, pid: int, fds: Sequence[int] = ()) -> int:
        with self._lock:
            try:
                self._control.settimeout(_START_SECONDS)
                send(self._control, ORDER.pack(kind, pid), b"", fds)
                reply = receive(self._control, REPLY.size, monotonic() + _START_SECONDS)
            except (EOFError, OSError):
                raise LostError from None
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
