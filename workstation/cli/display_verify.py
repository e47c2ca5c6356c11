"""`workstation display verify`: 18 patches through the table of a monitor, and a verdict."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workstation.base.errors import WorkstationError
from workstation.base.text import N_, _
from workstation.cli.messages import printable
from workstation.cli.meters import INSTRUMENTS, REPEATS, SETTLE, opened_meter
from workstation.commands.opening import DeskRequest, OpenWindow

if TYPE_CHECKING:
    from workstation.display.desk import AttachedMonitor, Desk
    from workstation.display.meter import Reading
    from workstation.display.monitor import MonitorProfile

Options = Mapping[str, Any]


class NoProfileError(WorkstationError):
    message_id = "display.no-profile"
    sentence = N_("No profile is kept of the monitor {name}, so there is nothing to verify.")
    advice = N_("Measure it with `workstation display calibrate -o stored`, or name a --display.")


@click.command("verify", help=_("Measure whether a monitor follows PS3.14 with its profile."))
@click.option("--monitor", default="", metavar="NAME|N", help=_("Its connector or number."))
@click.option("--meter", type=click.Choice(list(SETTLE)), default="spotread", show_default=True)
@click.option(
    "--display",
    type=click.Path(exists=True, dir_okay=False),
    help=_("Profile of the monitor; else the one that is kept."),
)
@click.option(
    "--limit",
    type=click.FloatRange(0.1, 100),
    default=10.0,
    show_default=True,
    help=_("Percent that k18 may be."),
)
@click.option("--json", "as_json", is_flag=True, help=_("One JSON document on standard output."))
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Show, read, judge, record."""
    show: OpenWindow = ctx.obj
    ctx.exit(show(DeskRequest(lambda desk: _verify(desk, options))))


def _verify(desk: "Desk", options: Options) -> int:
    from workstation.base.paths import data_directory
    from workstation.display.desk import chosen
    from workstation.display.history import append, history_file
    from workstation.display.verifying import verification, verification_record

    monitor = chosen(desk.monitors, options["monitor"])
    profile = _profile(desk, monitor, options["display"])
    readings = _readings(desk, monitor, profile, options["meter"])
    ambient, instrument = profile.ambient_luminance, INSTRUMENTS[options["meter"]]
    found = verification(readings, ambient, options["limit"] / 100)
    record = verification_record(monitor.identity, found, readings, ambient, instrument)
    append(history_file(monitor.identity, data_directory() / "displays"), record)
    if options["as_json"]:
        click.echo(json.dumps(record, indent=2))
    else:
        text = _(
            "{verdict}: k18 {k18:.1%} ± {uncertainty:.1%}, limit {limit:.1%}; ratio {ratio:.0f}"
        )
        words = {"pass": _("Pass"), "fail": _("Fail"), "inconclusive": _("Inconclusive")}
        click.echo(
            text.format(
                verdict=words[found.verdict],
                k18=found.k18,
                uncertainty=found.uncertainty,
                limit=found.limit,
                ratio=found.ratio,
            )
        )
    return 0 if found.verdict == "pass" else 1


def _profile(desk: "Desk", monitor: "AttachedMonitor", named: str | None) -> "MonitorProfile":
    from workstation.base.paths import settings_directory
    from workstation.display.monitor import read_profile
    from workstation.display.stored_profiles import profile_of, read_profiles

    if named is not None:
        return read_profile(Path(named))
    profiles, _problems = read_profiles(settings_directory() / "displays")
    attached = [each.identity for each in desk.monitors]
    found = profile_of(monitor.identity, attached, profiles)
    if found is None:
        raise NoProfileError(name=monitor.name)
    return found


def _readings(
    desk: "Desk", monitor: "AttachedMonitor", profile: "MonitorProfile", meter_name: str
) -> "list[Reading]":
    from workstation.display.meter import averaged
    from workstation.display.verifying import POINTS

    readings = []
    with (
        opened_meter(meter_name) as meter,
        desk.pattern(monitor, profile, SETTLE[meter_name]) as show,
    ):
        for number in range(1, POINTS + 1):
            text = _("Patch {number} of {count}").format(number=number, count=POINTS)
            click.echo(printable(text), err=True)
            show(f"TG18-LN8-{number:02}")
            readings.append(averaged([meter.read() for _again in range(REPEATS[meter_name])]))
    return readings
