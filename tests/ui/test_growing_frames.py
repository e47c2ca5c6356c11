"""What is on the screen stays there while its display set grows, under its own number."""

from tests.support.reading import FakeFrames
from tests.support.sample_frames import display_set, stack, workspace
from workstation.session.frames import FrameStatus
from workstation.session.viewport import at_frame
from workstation.session.workspace import changed
from workstation.ui.growing_frames import GrowingFrames

SLICES = stack(5)
HALF = display_set(SLICES[1:3])  # then one comes before them
WHOLE = display_set(SLICES)


def _grown(source: FakeFrames) -> GrowingFrames:
    """The second of two slices is on the screen when three more come, and all begins anew."""
    frames = GrowingFrames(source.as_store())
    shown = changed(workspace(HALF), lambda state: at_frame(state, 1, 2))
    frames.open([HALF], shown)
    frames.open([WHOLE], shown)
    source.loading = {("one", index) for index in range(5)}
    return frames


def test_a_frame_that_was_seen_is_answered_while_it_is_fetched_anew() -> None:
    """At the place where it stands now."""
    answer = _grown(FakeFrames()).get("one", 2)
    assert answer.pixels is not None
    assert answer.pixels.key[:2] == ("one", 1)


def test_it_is_answered_at_no_other_place() -> None:
    """Above all not under the index that it had."""
    frames = _grown(FakeFrames())
    others = [frames.get("one", index).status for index in (0, 1, 3, 4)]
    assert others == [FrameStatus.LOADING] * 4


def test_the_new_pixels_take_its_place() -> None:
    """As soon as they are there; the old ones are let go."""
    source = FakeFrames()
    frames = _grown(source)
    source.loading.clear()
    answer = frames.get("one", 2)
    assert answer.pixels is not None
    assert answer.pixels.key[:2] == ("one", 2)


def test_a_display_set_that_is_the_same_is_not_opened_again() -> None:
    """It would lose its frames for nothing."""
    source = FakeFrames()
    frames = GrowingFrames(source.as_store())
    frames.open([WHOLE], workspace(WHOLE))
    frames.open([WHOLE], workspace(WHOLE))
    assert source.opened == [WHOLE]


def test_closing_closes_all() -> None:
    """Each by its key."""
    source = FakeFrames()
    frames = GrowingFrames(source.as_store())
    frames.open([WHOLE, display_set(key="two")], workspace(WHOLE))
    frames.close_all()
    assert source.closed == ["one", "two"]
