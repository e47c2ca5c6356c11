import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.sample_frames import display_set, frame, instance, stack, workspace
from workstation.session.cine import (
    at_rate,
    default_rate,
    frame_at,
    played,
    started,
    stopped,
    swept,
)
from workstation.session.viewport import Cine, ViewportState
from workstation.session.workspace import changed

counts = st.integers(1, 50)


@pytest.mark.parametrize(("seconds", "due"), [(0.0, 3), (0.099, 3), (0.1, 4), (0.65, 9), (0.75, 0)])
def test_the_clock_says_which_frame_is_due(seconds: float, due: int) -> None:
    """Ten frames a second from the fourth of ten; after the last comes the first."""
    assert frame_at(Cine(10, 100.0, 3), 100.0 + seconds, 10) == due


def test_a_sweep_turns_at_the_ends() -> None:
    """0 1 2 3 2 1 0 1: the ends are shown once."""
    shown = [frame_at(Cine(1, 0, 0, sweep=True), second, 4) for second in range(8)]
    assert shown == [0, 1, 2, 3, 2, 1, 0, 1]


@given(st.floats(0.5, 120), st.floats(0, 1e6), counts, st.booleans())
def test_there_is_always_a_frame(rate: float, now: float, count: int, sweep: bool) -> None:
    """At any time, at any rate."""
    assert 0 <= frame_at(Cine(rate, 5.0, 0, sweep), now, count) < count


def test_a_late_look_drops_frames_and_loses_no_time() -> None:
    """Asked after two seconds, it is twenty frames on."""
    assert frame_at(Cine(10, 0, 0), 2.0, 100) == 20


@pytest.mark.parametrize(("frame_time", "rate"), [(40.0, 25.0), (0.001, 120.0), (10000.0, 0.5)])
def test_the_rate_follows_the_frame_time(frame_time: float, rate: float) -> None:
    """In milliseconds; within what can be shown."""
    assert default_rate(display_set([frame(frame_time=frame_time)])) == rate


def test_without_a_frame_time_a_loop_plays_faster_than_slices() -> None:
    """One frame a second, as some do, is of no use."""
    loop = instance(frames=8)
    assert default_rate(display_set([frame(loop, frame_index=0)])) == 15.0
    assert default_rate(display_set(stack(8))) == 10.0


def test_a_new_rate_goes_on_from_the_frame_that_is_shown() -> None:
    """The picture does not jump."""
    playing = started(ViewportState("one", frame_index=4), 10, now=1.0)
    faster = at_rate(playing, 20, now=7.0)
    assert faster.cine == Cine(20, 7.0, 4)
    assert at_rate(stopped(playing), 20, now=7.0).cine is None


def test_a_sweep_can_be_switched_while_playing() -> None:
    """And back."""
    playing = started(ViewportState("one", frame_index=4), 10, now=1.0)
    sweeping = swept(playing, now=2.0)
    assert sweeping.cine == Cine(10, 2.0, 4, sweep=True)
    assert swept(sweeping, now=3.0).cine == Cine(10, 3.0, 4)


def test_playing_shows_the_frame_that_is_due() -> None:
    """In viewports that play, and only there."""
    state = changed(workspace(), lambda viewport: started(viewport, 10, 0.0))
    assert played(state, 0.35).viewports[0].frame_index == 3
    still = workspace()
    assert played(still, 0.35) is still


def test_a_frame_that_is_not_decoded_is_dropped() -> None:
    """The one before it stays, under its own number."""
    state = changed(workspace(), lambda viewport: started(viewport, 10, 0.0))
    state = played(state, 0.25)
    assert played(state, 0.35, lambda _key, index: index != 3) == state


def test_a_frame_that_is_late_is_shown_rather_than_none() -> None:
    """Where decoding lags behind, the newest frame that is there, under its own number."""
    state = changed(workspace(), lambda viewport: started(viewport, 10, 0.0))
    state = played(state, 0.05)
    assert played(state, 0.35, lambda _key, index: index <= 2).viewports[0].frame_index == 2


def test_a_frame_that_is_far_too_late_is_not_shown() -> None:
    """Its movement would be slower than it was."""
    frames = stack(90, uid="1.5")
    state = changed(workspace(display_set(frames)), lambda viewport: started(viewport, 10, 0.0))
    assert played(state, 3.0, lambda _key, index: index <= 15) == state
