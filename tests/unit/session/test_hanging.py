from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.sample_frames import display_set, stack, workspace
from workstation.base.settings import Settings
from workstation.scene.scene import Interpolation
from workstation.session.cine import started
from workstation.session.hanging import (
    arrived,
    assigned,
    read_through,
    series_stepped,
    study_stepped,
    with_layout,
)
from workstation.session.viewport import ViewportState, at_frame, inverted
from workstation.session.workspace import Workspace, changed, with_settings

SLICES = stack(6)


def _keys(state: Workspace) -> list[str | None]:
    return [each.display_set for each in state.viewports[: state.layout.count]]


def test_display_sets_hang_in_their_order_as_they_arrive() -> None:
    """What comes later takes the next empty viewport."""
    one, two = display_set(key="one"), display_set(key="two")
    first = arrived(with_layout(Workspace(), 1, 3), (one,))
    assert _keys(first) == ["one", None, None]
    assert _keys(arrived(first, (one, two))) == ["one", "two", None]


def test_what_the_user_hung_is_not_moved_by_what_arrives() -> None:
    """Nor is what they changed in it."""
    one, two, three = (display_set(key=key) for key in ("one", "two", "three"))
    state = changed(assigned(workspace(one, two, rows=1, columns=2), 0, "two"), inverted)
    state = assigned(state, 1, None)
    after = arrived(state, (one, two, three))
    assert _keys(after) == ["two", "one"]
    assert after.viewports[0] == state.viewports[0]


def test_a_frame_keeps_its_place_on_screen_while_its_stack_grows() -> None:
    """Frames that come before it move its index along."""
    early = display_set(SLICES[2:4])
    state = changed(workspace(early), lambda viewport: at_frame(viewport, 1, 2))
    after = arrived(state, (display_set(SLICES),))
    assert after.viewports[0].frame_index == 3
    assert after.frame(0) is SLICES[3]


def test_a_frame_is_followed_into_another_display_set() -> None:
    """A series may turn out to be two stacks."""
    state = changed(workspace(display_set(SLICES)), lambda viewport: at_frame(viewport, 4, 6))
    parts = (display_set(SLICES[:3]), display_set(SLICES[3:], key="two"))
    assert arrived(state, parts).frame(0) is SLICES[4]


def test_what_nobody_scrolled_begins_at_the_first_frame_when_reading_ends() -> None:
    """Whichever file came first; until then the eye is not disturbed."""
    reading = replace(workspace(display_set(SLICES[2:3])), reading=True)
    grown = arrived(reading, (display_set(SLICES),))
    assert grown.frame(0) is SLICES[2]
    ended = read_through(grown)
    assert (ended.frame(0), ended.reading) == (SLICES[0], False)


@pytest.mark.parametrize(
    "choose",
    [
        lambda state: changed(state, lambda viewport: at_frame(viewport, 3, 6)),
        lambda state: changed(state, lambda viewport: started(at_frame(viewport, 3, 6), 10, 0)),
    ],
    ids=["scrolled", "played"],
)
def test_what_the_user_chose_stays_when_reading_ends(choose: Callable[..., Workspace]) -> None:
    """The hand wins over the order."""
    state = choose(workspace(display_set(SLICES)))
    assert read_through(state).viewports == state.viewports


def test_a_series_put_into_a_viewport_stays_at_its_frame_when_reading_ends() -> None:
    """It was asked for as it was then."""
    early = assigned(workspace(display_set(key="one"), display_set(SLICES[2:], "two")), 0, "two")
    grown = arrived(early, (display_set(key="one"), display_set(SLICES, "two")))
    assert read_through(grown).frame(0) is SLICES[2]


def test_what_is_gone_leaves_its_viewport() -> None:
    """To the next that waits, or empty."""
    state = workspace(display_set(key="one"))
    assert _keys(arrived(state, ())) == [None]


def test_a_larger_layout_is_filled_and_a_smaller_one_keeps_the_rest() -> None:
    """Going back shows again what was there."""
    state = workspace(*(display_set(key=key) for key in "abcd"))
    large = changed(with_layout(state, 2, 2), inverted, 3)
    assert _keys(large) == ["a", "b", "c", "d"]
    assert with_layout(with_layout(large, 1, 1), 2, 2).viewports == large.viewports


def test_a_layout_has_at_most_four_rows_and_five_columns() -> None:
    """And at least one of each."""
    assert with_layout(Workspace(), 9, 9).layout.count == 20
    assert with_layout(Workspace(), 0, 0).layout.count == 1


def test_the_active_viewport_is_never_beyond_the_layout() -> None:
    """A command always has a viewport to act on."""
    state = replace(with_layout(Workspace(), 2, 2), active=3)
    assert with_layout(state, 1, 2).active == 1


def test_assigning_begins_at_the_first_frame_as_stored() -> None:
    """The window of one series says nothing about another."""
    state = workspace(display_set(key="one"), display_set(key="two"))
    state = changed(changed(state, inverted), lambda viewport: at_frame(viewport, 3, 5))
    assert assigned(state, 0, "two").viewports[0] == ViewportState("two", chosen=True)


def test_stepping_through_series_stops_at_the_ends() -> None:
    """It does not come round: that would hide where the list ends."""
    state = workspace(display_set(key="one"), display_set(key="two"))
    assert _keys(series_stepped(state, 1)) == ["two"]
    assert _keys(series_stepped(series_stepped(state, 1), 1)) == ["two"]
    assert _keys(series_stepped(state, -1)) == ["one"]


def test_the_next_study_takes_all_viewports() -> None:
    """Nothing of the one before stays beside it."""
    sets = (
        display_set(key="a1", study_uid="1"),
        display_set(key="a2", study_uid="1"),
        display_set(key="b1", study_uid="2"),
    )
    state = workspace(*sets, rows=1, columns=2)
    assert _keys(study_stepped(state, 1)) == ["b1", None]
    assert _keys(study_stepped(study_stepped(state, 1), -1)) == ["a1", "a2"]
    assert study_stepped(state, -1) is state


def test_new_viewports_interpolate_as_the_user_chose_for_good() -> None:
    """Not as the program was born."""
    state = with_settings(Workspace(), Settings(interpolation="sharp"))
    kinds = {each.interpolation for each in with_layout(state, 2, 2).viewports}
    assert kinds == {Interpolation.SHARP}
