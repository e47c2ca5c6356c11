"""When a command would do something, and how it changes the workspace."""

from collections.abc import Callable

from workstation.commands.command import CommandContext, Condition, Run
from workstation.session.workspace import Change, Workspace


def edit(change: Change) -> Run:
    """Change the active viewport, as one step."""
    return lambda context: context.stage.change(change)


def rearrange(change: Callable[[Workspace], Workspace]) -> Run:
    """Change the whole workspace, as one step."""
    return lambda context: context.stage.set(change(context.stage.workspace))


def frame_count(context: CommandContext) -> int:
    """Frames in the active viewport; 0 where it is empty."""
    workspace = context.stage.workspace
    shown = workspace.shown(workspace.active)
    return 0 if shown is None else len(shown.frames)


def has_image(context: CommandContext) -> bool:
    """Whether the active viewport shows a display set."""
    return frame_count(context) > 0


def has_stack(context: CommandContext) -> bool:
    """Whether there is something to scroll through."""
    return frame_count(context) > 1


def has_grayscale(context: CommandContext) -> bool:
    """Whether the active viewport's image can be windowed."""
    frame = context.stage.workspace.frame(context.stage.workspace.active)
    image = None if frame is None else frame.instance.image
    return image is not None and image.monochrome


def has_studies(context: CommandContext) -> bool:
    """Whether anything is open."""
    return bool(context.stage.workspace.display_sets)


def plays(context: CommandContext) -> bool:
    """Whether the active viewport plays."""
    return context.stage.workspace.active_viewport.cine is not None


def tool_is(tool_id: str) -> Condition:
    """Whether this tool is the active one."""
    return lambda context: context.stage.workspace.tool == tool_id
