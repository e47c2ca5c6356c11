import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.sample_frames import Surface, display_set, stack, surface, workspace
from workstation.scene.transform import apply, inverse
from workstation.session.viewport import placed
from workstation.tools.table import tool
from workstation.tools.tool import Gesture, Pointer

way = st.integers(-60, 60)
START = Pointer(90, 40)


def _press(on: Surface, name: str) -> Gesture:
    gesture = tool(name).press(on.stage, START)
    assert gesture is not None
    return gesture


def _under(on: Surface, at: Pointer) -> tuple[float, float]:
    """Image pixel under a point of the surface."""
    outline = on.stage.outline(0)
    assert outline is not None
    return apply(inverse(placed(on.workspace.viewports[0], outline)), (at.x, at.y))


def test_the_image_follows_the_pointer() -> None:
    """What was pressed stays under it."""
    on = surface()
    before = _under(on, START)
    _press(on, "pan").drag(Pointer(97, 31))
    assert _under(on, Pointer(97, 31)) == pytest.approx(before)


def test_zooming_by_drag_keeps_what_was_pressed() -> None:
    """Down enlarges, about the point of the press."""
    on = surface()
    before = _under(on, START)
    _press(on, "zoom").drag(Pointer(90, 77))
    assert _under(on, START) == pytest.approx(before)
    assert (on.workspace.viewports[0].zoom or 0) > 11.2


@pytest.mark.parametrize("name", ["pan", "zoom", "window"])
@given(ways=st.lists(st.tuples(way, way), max_size=5))
def test_back_at_the_start_all_is_as_before(name: str, ways: list[tuple[int, int]]) -> None:
    """Fitted stays fitted, and there is nothing to undo."""
    on = surface()
    before = on.workspace
    gesture = _press(on, name)
    for x, y in ways:
        gesture.drag(Pointer(90 + x, 40 + y))
    gesture.drag(START)
    gesture.release(START)
    assert on.workspace == before
    assert not on.history.can_undo


@pytest.mark.parametrize("name", ["pan", "zoom", "scroll"])
def test_cancel_puts_everything_back(name: str) -> None:
    """The frame too."""
    on = surface(workspace(display_set(stack(50))))
    before = on.workspace
    gesture = _press(on, name)
    gesture.drag(Pointer(99, 90))
    assert on.workspace != before
    gesture.cancel()
    assert on.workspace == before


@pytest.mark.parametrize("name", ["pan", "zoom"])
def test_a_drag_is_one_step(name: str) -> None:
    """However many moves it had."""
    on = surface()
    before = on.workspace
    gesture = _press(on, name)
    for y in range(41, 60):
        gesture.drag(Pointer(93, y))
    gesture.release(Pointer(93, 59))
    on.history.undo()
    assert on.workspace == before


def test_scrolling_by_drag_passes_the_stack_within_the_viewport() -> None:
    """Four fifths of its height are the whole stack; scrolling is no step."""
    on = surface(workspace(display_set(stack(40))))
    gesture = _press(on, "scroll")
    gesture.drag(Pointer(90, 60))
    assert on.workspace.viewports[0].frame_index == 10
    gesture.release(Pointer(90, 60))
    assert not on.history.can_undo


def test_scrolling_by_drag_stops_at_the_ends() -> None:
    """There is nothing beyond."""
    on = surface()
    _press(on, "scroll").drag(Pointer(90, 4000))
    assert on.workspace.viewports[0].frame_index == 4
