"""What a sandboxed worker gives up on this system before it sees its first byte."""

import ctypes
import errno
import os
import platform
import signal
import stat
import struct
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2

# The same numbers on every architecture (they came after the tables were joined).
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_ADD_RULE = 445
_LANDLOCK_RESTRICT_SELF = 446
_LANDLOCK_VERSION = 1
_LANDLOCK_PATH_BENEATH = 1
_EXECUTE, _READ_FILE, _READ_FOLDER = 1, 4, 8

# struct seccomp_data: nr at 0, arch at 4, arguments of 8 bytes from 16 (low word first).
_NUMBER = 0
_ARCHITECTURE = 4
_FIRST_ARGUMENT = 16
_THIRD_ARGUMENT = 32
_PROT_EXEC = 4
_X32 = 0x40000000  # in numbers of x86_64 for the same calls once more

_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_KILL, _ALLOW, _DENY = 0x80000000, 0x7FFF0000, 0x00050000 | errno.EPERM


@dataclass(frozen=True, slots=True)
class Hardening:
    """What holds for the workers of this system; `about` shows it.

    limits     memory and processor time are bounded by the kernel
    seccomp    a filter refuses every system call that decoding does not need
    landlock   version of the kernel's file system sandbox in force; 0: none
    """

    limits: bool
    seccomp: bool
    landlock: int

    def as_facts(self) -> dict[str, int]:
        """As JSON sends it."""
        return asdict(self)


# What a decoder needs, on x86_64 and on aarch64 (Linux, syscall tables); the most frequent first.
_FREE: dict[str, tuple[int, int | None]] = {
    "recvfrom": (45, 207),
    "recvmsg": (47, 212),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "read": (0, 63),
    "write": (1, 64),
    "munmap": (11, 215),
    "madvise": (28, 233),
    "brk": (12, 214),
    "mremap": (25, 216),
    "futex": (202, 98),
    "poll": (7, None),
    "ppoll": (271, 73),
    "close": (3, 57),
    "lseek": (8, 62),
    "pread64": (17, 67),
    "readv": (19, 65),
    "writev": (20, 66),
    "fstat": (5, 80),
    "dup": (32, 23),
    "fcntl": (72, 25),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "getrusage": (98, 165),
    "setitimer": (38, 103),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getrandom": (318, 278),
    "membarrier": (324, 283),
    "restart_syscall": (219, 128),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "set_robust_list": (273, 99),
    "rseq": (334, 293),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
# Allowed unless the memory is to be executable; allowed for the process itself.
_MAPPING = {"mmap": (9, 222), "mprotect": (10, 226)}
_OWN_LIMITS = {"prlimit64": (302, 261)}
# The number that the filter sees for the architecture itself, and its column above.
_ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def harden() -> Hardening:
    """Give up all but reading, writing and computing, for good, in the calling process."""
    _limit()
    if not sys.platform.startswith("linux"):
        return Hardening(limits=True, seccomp=False, landlock=0)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    gain_nothing(libc)
    landlock = forbid_files(libc)
    return Hardening(limits=True, seccomp=filter_calls(libc), landlock=landlock)


def _limit() -> None:
    import resource  # absent on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def gain_nothing(libc: ctypes.CDLL) -> None:
    """Let no program that is executed from here on have more rights; what follows requires it."""
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def forbid_files(libc: ctypes.CDLL, readable: Iterable[str] = ()) -> int:
    """Refuse every path of the file system, and TCP ports, with Landlock; answers its version.

    readable   files, and folders with what is in them, that may be read and executed
    """
    version = libc.syscall(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION)
    if version < 1:
        return 0
    files = (1 << (13 + (version >= 2) + (version >= 3) + (version >= 5))) - 1
    ports = 3 if version >= 4 else 0
    scopes = 3 if version >= 6 else 0
    rules = struct.pack("=QQQ", files, ports, scopes)
    size = 8 + 8 * (version >= 4) + 8 * (version >= 6)
    ruleset = libc.syscall(_LANDLOCK_CREATE_RULESET, rules, size, 0)
    if ruleset < 0:
        return 0
    for path in readable:
        _allow_reading(libc, ruleset, path)
    refused = libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    return 0 if refused else int(version)


def _allow_reading(libc: ctypes.CDLL, ruleset: int, path: str) -> None:
    """Except one path, if it exists."""
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    folder = stat.S_ISDIR(os.fstat(beneath).st_mode)
    access = _EXECUTE | _READ_FILE | (_READ_FOLDER if folder else 0)
    rule = struct.pack("=Qi", access, beneath)
    libc.syscall(_LANDLOCK_ADD_RULE, ruleset, _LANDLOCK_PATH_BENEATH, rule, 0)
    os.close(beneath)


def filter_calls(libc: ctypes.CDLL, filter_for: Callable[[int, int], bytes] | None = None) -> bool:
    """Let the kernel refuse what a filter refuses; False where it or we cannot.

    filter_for   makes the filter for an architecture, as `seccomp_program`
    """
    if platform.machine() not in _ARCHITECTURES:
        return False
    code = (filter_for or seccomp_program)(*_ARCHITECTURES[platform.machine()])
    program = _Program(len(code) // 8, code)
    refused: int = libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    return refused == 0


def seccomp_program(audit: int, column: int) -> bytes:
    """Build the filter: another architecture dies; a call that is not listed fails with EPERM."""
    steps = _opening(audit)
    for numbers in _FREE.values():
        number = numbers[column]
        if number is not None:
            steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    for numbers in _MAPPING.values():
        steps += _unless(numbers[column], _THIRD_ARGUMENT, (_ANY_BIT, 0, 1, _PROT_EXEC))
    for numbers in _OWN_LIMITS.values():
        steps += _unless(numbers[column], _FIRST_ARGUMENT, (_EQUAL, 1, 0, 0))
    return _assembled([*steps, (_RETURN, 0, 0, _DENY)])


def refusing_program(audit: int, column: int, refused: Iterable[tuple[int, int]]) -> bytes:
    """Build a filter that lets all calls pass but some, for programs that are not ours.

    refused   numbers of the calls on each architecture
    """
    steps = [*_opening(audit), (_ANY_BIT, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    for numbers in refused:
        steps += [(_EQUAL, 0, 1, numbers[column]), (_RETURN, 0, 0, _DENY)]
    return _assembled([*steps, (_RETURN, 0, 0, _ALLOW)])


def _opening(audit: int) -> list[tuple[int, int, int, int]]:
    """Another architecture dies; then the number of the call is at hand."""
    return [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]


def _unless(
    number: int, argument: int, test: tuple[int, int, int, int]
) -> list[tuple[int, int, int, int]]:
    """Allow a call unless the test of one argument leads to its first branch."""
    return [
        (_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, argument),
        test,
        (_RETURN, 0, 0, _DENY),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _assembled(steps: Iterable[tuple[int, int, int, int]]) -> bytes:
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
