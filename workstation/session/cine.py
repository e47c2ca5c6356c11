"""Playback: which frame is due at a time. Frames are dropped rather than time stretched."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from workstation.session.display_set import DisplaySet
from workstation.session.viewport import Cine, ViewportState
from workstation.session.workspace import Workspace, with_viewport

SLOWEST, FASTEST = 0.5, 120.0  # frames per second
_MULTIFRAME_RATE = 15.0  # a loop whose file does not tell its frame time
_STACK_RATE = 10.0  # slices, which have no time at all
_LATEST = 1.0  # seconds by which a frame may be late: what is later says nothing of time


def frame_at(cine: Cine, now: float, count: int) -> int:
    """The frame index that is due.

    now     seconds of the clock that `started_at` was read from
    count   frames of the display set, > 0
    """
    passed = int(max(0.0, now - cine.started_at) * cine.frames_per_second + 1e-6)
    step = cine.started_frame + passed
    if not cine.sweep or count < 2:
        return step % count
    turn = step % (2 * count - 2)
    return turn if turn < count else 2 * count - 2 - turn


def default_rate(display_set: DisplaySet) -> float:
    """Frames per second: what the frames themselves say, else one that suits the kind."""
    frame_time = display_set.frames[0].frame_time if display_set.frames else None
    if frame_time is not None and frame_time > 0:
        return _held(1000.0 / frame_time)
    image = display_set.frames[0].instance.image if display_set.frames else None
    multiframe = image is not None and image.number_of_frames > 1
    return _MULTIFRAME_RATE if multiframe else _STACK_RATE


def started(state: ViewportState, rate: float, now: float, sweep: bool = False) -> ViewportState:
    """Play from the frame that is shown."""
    return replace(state, cine=Cine(_held(rate), now, state.frame_index, sweep), chosen=True)


def stopped(state: ViewportState) -> ViewportState:
    """Stay at the frame that is shown."""
    return replace(state, cine=None)


def at_rate(state: ViewportState, rate: float, now: float) -> ViewportState:
    """Play on from here at another rate."""
    if state.cine is None:
        return state
    return started(state, rate, now, state.cine.sweep)


def swept(state: ViewportState, now: float) -> ViewportState:
    """Change between round, and forth and back."""
    if state.cine is None:
        return state
    return started(state, state.cine.frames_per_second, now, not state.cine.sweep)


def played(
    workspace: Workspace,
    now: float,
    ready: Callable[[str, int], bool] = lambda _key, _frame_index: True,
) -> Workspace:
    """Each viewport that plays, at the frame that is due.

    ready   whether a frame is decoded: one that is not is dropped, and the last one before it
            that is decoded is on view, under its own number
    """
    for index in workspace.layout.visible:
        state, shown = workspace.viewports[index], workspace.shown(index)
        if state.cine is None or shown is None or not shown.frames:
            continue
        for due in _due(state.cine, now, len(shown.frames), state.frame_index):
            if ready(shown.key, due):
                workspace = with_viewport(workspace, index, replace(state, frame_index=due))
                break
    return workspace


def _due(cine: Cine, now: float, count: int, shown: int) -> Iterator[int]:
    """The frame that is due, then those that were due before it and after the one on view."""
    late = min(now - cine.started_at, _LATEST)
    for step in range(int(max(0.0, late) * cine.frames_per_second) + 1):
        due = frame_at(cine, now - step / cine.frames_per_second, count)
        yield due
        if due == shown:
            return


def _held(rate: float) -> float:
    return max(SLOWEST, min(rate, FASTEST))
