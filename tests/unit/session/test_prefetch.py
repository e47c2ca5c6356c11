from dataclasses import replace

from tests.support import sample_frames as made
from workstation.session.prefetch import middle_frame, order_of_need
from workstation.session.workspace import Workspace, changed

_SLOT = 4096  # a page holds one of these frames


def _workspace(count: int = 50, at: int = 20) -> Workspace:
    """One viewport in the middle of a stack, a second display set beside it."""
    sets = [made.display_set(made.stack(count, uid=f"1.{key}"), key) for key in ("one", "two")]
    return _at(made.workspace(*sets), at)


def _video(count: int, at: int = 0) -> Workspace:
    """A viewport that shows a video."""
    video = replace(made.instance(), transfer_syntax_uid="1.2.840.10008.1.2.4.102")
    frames = [made.frame(video, frame_index=index) for index in range(count)]
    return _at(made.workspace(made.display_set(frames, "video")), at)


def _at(workspace: Workspace, frame_index: int) -> Workspace:
    return changed(workspace, lambda viewport: replace(viewport, frame_index=frame_index))


def test_the_frame_on_the_screen_comes_first_and_then_its_neighbors() -> None:
    """Two ahead for one behind."""
    order = order_of_need(_workspace(), None)
    assert order[:7] == tuple(("one", index) for index in (20, 21, 22, 19, 23, 24, 18))


def test_scrolling_back_turns_the_order_around() -> None:
    """Ahead is where the user is going."""
    order = order_of_need(_workspace(at=20), _workspace(at=23))
    assert order[:4] == tuple(("one", index) for index in (20, 19, 18, 21))


def test_a_thumbnail_is_of_the_middle_frame() -> None:
    """The first of a stack often shows nothing."""
    assert middle_frame(made.display_set()) == 2


def test_a_video_is_fetched_as_it_is_decoded() -> None:
    """What was passed over on the way first, then on to the end, then from the start."""
    order = [index for _key, index in order_of_need(_video(200, at=100), None)]
    order.remove(16)  # for the thumbnail
    assert order[:17] == list(range(100, 83, -1))
    assert order[17:] == [*range(101, 200), *range(16), *range(17, 84)]


def test_the_thumbnail_of_a_long_video_is_near_its_start() -> None:
    """All frames before it must be decoded for it."""
    assert middle_frame(_video(2000).display_sets[0]) < 50


def test_every_viewport_s_frame_comes_before_any_neighbor() -> None:
    """The active one's first."""
    sets = [made.display_set(made.stack(9, uid=f"1.{key}"), key) for key in ("one", "two")]
    shown = replace(made.workspace(*sets, columns=2), active=1)
    keys = [shown.viewports[index].display_set for index in (1, 0)]
    assert [key for key, _index in order_of_need(shown, None)[:2]] == keys


def test_a_maximized_viewport_is_the_only_one_that_matters() -> None:
    """What is hidden waits for its thumbnail's turn."""
    sets = [made.display_set(made.stack(9, uid=f"1.{key}"), key) for key in ("one", "two")]
    shown = made.workspace(*sets, columns=2)
    shown = replace(shown, layout=replace(shown.layout, maximized=0))
    key = shown.viewports[0].display_set
    others = [wish for wish in order_of_need(shown, None) if wish[0] != key]
    assert [index for _key, index in others] == [4]


def test_every_frame_of_what_is_shown_is_wanted_once() -> None:
    """And one of what is not."""
    order = order_of_need(_workspace(), None)
    assert len(order) == len(set(order)) == 51


def test_thumbnails_come_before_what_is_far_away() -> None:
    """The list of series fills in while a long one is read."""
    order = order_of_need(_workspace(400, at=0), None)
    assert order.index(("two", 200)) < 40


def test_no_more_is_wanted_than_there_is_room_for() -> None:
    """Else the last would push out the first."""
    assert len(order_of_need(_workspace(), None, budget_bytes=10 * _SLOT)) == 10


def test_one_frame_is_wanted_however_little_room_there_is() -> None:
    """An empty screen helps nobody."""
    assert len(order_of_need(_workspace(), None, budget_bytes=1)) == 1


def test_an_empty_workspace_wants_nothing() -> None:
    """Before anything is opened."""
    assert order_of_need(Workspace(), None) == ()
