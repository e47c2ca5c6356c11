import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.support import coded_frames as made
from tests.support import sample_frames
from workstation.base.pages import PAGE
from workstation.dicom.model import Instance
from workstation.imaging.decoder import Decoder, Extents
from workstation.session.display_set import DisplaySet
from workstation.session.frames import FrameStatus, FrameStore, default_budget

_FRAME_BYTES = made.ROWS * made.COLUMNS * 2
_SLOT = -(-_FRAME_BYTES // PAGE) * PAGE


class SlowDecoder(Decoder):
    """Writes each frame's own number into all its pixels, after a while, row by row."""

    def __init__(self, longest: float = 0.0) -> None:
        self._random = random.Random(7)
        self._longest = longest
        self.order: list[tuple[str, int]] = []
        self.gate = threading.Event()
        self.gate.set()

    def decode_into(
        self,
        instance: Instance,
        frame_index: int,
        extents: Extents,
        out: npt.NDArray[np.generic],
    ) -> tuple[str, ...]:
        """Take its time."""
        self.order.append((instance.file.name, frame_index))
        assert self.gate.wait(10)
        pixels = out.reshape(-1)
        half = len(pixels) // 2
        pixels[:half] = _number(instance, frame_index)
        time.sleep(self._random.random() * self._longest)
        pixels[half:] = _number(instance, frame_index)
        return ()

    def shutdown(self) -> None:
        """Nothing runs elsewhere."""


def _number(instance: Instance, frame_index: int) -> int:
    return (sum(instance.file.name.encode()) * 1000 + frame_index) % 65536


def _display_set(folder: Path, count: int = 12, name: str = "one") -> DisplaySet:
    """One native multi-frame file."""
    how = made.coding()
    data = [made.gray(16, seed=number).tobytes() for number in range(count)]
    instance = made.stored_instance(folder, data, how, name)
    frames = [sample_frames.frame(instance, frame_index=number) for number in range(count)]
    return sample_frames.display_set(frames, name)


@pytest.fixture
def decoder() -> SlowDecoder:
    """One that decodes at once, unless its gate is shut."""
    return SlowDecoder()


@pytest.fixture
def store(decoder: SlowDecoder) -> Iterator[FrameStore]:
    """A store with room for four frames, with one worker."""
    store = FrameStore(4 * _SLOT, lambda _key, _index: None, 1, decoder)
    yield store
    decoder.gate.set()
    store.shutdown()


def _settled(store: FrameStore, wishes: Sequence[tuple[str, int]]) -> None:
    deadline = time.monotonic() + 10
    while any(store.get(*wish).status is FrameStatus.LOADING for wish in wishes):
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_a_frame_that_nobody_wants_is_not_fetched(store: FrameStore, tmp_path: Path) -> None:
    """`get` asks for nothing; it says at once that there is nothing."""
    store.open(_display_set(tmp_path))
    assert store.get("one", 3).status is FrameStatus.LOADING
    assert store.held_bytes == 0


def test_frames_are_fetched_in_order_of_need(
    store: FrameStore, decoder: SlowDecoder, tmp_path: Path
) -> None:
    """Whatever the order in the display set."""
    store.open(_display_set(tmp_path))
    wishes = [("one", index) for index in (7, 2, 9)]
    store.want(wishes)
    _settled(store, wishes)
    assert sorted(decoder.order[:2]) == [("DISC/one", 2), ("DISC/one", 7)]


def test_what_is_wanted_later_replaces_what_was_wanted(
    store: FrameStore, decoder: SlowDecoder, tmp_path: Path
) -> None:
    """Who scrolls on does not wait for what was passed."""
    store.open(_display_set(tmp_path))
    decoder.gate.clear()
    store.want([("one", index) for index in range(4)])
    _until(lambda: len(decoder.order) == 2)
    store.want([("one", 11)])
    decoder.gate.set()
    _settled(store, [("one", 11)])
    assert {index for _name, index in decoder.order} == {0, 1, 11}


def test_real_frames_come_with_their_own_values(tmp_path: Path) -> None:
    """Native frames of a file, read to where they are shown from, and read only."""
    store = FrameStore(1 << 20, lambda _key, _index: None)
    store.open(_display_set(tmp_path))
    answer = store.wait("one", 5, 10)
    store.shutdown()
    assert answer.pixels is not None
    assert np.array_equal(answer.pixels.values, made.gray(16, seed=5))
    assert not answer.pixels.values.flags.writeable


def test_memory_that_is_needed_comes_from_frames_that_nobody_wants(
    store: FrameStore, tmp_path: Path
) -> None:
    """The one not asked for longest goes first; the budget holds in whole pages."""
    store.open(_display_set(tmp_path))
    for index in range(4):
        store.wait("one", index, 10)
    store.get("one", 0)
    store.want([("one", 8)])
    _settled(store, [("one", 8)])
    there = [i for i in range(12) if store.get("one", i).status is FrameStatus.READY]
    assert there == [0, 2, 3, 8]
    assert store.held_bytes == 4 * _SLOT


def test_what_is_wanted_is_not_given_up_for_what_is_wanted_less(
    store: FrameStore, decoder: SlowDecoder, tmp_path: Path
) -> None:
    """More wishes than there is room for: the first ones stay, and nothing is fetched twice."""
    store.open(_display_set(tmp_path))
    store.want([("one", index) for index in range(12)])
    _settled(store, [("one", index) for index in range(4)])
    time.sleep(0.05)
    assert len(decoder.order) == 4
    assert store.held_bytes == 4 * _SLOT


def test_what_is_wanted_more_takes_the_room_of_what_is_wanted_less(
    store: FrameStore, tmp_path: Path
) -> None:
    """The frame on the screen comes even when the wishes have filled the room."""
    store.open(_display_set(tmp_path))
    store.want([("one", index) for index in range(4)])
    _settled(store, [("one", index) for index in range(4)])
    store.want([("one", 9), *(("one", index) for index in range(4))])
    _settled(store, [("one", 9)])
    there = [i for i in range(12) if store.get("one", i).status is FrameStatus.READY]
    assert there == [0, 1, 2, 9]


def test_pixels_that_somebody_reads_stay_as_they_are(store: FrameStore, tmp_path: Path) -> None:
    """Even a part of them, while all other frames pass through the store."""
    store.open(_display_set(tmp_path))
    pixels = store.wait("one", 0, 10).pixels
    assert pixels is not None
    corner, expected = pixels.values[2:4, 3:], int(pixels.values[0, 0])
    del pixels
    for index in range(1, 12):
        store.wait("one", index, 10)
    store.close("one")
    assert expected != 0
    assert (corner == expected).all()


def test_a_frame_that_comes_again_has_another_key(store: FrameStore, tmp_path: Path) -> None:
    """Who caches by key never mistakes new data for old."""
    store.open(_display_set(tmp_path))
    first = store.wait("one", 0, 10).pixels
    again = store.get("one", 0).pixels
    assert first == again
    name = first.key if first else None
    del first, again
    for index in range(1, 12):
        store.wait("one", index, 10)
    returned = store.wait("one", 0, 10).pixels
    assert returned is not None
    assert returned.key != name


def test_a_closed_display_set_is_heard_of_no_more(decoder: SlowDecoder, tmp_path: Path) -> None:
    """Its frames may still be on their way: they are dropped, and their memory returned."""
    heard: list[tuple[str, int]] = []
    store = FrameStore(1 << 20, lambda key, index: heard.append((key, index)), 1, decoder)
    store.open(_display_set(tmp_path))
    decoder.gate.clear()
    store.want([("one", 3)])
    _until(lambda: bool(decoder.order))
    store.close("one")
    decoder.gate.set()
    store.shutdown()
    assert heard == []
    assert store.held_bytes == 0


def test_the_listener_hears_of_every_frame_once(decoder: SlowDecoder, tmp_path: Path) -> None:
    """When it has come, from a thread of the store."""
    heard: list[tuple[str, int]] = []
    store = FrameStore(1 << 20, lambda key, index: heard.append((key, index)), 1, decoder)
    store.open(_display_set(tmp_path))
    store.want([("one", 3), ("one", 4)])
    _until(lambda: len(heard) == 2)
    store.shutdown()
    assert sorted(heard) == [("one", 3), ("one", 4)]


def test_a_file_that_is_gone_is_missing_and_named(tmp_path: Path) -> None:
    """A disc can be taken out at any time; the rest stays readable."""
    store = FrameStore(1 << 20, lambda _key, _index: None)
    store.open(_display_set(tmp_path))
    (tmp_path / "one").unlink()
    answer = store.wait("one", 2, 10)
    store.shutdown()
    assert answer.status is FrameStatus.MISSING
    assert "DISC/one" in answer.reason


def test_a_frame_that_makes_no_picture_is_undecodable_and_named(tmp_path: Path) -> None:
    """One damaged frame costs itself: the next one is shown."""
    how = made.coding(made.RLE)
    data = [b"\1\0\0\0 no run lengths at all", made.rle(made.gray(16))]
    instance = made.stored_instance(tmp_path, data, how)
    frames = [sample_frames.frame(instance, frame_index=number) for number in range(2)]
    store = FrameStore(1 << 20, lambda _key, _index: None)
    store.open(sample_frames.display_set(frames))
    bad, good = store.wait("one", 0, 20), store.wait("one", 1, 20)
    store.shutdown()
    assert bad.status is FrameStatus.UNDECODABLE
    assert "Frame 1 of DISC/image" in bad.reason
    assert good.status is FrameStatus.READY


def test_waiting_ends_though_nothing_comes(
    store: FrameStore, decoder: SlowDecoder, tmp_path: Path
) -> None:
    """The answer then is what is known."""
    store.open(_display_set(tmp_path))
    decoder.gate.clear()
    assert store.wait("one", 0, 0.05).status is FrameStatus.LOADING


def test_the_default_budget_is_a_part_of_the_memory() -> None:
    """Large enough for a study, too small to starve the system."""
    assert 100_000_000 < default_budget() < 1 << 44


def _scroll(folder: Path, requests: int) -> int:
    """Ask at random while frames come and go; answers how many had pixels, all of them right."""
    decoder = SlowDecoder(longest=0.0005)
    sets = [_display_set(folder, 40, name) for name in ("one", "two", "three")]
    store = FrameStore(9 * _SLOT, lambda _key, _index: None, 2, decoder)
    dice, seen = random.Random(3), 0
    for display_set in sets:
        store.open(display_set)
    for _request in range(requests):
        display_set = dice.choice(sets)
        at = dice.randrange(40)
        near = [(display_set.key, (at + step) % 40) for step in range(4)]
        store.want(near)
        answer = store.get(*near[0]) if dice.random() < 0.7 else store.wait(*near[0], 5)
        if answer.pixels is not None:
            seen += 1
            assert (answer.pixels.values == _number(display_set.frames[0].instance, at)).all()
        if dice.random() < 0.02:
            store.close(display_set.key)
            store.open(display_set)
    store.shutdown()
    return seen


def test_the_pixels_answered_are_those_of_the_frame_asked_for(tmp_path: Path) -> None:
    """Whatever comes, goes and is closed meanwhile."""
    assert _scroll(tmp_path, 1500) > 300


@pytest.mark.long
def test_the_pixels_answered_are_those_of_the_frame_asked_for_however_long(tmp_path: Path) -> None:
    """As above, for minutes."""
    assert _scroll(tmp_path, 60_000) > 10_000


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)
