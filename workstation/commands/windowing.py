"""Commands that change how gray an image is: windows, presets, inversion, interpolation."""

from collections.abc import Callable

from workstation.base.text import N_, _
from workstation.commands.command import Command, CommandContext, Run
from workstation.commands.conditions import edit, has_grayscale, has_image
from workstation.dicom.lut import Window
from workstation.imaging.presets import presets
from workstation.scene.scene import Interpolation
from workstation.session.viewport import (
    inverted,
    next_interpolation,
    next_stored_voi,
    stored_voi,
    windowed,
)
from workstation.session.windowing import auto_window

_IMAGE, _WINDOW = N_("&Image"), N_("&Window")
_PRESETS = 9


def presets_of(context: CommandContext) -> tuple[Window, ...]:
    """The presets of the active viewport's modality, in the order of their keys."""
    workspace = context.stage.workspace
    shown = workspace.shown(workspace.active)
    return () if shown is None or not has_grayscale(context) else presets(shown.series.modality)


def use_preset(number: int) -> Run:
    """Window with the preset of this number, from 1."""

    def run(context: CommandContext) -> None:
        found = presets_of(context)
        if number <= len(found):
            context.stage.change(lambda state: windowed(state, found[number - 1]))

    return run


def use_auto_window(context: CommandContext) -> None:
    """Window over the values of the frame that is shown."""
    shown = context.stage.shown()
    if shown is not None and has_grayscale(context):
        window = auto_window(*shown)
        context.stage.change(lambda state: windowed(state, window))


def use_stored_or_auto(context: CommandContext) -> None:
    """The image's own window, the next one at each press; where it has none, an automatic one."""
    frame = context.stage.workspace.frame(context.stage.workspace.active)
    if frame is None or frame.voi:
        count = 0 if frame is None else len(frame.voi)
        context.stage.change(lambda state: next_stored_voi(state, count))
    elif context.stage.workspace.active_viewport.voi is not None:
        context.stage.change(stored_voi)
    else:
        use_auto_window(context)


def _preset(number: int) -> Command:
    return Command(
        f"window.preset_{number}",
        N_("Preset {number}").replace("{number}", str(number)),
        use_preset(number),
        keys=(str(number),),
        menu=(_IMAGE, _WINDOW),
        enabled=lambda context: number <= len(presets_of(context)),
        label=_preset_label(number),
    )


def _preset_label(number: int) -> Callable[[CommandContext], str]:
    def label(context: CommandContext) -> str:
        found = presets_of(context)
        if number > len(found):
            return _("Preset {number}").format(number=number)
        window = found[number - 1]
        return f"{_(window.explanation)}  {window.center:g} / {window.width:g}"

    return label


COMMANDS = (
    Command(
        "window.stored",
        N_("Stored Window"),
        use_stored_or_auto,
        keys=("0",),
        menu=(_IMAGE, _WINDOW),
        enabled=has_grayscale,
        icon="contrast",
    ),
    Command(
        "window.auto",
        N_("Automatic Window"),
        use_auto_window,
        keys=("Shift+0",),
        menu=(_IMAGE, _WINDOW),
        enabled=has_grayscale,
        icon="sliders-horizontal",
    ),
    *(_preset(number) for number in range(1, _PRESETS + 1)),
    Command(
        "image.invert",
        N_("Invert"),
        edit(inverted),
        keys=("I",),
        menu=(_IMAGE,),
        enabled=has_grayscale,
        checked=lambda context: context.stage.workspace.active_viewport.inverted,
        icon="eclipse",
    ),
    Command(
        "image.interpolation",
        N_("Next Interpolation"),
        edit(next_interpolation),
        keys=("Ctrl+I",),
        menu=(_IMAGE,),
        enabled=has_image,
        label=lambda context: _interpolation_label(
            context.stage.workspace.active_viewport.interpolation
        ),
    ),
)


def _interpolation_label(now: Interpolation) -> str:
    names = {
        Interpolation.NEAREST: _("Interpolation: none"),
        Interpolation.LINEAR: _("Interpolation: linear"),
        Interpolation.SHARP: _("Interpolation: sharp"),
    }
    return names[now]
