"""What a process holds, and what it leaves behind: descriptors, memory, processes, files."""

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

import psutil


def descriptors(pid: int | None = None) -> int:
    """Open files, sockets and pipes of a process, of this one if none is named."""
    return psutil.Process(pid).num_fds()


def resident(pid: int | None = None) -> int:
    """Bytes of memory that a process holds."""
    return int(psutil.Process(pid).memory_info().rss)


def outlived(pids: Iterable[int], seconds: float = 5.0) -> list[int]:
    """Those of the processes that still run after so long a time."""
    left = list(pids)

    def gone() -> bool:
        left[:] = [pid for pid in left if _runs(pid)]
        return not left

    until(gone, seconds)
    return left


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is so; answers whether it ever was."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def zygotes(entry: str) -> list[psutil.Process]:
    """The children of this process that start workers for this entry of a sandbox."""
    found = []
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):  # it may go while it is looked at
            if entry in child.cmdline():
                found.append(child)
    return found


def seconds_of_long_tests(default: float) -> float:
    """How long a test that goes on for long goes on: WORKSTATION_TEST_SECONDS, else the default."""
    return float(os.environ.get("WORKSTATION_TEST_SECONDS", default))
