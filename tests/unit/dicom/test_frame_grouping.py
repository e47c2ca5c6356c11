import struct
from collections.abc import Sequence
from dataclasses import replace

import pytest

from workstation.dicom.frame_grouping import Extent, Fragments, begins_codestream, grouped

_RLE = "1.2.840.10008.1.2.5"
_JPEG, _JXL = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.110"


def _extents(count: int) -> list[Extent]:
    """Fragments of 12 bytes with their items' heads, from 1008 on."""
    return [(1008 + 20 * n, 12) for n in range(count)]


def _found(count: int, frames: int, begun: Sequence[int] = (), **how: object) -> Fragments:
    """So many fragments, of which some begin a codestream; no table, whole, no places."""
    starting = {_extents(count)[n] for n in begun}
    plain = Fragments(_extents(count), (), frames, True, False, starting.__contains__)
    return replace(plain, **how)  # type: ignore[arg-type]


def _rows(found: Fragments) -> list[list[int]] | None:
    """Which fragments, by their number, are each frame."""
    result = grouped(found)
    if result is None:
        return None
    return [[(offset - 1008) // 20 for offset, _length in frame] for frame in result[0]]


def _notes(found: Fragments) -> tuple[str, ...]:
    result = grouped(found)
    assert result is not None
    return result[1]


def test_a_table_that_fits_is_believed() -> None:
    """Before the beginnings of codestreams, which may be hidden."""
    assert _rows(_found(3, 2, (0, 1, 2), starts=(1000, 1040))) == [[0, 1], [2]]


def test_a_table_may_say_that_frames_lie_in_another_order() -> None:
    """Whoever compresses several frames at once may write first what is done first."""
    found = _found(4, 3, (0, 1, 3), starts=(1060, 1000, 1020))
    assert _rows(found) == [[3], [0], [1, 2]]


@pytest.mark.parametrize("begun", [(0, 1, 2), (0, 3)])
def test_another_order_is_believed_only_where_every_frame_begins_so(begun: tuple[int, ...]) -> None:
    """Frames in a wrong order would be slices in wrong places."""
    found = _found(4, 3, begun, starts=(1060, 1000, 1020))
    assert _rows(found) != [[3], [0], [1, 2]]


def test_one_fragment_each_needs_neither_table_nor_beginning() -> None:
    """As most files are."""
    assert _rows(_found(3, 3)) == [[0], [1], [2]]


def test_a_wrong_table_gives_way_to_the_beginnings() -> None:
    """Its offsets point into the middle of fragments."""
    assert _rows(_found(3, 2, (0, 2), starts=(1000, 1033))) == [[0, 1], [2]]


def test_a_table_that_is_wrong_in_one_place_is_believed_in_the_others() -> None:
    """Nothing else tells: frames 2 and 3 cannot be told apart, 1 and 4 can."""
    found = _found(6, 4, starts=(1000, 1040, 1055, 1100))
    assert _rows(found) == [[0, 1], [], [], [5]]


def test_a_table_whose_first_entry_is_wrong_is_not_believed() -> None:
    """It counts from somewhere else."""
    assert _rows(_found(5, 3, starts=(1020, 1040, 1060))) is None


def test_more_images_than_frames_show_the_first_with_a_note() -> None:
    """Number of Frames is too low, or missing."""
    found = _found(4, 2, (0, 2, 3))
    assert _rows(found) == [[0, 1], [2]]
    assert _notes(found) == ("The file holds 3 images, its header says 2: these are the first.",)


def test_a_single_frame_ends_where_a_second_image_begins() -> None:
    """It is not joined with another into one stream."""
    assert _rows(_found(3, 1, (0, 2))) == [[0, 1]]


def test_fewer_images_than_frames_are_shown_with_a_note_where_places_do_not_matter() -> None:
    """The last ones are missing, as far as anybody knows."""
    found = _found(2, 4, (0, 1))
    assert _rows(found) == [[0], [1], [], []]
    assert _notes(found) == ("The file holds 2 of 4 frames; which are missing is not known.",)


def test_fewer_images_than_frames_are_refused_where_each_has_its_place() -> None:
    """A slice at the place of another looks right, and is not."""
    assert _rows(_found(2, 4, (0, 1), placed=True)) is None


def test_the_rest_of_a_file_that_ends_early_is_missing_and_nothing_else() -> None:
    """What is there is in its order."""
    found = _found(2, 4, (0, 1), whole=False, placed=True)
    assert _rows(found) == [[0], [1], [], []]
    assert _notes(found) == ()


def test_the_fragments_of_a_cut_single_frame_are_not_a_frame() -> None:
    """Part of a codestream can look like a whole image."""
    assert _rows(_found(2, 1, (0,), whole=False)) is None


@pytest.mark.parametrize(
    ("head", "uid", "begins"),
    [
        (b"\xff\xd8\xff\xe0....", _JPEG, True),
        (b"\xff\x4f\xff\x51....", _JPEG, True),
        (b"\xff\x0a\x11.....", _JXL, True),
        (b"\xff\x0a\x11.....", _JPEG, False),
        (struct.pack("<2I", 2, 64), _RLE, True),
        (struct.pack("<2I", 2, 65), _RLE, False),
        (struct.pack("<2I", 16, 64), _RLE, False),
        (struct.pack("<2I", 2, 64), _JPEG, False),
        (b"\xff\xd8\xff\xe0....", _RLE, False),
        (b"", _JPEG, False),
    ],
)
def test_codestreams_are_known_by_how_they_begin(head: bytes, uid: str, begins: bool) -> None:
    """JPEG XL and RLE begin with too little to be looked for where they are not expected."""
    assert begins_codestream(head, uid) is begins
