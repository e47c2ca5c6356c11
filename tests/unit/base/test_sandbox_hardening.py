import errno
import struct
from collections.abc import Iterator

import pytest

from workstation.base.sandbox_hardening import refusing_program, seccomp_program

_X86_64, _AARCH64 = (0xC000003E, 0), (0xC00000B7, 1)
_ALLOW, _DENY, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_EXECUTABLE, _WRITABLE = 7, 3


def _verdict(
    machine: tuple[int, int],
    call: int,
    arguments: tuple[int, ...] = (0, 0, 0),
    program: bytes | None = None,
) -> int:
    """What the kernel would answer: a small interpreter of classic BPF."""
    padded = (*arguments, *([0] * (6 - len(arguments))))
    facts = struct.pack("=IIQ6Q", call, machine[0], 0, *padded)
    steps = list(_steps(program or seccomp_program(*machine)))
    at = value = 0
    while True:
        code, if_true, if_false, operand = steps[at]
        if code == 0x06:
            return operand
        if code == 0x20:
            value = struct.unpack_from("=I", facts, operand)[0]
        else:
            holds = value == operand if code == 0x15 else bool(value & operand)
            at += if_true if holds else if_false
        at += 1


def _steps(program: bytes) -> Iterator[tuple[int, ...]]:
    return struct.iter_unpack("=HBBI", program)


@pytest.mark.parametrize(
    ("machine", "read", "mmap", "prlimit"), [(_X86_64, 0, 9, 302), (_AARCH64, 63, 222, 261)]
)
def test_what_decoding_needs_is_allowed(
    machine: tuple[int, int], read: int, mmap: int, prlimit: int
) -> None:
    """Reading, memory without code, its own limits."""
    calls = [(read, (3, 0, 9)), (mmap, (0, 9, _WRITABLE)), (prlimit, (0, 9))]
    assert {_verdict(machine, *call) for call in calls} == {_ALLOW}


@pytest.mark.parametrize(
    ("machine", "calls"),
    [
        # open, socket, connect, clone, fork, execve, kill, ptrace, openat, execveat ...
        (_X86_64, (2, 41, 42, 56, 57, 59, 62, 101, 257, 322, 435, 425)),
        # openat, ptrace, kill, socket, connect, clone, execve, execveat, clone3, io_uring
        (_AARCH64, (56, 117, 129, 198, 203, 220, 221, 281, 435, 425)),
    ],
)
def test_what_reaches_outside_is_denied(machine: tuple[int, int], calls: tuple[int, ...]) -> None:
    """Files, the network, processes."""
    assert {_verdict(machine, call) for call in calls} == {_DENY}


@pytest.mark.parametrize(("machine", "calls"), [(_X86_64, (9, 10)), (_AARCH64, (222, 226))])
def test_memory_for_code_is_denied(machine: tuple[int, int], calls: tuple[int, ...]) -> None:
    """By mmap and by mprotect."""
    assert {_verdict(machine, call, (0, 9, _EXECUTABLE)) for call in calls} == {_DENY}


def test_the_limits_of_others_are_not_its_business() -> None:
    """prlimit64 takes a process id."""
    assert _verdict(_X86_64, 302, (1, 9)) == _DENY


def test_another_architecture_dies() -> None:
    """Its numbers mean other calls; so do those of x32."""
    program = seccomp_program(*_X86_64)
    facts = list(_steps(program))[:3]
    assert facts[1][3] == _X86_64[0]
    assert facts[2][3] == _KILL
    assert _verdict(_X86_64, 0x40000000) == _DENY


@pytest.mark.parametrize("machine", [_X86_64, _AARCH64])
def test_a_program_is_refused_what_is_listed_and_nothing_else(machine: tuple[int, int]) -> None:
    """Each architecture has its own column."""
    program = refusing_program(*machine, refused=[(41, 198), (62, 129)])
    refused = [call for call in range(450) if _verdict(machine, call, program=program) != _ALLOW]
    assert refused == ([41, 62] if machine is _X86_64 else [129, 198])


def test_a_program_cannot_go_round_the_list_by_other_numbers() -> None:
    """x86_64 has every call once more, with bit 30 set."""
    program = refusing_program(*_X86_64, refused=[(41, 198)])
    assert _verdict(_X86_64, 41 | 1 << 30, program=program) == _KILL
