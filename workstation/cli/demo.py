"""`workstation demo`: the reading window on the demo disc."""

from pathlib import Path

import click

from workstation.base.text import _
from workstation.cli.messages import progress_bar
from workstation.cli.parameters import window_options
from workstation.commands.opening import OpenRequest, OpenWindow


@click.command("demo", help=_("Show a disc with a phantom CT, test patterns and moving pictures."))
@window_options
@click.option("--quiet", is_flag=True, help=_("Show no progress while the disc is made."))
@click.pass_context
def command(
    ctx: click.Context,
    layout: tuple[int, int] | None,
    size: tuple[int, int] | None,
    screenshot: str | None,
    quiet: bool,
) -> None:
    """Make the disc where it is not there yet, and open it."""
    from workstation.media.demo_disc import demo_disc

    picture = None if screenshot is None else Path(screenshot)
    show: OpenWindow = ctx.obj
    with progress_bar(quiet) as progress:
        disc = demo_disc(progress)
    ctx.exit(show(OpenRequest((disc,), layout, size, picture)))
