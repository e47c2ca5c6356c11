"""The command line's first word: a subcommand, loaded when it is asked for, or what to open."""

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from workstation import __version__
from workstation.base.errors import CancelledError, WorkstationError
from workstation.base.text import N_, _, use_language
from workstation.cli.messages import say
from workstation.cli.parameters import open_request, window_options
from workstation.commands.opening import OpenWindow

# Name, module and one line of help; modules are imported only when they are run or asked about.
COMMANDS = {
    "open": ("workstation.cli.open", N_("Show studies in the reading window.")),
    "demo": ("workstation.cli.demo", N_("Show a demonstration disc, made on the spot.")),
    "dump": ("workstation.cli.dump", N_("Print the header of one object.")),
    "render": ("workstation.cli.render", N_("Draw one frame into a file, off screen.")),
    "display": ("workstation.cli.display", N_("Monitors: list, measure, verify, test patterns.")),
    "bench": ("workstation.cli.bench", N_("Measure how fast the program is.")),
    "about": ("workstation.cli.about", N_("Say what a bug report needs to say.")),
}
# Commands that take the options of the window; said before the command, they mean the same.
_OF_THE_WINDOW = ("open", "demo")


class LazyGroup(click.Group):
    """Subcommands by name, and paths where no name stands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table: what is used most comes first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a subcommand."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing one."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_module, text) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands, and files where no command begins like this."""
        commands = super().shell_complete(ctx, incomplete)
        return commands or [CompletionItem(incomplete, type="file")]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what is no subcommand as a path to open."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        if not os.path.lexists(args[0]):
            ctx.fail(_no_such(args[0]))
        return "open", self.get_command(ctx, "open"), args

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; a failure whose cause is outside the program is status 1."""
        try:
            return super().invoke(ctx)
        except WorkstationError as error:
            say(error)
            ctx.exit(1)
        except CancelledError:
            ctx.exit(1)


def _no_such(word: str) -> str:
    near = get_close_matches(word, COMMANDS, n=1)
    message = _("No such command, file or folder: {word}.").format(word=word)
    return f"{message} {_('Did you mean {near}?').format(near=near[0])}" if near else message


def build(open_window: OpenWindow) -> click.Group:
    """Make the command line around the one thing it cannot do itself: show a window."""

    @click.group(
        "workstation",
        cls=LazyGroup,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        subcommand_metavar=_("[PATH…] | COMMAND [ARGS]…"),
        help=_(
            "An open DICOM workstation. Without a command it starts the window, and opens the "
            "files, folders, DICOMDIRs and disc images that are named."
        ),
    )
    @click.version_option(__version__, prog_name="workstation")
    @window_options
    @click.pass_context
    def workstation(ctx: click.Context, /, **options: Any) -> None:
        ctx.obj = open_window
        named = {key: value for key, value in options.items() if value is not None}
        if ctx.invoked_subcommand is None:
            ctx.exit(open_window(open_request((), named)))
        elif named and ctx.invoked_subcommand not in _OF_THE_WINDOW:
            ctx.fail(_("--{option} before a command is of the window.").format(option=min(named)))
        ctx.default_map = dict.fromkeys(_OF_THE_WINDOW, named)

    return workstation


def run(open_window: OpenWindow, arguments: Sequence[str] | None = None) -> int:
    """Run the command line and answer its exit status: 0 done, 1 something was not, 2 usage."""
    use_language()
    group = build(open_window)
    try:
        status = group.main(arguments, prog_name="workstation", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo(_("Stopped."), err=True)
        return 1
    except BrokenPipeError:  # whoever read standard output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status if isinstance(status, int) else 0
