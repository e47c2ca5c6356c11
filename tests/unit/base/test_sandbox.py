import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from tests.support.sandbox_entries import TooDarkError
from workstation.base.errors import CancelledError
from workstation.base.pages import PAGE
from workstation.base.sandbox import (
    Sandbox,
    SandboxCrashError,
    SandboxMemoryError,
    SandboxTimeoutError,
    hardening,
)
from workstation.base.shared_memory import SharedMemory

_MISBEHAVE = "tests.support.sandbox_entries:misbehave"
_BYTES = np.dtype(np.uint8)
_ECHO = "tests.support.sandbox_entries:echo"

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the kernel's sandboxes are Linux's"
)


@pytest.fixture(scope="module")
def misbehaving() -> Iterator[Sandbox]:
    """Two workers that do what they are told, however bad."""
    sandbox = Sandbox(_MISBEHAVE, workers=2)
    yield sandbox
    sandbox.shutdown()


@pytest.mark.parametrize("size", [0, 1, 5, 3_000_000], ids=str)
def test_a_message_of_any_size_comes_back_whole(size: int) -> None:
    """More than a socket's buffer holds, and nothing at all."""
    message = bytes(range(256)) * (size // 256 + 1)
    sandbox = Sandbox(_ECHO)
    assert sandbox.call(message[:size]) == message[:size] + b"|0"
    sandbox.shutdown()


def test_a_worker_writes_into_the_memory_it_is_handed() -> None:
    """The descriptor travels, not the bytes."""
    memory = SharedMemory(PAGE)
    sandbox = Sandbox("tests.support.sandbox_entries:fill")
    sandbox.call(b"seen by both", (memory.fd,))
    sandbox.shutdown()
    memory.close()
    assert memory.array(0, 12, _BYTES).tobytes() == b"seen by both"


def test_descriptors_do_not_pile_up() -> None:
    """A worker closes those it was sent, and the caller keeps its own."""
    memory = SharedMemory(PAGE)
    sandbox = Sandbox("tests.support.sandbox_entries:echo")
    answers = {sandbox.call(b"", (memory.fd,)) for _ in range(1200)}
    sandbox.shutdown()
    memory.close()
    assert answers == {b"|1"}


@pytest.mark.parametrize(("deed", "how"), [("segfault", "SIGSEGV"), ("leave", "exit 7")])
def test_a_crash_costs_one_call(misbehaving: Sandbox, deed: str, how: str) -> None:
    """The caller is told how it ended, and the next call is answered."""
    with pytest.raises(SandboxCrashError, match=how):
        misbehaving.call(deed.encode())
    assert misbehaving.call(b"fine") == b"fine"


@pytest.mark.parametrize("deed", ["loop", "sleep"])
def test_work_that_does_not_end_is_ended(misbehaving: Sandbox, deed: str) -> None:
    """Whether it computes or waits; the other worker answers meanwhile."""
    endless = misbehaving.submit(deed.encode(), seconds=0.3)
    assert misbehaving.call(b"fine") == b"fine"
    with pytest.raises(SandboxTimeoutError, match=r"0\.3 seconds"):
        endless.result(timeout=10)


def test_a_worker_that_waits_for_a_medium_is_not_late(misbehaving: Sandbox) -> None:
    """A drive that spins up takes seconds, but no processor's."""
    assert misbehaving.call(b"nap", seconds=0.2, wait=10) == b"rested"


def test_work_is_ended_by_its_own_time_not_by_the_clock(misbehaving: Sandbox) -> None:
    """However long it may wait; and the call after it has all of its time again."""
    with pytest.raises(SandboxTimeoutError, match=r"0\.2 seconds"):
        misbehaving.call(b"loop", seconds=0.2, wait=60)
    with pytest.raises(SandboxTimeoutError, match=r"0\.5 seconds"):
        misbehaving.call(b"sleep", seconds=0.1, wait=0.5)


def test_time_that_was_taken_is_not_missing_afterwards(misbehaving: Sandbox) -> None:
    """Each call has its own."""
    answers = [misbehaving.call(b"labor", seconds=0.5, wait=60) for _ in range(4)]
    assert answers == [b"done"] * 4


def test_a_bomb_is_refused_its_memory(misbehaving: Sandbox) -> None:
    """Eight gigabytes where 100 MB were granted."""
    with pytest.raises(SandboxMemoryError, match="100 MB"):
        misbehaving.call(b"bomb", memory=100_000_000)
    assert misbehaving.call(b"fine") == b"fine"


def test_what_a_worker_keeps_is_not_missing_from_what_it_may_take() -> None:
    """Allocators hold on to memory, and frames of many sizes follow each other."""
    sandbox = Sandbox(_MISBEHAVE)
    for _ in range(3):
        assert sandbox.call(b"keep", memory=200_000_000) == b"kept"
    assert sandbox.call(b"take", memory=100_000_000) == b"60000000"
    sandbox.shutdown()


def test_a_declared_error_arrives_as_itself(misbehaving: Sandbox) -> None:
    """With its facts, so that it can be shown in the user's language."""
    with pytest.raises(TooDarkError, match="too dark by 3"):
        misbehaving.call(b"declare")


def test_a_blunder_is_reported_with_its_place_but_without_its_words(misbehaving: Sandbox) -> None:
    """What an exception says may be part of a patient's data."""
    with pytest.raises(SandboxCrashError, match=r"ZeroDivisionError sandbox_entries\.py:\d+"):
        misbehaving.call(b"blunder")


@linux_only
@pytest.mark.parametrize(
    "deed", ["open", "write", "connect", "execute", "fork", "kill", "trace", "run_code"]
)
def test_a_worker_can_do_nothing_but_compute(misbehaving: Sandbox, deed: str) -> None:
    """Files, the network, other processes and new code are refused by the kernel."""
    with pytest.raises(SandboxCrashError, match=r"(PermissionError|OSError) \w+\.py"):
        misbehaving.call(deed.encode())


@linux_only
def test_what_holds_here_can_be_told(misbehaving: Sandbox) -> None:
    """`about` says what a worker has given up; the test systems' kernels filter calls."""
    assert misbehaving.hardening().seccomp
    assert hardening() == misbehaving.hardening()


def test_shutting_down_ends_what_is_under_way() -> None:
    """At once, and the caller learns that it was not the work's fault."""
    sandbox = Sandbox(_MISBEHAVE)
    sandbox.call(b"fine")
    endless = sandbox.submit(b"sleep")
    time.sleep(0.05)
    sandbox.shutdown()
    with pytest.raises(CancelledError):
        endless.result(timeout=5)


def test_whoever_waits_for_a_worker_learns_of_the_end() -> None:
    """Nobody waits for a place that will not come."""
    sandbox = Sandbox(_MISBEHAVE)
    sandbox.call(b"fine")
    busy = sandbox.submit(b"sleep")
    time.sleep(0.05)
    waiting = sandbox.submit(b"fine")
    sandbox.shutdown()
    assert isinstance(busy.exception(5), CancelledError)
    assert isinstance(waiting.exception(5), CancelledError)
    with pytest.raises(CancelledError):
        sandbox.call(b"fine")


def test_a_sandbox_that_lost_its_zygote_starts_another() -> None:
    """The system may end any process when memory is short."""
    sandbox = Sandbox(_MISBEHAVE)
    sandbox.call(b"fine")
    (worker,) = psutil.Process(sandbox.zygote_pid).children()
    os.kill(sandbox.zygote_pid, signal.SIGKILL)
    worker.wait(5)  # it dies with its zygote
    with pytest.raises(SandboxCrashError):
        sandbox.call(b"fine")
    assert sandbox.call(b"fine") == b"fine"
    sandbox.shutdown()


def test_a_new_zygote_is_not_spoiled_by_the_workers_of_the_old() -> None:
    """They are not its children: each of them costs its own call, and no other."""
    sandbox = Sandbox(_MISBEHAVE, workers=2)
    for future in [sandbox.submit(b"nap") for _ in range(2)]:
        future.result(10)
    before = sandbox.zygote_pid
    workers = psutil.Process(before).children()
    os.kill(before, signal.SIGKILL)
    psutil.wait_procs(workers, 5)  # they die with their zygote
    with pytest.raises(SandboxCrashError):
        sandbox.call(b"fine")
    at_work = sandbox.submit(b"nap", seconds=20)
    while sandbox.zygote_pid == before or not psutil.Process(sandbox.zygote_pid).children():
        time.sleep(0.01)
    with pytest.raises(SandboxCrashError):
        sandbox.call(b"fine")
    assert at_work.result(10) == b"rested"
    sandbox.shutdown()


@pytest.mark.parametrize("deed", ["sleep", "loop"])
def test_workers_end_with_the_program(tmp_path: Path, deed: str) -> None:
    """Even when the program is killed while a worker is busy."""
    pids = tmp_path / "pids"
    program = subprocess.Popen([sys.executable, "-c", _PROGRAM, deed, str(pids)])
    while not pids.exists() or not pids.read_text().endswith("\n"):
        time.sleep(0.01)
    program.kill()
    program.wait()
    for pid in map(int, pids.read_text().split()):
        _await_end(pid)


def test_the_program_ends_though_a_worker_is_busy() -> None:
    """Nobody has to shut the sandbox down for that."""
    done = subprocess.run([sys.executable, "-c", _CARELESS], timeout=20, check=False)
    assert done.returncode == 0


def _await_end(pid: int) -> None:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    pytest.fail("a worker outlived the program")


_PROGRAM = """
import pathlib, sys, time
import psutil
from workstation.base.sandbox import Sandbox
sandbox = Sandbox("tests.support.sandbox_entries:misbehave")
sandbox.call(b"fine")
busy = sandbox.submit(sys.argv[1].encode(), seconds=60)
time.sleep(0.1)
workers = [child.pid for child in psutil.Process(sandbox.zygote_pid).children()]
pathlib.Path(sys.argv[2]).write_text(f"{sandbox.zygote_pid} {workers[0]}\\n")
time.sleep(60)
"""

_CARELESS = """
from workstation.base.sandbox import Sandbox
sandbox = Sandbox("tests.support.sandbox_entries:misbehave")
sandbox.call(b"fine")
sandbox.submit(b"loop", seconds=60)
"""
