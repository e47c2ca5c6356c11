from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.sample_frames import Surface, display_set, frame, instance, surface, workspace
from workstation.base.settings import Settings
from workstation.dicom.lut import Rescale, VoiFunction, Window
from workstation.session.viewport import stored_voi
from workstation.session.workspace import changed, with_settings
from workstation.tools.table import tool
from workstation.tools.tool import Gesture, Pointer

way = st.integers(-300, 300)


def _press(on: Surface, x: float = 100, y: float = 50) -> Gesture:
    gesture = tool("window").press(on.stage, Pointer(x, y))
    assert gesture is not None
    return gesture


def test_right_is_wider_and_up_is_brighter() -> None:
    """One of 400 units for each pixel of a window of 400; a lower center is brighter."""
    on = surface()
    _press(on).drag(Pointer(110, 30))
    assert on.workspace.viewports[0].voi == Window(40 - 20, 400 + 10)


def test_up_is_darker_where_the_user_wants_it_so() -> None:
    """As other programs have it; right is wider all the same."""
    on = surface(with_settings(workspace(), Settings(up_is_brighter=False)))
    _press(on).drag(Pointer(110, 30))
    assert on.workspace.viewports[0].voi == Window(40 + 20, 400 + 10)


@given(st.lists(st.tuples(way, way), max_size=8))
def test_coming_back_to_the_start_restores_exactly(ways: list[tuple[int, int]]) -> None:
    """Nothing adds up on the way, and nothing is left to undo."""
    start = changed(workspace(), lambda state: stored_voi(state, 0))
    on = surface(start)
    gesture = _press(on)
    for x, y in ways:
        gesture.drag(Pointer(100 + x, 50 + y))
    gesture.drag(Pointer(100, 50))
    gesture.release(Pointer(100, 50))
    assert on.workspace == start
    assert not on.history.can_undo


@given(st.lists(st.tuples(way, way), min_size=1, max_size=8))
def test_only_the_last_place_counts(ways: list[tuple[int, int]]) -> None:
    """The same window whichever way the hand took."""
    detour, straight = surface(), surface()
    gesture = _press(detour)
    for x, y in ways:
        gesture.drag(Pointer(100 + x, 50 + y))
    _press(straight).drag(Pointer(100 + ways[-1][0], 50 + ways[-1][1]))
    assert detour.workspace.viewports == straight.workspace.viewports


def test_a_whole_drag_is_one_step() -> None:
    """Undone at once."""
    on = surface()
    before = on.workspace
    gesture = _press(on)
    for x in range(101, 150):
        gesture.drag(Pointer(x, 50))
    gesture.release(Pointer(149, 50))
    on.history.undo()
    assert on.workspace == before
    assert not on.history.can_undo


def test_cancel_puts_the_window_back() -> None:
    """As Esc does."""
    on = surface()
    before = on.workspace
    gesture = _press(on)
    gesture.drag(Pointer(190, 90))
    gesture.cancel()
    assert on.workspace == before


def test_a_window_never_becomes_narrower_than_its_function_allows() -> None:
    """However far to the left."""
    on = surface()
    _press(on).drag(Pointer(-5000, 50))
    assert on.workspace.viewports[0].voi == Window(40, 1)


def test_on_a_monitor_of_small_pixels_the_hand_makes_the_same_way() -> None:
    """Twice the pixels for the same window."""
    on = surface()
    on.size = (400, 200, 2.0)
    _press(on).drag(Pointer(120, 50))
    assert on.workspace.viewports[0].voi == Window(40, 410)


def test_color_has_no_window_to_drag() -> None:
    """Nothing happens."""
    on = surface(workspace(display_set([frame(instance(photometric="RGB"))])))
    before = on.workspace
    _press(on).drag(Pointer(150, 80))
    assert on.workspace == before


def test_a_narrow_window_over_small_values_is_dragged_in_small_steps() -> None:
    """One stored value is 0.0001: a step of 0.01 would leap over the whole picture."""
    narrow = Window(0.02, 0.04, VoiFunction.LINEAR_EXACT)
    shown = replace(frame(voi=(narrow,)), modality_lut=Rescale(0.0001, 0.0))
    on = surface(workspace(display_set([shown])))
    _press(on).drag(Pointer(140, 50))
    voi = on.workspace.viewports[0].voi
    assert isinstance(voi, Window)
    assert voi.width == pytest.approx(0.044)
