"""Commands for the monitor that the window is on."""

from workstation.base.text import N_
from workstation.commands.command import Command

_DISPLAYS = N_("&Displays")

COMMANDS = (
    Command(
        "display.patterns",
        N_("Test Patterns"),
        lambda context: context.window.show_patterns(),
        menu=(_DISPLAYS,),
    ),
    Command(
        "display.check",
        N_("Daily Visual Check…"),
        lambda context: context.window.check_display(),
        menu=(_DISPLAYS,),
    ),
)
