from tests.support.sample_frames import display_set, workspace
from workstation.base.settings import Settings
from workstation.scene.scene import Interpolation, Rect
from workstation.session.layout import Layout
from workstation.session.viewport import inverted
from workstation.session.workspace import (
    CORNER_TEXTS,
    Workspace,
    activated,
    changed,
    maximize_toggled,
    next_corner_text,
    next_viewport,
    outline,
    with_settings,
)


def _two() -> Workspace:
    return workspace(display_set(key="one"), display_set(key="two"), rows=1, columns=2)


def test_a_change_is_made_to_the_active_viewport_alone() -> None:
    """Its neighbor stays the same value."""
    before = activated(_two(), 1)
    after = changed(before, inverted)
    assert [state.inverted for state in after.viewports] == [False, True]
    assert after.viewports[0] is before.viewports[0]


def test_the_frame_asked_for_is_found_through_the_display_set() -> None:
    """And there is none in an empty viewport."""
    three = workspace(display_set(), rows=1, columns=2)
    assert three.frame(0) is three.display_sets[0].frames[0]
    assert three.frame(1) is None


def test_the_next_viewport_comes_round() -> None:
    """After the last the first, and back."""
    assert next_viewport(activated(_two(), 1)).active == 0
    assert next_viewport(_two(), -1).active == 1


def test_while_one_is_maximized_the_next_takes_its_room() -> None:
    """The active viewport is always seen."""
    shown = next_viewport(maximize_toggled(_two()))
    assert (shown.active, shown.layout) == (1, Layout(1, 2, maximized=1))


def test_maximizing_twice_brings_the_layout_back() -> None:
    """As a double click does."""
    assert maximize_toggled(maximize_toggled(_two(), 1), 1).layout == _two().layout


def test_corner_text_comes_round() -> None:
    """Full, few, none, full."""
    state, seen = _two(), []
    for _press in range(3):
        state = next_corner_text(state)
        seen.append(state.corner_text)
    assert seen == [CORNER_TEXTS[1], CORNER_TEXTS[2], CORNER_TEXTS[0]]


def test_an_outline_is_rows_and_columns_with_the_pixel_aspect() -> None:
    """6 rows of 0.75 mm, 10 columns of 0.5 mm."""
    found = outline(_two(), 0, Rect(0, 0, 9, 9))
    assert found is not None
    assert (found.shape, found.pixel_aspect) == ((6, 10), 1.5)


def test_what_is_chosen_for_good_holds_at_once_and_nothing_else_changes() -> None:
    """A corner text of the moment stays where another choice is made."""
    state = next_corner_text(workspace(rows=1, columns=2))
    after = with_settings(state, Settings(interpolation="nearest"))
    assert {each.interpolation for each in after.viewports} == {Interpolation.NEAREST}
    assert after.corner_text == "few"
    assert with_settings(after, Settings(corner_text="none")).corner_text == "none"
