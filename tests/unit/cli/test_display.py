"""`display`: its commands."""

import pytest

from tests.support.shell import Shell
from workstation.cli.display import COMMANDS


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert Shell().run("display", "--help") == 0
    said = capsys.readouterr().out
    assert all(name in said for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    assert Shell().run("display", name, "--help") == 0


def test_an_unknown_command_is_wrong_usage() -> None:
    assert Shell().run("display", "patern") == 2
