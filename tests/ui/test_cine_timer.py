"""Playback asks the clock; the timer only wakes up."""

import pytest
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames
from workstation.ui import cine_timer
from workstation.ui.cine_timer import CineTimer
from workstation.ui.reading_window import ReadingWindow


def _timer(window: ReadingWindow) -> CineTimer:
    return window.findChildren(CineTimer)[0]


def test_it_runs_only_while_something_plays(window: ReadingWindow) -> None:
    """A window at rest uses no processor."""
    assert not _timer(window).running
    window.commands["cine.toggle"].trigger()
    assert _timer(window).running
    window.commands["cine.toggle"].trigger()
    assert not _timer(window).running


def test_frames_are_dropped_rather_than_time_stretched(
    qtbot: QtBot, window: ReadingWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tick that comes late shows what is due then."""
    window.commands["cine.toggle"].trigger()
    cine = window.store.value.active_viewport.cine
    assert cine is not None
    late = cine.started_at + 3.5 / cine.frames_per_second
    monkeypatch.setattr(cine_timer, "monotonic", lambda: late)
    _timer(window).tick()
    assert window.store.value.active_viewport.frame_index == 3


@pytest.mark.parametrize(("loading", "shown"), [((2,), 1), ((1, 2), 0)])
def test_a_frame_that_is_not_there_is_dropped(
    window: ReadingWindow,
    frames: FakeFrames,
    monkeypatch: pytest.MonkeyPatch,
    loading: tuple[int, ...],
    shown: int,
) -> None:
    """The last one before it that is there comes, or stays, under its own number."""
    window.commands["cine.toggle"].trigger()
    cine = window.store.value.active_viewport.cine
    assert cine is not None
    frames.loading.update(("one", frame_index) for frame_index in loading)
    due = cine.started_at + 2.5 / cine.frames_per_second
    monkeypatch.setattr(cine_timer, "monotonic", lambda: due)
    _timer(window).tick()
    assert window.store.value.active_viewport.frame_index == shown
