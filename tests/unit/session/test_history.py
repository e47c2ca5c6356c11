from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tests.support.sample_frames import Surface, display_set, stack, surface, workspace
from workstation.dicom.lut import Window
from workstation.session.hanging import arrived, assigned, with_layout
from workstation.session.history import restored
from workstation.session.viewport import (
    ViewportState,
    flipped_horizontally,
    inverted,
    rotated,
    scrolled,
    windowed,
)
from workstation.session.workspace import Workspace, changed, pointed_at

Step = Callable[[Workspace], Workspace]


def _on(change: Callable[[ViewportState], ViewportState]) -> Step:
    return lambda state: changed(state, change)


PICTURE: tuple[Step, ...] = (
    _on(inverted),
    _on(flipped_horizontally),
    _on(lambda state: rotated(state, 1)),
    _on(lambda state: windowed(state, Window(10, 20))),
    _on(lambda state: windowed(state, Window(30, 40))),
    lambda state: with_layout(state, 2, 2),
    lambda state: with_layout(state, 1, 1),
)
SCROLL: tuple[Step, ...] = (
    _on(lambda state: scrolled(state, 1, 5)),
    _on(lambda state: scrolled(state, -2, 5)),
    lambda state: pointed_at(state, (3, 4)),
)


def _picture(state: Workspace) -> object:
    """All that undo is about."""
    viewports = state.viewports[: state.layout.count]
    return state.layout, [
        (each.voi, each.inverted, each.flipped, each.quarter_turns, each.zoom, each.pan)
        for each in viewports
    ]


def _make(on: Surface, steps: list[Step]) -> None:
    for step in steps:
        on.stage.set(step(on.workspace))


@given(st.lists(st.sampled_from(PICTURE + SCROLL), max_size=12))
def test_undoing_everything_gives_the_first_picture(steps: list[Step]) -> None:
    """However it was scrolled between; and the scroll position stays."""
    on = surface()
    first = _picture(on.workspace)
    _make(on, steps)
    frame_index = on.workspace.viewports[0].frame_index
    while on.history.can_undo:
        on.history.undo()
    assert _picture(on.workspace) == first
    assert on.workspace.viewports[0].frame_index == frame_index


@given(st.lists(st.sampled_from(PICTURE + SCROLL), max_size=12))
def test_redoing_everything_gives_the_last_picture(steps: list[Step]) -> None:
    """Undo and redo are each other's inverse."""
    on = surface()
    _make(on, steps)
    last = on.workspace
    while on.history.can_undo:
        on.history.undo()
    while on.history.can_redo:
        on.history.redo()
    assert _picture(on.workspace) == _picture(last)


def test_scrolling_is_no_step() -> None:
    """Ctrl+Z after a scroll takes back the window before it."""
    on = surface()
    _make(on, [SCROLL[0], SCROLL[2]])
    assert not on.history.can_undo


def test_a_new_step_forgets_what_was_undone() -> None:
    """There is one line of history."""
    on = surface()
    _make(on, [PICTURE[0]])
    on.history.undo()
    _make(on, [PICTURE[1]])
    assert not on.history.can_redo


def test_undo_does_not_close_what_has_been_opened_since() -> None:
    """Display sets that arrived stay, in viewports that were empty too."""
    on = surface(workspace(display_set(key="one"), rows=1, columns=2))
    _make(on, [PICTURE[0]])
    on.store.set(arrived(on.workspace, (*on.workspace.display_sets, display_set(key="two"))))
    on.history.undo()
    assert not on.workspace.viewports[0].inverted
    assert on.workspace.viewports[1].display_set == "two"


def test_a_series_put_in_the_wrong_viewport_can_be_taken_back() -> None:
    """With the frame that was shown there."""
    on = surface(workspace(display_set(key="one"), display_set(key="two")))
    _make(on, [SCROLL[0], lambda state: assigned(state, 0, "two")])
    on.history.undo()
    assert on.workspace.viewports[0] == ViewportState("one", frame_index=1, chosen=True)


def test_a_stack_that_grew_keeps_its_frame_through_undo() -> None:
    """The index is the present one."""
    slices = stack(6)
    on = surface(workspace(display_set(slices[3:])))
    _make(on, [PICTURE[0]])
    on.store.set(arrived(on.workspace, (display_set(slices),)))
    on.history.undo()
    assert on.workspace.frame(0) is slices[3]


def test_a_picture_restored_onto_itself_is_unchanged() -> None:
    """Nothing is lost by an undo that has nothing to do."""
    state = workspace(display_set(key="one"), rows=2, columns=2)
    assert restored(state, state) == state
