"""`workstation display calibrate`: patches on a monitor, readings of them, a profile."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from workstation.base.text import _
from workstation.cli.messages import printable
from workstation.cli.meters import INSTRUMENTS, REPEATS, SETTLE, opened_meter
from workstation.cli.parameters import LUMINANCE
from workstation.commands.opening import DeskRequest, OpenWindow

if TYPE_CHECKING:
    from workstation.display.desk import AttachedMonitor, Desk
    from workstation.display.kept_readings import KeptReadings
    from workstation.display.measuring import Plan
    from workstation.display.meter import PatchPresenter, Reading
    from workstation.display.monitor import MonitorProfile

_STORED = "stored"
_GRAY = (128, 128, 128)

Options = Mapping[str, Any]


@click.command("calibrate", help=_("Measure a monitor, and write the profile that corrects it."))
@click.option("--monitor", default="", metavar="NAME|N", help=_("Its connector or number."))
@click.option("--meter", type=click.Choice(list(SETTLE)), default="spotread", show_default=True)
@click.option("--readings", type=click.Choice(["18", "52", "256"]), default="52", show_default=True)
@click.option("--colors/--no-colors", default=None, help=_("Red, green and blue too."))
@click.option("--target", type=click.Choice(["native", "ratio-350"]), default="native")
@click.option("--ambient", type=LUMINANCE, default=0.0, help=_("cd/m² reflected by the monitor."))
@click.option("--warm-up", type=click.FloatRange(0, 240), default=0.0, metavar="MINUTES")
@click.option("--restart", is_flag=True, help=_("Do not go on where a measurement was stopped."))
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    metavar="PROFILE|stored",
    help=_("File (.json; .lut or .txt for DCMTK), or the place where the window finds it."),
)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Refuse what cannot be, then measure."""
    if options["meter"] == "manual" and options["colors"]:
        raise click.UsageError(_("Typed values are luminances: they know no colors."))
    show: OpenWindow = ctx.obj
    ctx.exit(show(DeskRequest(lambda desk: _calibrate(desk, options))))


def _calibrate(desk: "Desk", options: Options) -> int:
    from workstation.display.desk import chosen
    from workstation.display.measuring import check_grays, profile_from

    monitor, plan = chosen(desk.monitors, options["monitor"]), _plan(options)
    kept = _kept(monitor, options["meter"])
    if options["restart"]:
        kept.discard()
    _say(_("Measuring {monitor}.").format(monitor=monitor.name))
    readings = _readings(desk, monitor, plan, kept, options)
    if len(readings) == len(plan.patches()):
        kept.discard()  # in a profile soon, or not worth keeping
    check_grays(plan, readings)
    profile = profile_from(plan, readings, _known(monitor, plan, options))
    _finish(profile, monitor, options["out"])
    return 0


def _plan(options: Options) -> "Plan":
    from workstation.display.measuring import Plan

    typed = options["meter"] == "manual"
    colors = options["colors"] is not False and not typed
    return Plan(8, int(options["readings"]), 18 if colors else 0, REPEATS[options["meter"]])


def _kept(monitor: "AttachedMonitor", meter: str) -> "KeptReadings":
    from workstation.base.paths import data_directory
    from workstation.display.history import history_file
    from workstation.display.kept_readings import KeptReadings

    history = history_file(monitor.identity, data_directory() / "displays")
    return KeptReadings(history.with_suffix(".measuring"), meter)


def _readings(
    desk: "Desk", monitor: "AttachedMonitor", plan: "Plan", kept: "KeptReadings", options: Options
) -> "tuple[Reading, ...]":
    from workstation.display.measuring import measured

    before = kept.read(plan)
    if before:
        _say(
            _("{count} readings of a measurement that was stopped are used.").format(
                count=len(before)
            )
        )
    with (
        opened_meter(options["meter"]) as meter,
        desk.patches(monitor, SETTLE[options["meter"]]) as presenter,
    ):
        _warm_up(presenter, options["warm_up"] * 60)
        return measured(
            meter, presenter, plan, _tell, before, lambda readings: kept.keep(plan, readings)
        )


def _warm_up(presenter: "PatchPresenter", seconds: float) -> None:
    """Let the backlight become steady, on gray."""
    end = monotonic() + seconds
    if seconds:
        _say(_("Warming up for {minutes:g} minutes.").format(minutes=seconds / 60))
    while monotonic() < end:
        presenter.present(_GRAY)


def _tell(done: int, of: int) -> None:
    _say(_("Patch {number} of {count}").format(number=done + 1, count=of))


def _known(monitor: "AttachedMonitor", plan: "Plan", options: Options) -> "MonitorProfile":
    """What the profile says beside the readings."""
    from workstation.display.monitor import MonitorProfile

    own = monitor.identity
    return MonitorProfile(
        plan.bits,
        (),
        own.manufacturer,
        own.model,
        own.serial,
        own.connector,
        ambient_luminance=options["ambient"],
        target=options["target"],
        measured_at=datetime.now(UTC).isoformat(timespec="seconds"),
        instrument=INSTRUMENTS[options["meter"]],
    )


def _finish(profile: "MonitorProfile", monitor: "AttachedMonitor", out: str) -> None:
    """Write, and say what it should do."""
    from workstation.base.paths import settings_directory
    from workstation.display.predicted import predicted
    from workstation.display.profile_place import replace_profile, stored_place

    folder = settings_directory() / "displays"
    path = stored_place(monitor.identity, folder) if out == _STORED else Path(out)
    replace_profile(profile, path)
    figures = predicted(profile)
    click.echo(_("The profile is at {path}").format(path=path))
    text = _(
        "Predicted, not measured: k18 {k18:.1%}, LUM {lum:.2f} JND, luminance ratio {ratio:.0f}"
    )
    click.echo(text.format(k18=figures.k18, lum=figures.lum, ratio=figures.ratio))


def _say(text: str) -> None:
    click.echo(printable(text), err=True)
