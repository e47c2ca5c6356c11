"""`workstation demo`: the reading window on the demo disc."""

from typing import Any

import click

from workstation.base.text import _
from workstation.cli.messages import progress_bar
from workstation.cli.parameters import open_request, window_options
from workstation.commands.opening import OpenWindow


@click.command("demo", help=_("Show a disc with a phantom CT, test patterns and moving pictures."))
@window_options
@click.option("--quiet", is_flag=True, help=_("Show no progress while the disc is made."))
@click.pass_context
def command(ctx: click.Context, /, quiet: bool, **options: Any) -> None:
    """Make the disc where it is not there yet, and open it."""
    from workstation.media.demo_disc import demo_disc

    show: OpenWindow = ctx.obj
    with progress_bar(quiet) as progress:
        disc = demo_disc(progress)
    ctx.exit(show(open_request([str(disc)], options)))
