from tests.support.sample_frames import display_set, surface, workspace
from workstation.tools.table import tool
from workstation.tools.tool import Modifier, Pointer


def test_a_press_makes_its_viewport_the_active_one() -> None:
    """The hand is where the eye is."""
    on = surface(workspace(display_set(key="one"), display_set(key="two"), rows=1, columns=2))
    gesture = tool("window").press(on.stage, Pointer(150, 50))
    assert gesture is not None
    assert on.workspace.active == 1


def test_a_press_between_viewports_begins_nothing() -> None:
    """Two of 99 pixels, two apart."""
    on = surface(workspace(rows=1, columns=2))
    assert tool("pan").press(on.stage, Pointer(100, 50)) is None


def test_a_gesture_in_an_empty_viewport_does_nothing() -> None:
    """It does not fail either."""
    on = surface(workspace(rows=1, columns=2))
    for name in ("window", "pan", "zoom", "scroll", "probe"):
        gesture = tool(name).press(on.stage, Pointer(150, 50))
        before = on.workspace.viewports
        assert gesture is not None
        gesture.drag(Pointer(160, 70))
        gesture.release(Pointer(160, 70))
        assert on.workspace.viewports == before


def test_modifiers_can_be_held_together() -> None:
    """Each is asked for by itself."""
    assert Modifier.SHIFT in Modifier.SHIFT | Modifier.CONTROL
    assert Modifier.CONTROL not in Pointer(1, 2).modifiers
