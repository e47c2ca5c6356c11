"""The manual's page of commands."""

from pathlib import Path

from workstation.commands.page import page
from workstation.commands.table import COMMANDS

_MANUAL = Path(__file__).parents[3] / "docs" / "keys.md"


def test_the_manual_is_what_the_table_says() -> None:
    """Renew it with `python -m workstation.commands.page > docs/keys.md`."""
    assert _MANUAL.read_text("utf-8") == page()


def test_every_command_has_a_row() -> None:
    """A command that nobody can read of is a command that nobody uses."""
    rows = [line for line in page().split("## What differs")[0].splitlines() if "| " in line]
    headings = sum("command | keys" in row or "---" in row for row in rows)
    assert len(rows) - headings == len(COMMANDS)
