from pathlib import Path

import numpy as np
import pytest

from tests.support import coded_frames as made
from tests.support import sample_frames
from workstation.base.pages import PAGE
from workstation.imaging.decoder import Decoder, FrameMissingError
from workstation.session.frames_shelf import Shelf, SlotState


def _shelf(folder: Path) -> Shelf:
    """Two frames of one file and one of another size."""
    two = made.stored_instance(folder, [made.gray(seed=n).tobytes() for n in (1, 2)], made.coding())
    wide = made.coding(columns=made.COLUMNS * 4)
    odd = made.stored_instance(folder, [made.gray(seed=3).tobytes() * 4], wide, "odd")
    frames = [sample_frames.frame(two, frame_index=n) for n in (0, 1)]
    return Shelf((*frames, sample_frames.frame(odd)))


def test_slots_lie_side_by_side_in_whole_pages(tmp_path: Path) -> None:
    """Also where frames differ in size."""
    slots = _shelf(tmp_path).slots
    assert [slot.offset for slot in slots] == [0, PAGE, 2 * PAGE]
    assert [slot.length for slot in slots] == [PAGE, PAGE, 2 * PAGE]


def test_frames_are_fetched_into_their_slots(tmp_path: Path) -> None:
    """In any order."""
    shelf, decoder = _shelf(tmp_path), Decoder()
    for index in (2, 0, 1):
        shelf.reserve(index)
        shelf.fetch(index, decoder)
    decoder.shutdown()
    assert np.array_equal(shelf.values(1), made.gray(seed=2))
    assert np.array_equal(shelf.values(0), made.gray(seed=1))
    assert shelf.values(2).shape == (made.ROWS, made.COLUMNS * 4)


def test_a_slot_is_idle_when_its_last_view_is_gone(tmp_path: Path) -> None:
    """A view of a view counts."""
    shelf = _shelf(tmp_path)
    slot = shelf.reserve(0)
    slot.settle(SlotState.FILLED, 1, "", ())
    corner = shelf.values(0)[3:, 2:]
    idle_before = slot.idle
    del corner
    assert (idle_before, slot.idle) == (False, True)


def test_a_file_that_cannot_be_walked_is_missing(tmp_path: Path) -> None:
    """Encapsulated frames have to be found first."""
    how = made.coding(made.RLE)
    instance = made.stored_instance(tmp_path, [made.rle(made.gray())] * 2, how)
    shelf, decoder = Shelf((sample_frames.frame(instance),)), Decoder()
    (tmp_path / "image").unlink()
    shelf.reserve(0)
    with pytest.raises(FrameMissingError, match="DISC/image"):
        shelf.fetch(0, decoder)
    decoder.shutdown()
