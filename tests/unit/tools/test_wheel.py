import pytest

from tests.support.sample_frames import display_set, stack, surface, workspace
from workstation.tools.tool import Modifier, Pointer
from workstation.tools.wheel import Wheel

MIDDLE = Pointer(100, 50)


def test_a_notch_towards_the_hand_is_the_next_image() -> None:
    """And away from it the one before."""
    on = surface()
    wheel = Wheel(on.stage)
    wheel.turn(-1, MIDDLE)
    wheel.turn(-1, MIDDLE)
    wheel.turn(1, MIDDLE)
    assert on.workspace.viewports[0].frame_index == 1


def test_parts_of_a_notch_add_up() -> None:
    """Smooth wheels send eighths; none is lost."""
    on = surface()
    wheel = Wheel(on.stage)
    for _part in range(20):
        wheel.turn(-0.125, MIDDLE)
    assert on.workspace.viewports[0].frame_index == 2


def test_with_shift_it_is_ten_at_a_time() -> None:
    """Through long stacks."""
    on = surface(workspace(display_set(stack(40))))
    Wheel(on.stage).turn(-2, Pointer(100, 50, Modifier.SHIFT))
    assert on.workspace.viewports[0].frame_index == 20


def test_with_ctrl_it_zooms_in_steps_that_can_be_undone() -> None:
    """The frame stays."""
    on = surface()
    before = on.workspace
    Wheel(on.stage).turn(1, Pointer(100, 50, Modifier.CONTROL))
    # 6 rows of 1.5 in 100 pixels
    assert on.workspace.viewports[0].zoom == pytest.approx(100 / 9 * 1.15)
    on.history.undo()
    assert on.workspace == before


def test_the_wheel_turns_the_viewport_under_the_pointer() -> None:
    """Which becomes the active one."""
    on = surface(workspace(display_set(key="one"), display_set(key="two"), rows=1, columns=2))
    Wheel(on.stage).turn(-1, Pointer(150, 50))
    assert [each.frame_index for each in on.workspace.viewports] == [0, 1]
    assert on.workspace.active == 1
