"""`workstation display list`: the monitors, and the profile that is kept of each."""

import json
from collections.abc import Mapping, Sequence

import click

from workstation.base.text import _
from workstation.cli.messages import printable, say
from workstation.commands.opening import DeskRequest, OpenWindow
from workstation.display.desk import AttachedMonitor, Desk
from workstation.display.monitor import MonitorProfile

Row = Mapping[str, object]


@click.command("list", help=_("Name the monitors, and say which profile is kept of each."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON document on standard output."))
@click.pass_context
def command(ctx: click.Context, /, as_json: bool) -> None:
    """Ask the window system, and look among the profiles."""
    show: OpenWindow = ctx.obj
    ctx.exit(show(DeskRequest(lambda desk: _list(desk, as_json))))


def _list(desk: Desk, as_json: bool) -> int:
    from workstation.base.paths import settings_directory
    from workstation.display.stored_profiles import profile_of, read_profiles

    profiles, problems = read_profiles(settings_directory() / "displays")
    attached = [each.identity for each in desk.monitors]
    rows = [_row(each, profile_of(each.identity, attached, profiles)) for each in desk.monitors]
    if as_json:
        click.echo(json.dumps({"monitors": rows}, indent=2))
    else:
        _print(rows)
    for problem in problems:
        say(problem)
    return 1 if problems else 0


def _row(monitor: AttachedMonitor, profile: MonitorProfile | None) -> Row:
    own = monitor.identity
    return {
        "number": monitor.number,
        "manufacturer": own.manufacturer,
        "model": own.model,
        "serial": own.serial,
        "connector": own.connector,
        "width": monitor.width,
        "height": monitor.height,
        "millimeters": list(monitor.millimeters),
        "depth": monitor.depth,
        "calibration": _calibration(profile),
        "measured_at": profile.measured_at if profile else "",
    }


def _calibration(profile: MonitorProfile | None) -> str:
    """As the badge would say it."""
    if profile is None:
        return "uncalibrated"
    from workstation.display.calibration import display_table

    return display_table(profile).calibration.value


def _print(rows: Sequence[Row]) -> None:
    words = {
        "uncalibrated": _("no profile"),
        "due": _("measured, verification due"),
        "expired": _("expired"),
        "calibrated": _("calibrated"),
    }
    for row in rows:
        who = " ".join(str(row[key]) for key in ("manufacturer", "model", "serial") if row[key])
        size = f"{row['width']}x{row['height']}"
        text = _("{number}  {connector}  {who}  {size}  {depth} bits a pixel  {state}").format(
            number=row["number"],
            connector=row["connector"],
            who=who or _("says nothing of itself"),
            size=size,
            depth=row["depth"],
            state=words[str(row["calibration"])],
        )
        click.echo(printable(f"{text}  {row['measured_at']}".rstrip()))
