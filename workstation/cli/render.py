"""`workstation render`: one frame into a file, through the window's own pipeline."""

from dataclasses import replace
from pathlib import Path

import click

from workstation.base.text import _
from workstation.cli.parameters import LUMINANCE, SIZE, WINDOW
from workstation.cli.picture import Wish, draw, load_frame
from workstation.cli.picture_file import write_picture
from workstation.cli.signs import say_signs, signs_in
from workstation.cli.stated import under_state
from workstation.dicom.lut import VoiFunction, Window

_FUNCTIONS = {
    "linear": VoiFunction.LINEAR,
    "linear-exact": VoiFunction.LINEAR_EXACT,
    "sigmoid": VoiFunction.SIGMOID,
}
_STAGES = ("stored", "modality", "p-value", "ddl")
_BEFORE_STATES = ("stored", "modality")
_FILE = click.Path(exists=True, dir_okay=False)


@click.command("render", help=_("Draw one frame of FILE into OUT, a PNG or a NumPy file (.npy)."))
@click.argument("file", type=_FILE)
@click.option("-o", "--output", "out", required=True, metavar="OUT", type=click.Path())
@click.option("--frame", type=click.IntRange(1), default=1, help=_("Number of the frame, from 1."))
@click.option("--window", type=WINDOW, help=_("Center and width, instead of the image's own."))
@click.option("--voi", default="1", metavar="N|none", help=_("Which of the image's VOI LUTs."))
@click.option("--voi-function", type=click.Choice(list(_FUNCTIONS)), help=_("Shape of the window."))
@click.option("--presentation-state", "state", type=_FILE, help=_("As this state asks."))
@click.option("--display", type=_FILE, help=_("Profile of a monitor; else P-Values come out."))
@click.option("--ambient", type=LUMINANCE, help=_("cd/m² reflected by the monitor."))
@click.option("--size", type=SIZE, help=_("Fit into this size; else a pixel for each stored one."))
@click.option("--stage", type=click.Choice(_STAGES), default="ddl", help=_("Where to stop."))
@click.option("--bits", type=click.Choice(["8", "10", "16"]), default="8", help=_("Of a level."))
@click.option("--no-overlays", is_flag=True, help=_("No overlays, no annotations."))
@click.option("-q", "--quiet", is_flag=True, help=_("No signs on standard error."))
@click.option("--reference", is_flag=True, help=_("Use the numpy pipeline instead of OpenGL."))
def command(
    file: str,
    out: str,
    frame: int,
    window: Window | None,
    voi: str,
    voi_function: str | None,
    state: str | None,
    display: str | None,
    ambient: float | None,
    size: tuple[int, int] | None,
    stage: str,
    bits: str,
    no_overlays: bool,
    quiet: bool,
    reference: bool,
) -> None:
    """Check what is asked for, draw, write."""
    if ambient is not None and display is None:
        raise click.UsageError(_("--ambient needs --display: it changes a monitor's profile."))
    if state is not None and stage in _BEFORE_STATES:
        raise click.UsageError(_("--presentation-state is for the stages p-value and ddl."))
    wish = Wish(
        stage=stage,
        frame_number=frame,
        window=_shaped(window, voi_function),
        voi=_voi_index(voi),
        function=None if voi_function is None else _FUNCTIONS[voi_function],
        display=None if display is None else Path(display),
        ambient=ambient,
        size=size,
        bits=int(bits),
        reference=reference,
        overlays=not no_overlays,
        annotations=not no_overlays,
    )
    target = Path(out)
    if stage == "modality" and target.suffix.lower() != ".npy":
        raise click.UsageError(_("Modality values are written as NumPy files: OUT.npy."))
    loaded = load_frame(Path(file), frame, as_stored=stage == "stored")
    plain = loaded.frame
    if state is not None:
        loaded = replace(loaded, frame=under_state(plain, Path(state)))
    drawn = draw(loaded, wish)
    write_picture(drawn, target)
    if not quiet:
        for remark in drawn.remarks:
            click.echo(remark, err=True)
        say_signs(signs_in(loaded, wish, plain))


def _shaped(window: Window | None, function: str | None) -> Window | None:
    if window is None or function is None:
        return window
    return replace(window, function=_FUNCTIONS[function])


def _voi_index(text: str) -> int | None:
    """From 1 to an index from 0; None for none."""
    if text == "none":
        return None
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise click.BadParameter(_("a number from 1, or none"), param_hint="--voi")
    return int(text) - 1
