"""Every command, in menu order. Adding a feature to the interface starts with a row here."""

from workstation.commands import covering, displaying, going, placing, presenting, windowing
from workstation.commands.command import Command
from workstation.commands.general import (
    EDIT_COMMANDS,
    FILE_COMMANDS,
    HELP_COMMANDS,
    TOOL_COMMANDS,
    VIEW_COMMANDS,
)

COMMANDS: tuple[Command, ...] = (
    *FILE_COMMANDS,
    *EDIT_COMMANDS,
    *VIEW_COMMANDS,
    *placing.COMMANDS,
    *windowing.COMMANDS,
    *covering.COMMANDS,
    *presenting.COMMANDS,
    *TOOL_COMMANDS,
    *going.COMMANDS,
    *displaying.COMMANDS,
    *HELP_COMMANDS,
)
_BY_ID = {command.id: command for command in COMMANDS}


def command(command_id: str) -> Command:
    """The command of this id."""
    return _BY_ID[command_id]
