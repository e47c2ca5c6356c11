"""The first word, the exit status, and how soon help is there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.shell import Shell
from workstation.cli.main import COMMANDS
from workstation.commands.opening import OpenRequest


def test_alone_it_starts_the_window_with_nothing_open() -> None:
    shell = Shell()
    assert shell.run() == 0
    assert shell.requests == [OpenRequest()]


def test_what_is_no_command_is_opened(tmp_path: Path) -> None:
    shell = Shell()
    assert shell.run(tmp_path, tmp_path) == 0
    assert shell.requests == [OpenRequest((tmp_path, tmp_path))]


def test_alone_it_takes_the_options_of_the_window(tmp_path: Path) -> None:
    shell = Shell()
    shell.run("--size", "800x600", "--screenshot", tmp_path / "out.png", "--ambient", "0.5")
    wanted = OpenRequest(size=(800, 600), screenshot=tmp_path / "out.png", ambient=0.5)
    assert shell.requests == [wanted]


@pytest.mark.parametrize("command", [["open"], []], ids=["command", "path"])
def test_options_of_the_window_may_stand_first(tmp_path: Path, command: list[str]) -> None:
    """`workstation --layout 2x2 PATH` is what `workstation PATH --layout 2x2` is."""
    shell = Shell()
    shell.run("--layout", "2x2", *command, tmp_path)
    assert shell.requests == [OpenRequest((tmp_path,), (2, 2))]


def test_options_of_the_window_before_another_command_are_wrong_usage(tmp_path: Path) -> None:
    assert Shell().run("--layout", "2x2", "about") == 2


def test_the_windows_exit_status_is_the_programs(tmp_path: Path) -> None:
    assert Shell(status=1).run(tmp_path) == 1


@pytest.mark.parametrize(
    "words", [["rendr"], ["open"], ["open", "/nothing/there"], ["--what"], ["render", "-o", "x"]]
)
def test_wrong_usage_is_status_2_and_said_on_standard_error(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert Shell().run(*words) == 2
    output = capsys.readouterr()
    assert (output.out, "Error" in output.err) == ("", True)


def test_a_mistyped_command_is_told_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    Shell().run("rendr")
    assert "Did you mean render?" in capsys.readouterr().err


def test_what_cannot_be_done_is_status_1_with_a_sentence_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague")
    assert Shell().run("dump", letter) == 1
    assert capsys.readouterr() == ("", "letter.txt is not a DICOM file.\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert Shell().run(name, "--help") == 0
    assert f"Usage: workstation {name}" in capsys.readouterr().out


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert Shell().run("--help") == 0
    output = capsys.readouterr().out
    assert all(f"  {name} " in output for name in COMMANDS)


@pytest.mark.parametrize("words", ["--help", "open --help"])
def test_help_loads_nothing_that_takes_time(words: str) -> None:
    """Neither NumPy's users nor pydicom nor Qt; a shell that completes words asks often."""
    script = (
        "import sys; from workstation.cli.main import run; status = run(lambda r: 0, "
        f"{words.split()}); print(sorted({{'pydicom', 'PySide6', 'imagecodecs', 'OpenGL', 'PIL'}}"
        " & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stderr.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize(("word", "offered"), [("re", "plain,render"), ("/tm", "file,/tm")])
def test_a_shell_completes_commands_and_files(
    word: str, offered: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_WORKSTATION_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"workstation {word}")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        Shell().run()
    assert capsys.readouterr().out.strip() == offered
