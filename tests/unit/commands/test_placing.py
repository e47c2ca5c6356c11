import pytest

from tests.support.commands import Clock, RememberedWindow, context
from tests.support.sample_frames import display_set, frame, stack, workspace
from workstation.commands.placing import escape, true_size
from workstation.commands.table import command
from workstation.session.viewport import at_frame, inverted
from workstation.session.workspace import changed


def test_one_to_one_is_one_surface_pixel_for_a_column() -> None:
    """Whatever the viewport's size."""
    given = context()
    command("view.one_to_one").run(given)
    assert given.stage.workspace.viewports[0].zoom == pytest.approx(1.0)


def test_true_size_needs_image_and_monitor_to_tell_their_pixels() -> None:
    """0.5 mm on a monitor of 0.25 mm: 2. Else there is none."""
    assert true_size(context()) == 2.0
    assert true_size(context(pitch=None)) is None
    assert true_size(context(workspace(display_set([frame()])))) is None


def test_zooming_in_and_out_again_is_where_it_began() -> None:
    """In equal steps about the middle."""
    given = context()
    command("view.zoom_in").run(given)
    command("view.zoom_out").run(given)
    assert given.stage.workspace.viewports[0].zoom == pytest.approx(100 / 9)


def test_esc_cancels_a_gesture_and_nothing_else() -> None:
    """That press does not count for the reset."""
    window = RememberedWindow(gesture=True)
    given = context(changed(workspace(), inverted), window=window)
    escape(given)
    escape(given)
    assert not window.gesture
    assert given.stage.workspace.viewports[0].inverted


def test_esc_twice_resets_all_but_the_scroll_position() -> None:
    """As one step that can be undone."""
    start = changed(changed(workspace(), inverted), lambda state: at_frame(state, 3, 5))
    clock = Clock()
    given = context(start, clock=clock)
    for clock.now in (0.0, 0.3):
        escape(given)
    viewport = given.stage.workspace.viewports[0]
    assert (viewport.inverted, viewport.frame_index) == (False, 3)
    given.stage.history.undo()
    assert given.stage.workspace.viewports[0].inverted


def test_esc_once_and_much_later_again_changes_nothing() -> None:
    """They do not belong together."""
    clock = Clock()
    given = context(changed(workspace(display_set(stack(2))), inverted), clock=clock)
    for clock.now in (0.0, 9.0):
        escape(given)
    assert given.stage.workspace.viewports[0].inverted
