import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workstation.base.sandbox_program import ProgramLimits, start

_LIMITS = ProgramLimits(seconds=5, memory=1 << 30)


def _run(*command: str, limits: ProgramLimits = _LIMITS, given: bytes = b"") -> tuple[int, bytes]:
    """Exit status and output."""
    path = shutil.which(command[0])
    if path is None:
        pytest.skip(f"there is no {command[0]}")
    source, writer = os.pipe()
    os.write(writer, given)
    os.close(writer)
    reader, target = os.pipe()
    with open(reader, "rb") as output:
        process = start([path, *command[1:]], limits, source, target)
        os.close(source)
        os.close(target)
        answer = output.read()
    return process.wait(), answer


def test_a_program_reads_and_writes_its_pipes() -> None:
    """And gets what it is told, as it is."""
    assert _run("tr", "a-c", "A-C", given=b"abcd") == (0, b"ABCd")


def test_a_program_has_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may hold passwords."""
    monkeypatch.setenv("SECRET", "1")
    assert b"SECRET" not in _run("env")[1]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has Landlock")
def test_a_program_reads_no_file_of_the_user(tmp_path: Path) -> None:
    """Nor of anybody else."""
    (tmp_path / "patient").write_text("Doe")
    assert _run("cat", str(tmp_path / "patient")) == (1, b"")
    assert _run("cat", "/etc/passwd") == (1, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has Landlock")
def test_a_program_writes_no_file(tmp_path: Path) -> None:
    """Not even an empty one."""
    assert _run("touch", str(tmp_path / "new"))[0] == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has seccomp")
@pytest.mark.parametrize("code", ["use Socket; socket(S, AF_INET, SOCK_STREAM, 0) or exit 7"])
def test_a_program_has_no_network(code: str) -> None:
    """The call is refused."""
    assert _run("perl", "-e", code)[0] == 7


def test_a_program_that_computes_too_long_is_ended() -> None:
    """By the kernel."""
    status, _output = _run("perl", "-e", "1 while 1", limits=ProgramLimits(1, 1 << 30))
    assert status in (-signal.SIGKILL, -signal.SIGXCPU)


def test_a_program_cannot_take_all_memory() -> None:
    """It is told that there is none."""
    assert _run("perl", "-e", "my $x = 'a' x (1 << 31)")[0] != 0


def test_a_program_s_words_are_nobody_s(capfd: pytest.CaptureFixture[str]) -> None:
    """They may quote what it was given."""
    subprocess.run(["true"], check=True)
    _run("cat", "/nonexistent")
    assert capfd.readouterr().err == ""
