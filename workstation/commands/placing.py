"""Commands that change where an image lies: zoom, flip, rotate, reset."""

from collections.abc import Callable

from workstation.base.text import N_
from workstation.commands.command import Command, CommandContext, Run
from workstation.commands.conditions import edit, has_image
from workstation.scene.transform import one_to_one_zoom, true_size_zoom
from workstation.session.viewport import (
    fitted,
    flipped_horizontally,
    flipped_vertically,
    reset,
    rotated,
    whole_image,
    zoom_shown,
    zoomed_to,
)

_IMAGE, _VIEW = N_("&Image"), N_("&View")
_STEP = 1.25


def zoom_to(zoom: Callable[[CommandContext], float | None]) -> Run:
    """So many surface pixels per column, about the middle of the viewport."""

    def run(context: CommandContext) -> None:
        outline, wanted = context.stage.outline(), zoom(context)
        if outline is not None and wanted is not None:
            context.stage.change(lambda state: zoomed_to(state, outline, wanted))

    return run


def true_size(context: CommandContext) -> float | None:
    """The zoom of true size; None where image or monitor do not tell theirs."""
    frame = context.stage.workspace.frame(context.stage.workspace.active)
    pitch = context.pitch()
    if frame is None or frame.spacing is None or pitch is None:
        return None
    return true_size_zoom(frame.spacing, pitch)


def fit(context: CommandContext) -> None:
    """All of the image, also where a presentation state shows a part of it, or enlarges it."""
    outline = context.stage.outline()
    if outline is None or outline.area is None:
        context.stage.change(fitted)
    else:
        context.stage.change(lambda state: whole_image(state, outline))


def _zoom_by(factor: float) -> Run:
    def run(context: CommandContext) -> None:
        outline = context.stage.outline()
        if outline is not None:
            before = zoom_shown(context.stage.workspace.active_viewport, outline)
            context.stage.change(lambda state: zoomed_to(state, outline, before * factor))

    return run


def _is_fitted(context: CommandContext) -> bool:
    return has_image(context) and context.stage.workspace.active_viewport.zoom is None


def escape(context: CommandContext) -> None:
    """Give up a gesture; pressed twice, reset the viewport."""
    if context.window.cancel_gesture():
        return
    if context.escape.pressed(context.clock()):
        context.stage.change(reset)


COMMANDS = (
    Command(
        "view.fit",
        N_("Fit to Viewport"),
        fit,
        keys=("Shift+Z",),
        menu=(_VIEW,),
        enabled=has_image,
        checked=_is_fitted,
        icon="scan",
    ),
    Command(
        "view.one_to_one",
        N_("One to One"),
        zoom_to(lambda _context: one_to_one_zoom()),
        keys=("Ctrl+1",),
        menu=(_VIEW,),
        enabled=has_image,
        icon="square-equal",
    ),
    Command(
        "view.true_size",
        N_("True Size"),
        zoom_to(true_size),
        keys=("Ctrl+2",),
        menu=(_VIEW,),
        enabled=lambda context: true_size(context) is not None,
        icon="ruler",
    ),
    Command(
        "view.zoom_in",
        N_("Zoom In"),
        _zoom_by(_STEP),
        keys=("+", "="),
        menu=(_VIEW,),
        enabled=has_image,
        icon="zoom-in",
    ),
    Command(
        "view.zoom_out",
        N_("Zoom Out"),
        _zoom_by(1 / _STEP),
        keys=("-",),
        menu=(_VIEW,),
        enabled=has_image,
    ),
    Command(
        "image.flip_horizontal",
        N_("Flip Horizontally"),
        edit(flipped_horizontally),
        keys=("F",),
        menu=(_IMAGE,),
        enabled=has_image,
        icon="flip-vertical-2",
    ),
    Command(
        "image.flip_vertical",
        N_("Flip Vertically"),
        edit(flipped_vertically),
        keys=("Shift+F",),
        menu=(_IMAGE,),
        enabled=has_image,
        icon="flip-horizontal-2",
    ),
    Command(
        "image.rotate_right",
        N_("Rotate Right"),
        edit(lambda state: rotated(state, 1)),
        keys=("R",),
        menu=(_IMAGE,),
        enabled=has_image,
        icon="rotate-cw",
    ),
    Command(
        "image.rotate_left",
        N_("Rotate Left"),
        edit(lambda state: rotated(state, -1)),
        keys=("Shift+R",),
        menu=(_IMAGE,),
        enabled=has_image,
        icon="rotate-ccw",
    ),
    Command(
        "view.reset",
        N_("Reset Viewport"),
        edit(reset),
        menu=(_VIEW,),
        enabled=has_image,
        icon="refresh-ccw",
    ),
    Command("view.escape", N_("Cancel; Twice: Reset Viewport"), escape, keys=("Esc",)),
)
