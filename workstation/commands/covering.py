"""Commands that show or hide what lies over an image: its overlays, its shutter."""

from workstation.base.text import N_
from workstation.commands.command import Command, CommandContext
from workstation.commands.conditions import edit
from workstation.session.annotations import annotated
from workstation.session.viewport import overlays_switched, shutter_switched

_IMAGE = N_("&Image")


def has_overlays(context: CommandContext) -> bool:
    """Whether something is drawn over the active viewport's image, or would be."""
    frame = context.stage.workspace.frame(context.stage.workspace.active)
    return frame is not None and (bool(frame.overlays) or annotated(frame))


def has_shutter(context: CommandContext) -> bool:
    """Whether some of the active viewport's image is covered, or would be."""
    frame = context.stage.workspace.frame(context.stage.workspace.active)
    return frame is not None and frame.shutter is not None


COMMANDS = (
    Command(
        "image.overlays",
        N_("Overlays"),
        edit(overlays_switched),
        keys=("Shift+O",),
        menu=(_IMAGE,),
        enabled=has_overlays,
        checked=lambda context: context.stage.workspace.active_viewport.overlays,
    ),
    Command(
        "image.shutter",
        N_("Shutter"),
        edit(shutter_switched),
        keys=("Shift+S",),
        menu=(_IMAGE,),
        enabled=has_shutter,
        checked=lambda context: context.stage.workspace.active_viewport.shutter,
    ),
)
