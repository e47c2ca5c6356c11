"""Commands that choose a presentation state for the image that is shown."""

from collections.abc import Callable

from workstation.base.text import N_, _
from workstation.commands.command import Command, CommandContext, Condition, Run
from workstation.session.state_captions import written_title
from workstation.session.states import StateChoice
from workstation.session.viewport import with_presentation_state

_IMAGE, _STATES = N_("&Image"), N_("&Presentation State")
_LISTED = 9


def choices(context: CommandContext) -> tuple[StateChoice, ...]:
    """The states that can be chosen for the active viewport's image, the newest first."""
    workspace = context.stage.workspace
    return workspace.states(workspace.active)


def _chosen(context: CommandContext) -> str | None:
    return context.stage.workspace.active_viewport.state


def _choose(context: CommandContext, uid: str | None) -> None:
    if uid != _chosen(context):
        context.stage.change(lambda state: with_presentation_state(state, uid))


def step(by: int) -> Run:
    """Choose the next: none, the newest state, and so on to the oldest, round."""

    def run(context: CommandContext) -> None:
        uids = [None, *(choice.uid for choice in choices(context))]
        chosen = _chosen(context)
        at = uids.index(chosen) if chosen in uids else 0
        _choose(context, uids[(at + by) % len(uids)])

    return run


def choose(number: int) -> Run:
    """Choose the state of this number, from 1."""

    def run(context: CommandContext) -> None:
        found = choices(context)
        if number <= len(found):
            _choose(context, found[number - 1].uid)

    return run


def _is(number: int) -> Condition:
    def condition(context: CommandContext) -> bool:
        found = choices(context)
        return number <= len(found) and found[number - 1].uid == _chosen(context)

    return condition


def _label(number: int) -> Callable[[CommandContext], str]:
    def label(context: CommandContext) -> str:
        found = choices(context)
        if number > len(found):
            return _("State {number}").format(number=number)
        choice = found[number - 1]
        name = written_title(choice.title)
        return name if choice.problem is None else _("{name}: cannot be applied").format(name=name)

    return label


def _has_choice(context: CommandContext) -> bool:
    """Whether there is a state to choose, or one to give up."""
    return bool(choices(context)) or _chosen(context) is not None


def _state(number: int) -> Command:
    return Command(
        f"state.{number}",
        N_("State {number}").replace("{number}", str(number)),
        choose(number),
        menu=(_IMAGE, _STATES),
        enabled=lambda context: number <= len(choices(context)),
        checked=_is(number),
        label=_label(number),
    )


COMMANDS = (
    Command(
        "state.none",
        N_("As It Is, No State"),
        lambda context: _choose(context, None),
        menu=(_IMAGE, _STATES),
        enabled=_has_choice,
        checked=lambda context: _chosen(context) is None,
    ),
    *(_state(number) for number in range(1, _LISTED + 1)),
    Command(
        "state.next",
        N_("Next Presentation State"),
        step(1),
        keys=("G",),
        menu=(_IMAGE, _STATES),
        enabled=_has_choice,
    ),
    Command(
        "state.previous",
        N_("Previous Presentation State"),
        step(-1),
        keys=("Shift+G",),
        menu=(_IMAGE, _STATES),
        enabled=_has_choice,
    ),
)
