"""Commands that go elsewhere: frames, series, studies, viewports, and cine."""

from collections.abc import Callable

from workstation.base.text import N_
from workstation.commands.command import Command, CommandContext, Run
from workstation.commands.conditions import (
    frame_count,
    has_stack,
    has_studies,
    plays,
    rearrange,
)
from workstation.session.cine import at_rate, default_rate, started, stopped, swept
from workstation.session.hanging import series_stepped, study_stepped
from workstation.session.viewport import ViewportState, at_frame, scrolled
from workstation.session.workspace import changed, next_viewport

_GO, _CINE = N_("&Go"), N_("&Cine")
_FASTER = 1.25


def go(move: Callable[[ViewportState, int], ViewportState]) -> Run:
    """Show another frame of the active viewport. No step to undo."""

    def run(context: CommandContext) -> None:
        count, stage = frame_count(context), context.stage
        if count:
            stage.store.set(changed(stage.workspace, lambda state: move(state, count)))

    return run


def toggle_cine(context: CommandContext) -> None:
    """Play from the frame that is shown, or stay at it."""
    workspace, now = context.stage.workspace, context.clock()
    shown = workspace.shown(workspace.active)
    if plays(context):
        _play(context, stopped)
    elif shown is not None and len(shown.frames) > 1:
        rate = default_rate(shown)
        _play(context, lambda state: started(state, rate, now))


def _by_rate(factor: float) -> Run:
    def run(context: CommandContext) -> None:
        cine, now = context.stage.workspace.active_viewport.cine, context.clock()
        if cine is not None:
            rate = cine.frames_per_second * factor
            _play(context, lambda state: at_rate(state, rate, now))

    return run


def _sweep(context: CommandContext) -> None:
    now = context.clock()
    _play(context, lambda state: swept(state, now))


def _play(context: CommandContext, change: Callable[[ViewportState], ViewportState]) -> None:
    context.stage.store.set(changed(context.stage.workspace, change))


def _activate(by: int) -> Run:
    def run(context: CommandContext) -> None:
        context.stage.store.set(next_viewport(context.stage.workspace, by))

    return run


def _sweeps(context: CommandContext) -> bool:
    cine = context.stage.workspace.active_viewport.cine
    return cine is not None and cine.sweep


COMMANDS = (
    Command(
        "go.previous_image",
        N_("Previous Image"),
        go(lambda state, count: scrolled(state, -1, count)),
        keys=("Up", "Left"),
        menu=(_GO,),
        enabled=has_stack,
    ),
    Command(
        "go.next_image",
        N_("Next Image"),
        go(lambda state, count: scrolled(state, 1, count)),
        keys=("Down", "Right"),
        menu=(_GO,),
        enabled=has_stack,
    ),
    Command(
        "go.ten_back",
        N_("Ten Images Back"),
        go(lambda state, count: scrolled(state, -10, count)),
        keys=("Shift+Up", "Shift+Left"),
        menu=(_GO,),
        enabled=has_stack,
    ),
    Command(
        "go.ten_on",
        N_("Ten Images On"),
        go(lambda state, count: scrolled(state, 10, count)),
        keys=("Shift+Down", "Shift+Right"),
        menu=(_GO,),
        enabled=has_stack,
    ),
    Command(
        "go.first_image",
        N_("First Image"),
        go(lambda state, count: at_frame(state, 0, count)),
        keys=("Home",),
        menu=(_GO,),
        enabled=has_stack,
    ),
    Command(
        "go.last_image",
        N_("Last Image"),
        go(lambda state, count: at_frame(state, count - 1, count)),
        keys=("End",),
        menu=(_GO,),
        enabled=has_stack,
    ),
    Command(
        "go.previous_series",
        N_("Previous Series"),
        rearrange(lambda workspace: series_stepped(workspace, -1)),
        keys=("PgUp",),
        menu=(_GO,),
        enabled=has_studies,
    ),
    Command(
        "go.next_series",
        N_("Next Series"),
        rearrange(lambda workspace: series_stepped(workspace, 1)),
        keys=("PgDown",),
        menu=(_GO,),
        enabled=has_studies,
    ),
    Command(
        "go.previous_study",
        N_("Previous Study"),
        rearrange(lambda workspace: study_stepped(workspace, -1)),
        keys=("Ctrl+Left", "Ctrl+Up"),
        menu=(_GO,),
        enabled=has_studies,
    ),
    Command(
        "go.next_study",
        N_("Next Study"),
        rearrange(lambda workspace: study_stepped(workspace, 1)),
        keys=("Ctrl+Right", "Ctrl+Down"),
        menu=(_GO,),
        enabled=has_studies,
    ),
    Command("go.next_viewport", N_("Next Viewport"), _activate(1), keys=("Tab",), menu=(_GO,)),
    Command(
        "go.previous_viewport",
        N_("Previous Viewport"),
        _activate(-1),
        keys=("Shift+Tab",),
        menu=(_GO,),
    ),
    Command(
        "cine.toggle",
        N_("Play"),
        toggle_cine,
        keys=("C", "Space"),
        menu=(_CINE,),
        enabled=has_stack,
        checked=plays,
        icon="play",
    ),
    Command(
        "cine.faster",
        N_("Faster"),
        _by_rate(_FASTER),
        keys=("Shift+C",),
        menu=(_CINE,),
        enabled=plays,
    ),
    Command(
        "cine.slower",
        N_("Slower"),
        _by_rate(1 / _FASTER),
        keys=("Ctrl+Shift+C",),
        menu=(_CINE,),
        enabled=plays,
    ),
    Command(
        "cine.sweep",
        N_("Back and Forth"),
        _sweep,
        menu=(_CINE,),
        enabled=plays,
        checked=_sweeps,
        icon="repeat",
    ),
)
