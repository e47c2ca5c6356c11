"""The other side of base.sandbox: a zygote that forks workers, and what a worker does.

Started as `python -m workstation.base.sandbox_child ENTRY FD`. The zygote imports the entry
module once, has one thread, and touches no untrusted byte; so a dead worker is replaced by a
fork, in milliseconds. It ends with the program, and its workers end with it.
"""

import gc
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from importlib import import_module

from workstation.base.errors import WorkstationError
from workstation.base.sandbox_hardening import harden
from workstation.base.sandbox_wire import (
    ANSWER,
    ORDER,
    REPLY,
    REQUEST,
    Status,
    close_all,
    receive,
    receive_with_fds,
    send,
)

Entry = Callable[[bytes, tuple[int, ...]], bytes]


def load(entry: str) -> Entry:
    """Import what `package.module:function` names, and let the module prepare.

    A worker can open no file: what the module would import later it imports in its `prepare()`.
    """
    name, _colon, function_name = entry.partition(":")
    module = import_module(name)
    if hasattr(module, "prepare"):
        module.prepare()
    function: Entry = getattr(module, function_name)
    return function


def main(entry: str, control_fd: int) -> None:
    """Fork and reap workers as ordered, until the program at the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program decides what Ctrl+C means
    control = socket.socket(fileno=control_fd)
    function = load(entry)
    gc.collect()
    gc.freeze()  # what is imported stays shared between the workers
    children: set[int] = set()
    while _obey(control, function, children):
        pass
    for pid in children:
        os.kill(pid, signal.SIGKILL)


def _obey(control: socket.socket, function: Entry, children: set[int]) -> bool:
    """Carry out one order; False when there will be no more."""
    try:
        order, fds = receive_with_fds(control, ORDER.size)
    except (EOFError, ConnectionError):
        return False
    kind, pid = ORDER.unpack(order)
    if kind == b"F":
        reply = _fork(control, socket.socket(fileno=fds[0]), function)
        children.add(reply)
    else:
        # A worker of an earlier zygote died with that; its number may be somebody else's by now.
        reply = _reap(pid) if pid in children else int(signal.SIGKILL)
        children.discard(pid)
    control.sendall(REPLY.pack(reply))
    return True


def _fork(control: socket.socket, channel: socket.socket, function: Entry) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            _work(channel, function)
        finally:
            os._exit(1)
    channel.close()
    return pid


def _reap(pid: int) -> int:
    """End a worker and answer its wait status; if it ended by itself, then that one's."""
    os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


def _work(channel: socket.socket, function: Entry) -> None:
    """Answer requests until the program goes away."""
    held = _AddressSpace()
    hardening = json.dumps(harden().as_facts()).encode()
    send(channel, ANSWER.pack(Status.DONE, len(hardening)), hardening)
    while True:
        try:
            head, fds = receive_with_fds(channel, REQUEST.size)
        except (EOFError, ConnectionError):
            os._exit(0)
        length, _count, seconds, memory = REQUEST.unpack(head)
        message = bytes(receive(channel, length))
        _limit(seconds, held.now() + memory)
        status, payload = answer(function, message, fds)
        signal.setitimer(signal.ITIMER_PROF, 0)
        close_all(fds)
        if status is not Status.DONE:
            gc.collect()  # a traceback may hold on to all that the call took up
        send(channel, ANSWER.pack(status, len(payload)), payload)


def nothing(message: bytes, fds: tuple[int, ...]) -> bytes:
    """Be the entry of a sandbox that is only asked what it gives up."""
    return b""


def answer(function: Entry, message: bytes, fds: tuple[int, ...]) -> tuple[Status, bytes]:
    """Call the entry function; whatever it raises becomes an answer."""
    try:
        return Status.DONE, function(message, fds)
    except WorkstationError as error:
        facts = {"message_id": error.message_id, "facts": error.facts}
        return Status.REFUSED, json.dumps(facts, default=str).encode()
    except MemoryError:
        return Status.MEMORY, b""
    except Exception as error:  # noqa: BLE001  # reported to the other side, which words it
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"
        return Status.FAULT, json.dumps({"kind": type(error).__name__, "where": where}).encode()


class _AddressSpace:
    """What this process takes up, also when it can open no file any more.

    The allocator keeps some of what a call gave back: that must not be missing from what the
    next one may take.
    """

    def __init__(self) -> None:
        self._page = os.sysconf("SC_PAGE_SIZE")
        try:
            self._statm = os.open("/proc/self/statm", os.O_RDONLY)
        except OSError:
            self._statm = -1

    def now(self) -> int:
        """Bytes of address space; a guess where the system does not say."""
        if self._statm < 0:
            return 1 << 30
        return int(os.pread(self._statm, 100, 0).split()[0]) * self._page


def _limit(seconds: float, memory: int) -> None:
    """Bound the next call: a timer of processor time ends the worker, another is behind it."""
    import resource  # absent on Windows

    used = resource.getrusage(resource.RUSAGE_SELF)
    processor = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (processor, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
