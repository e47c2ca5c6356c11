"""`workstation open PATH…`: the reading window on what is named."""

from typing import Any

import click

from workstation.base.text import _
from workstation.cli.parameters import open_request, window_options
from workstation.commands.opening import OpenWindow


@click.command("open", help=_("Show these files, folders, DICOMDIRs and disc images."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@window_options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Hand the request to the window."""
    show: OpenWindow = ctx.obj
    ctx.exit(show(open_request(paths, options)))
