from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from tests.support import coded_frames as made
from tests.support import sample_frames
from workstation.base.pages import PAGE, Pages
from workstation.dicom.model import Frame
from workstation.dicom.units import RT_DOSE
from workstation.imaging.decoder import Decoder, FrameMissingError, FrameUndecodableError
from workstation.imaging.volume_range import known_range
from workstation.session import frames_shelf
from workstation.session.frames_shelf import Segment, Shelf, SlotState


def _frames(folder: Path) -> tuple[Frame, ...]:
    """Two frames of one file and one of another size."""
    two = made.stored_instance(folder, [made.gray(seed=n).tobytes() for n in (1, 2)], made.coding())
    wide = made.coding(columns=made.COLUMNS * 4)
    odd = made.stored_instance(folder, [made.gray(seed=3).tobytes() * 4], wide, "odd")
    frames = [sample_frames.frame(two, frame_index=n) for n in (0, 1)]
    return (*frames, sample_frames.frame(odd))


def _shelf(folder: Path) -> Shelf:
    return Shelf("one", _frames(folder))


def test_slots_lie_side_by_side_in_whole_pages(tmp_path: Path) -> None:
    """Also where frames differ in size."""
    slots = _shelf(tmp_path).slots
    assert [slot.offset for slot in slots] == [0, PAGE, 2 * PAGE]
    assert [slot.length for slot in slots] == [PAGE, PAGE, 2 * PAGE]


def test_frames_are_fetched_into_their_slots(tmp_path: Path) -> None:
    """In any order."""
    shelf, decoder = _shelf(tmp_path), Decoder()
    for index in (2, 0, 1):
        shelf.slots[index].reserve()
        shelf.fetch(shelf.slots[index], decoder)
    decoder.shutdown()
    assert np.array_equal(shelf.slots[1].values(), made.gray(seed=2))
    assert np.array_equal(shelf.slots[0].values(), made.gray(seed=1))
    assert shelf.slots[2].values().shape == (made.ROWS, made.COLUMNS * 4)


def test_what_is_odd_about_the_file_is_said_with_each_frame(tmp_path: Path) -> None:
    """Pixel Data of defined length under the name of a compression: it is native."""
    plain = made.stored_instance(tmp_path, [made.gray().tobytes()], made.coding())
    shelf = Shelf("one", (sample_frames.frame(replace(plain, transfer_syntax_uid=made.JPEG_LS)),))
    decoder = Decoder(1)
    shelf.slots[0].reserve()
    notes = shelf.fetch(shelf.slots[0], decoder)
    decoder.shutdown()
    assert np.array_equal(shelf.slots[0].values(), made.gray())
    assert notes == ("The pixel data are not compressed, although the file says JPEG-LS Lossless.",)


def test_a_slot_is_idle_when_its_last_view_is_gone(tmp_path: Path) -> None:
    """A view of a view counts."""
    slot = _shelf(tmp_path).slots[0]
    slot.reserve()
    slot.settle(SlotState.FILLED, 1, "", ())
    corner = slot.values()[3:, 2:]
    idle_before = slot.idle
    del corner
    assert (idle_before, slot.idle) == (False, True)


def test_slots_go_where_their_frames_go(tmp_path: Path) -> None:
    """New ones come between; nothing leaves."""
    first, second, odd = _frames(tmp_path)
    shelf = Shelf("one", (first, odd))
    slots = tuple(shelf.slots)
    assert shelf.hold((odd, second, first)) == ()
    assert (shelf.slots[2], shelf.slots[0]) == slots
    assert [slot.place for slot in shelf.slots] == [("one", 0), ("one", 1), ("one", 2)]
    assert shelf.slots[1].frame is second


def test_slots_of_frames_that_have_left_have_no_place(tmp_path: Path) -> None:
    """So that nobody is told of them."""
    first, second, odd = _frames(tmp_path)
    shelf = Shelf("one", (first, second, odd))
    (left,) = shelf.hold((first, odd))
    assert (left.frame, left.place) == (second, None)


def test_a_frame_read_again_keeps_its_slot(tmp_path: Path) -> None:
    """Where its file and its header are the same."""
    (first, *_others) = _frames(tmp_path)
    shelf = Shelf("one", (first,))
    (slot,) = shelf.slots
    again = replace(first, instance=replace(first.instance))
    assert again.instance is not first.instance
    assert shelf.hold((again,)) == ()
    assert shelf.slots == [slot]


def test_large_pages_are_used_for_much_not_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thumbnail needs one frame of each series: that must not cost megabytes."""
    asked: list[int] = []
    monkeypatch.setattr(Pages, "use_large_pages", lambda _pages: asked.append(1))
    segment = Segment(64 << 20)
    counts = []
    for _frame in range(10):
        segment.reserve(1 << 20)
        counts.append(len(asked))
    assert counts == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]


def test_the_memory_is_there_before_anybody_writes(tmp_path: Path) -> None:
    """Writers of several threads would each make their own."""
    first, second, _odd = _shelf(tmp_path).slots
    first.reserve()
    pages = first.segment.pages
    second.reserve()
    assert pages is not None
    assert second.segment.pages is pages


def test_a_frame_that_has_no_memory_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It costs itself; what it would have needed is given back to nobody."""
    monkeypatch.setattr(frames_shelf, "Pages", Mock(side_effect=MemoryError))
    shelf, decoder = _shelf(tmp_path), Decoder()
    shelf.slots[1].reserve()
    with pytest.raises(FrameUndecodableError, match=r"Frame 2 of DISC/image .* not enough memory"):
        shelf.fetch(shelf.slots[1], decoder)
    decoder.shutdown()
    shelf.slots[1].release()


def test_segments_are_not_larger_than_systems_grant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A frame that is larger has one of its own."""
    monkeypatch.setattr(frames_shelf, "_SEGMENT", PAGE)
    slots = _shelf(tmp_path).slots
    assert [slot.offset for slot in slots] == [0, 0, 0]
    assert len({id(slot.segment) for slot in slots}) == 3


def test_a_file_that_cannot_be_walked_is_missing(tmp_path: Path) -> None:
    """Encapsulated frames have to be found first."""
    how = made.coding(made.RLE)
    instance = made.stored_instance(tmp_path, [made.rle(made.gray())] * 2, how)
    shelf, decoder = Shelf("one", (sample_frames.frame(instance),)), Decoder()
    (tmp_path / "image").unlink()
    shelf.slots[0].reserve()
    with pytest.raises(FrameMissingError, match="DISC/image"):
        shelf.fetch(shelf.slots[0], decoder)
    decoder.shutdown()


def test_the_range_of_a_dose_grid_is_known_with_its_first_frame(tmp_path: Path) -> None:
    """Its window is that of the whole grid, also before the others are fetched."""
    grid = [np.full((made.ROWS, made.COLUMNS), value, np.uint16) for value in (3, 900, 20)]
    plain = made.stored_instance(tmp_path, [plane.tobytes() for plane in grid], made.coding())
    dose = replace(plain, attributes=sample_frames.attributes({0x0008_0016: ("UI", RT_DOSE)}))
    frames = tuple(sample_frames.frame(dose, frame_index=index) for index in range(3))
    shelf, decoder = Shelf("one", frames), Decoder()
    shelf.slots[0].reserve()
    shelf.fetch(shelf.slots[0], decoder)
    decoder.shutdown()
    assert known_range(dose) == (3, 900)
