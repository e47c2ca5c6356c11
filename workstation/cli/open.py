"""`workstation open PATH…`: the reading window on what is named."""

from pathlib import Path

import click

from workstation.base.text import _
from workstation.cli.parameters import window_options
from workstation.commands.opening import OpenRequest, OpenWindow


@click.command("open", help=_("Show these files, folders, DICOMDIRs and disc images."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@window_options
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    layout: tuple[int, int] | None,
    size: tuple[int, int] | None,
    screenshot: str | None,
) -> None:
    """Hand the request to the window."""
    picture = None if screenshot is None else Path(screenshot)
    show: OpenWindow = ctx.obj
    ctx.exit(show(OpenRequest(tuple(map(Path, paths)), layout, size, picture)))
