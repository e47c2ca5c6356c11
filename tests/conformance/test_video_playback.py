"""Cine of numbered videos (PS3.3 C.7.6.5) through the window's frame store."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.support import sample_frames, videos
from tests.support.dicom_bytes import image_dataset, part10, stored
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Instance
from workstation.dicom.multiframe import frames_of
from workstation.imaging.decoder import Decoder
from workstation.imaging.video import is_video
from workstation.session.cine import default_rate, played, started
from workstation.session.display_set import DisplaySet
from workstation.session.frames import FrameStatus, FrameStore
from workstation.session.prefetch import order_of_need
from workstation.session.workspace import Workspace, changed

_FRAMES = 120
_SLOT = -(-videos.ROWS * videos.COLUMNS * 3 // 4096) * 4096


@pytest.fixture
def store() -> Iterator[FrameStore]:
    """Room for a fifth of the video."""
    store = FrameStore(24 * _SLOT, lambda _key, _index: None)
    yield store
    store.shutdown()


@pytest.fixture
def shown(store: FrameStore, tmp_path: Path) -> DisplaySet:
    instance = videos.video_instance(tmp_path, "h264", _FRAMES)
    shown = sample_frames.display_set(frames_of(instance), "video")
    store.open(shown)
    return shown


def _number(store: FrameStore, frame_index: int) -> int | None:
    """The number in what the store answers."""
    pixels = store.get("video", frame_index).pixels
    return None if pixels is None else videos.number_in(pixels.values)


def _want(store: FrameStore, workspace: Workspace) -> None:
    store.want(order_of_need(workspace, None, 24 * _SLOT))


def test_the_rate_is_that_of_the_cine_module(shown: DisplaySet) -> None:
    """Cine Rate 25."""
    assert default_rate(shown) == pytest.approx(25)


def test_frames_that_are_shown_while_it_plays_carry_their_numbers(
    store: FrameStore, shown: DisplaySet
) -> None:
    """Faster than it can be decoded: frames are left out, none is mistaken for another."""
    workspace = changed(sample_frames.workspace(shown), lambda state: started(state, 120, 0.0))
    seen: set[int] = set()
    begun = time.monotonic()
    while (now := time.monotonic() - begun) < 1.2:
        ready = lambda key, index: store.get(key, index).status is FrameStatus.READY  # noqa: E731
        workspace = played(workspace, now, ready)
        _want(store, workspace)
        at = workspace.viewports[0].frame_index
        assert _number(store, at) in (at, None)
        seen.add(at)
        time.sleep(0.005)
    assert len(seen) > 3


def test_stepping_and_jumping_show_the_frame_of_the_number(
    store: FrameStore, shown: DisplaySet
) -> None:
    """Back one by one, to the end, and anywhere, through memory that holds few of them."""
    chance = random.Random(5)
    steps = [60, 59, 58, 57, 119, 118, 0, 1, *(chance.randrange(_FRAMES) for _turn in range(12))]
    for at in steps:
        _want(store, changed(sample_frames.workspace(shown), partial(replace, frame_index=at)))
        assert store.wait("video", at, 20).status is FrameStatus.READY
        assert _number(store, at) == at
    assert store.held_bytes <= 24 * _SLOT


class VideoWaits(Decoder):
    """Has other images at once, and frames of videos when its gate opens."""

    def __init__(self) -> None:
        self.gate = Event()

    def decode_into(self, instance: Instance, *others: Any) -> tuple[str, ...]:
        """Keep a video's thread busy."""
        if is_video(instance):
            assert self.gate.wait(10)
        return ()

    def shutdown(self) -> None:
        """Nothing runs elsewhere."""


def test_a_video_leaves_a_thread_for_other_images(tmp_path: Path) -> None:
    """One of its frames may have to wait for many; and all of them come in the end."""
    decoder = VideoWaits()
    store = FrameStore(1 << 26, lambda *_: None, decoder=decoder)
    video = frames_of(videos.video_instance(tmp_path, "h264", 12))
    plain = frames_of(read_instance(stored(tmp_path, part10(image_dataset(frames=2)), "plain")))
    for key, frames in (("video", video), ("plain", plain)):
        store.open(sample_frames.display_set(frames, key))
    store.want([*(("video", index) for index in range(12)), ("plain", 1)])
    try:
        assert _comes(store, "plain", 1)
        assert store.get("video", 11).status is FrameStatus.LOADING
        decoder.gate.set()
        assert _comes(store, "video", 11)
    finally:
        decoder.gate.set()
        store.shutdown()


def _comes(store: FrameStore, key: str, frame_index: int) -> bool:
    """Whether a frame that is wanted comes in time, without being asked for before others."""
    deadline = time.monotonic() + 5
    while store.get(key, frame_index).status is FrameStatus.LOADING:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
