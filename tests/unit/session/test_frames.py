import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.support import coded_frames as made
from tests.support import sample_frames
from workstation.base.pages import PAGE
from workstation.dicom.model import Frame, Instance
from workstation.dicom.overlay import Overlay, OverlayType
from workstation.imaging.decoder import Decoder, Extents
from workstation.session.display_set import DisplaySet
from workstation.session.frames import FrameStatus, FrameStore, default_budget

_H264 = "1.2.840.10008.1.2.4.102"
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


class WatchedStore(FrameStore):
    """Counts how often a thread looks for something to do."""

    looks = 0

    def _most_urgent(self) -> Any:
        self.looks += 1
        return super()._most_urgent()


def test_wanting_what_is_there_wakes_nobody(decoder: SlowDecoder, tmp_path: Path) -> None:
    """A picture is drawn at each notch of the wheel, and has the processor for itself."""
    store = WatchedStore(20 * _SLOT, lambda *_: None, decoder=decoder)
    store.open(shown := _display_set(tmp_path))
    wishes = [(shown.key, index) for index in range(12)]
    store.want(wishes)
    _settled(store, wishes)
    time.sleep(0.1)
    before = store.looks
    store.want(wishes[::-1])
    time.sleep(0.1)
    assert store.looks == before
    store.shutdown()


def test_the_store_is_at_rest_once_wishes_are_found_to_be_there(
    store: FrameStore, tmp_path: Path
) -> None:
    """Not while any is on its way, nor after something else was asked for."""
    store.open(shown := _display_set(tmp_path))
    wishes = [(shown.key, index) for index in range(3)]
    store.want(wishes)
    rests = [store.at_rest]
    _settled(store, wishes)
    store.want(wishes)
    rests.append(store.at_rest)
    store.wait(shown.key, 5, 5.0)
    assert [*rests, store.at_rest] == [False, True, False]


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


def test_overlays_in_the_cells_of_the_pixels_come_with_them(tmp_path: Path) -> None:
    """Each frame with its own: bit 3 of its cells, packed."""
    shown = _display_set(tmp_path, 2)
    overlay = Overlay(0x6000, OverlayType.GRAPHICS, made.ROWS, made.COLUMNS, (1, 1), None, 3)
    frames = tuple(replace(frame, overlays=(overlay,)) for frame in shown.frames)
    store = FrameStore(1 << 20, lambda _key, _index: None)
    store.open(replace(shown, frames=frames))
    found = [store.wait("one", index, 10).embedded for index in range(2)]
    store.shutdown()
    cells = [made.gray(16, seed=index).astype(np.uint16) >> 3 & 1 for index in range(2)]
    expected = [np.packbits(bits, bitorder="little").tobytes() for bits in cells]
    assert found == [((3, bits),) for bits in expected]


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


def _single(folder: Path, number: int, name: str | None = None) -> Frame:
    """A slice in a file of its own; under another name it is another file of the same instance."""
    name = name or f"slice{number}"
    instance = made.stored_instance(folder, [made.gray(16).tobytes()], made.coding(), name)
    return sample_frames.frame(replace(instance, sop_instance_uid=f"1.2.{number}"))


def _ready(store: FrameStore, display_set: DisplaySet) -> list[int]:
    count = len(display_set.frames)
    return [i for i in range(count) if store.get("one", i).status is FrameStatus.READY]


def test_what_is_there_stays_when_the_display_set_grows(
    store: FrameStore, decoder: SlowDecoder, tmp_path: Path
) -> None:
    """At the new place of each frame, in the same memory, without fetching it again."""
    slices = [_single(tmp_path, number) for number in range(4)]
    store.open(sample_frames.display_set(slices[1:3]))
    before = [store.wait("one", index, 10).pixels for index in (0, 1)]
    grown = sample_frames.display_set(slices)
    store.open(grown)
    after = [store.get("one", index).pixels for index in (1, 2)]
    assert _ready(store, grown) == [1, 2]
    assert len(decoder.order) == 2
    for old, new in zip(before, after, strict=True):
        assert old is not None
        assert new is not None
        assert np.shares_memory(old.values, new.values)


def test_what_is_on_its_way_arrives_at_its_new_place(decoder: SlowDecoder, tmp_path: Path) -> None:
    """And is told of under its new number."""
    heard: list[tuple[str, int]] = []
    store = FrameStore(1 << 20, lambda key, index: heard.append((key, index)), 1, decoder)
    slices = [_single(tmp_path, number) for number in range(4)]
    store.open(sample_frames.display_set(slices[2:3]))
    decoder.gate.clear()
    store.want([("one", 0)])
    _until(lambda: bool(decoder.order))
    store.want([])
    grown = sample_frames.display_set(slices)
    store.open(grown)
    decoder.gate.set()
    _until(lambda: bool(heard))
    there = _ready(store, grown)
    store.shutdown()
    assert (heard, there) == ([("one", 2)], [2])


def test_another_file_of_the_same_instance_is_fetched_anew(
    store: FrameStore, decoder: SlowDecoder, tmp_path: Path
) -> None:
    """What a file held is not what its successor holds."""
    store.open(sample_frames.display_set([_single(tmp_path, 1)]))
    store.wait("one", 0, 10)
    store.open(sample_frames.display_set([_single(tmp_path, 1, "successor")]))
    assert store.get("one", 0).status is FrameStatus.LOADING
    assert store.held_bytes == 0


def test_pixels_of_a_frame_that_has_left_stay_as_they_are(
    store: FrameStore, tmp_path: Path
) -> None:
    """For as long as somebody reads them."""
    one, two = _single(tmp_path, 1), _single(tmp_path, 2)
    store.open(sample_frames.display_set([one, two]))
    pixels = store.wait("one", 0, 10).pixels
    store.open(sample_frames.display_set([two]))
    assert pixels is not None
    assert (pixels.values == _number(one.instance, 0)).all()


def test_what_was_missing_is_looked_for_again(tmp_path: Path) -> None:
    """The disc may be back in the drive when the folder is opened again."""
    store = FrameStore(1 << 20, lambda _key, _index: None)
    one = _single(tmp_path, 1)
    one.instance.file.path.rename(tmp_path / "away")
    store.open(sample_frames.display_set([one]))
    before = store.wait("one", 0, 10).status
    (tmp_path / "away").rename(one.instance.file.path)
    store.open(sample_frames.display_set([one]))
    after = store.wait("one", 0, 10).status
    store.shutdown()
    assert (before, after) == (FrameStatus.MISSING, FrameStatus.READY)


def test_a_place_that_does_not_exist_yet_is_loading(store: FrameStore, tmp_path: Path) -> None:
    """Who asks may know of a growth sooner than the store."""
    store.open(sample_frames.display_set([_single(tmp_path, 1)]))
    assert store.get("one", 1).status is FrameStatus.LOADING
    assert store.get("one", -1).status is FrameStatus.LOADING


def test_closing_all_forgets_all(store: FrameStore, tmp_path: Path) -> None:
    """The memory too."""
    store.open(_display_set(tmp_path))
    store.wait("one", 0, 10)
    store.close_all()
    assert store.get("one", 0).status is FrameStatus.LOADING
    assert store.held_bytes == 0


class _Growth:
    """A display set that grows, shrinks, is sorted anew and has files exchanged, at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.decoder = SlowDecoder(longest=0.001)
        self.store = FrameStore(12 * _SLOT, lambda _key, _index: None, 2, self.decoder)
        self._unseen = [_single(folder, number) for number in range(40)]
        self._unseen += _display_set(folder, 24, "many").frames
        self._others = {number: _single(folder, number, f"other{number}") for number in range(40)}
        self.frames: list[Frame] = []
        self.seen = 0

    def change(self) -> None:
        """Open the display set with other frames."""
        for _new in range(self.dice.choice((1, 1, 2, 8))):
            if self._unseen:
                frame = self._unseen.pop(self.dice.randrange(len(self._unseen)))
                self.frames.insert(self.dice.randint(0, len(self.frames)), frame)
        deed = self.dice.random()
        if deed < 0.1 and len(self.frames) > 1:
            self._unseen.append(self.frames.pop(self.dice.randrange(len(self.frames))))
        elif deed < 0.2:
            self.dice.shuffle(self.frames)
        elif deed < 0.3:
            self._exchange_a_file()
        self.store.open(sample_frames.display_set(self.frames))

    def _exchange_a_file(self) -> None:
        at = self.dice.randrange(len(self.frames))
        number = self.frames[at].instance.sop_instance_uid.removeprefix("1.2.")
        if number.isdigit():
            other, self._others[int(number)] = self._others[int(number)], self.frames[at]
            self.frames[at] = other

    def look(self) -> None:
        """Ask for some; every pixel answered is the one of the frame that stands there now."""
        at = self.dice.randrange(len(self.frames))
        near = [("one", (at + step) % len(self.frames)) for step in range(5)]
        self.store.want(near)
        if self.dice.random() < 0.2:
            self.store.wait("one", at, 5)
        for index in range(len(self.frames)):
            answer = self.store.get("one", index)
            if answer.pixels is not None:
                self.seen += 1
                frame = self.frames[index]
                assert (answer.pixels.values == _number(frame.instance, frame.frame_index)).all()

    def run(self, steps: int) -> int:
        """Answers how many had pixels, all of them right."""
        for step in range(steps):
            if step == 0 or self.dice.random() < 0.3:
                self.change()
            self.look()
            assert self.store.held_bytes <= 15 * _SLOT
        self.store.shutdown()
        assert self.store.held_bytes == 0
        return self.seen


@pytest.mark.parametrize("seed", range(4))
def test_pixels_and_numbers_never_part_while_a_display_set_grows(tmp_path: Path, seed: int) -> None:
    """Whatever is fetched, moved, dropped and exchanged meanwhile."""
    assert _Growth(tmp_path, seed).run(250) > 500


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20, 28))
def test_pixels_and_numbers_never_part_however_long(tmp_path: Path, seed: int) -> None:
    """As above, for minutes."""
    assert _Growth(tmp_path, seed).run(8000) > 20_000


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)
