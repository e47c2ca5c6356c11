"""`workstation display pattern NAME`: a test pattern on a monitor, or in a file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from workstation.base.text import _
from workstation.cli.parameters import LUMINANCE, PITCH, SIZE
from workstation.commands.opening import OpenWindow, PatternRequest

_SIZE = (1024, 1024)  # of a file for which none is asked
_OF_A_FILE = ("bits", "reference")
_OF_A_WINDOW = ("monitor", "screenshot")


@click.command(
    "pattern",
    help=_("Show the test pattern NAME full screen until Esc is pressed, or write it to a file."),
)
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help=_("List the patterns, and end."))
@click.option("--json", "as_json", is_flag=True, help=_("With --list: one JSON document."))
@click.option("-o", "--output", "out", metavar="OUT.png", type=click.Path(dir_okay=False))
@click.option("--size", type=SIZE, help=_("Pixels; else the whole monitor, 1024x1024 in a file."))
@click.option(
    "--display",
    type=click.Path(exists=True, dir_okay=False),
    help=_("Profile of a monitor; in a file, else, P-Values come out."),
)
@click.option("--ambient", type=LUMINANCE, help=_("cd/m² reflected by the monitor."))
@click.option(
    "--pixel-pitch",
    "pitch",
    type=PITCH,
    metavar="MM",
    help=_("From one pixel to the next, for patterns of millimeters."),
)
@click.option("--bits", type=click.Choice(["8", "10", "16"]), help=_("Of a level in a file."))
@click.option("--reference", is_flag=True, default=None, help=_("Use numpy instead of OpenGL."))
@click.option("--monitor", metavar="NAME|N", help=_("Connector of the monitor, or its number."))
@click.option(
    "--screenshot",
    type=click.Path(dir_okay=False),
    help=_("Save what the window shows to this PNG file, and end."),
)
@click.pass_context
def command(
    ctx: click.Context, /, name: str | None, listed: bool, as_json: bool, **options: Any
) -> None:
    """List, write or show."""
    if listed:
        _list(as_json)
        return
    if name is None:
        raise click.UsageError(_("Name a pattern, or ask for the list with --list."))
    wishes = {key: value for key, value in options.items() if value is not None}
    _refuse_nonsense(wishes)
    if "out" in wishes:
        _write(name, wishes)
    else:
        show: OpenWindow = ctx.obj
        ctx.exit(show(_request(name, wishes)))


def _refuse_nonsense(wishes: Mapping[str, Any]) -> None:
    in_file = "out" in wishes
    for key in _OF_A_WINDOW if in_file else _OF_A_FILE:
        if key in wishes:
            where = _("a window") if in_file else _("a file")
            raise click.UsageError(_("--{option} is of {where}.").format(option=key, where=where))
    if in_file and "ambient" in wishes and "display" not in wishes:
        raise click.UsageError(_("--ambient needs --display: it changes a monitor's profile."))


def _request(name: str, wishes: Mapping[str, Any]) -> PatternRequest:
    """What the window is asked for; a name that does not exist is refused before it opens."""
    from workstation.display.patterns import pattern_named

    wanted = dict(wishes)
    wanted.update({key: Path(wanted[key]) for key in ("screenshot", "display") if key in wanted})
    return PatternRequest(pattern_named(name).name, **wanted)


def _write(name: str, wishes: Mapping[str, Any]) -> None:
    """Draw with the window's own renderer and write."""
    from workstation.cli.picture import Drawn, scene_levels
    from workstation.cli.picture_file import write_picture
    from workstation.display.table import identity_table
    from workstation.session.pattern_scene import pattern_scene

    bits = int(wishes.get("bits", 8))
    table = identity_table(bits)
    if "display" in wishes:
        from workstation.display.calibration import display_table
        from workstation.display.monitor import read_profile

        profile = read_profile(Path(wishes["display"]))
        table = display_table(profile, wishes.get("ambient"), bits)
    width, height = wishes.get("size", _SIZE)
    scene = pattern_scene(name, width, height, table, wishes.get("pitch"))
    levels = scene_levels(scene, reference=wishes.get("reference", False))
    drawn = levels if table.triplets is not None else levels[..., 0]
    write_picture(Drawn(drawn, bits), Path(wishes["out"]))


def _list(as_json: bool) -> None:
    """Name, standing, source and title of each."""
    from workstation.display.patterns import PATTERNS

    rows = [
        {
            "name": each.name,
            "title": _(each.title),
            "source": each.source,
            "geometry": each.standing.value,
            "needs_pixel_pitch": each.measured,
        }
        for each in PATTERNS
    ]
    if as_json:
        click.echo(json.dumps({"patterns": rows}, indent=2))
        return
    for row in rows:
        source = row["source"] or _("this program")
        click.echo(f"{row['name']:<16}{row['geometry']:<12}{row['title']}  ({source})")
