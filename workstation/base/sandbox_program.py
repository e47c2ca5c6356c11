"""Other people's programs that look at untrusted bytes: started under limits, without files.

A worker of `sandbox` runs our own code; a program that is executed needs its libraries, threads
and more system calls. So it may read and run what the system has installed, and nothing else: no
other file, no network, no other process. What it is to read and write comes through descriptors.
"""

import ctypes
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from workstation.base.sandbox_hardening import (
    filter_calls,
    forbid_files,
    gain_nothing,
    refusing_program,
)

_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives", "/dev/null")

# What a program that computes has no business with, on x86_64 and on aarch64.
_REFUSED: dict[str, tuple[int, int]] = {
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "kill": (62, 129),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "mount": (165, 40),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "add_key": (248, 217),
    "keyctl": (250, 219),
    "userfaultfd": (323, 282),
    "perf_event_open": (298, 241),
    "open_by_handle_at": (304, 265),
    "io_uring_setup": (425, 425),
}


@dataclass(frozen=True, slots=True)
class ProgramLimits:
    """What a program may take.

    seconds      of processor time, all threads together
    memory       bytes of address space
    file_bytes   largest size of a file that it writes to through a descriptor
    """

    seconds: int
    memory: int
    file_bytes: int = 0


def start(
    command: Sequence[str], limits: ProgramLimits, stdin: int, stdout: int
) -> subprocess.Popen[bytes]:
    """Start a program, named by its path, in a session of its own.

    stdin, stdout   descriptors that stay the caller's
    """
    bounds = [str(each) for each in (limits.seconds, limits.memory, limits.file_bytes)]
    return subprocess.Popen(
        [sys.executable, "-P", "-S", "-m", __name__, *bounds, *command],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,  # what it says may quote the untrusted bytes
        start_new_session=True,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C"},
    )


def confine(program: Path, limits: ProgramLimits) -> bool:
    """Give up, in the calling process, what the program must not have.

    Returns whether the kernel refuses files and network too, not only what goes beyond limits.
    """
    _limit(limits)
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    gain_nothing(libc)
    landlock = forbid_files(libc, (*_SYSTEM, str(program.resolve().parent)))
    refusing = partial(refusing_program, refused=_REFUSED.values())
    return filter_calls(libc, refusing) and landlock > 0


def _limit(limits: ProgramLimits) -> None:
    import resource  # absent on Windows

    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_AS, limits.memory),
    ):
        with suppress(OSError, ValueError):  # macOS has no bound on address space
            resource.setrlimit(kind, (most, most))


def main(arguments: Sequence[str]) -> None:
    """Become the program: bounds of `start`, then its path and what it is told."""
    seconds, memory, file_bytes, program, *told = arguments
    confine(Path(program), ProgramLimits(int(seconds), int(memory), int(file_bytes)))
    os.execve(program, [program, *told], {"LC_ALL": "C"})


if __name__ == "__main__":
    main(sys.argv[1:])
