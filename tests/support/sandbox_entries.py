"""Entry functions that misbehave, for the tests of the sandbox."""

import ctypes
import mmap
import os
import socket
import time

from workstation.base.errors import WorkstationError


class TooDarkError(WorkstationError):
    """What an entry function may declare."""

    message_id = "too-dark"
    sentence = "It is too dark by {amount}."


def echo(message: bytes, fds: tuple[int, ...]) -> bytes:
    """Answer the message, and how many descriptors came with it."""
    return message + b"|%d" % len(fds)


def fill(message: bytes, fds: tuple[int, ...]) -> bytes:
    """Write the message into the memory behind the descriptor."""
    with mmap.mmap(fds[0], mmap.PAGESIZE) as memory:
        memory[: len(message)] = message
    return b""


def misbehave(message: bytes, fds: tuple[int, ...]) -> bytes:
    """Do what the message says."""
    return _DEEDS[message.decode()]()


def _segfault() -> bytes:
    return ctypes.string_at(0)


def _leave() -> bytes:
    os._exit(7)


def _loop() -> bytes:
    while True:
        pass


def _sleep() -> bytes:
    time.sleep(3600)
    return b""


def _nap() -> bytes:
    time.sleep(0.4)
    return b"rested"


def _stumble() -> bytes:
    time.sleep(0.3)
    return ctypes.string_at(0)


def _stop() -> bytes:
    time.sleep(0.3)
    os._exit(7)


def _labor() -> bytes:
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass
    return b"done"


_hoard: list[bytes] = []


def _keep() -> bytes:
    _hoard.append(bytes(150_000_000))
    return b"kept"


def _take() -> bytes:
    return b"%d" % len(bytes(60_000_000))


def _bomb() -> bytes:
    return bytes(8 << 30)


def _declare() -> bytes:
    raise TooDarkError(amount=3)


def _blunder() -> bytes:
    return b"%d" % (1 // int("0"))


def _open() -> bytes:
    with open("/etc/passwd", "rb") as file:
        return file.read()


def _write() -> bytes:
    with open("/tmp/workstation-sandbox-test", "wb") as file:
        return b"%d" % file.write(b"free")


def _connect() -> bytes:
    with socket.socket() as channel:
        return b"%d" % channel.fileno()


def _execute() -> bytes:
    os.execv("/bin/true", ["true"])


def _fork() -> bytes:
    return b"%d" % os.fork()


def _kill() -> bytes:
    os.kill(os.getppid(), 0)
    return b"could signal"


def _trace() -> bytes:
    libc = ctypes.CDLL(None, use_errno=True)
    refused = libc.ptrace(16, os.getppid(), None, None)  # PTRACE_ATTACH
    if refused:
        raise PermissionError(ctypes.get_errno(), "ptrace")
    return b"could trace"


def _run_code() -> bytes:
    with mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC):
        return b"could make code"


def _fine() -> bytes:
    return b"fine"


_DEEDS = {
    "segfault": _segfault,
    "leave": _leave,
    "loop": _loop,
    "sleep": _sleep,
    "nap": _nap,
    "stumble": _stumble,
    "stop": _stop,
    "labor": _labor,
    "keep": _keep,
    "take": _take,
    "bomb": _bomb,
    "declare": _declare,
    "blunder": _blunder,
    "open": _open,
    "write": _write,
    "connect": _connect,
    "execute": _execute,
    "fork": _fork,
    "kill": _kill,
    "trace": _trace,
    "run_code": _run_code,
    "fine": _fine,
}


def echo_or_leave(message: bytes, fds: tuple[int, ...]) -> bytes:
    """Answer the message after a moment; break down at one that begins with an exclamation mark."""
    time.sleep(message[-1] % 4 / 1000)
    if message.startswith(b"!"):
        os._exit(7)
    return message
