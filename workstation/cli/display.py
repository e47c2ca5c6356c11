"""`workstation display`: what can be done with monitors, each a command of its own."""

from importlib import import_module

import click

from workstation.base.text import N_, _

# Name, module and one line of help; a module is imported only when its command is run.
COMMANDS = {
    "list": ("workstation.cli.display_list", N_("Name the monitors and what is known of them.")),
    "calibrate": ("workstation.cli.display_calibrate", N_("Measure a monitor; write its profile.")),
    "verify": ("workstation.cli.display_verify", N_("Measure whether a monitor follows PS3.14.")),
    "pattern": ("workstation.cli.display_pattern", N_("Show or write a test pattern.")),
}


class _Lazy(click.Group):
    """Commands by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing one."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_module, text) in COMMANDS.items()])


command = _Lazy("display", help=_("Monitors."))
