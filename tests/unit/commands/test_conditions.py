from tests.support.commands import context
from tests.support.sample_frames import display_set, frame, instance, stack, workspace
from workstation.commands.conditions import (
    edit,
    frame_count,
    has_grayscale,
    has_image,
    has_stack,
    has_studies,
    rearrange,
    tool_is,
)
from workstation.session.viewport import inverted
from workstation.session.workspace import Workspace, maximize_toggled


def test_nothing_open_means_nothing_to_change() -> None:
    """Commands that need an image are gray."""
    empty = context(Workspace())
    assert not any(each(empty) for each in (has_image, has_stack, has_grayscale, has_studies))
    assert frame_count(empty) == 0


def test_one_image_is_no_stack() -> None:
    """It can be changed, and not scrolled."""
    one = context(workspace(display_set(stack(1))))
    assert has_image(one)
    assert not has_stack(one)


def test_color_cannot_be_windowed() -> None:
    """It has no grayscale chain."""
    color = context(workspace(display_set([frame(instance(photometric="RGB"))])))
    assert has_image(color)
    assert not has_grayscale(color)


def test_edits_and_rearrangements_are_steps() -> None:
    """Two of them, undone one by one."""
    given = context()
    edit(inverted)(given)
    rearrange(maximize_toggled)(given)
    given.stage.history.undo()
    assert given.stage.workspace.layout.maximized is None
    assert given.stage.workspace.viewports[0].inverted


def test_the_active_tool_is_the_pressed_button() -> None:
    """And no other."""
    assert tool_is("window")(context())
    assert not tool_is("pan")(context())
