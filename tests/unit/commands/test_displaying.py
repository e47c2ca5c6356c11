"""Commands for monitors."""

import pytest

from tests.support.commands import RememberedWindow, context
from workstation.commands.table import command


@pytest.mark.parametrize(
    ("command_id", "asked"),
    [("display.patterns", "show_patterns"), ("display.check", "check_display")],
)
def test_the_window_is_asked(command_id: str, asked: str) -> None:
    """Whatever is open."""
    window = RememberedWindow()
    command(command_id).run(context(window=window))
    assert window.asked == [asked]
