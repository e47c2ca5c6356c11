"""Which display set stands in which viewport: at first, as more arrive, and as the user pages."""

from dataclasses import replace
from itertools import groupby

from workstation.dicom.model import Frame
from workstation.scene.scene import Interpolation
from workstation.session.display_set import DisplaySet
from workstation.session.layout import MOST_COLUMNS, MOST_ROWS, Layout
from workstation.session.viewport import ViewportState
from workstation.session.workspace import Workspace, with_viewport


def arrived(workspace: Workspace, display_sets: tuple[DisplaySet, ...]) -> Workspace:
    """Take the display sets as they are now known, and hang new ones in empty viewports.

    What is shown stays what it is: where frames came before it, its index moves along.
    """
    viewports = tuple(
        _carried_over(state, workspace.display_set(state.display_set), display_sets)
        for state in workspace.viewports
    )
    grown = replace(workspace, display_sets=display_sets, viewports=viewports)
    return filled(grown)


def filled(workspace: Workspace) -> Workspace:
    """Hang display sets that are not on view in the viewports that are empty, in order."""
    count = workspace.layout.count
    on_view = {state.display_set for state in workspace.viewports[:count]}
    waiting = (each.key for each in workspace.display_sets if each.key not in on_view)
    viewports = tuple(
        replace(state, display_set=next(waiting, None))
        if index < count and state.display_set is None
        else state
        for index, state in enumerate(workspace.viewports)
    )
    return replace(workspace, viewports=viewports)


def read_through(workspace: Workspace) -> Workspace:
    """Nothing more is read: what nobody has scrolled yet is shown from its first frame.

    Which frame came first depends on how files lie on a medium, and may differ each time; what a
    reader begins with may not.
    """
    viewports = tuple(
        state if state.chosen else replace(state, frame_index=0) for state in workspace.viewports
    )
    return replace(workspace, viewports=viewports, reading=False)


def with_layout(workspace: Workspace, rows: int, columns: int) -> Workspace:
    """Share the surface anew; viewports that get no room are kept for later."""
    layout = Layout(max(1, min(rows, MOST_ROWS)), max(1, min(columns, MOST_COLUMNS)))
    more = layout.count - len(workspace.viewports)
    plain = ViewportState(interpolation=Interpolation(workspace.settings.interpolation))
    viewports = workspace.viewports + (plain,) * max(0, more)
    active = min(workspace.active, layout.count - 1)
    return filled(replace(workspace, layout=layout, viewports=viewports, active=active))


def assigned(workspace: Workspace, index: int, key: str | None) -> Workspace:
    """Show this display set here from its first frame, as it comes."""
    before = workspace.viewports[index]
    if before.display_set == key:
        return workspace
    return with_viewport(
        workspace,
        index,
        ViewportState(display_set=key, interpolation=before.interpolation, chosen=True),
    )


def series_stepped(workspace: Workspace, by: int) -> Workspace:
    """Show the next or previous display set in the active viewport, as far as there are any."""
    keys = [each.key for each in workspace.display_sets]
    if not keys:
        return workspace
    key = workspace.active_viewport.display_set
    at = keys.index(key) + by if key in keys else 0
    return assigned(workspace, workspace.active, keys[max(0, min(at, len(keys) - 1))])


def study_stepped(workspace: Workspace, by: int) -> Workspace:
    """Hang the next or previous study in all viewports, from its first display set on."""
    studies = [
        tuple(each.key for each in group)
        for _uid, group in groupby(workspace.display_sets, _study_uid)
    ]
    if not studies:
        return workspace
    key = workspace.active_viewport.display_set
    here = next((n for n, keys in enumerate(studies) if key in keys), -by)
    there = max(0, min(here + by, len(studies) - 1))
    return workspace if there == here else _hung(workspace, studies[there])


def _hung(workspace: Workspace, keys: tuple[str, ...]) -> Workspace:
    for index in range(workspace.layout.count):
        workspace = assigned(workspace, index, keys[index] if index < len(keys) else None)
    return replace(workspace, active=0, layout=replace(workspace.layout, maximized=None))


def _study_uid(display_set: DisplaySet) -> str:
    return display_set.study.study_instance_uid


def _carried_over(
    state: ViewportState, before: DisplaySet | None, after: tuple[DisplaySet, ...]
) -> ViewportState:
    """Show the same frame wherever it stands now; nothing if it is gone."""
    if before is None or state.frame_index >= len(before.frames):
        return state
    same = next((each for each in after if each.key == state.display_set), None)
    if same is before:
        return state
    wanted = _identity(before.frames[state.frame_index])
    for candidate in (same, *after) if same else after:
        for index, frame in enumerate(candidate.frames):
            if _identity(frame) == wanted:
                return _moved(state, candidate.key, index)
    return replace(state, display_set=None, frame_index=0, cine=None)


def _moved(state: ViewportState, key: str, frame_index: int) -> ViewportState:
    """At a new index; what plays goes on from the same frame."""
    cine = state.cine
    if cine is not None:
        start = cine.started_frame + frame_index - state.frame_index
        cine = replace(cine, started_frame=max(0, start))
    return replace(state, display_set=key, frame_index=frame_index, cine=cine)


def _identity(frame: Frame) -> tuple[str, int]:
    return frame.instance.sop_instance_uid, frame.frame_index
