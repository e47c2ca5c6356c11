import struct
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.dicom_bytes import attributes_of_bytes, element, item
from workstation.dicom import fragments
from workstation.dicom.dataset import Attributes
from workstation.dicom.errors import (
    BadFragmentsError,
    UnreadableFileError,
)
from workstation.dicom.fragments import frame_extents, frame_places, is_encapsulated
from workstation.dicom.frame_grouping import Frames
from workstation.dicom.model import Instance
from workstation.dicom.note import kind_of
from workstation.dicom.pixels import ImagePixel, PixelLocation
from workstation.dicom.stored import StoredFile
from workstation.dicom.uids import EXPLICIT_LITTLE

_JPEG = "1.2.840.10008.1.2.4.50"
_RLE = "1.2.840.10008.1.2.5"
_MPEG = "1.2.840.10008.1.2.4.100"
_END = struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
_BEFORE = b"header of an odd length"
_SOI = b"\xff\xd8\xff"
_IMAGE = ImagePixel(3, 5, 1, "MONOCHROME2", 8, 8, 7, False, 0, 1)
_NOTHING = attributes_of_bytes(element(0x00100020, "LO", b"17"))


def _instance(
    folder: Path,
    value: bytes,
    frames: int,
    syntax: str = _JPEG,
    length: int | None = None,
    attributes: Attributes = _NOTHING,
) -> Instance:
    path = folder / "image"
    path.write_bytes(b"disc" + _BEFORE + value)
    file = StoredFile("image", path, 4, len(_BEFORE) + len(value))
    image = replace(_IMAGE, number_of_frames=frames)
    location = PixelLocation(len(_BEFORE), length)
    return Instance("1.2", "1.3", syntax, None, image, location, attributes, file)


def _contents(instance: Instance, frames: Frames) -> list[list[bytes]]:
    return [[instance.file.read(*extent) for extent in frame] for frame in frames]


def _table(*offsets: int) -> bytes:
    return item(struct.pack(f"<{len(offsets)}I", *offsets))


def _read(instance: Instance) -> list[list[bytes]]:
    return _contents(instance, frame_extents(instance))


def test_native_frames_lie_one_behind_the_other(tmp_path: Path) -> None:
    """Each has one extent."""
    value = bytes(range(45))
    found = _read(_instance(tmp_path, value, 3, EXPLICIT_LITTLE, 45))
    assert found == [[value[:15]], [value[15:30]], [value[30:]]]


def test_frames_of_single_bits_may_share_a_byte(tmp_path: Path) -> None:
    """15 bits each: the second begins in the last byte of the first."""
    instance = _instance(tmp_path, bytes(range(6)), 3, EXPLICIT_LITTLE, 6)
    image = replace(_IMAGE, bits_allocated=1, bits_stored=1, high_bit=0, number_of_frames=3)
    found = frame_extents(replace(instance, image=image))
    start = len(_BEFORE)
    assert found == (((start, 2),), ((start + 1, 3),), ((start + 3, 3),))


def test_all_fragments_of_a_single_frame_are_its_own(tmp_path: Path) -> None:
    """Whatever they begin with."""
    value = item(b"") + item(b"ab") + item(_SOI + b"c") + _END
    assert _read(_instance(tmp_path, value, 1)) == [[b"ab", _SOI + b"c"]]


def test_the_offset_table_tells_which_fragments_are_a_frame(tmp_path: Path) -> None:
    """Its offsets count from the first fragment's item."""
    value = _table(0, 20) + item(b"aa") + item(b"bb") + item(b"cccc") + _END
    assert _read(_instance(tmp_path, value, 2)) == [[b"aa", b"bb"], [b"cccc"]]


def test_the_extended_offset_table_is_asked_first(tmp_path: Path) -> None:
    """It has room for more than 4 GiB."""
    attributes = attributes_of_bytes(_extended(0, 10))
    value = _table(0, 20) + item(b"aa") + item(b"bb") + item(b"cccc") + _END
    found = _read(_instance(tmp_path, value, 2, attributes=attributes))
    assert found == [[b"aa"], [b"bb", b"cccc"]]


def _extended(*offsets: int) -> bytes:
    value = struct.pack(f"<{len(offsets)}Q", *offsets)
    head = struct.pack("<HH2sHI", 0x7FE0, 0x0001, b"OV", 0, len(value))
    return head + value


@pytest.mark.parametrize("table", [(), (0, 3), (0,), (20, 0), (0, 2**31), (10, 20)])
def test_without_a_table_that_can_be_right_each_fragment_is_a_frame(
    tmp_path: Path, table: tuple[int, ...]
) -> None:
    """Where there are as many."""
    value = _table(*table) + item(b"aa") + item(b"bb") + _END
    assert _read(_instance(tmp_path, value, 2, _RLE)) == [[b"aa"], [b"bb"]]


def test_without_a_table_frames_begin_where_codestreams_do(tmp_path: Path) -> None:
    """More fragments than frames."""
    value = item(b"") + item(_SOI + b"1") + item(b"more") + item(_SOI + b"2") + _END
    assert _read(_instance(tmp_path, value, 2)) == [[_SOI + b"1", b"more"], [_SOI + b"2"]]


@pytest.mark.parametrize(
    "value",
    [
        item(b"") + item(b"aa") + item(b"bb") + item(b"cc") + _END,
        item(b"") + item(b"aa") + _END,
        item(b"") + _END,
        item(b""),
        b"\xff\xd8\xff\xe0 not in items at all",
        struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFF0),
        b"",
    ],
    ids=["three for two", "one for two", "none", "no end", "bare", "endless table", "empty"],
)
def test_fragments_that_cannot_be_frames_are_refused(tmp_path: Path, value: bytes) -> None:
    """Two frames are wanted: showing others in their place would be worse than none."""
    with pytest.raises(BadFragmentsError, match="image is damaged"):
        frame_extents(_instance(tmp_path, value, 2))


def test_a_file_that_ends_early_has_the_frames_before(tmp_path: Path) -> None:
    """The others have no extents."""
    value = _table(0, 10, 20) + item(b"aa") + item(b"bb") + item(b"cc")[:-1]
    assert _read(_instance(tmp_path, value, 3)) == [[b"aa"], [b"bb"], []]


def test_frames_that_no_fragment_was_found_for_are_told(tmp_path: Path) -> None:
    """On the frames that are there, which look as if all were well."""
    value = _table(0, 10, 20) + item(b"aa") + item(b"bb") + item(b"cc")[:-1]
    notes = frame_places(_instance(tmp_path, value, 3)).notes
    assert notes == ("The file is incomplete: 2 of 3 frames are there.",)
    assert kind_of(notes[0], "") == "frames"


def test_a_cut_single_frame_is_refused(tmp_path: Path) -> None:
    """Part of a codestream can look like a whole image."""
    with pytest.raises(BadFragmentsError):
        frame_extents(_instance(tmp_path, item(b"") + item(b"ab") + item(b"cd")[:-1], 1))


def test_every_frame_of_a_video_is_the_whole_stream(tmp_path: Path) -> None:
    """Its fragments are cut anywhere, and tell nothing of its frames (PS3.5 A.4.5)."""
    value = item(b"") + item(b"ab") + item(b"cdef") + _END
    assert _read(_instance(tmp_path, value, 3, _MPEG)) == [[b"ab", b"cdef"]] * 3


def test_a_video_without_its_end_is_told(tmp_path: Path) -> None:
    """What is there is shown, with a sentence."""
    cut = (item(b"") + item(b"ab") + item(b"cd"))[:-1]
    places = frame_places(_instance(tmp_path, cut, 2, _MPEG))
    assert len(places.extents[1]) == 1
    assert any("incomplete" in note for note in places.notes)


def test_a_video_outside_items_is_taken_as_it_is(tmp_path: Path) -> None:
    """Some writers leave the items away."""
    places = frame_places(_instance(tmp_path, bytes((0, 0, 1, 0xB3)), 2, _MPEG))
    assert [length for _offset, length in places.extents[1]] == [4]


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    """Native frames need no look into it."""
    instance = _instance(tmp_path, item(b"") + _END, 1)
    instance.file.path.unlink()
    with pytest.raises(UnreadableFileError):
        frame_extents(instance)


def test_an_object_without_an_image_has_no_frames(tmp_path: Path) -> None:
    """And no error."""
    instance = _instance(tmp_path, b"", 1)
    assert frame_extents(replace(instance, image=None, location=None)) == ()


@given(
    groups=st.lists(st.lists(st.binary(max_size=9), min_size=1, max_size=4), min_size=1, max_size=6)
)
def test_a_right_offset_table_always_gives_the_frames_back(
    tmp_path_factory: pytest.TempPathFactory, groups: list[list[bytes]]
) -> None:
    """However they were cut into fragments."""
    items = [b"".join(map(item, group)) for group in groups]
    offsets = [sum(map(len, items[:index])) for index in range(len(items))]
    value = _table(*offsets) + b"".join(items) + _END
    instance = _instance(tmp_path_factory.getbasetemp(), value, len(groups))
    assert _read(instance) == groups


@given(value=st.binary(max_size=300), frames=st.integers(1, 50))
def test_garbage_gives_extents_inside_the_file_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, value: bytes, frames: int
) -> None:
    """Never a place outside, never a wrong number of frames."""
    instance = _instance(tmp_path_factory.getbasetemp(), item(b"") + value, frames)
    try:
        found = frame_extents(instance)
    except BadFragmentsError:
        return
    assert len(found) == frames
    assert all(offset + length <= instance.file.length for one in found for offset, length in one)


def test_a_length_bounds_the_fragments(tmp_path: Path) -> None:
    """Some writers give encapsulated data a length and no delimiter."""
    value = item(b"") + item(b"ab")
    found = _read(_instance(tmp_path, value + item(b"other"), 1, length=len(value)))
    assert found == [[b"ab"]]


def test_an_offset_table_longer_than_the_file_is_refused(tmp_path: Path) -> None:
    """Before memory is taken for it."""
    value = struct.pack("<HHI", 0xFFFE, 0xE000, 40) + bytes(39)
    with pytest.raises(BadFragmentsError, match="no offset table"):
        frame_extents(_instance(tmp_path, value, 2))


def test_fragments_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Millions of empty ones."""
    monkeypatch.setattr(fragments, "_MOST_FRAGMENTS", 10)
    with pytest.raises(BadFragmentsError, match="too many"):
        frame_extents(_instance(tmp_path, item(b"") * 20, 2))


_NATIVE_15 = bytes(range(15))  # one frame of 3 x 5 bytes


def test_native_data_under_the_name_of_a_compression_are_shown(tmp_path: Path) -> None:
    """All bytes are there and none of them is an item; the user is told."""
    instance = _instance(tmp_path, _NATIVE_15 * 2, 2, length=30)
    places = frame_places(instance)
    assert _contents(instance, places.extents) == [[_NATIVE_15], [_NATIVE_15]]
    assert places.notes == (
        "The pixel data are not compressed, although the file says JPEG Baseline (Process 1).",
    )


def test_a_file_that_is_cut_off_says_how_many_frames_are_there(tmp_path: Path) -> None:
    """On each of them; the decoder refuses the others."""
    whole = _instance(tmp_path, _NATIVE_15 * 3, 3, EXPLICIT_LITTLE, 45)
    cut = replace(whole, file=replace(whole.file, length=whole.file.length - 16))
    assert frame_places(whole).notes == ()
    assert frame_places(cut).notes == ("The file is cut off: 1 of 3 frames are there.",)


@pytest.mark.parametrize(("length", "count"), [(30, 2), (45, 3), (46, 3)])
def test_frames_that_the_header_does_not_count_are_told(
    tmp_path: Path, length: int, count: int
) -> None:
    """A loop whose Number of Frames is missing looks like one image."""
    (note,) = frame_places(_instance(tmp_path, bytes(46), 1, EXPLICIT_LITTLE, length)).notes
    assert note == f"The file has bytes for {count} images, its header says 1."


@pytest.mark.parametrize("length", [15, 16, 29])
def test_bytes_behind_the_last_frame_are_no_frame(tmp_path: Path, length: int) -> None:
    """Writers fill up."""
    places = frame_places(_instance(tmp_path, bytes(30), 1, EXPLICIT_LITTLE, length))
    assert places.notes == ()


def test_a_byte_that_makes_the_length_even_is_no_frame(tmp_path: Path) -> None:
    """Of an image of one pixel it is as long as that."""
    instance = _instance(tmp_path, bytes(2), 1, EXPLICIT_LITTLE, 2)
    places = frame_places(replace(instance, image=replace(_IMAGE, rows=1, columns=1)))
    assert places.notes == ()


def test_frames_that_were_counted_are_told(tmp_path: Path) -> None:
    """Where their number is no number."""
    said = attributes_of_bytes(element(0x00280008, "IS", b"1A"))
    instance = _instance(tmp_path, _NATIVE_15, 1, EXPLICIT_LITTLE, 15, attributes=said)
    (note,) = frame_places(instance).notes
    assert note == "The header says 1A for the number of frames: there are bytes for 1."


def test_fragments_under_the_name_of_native_data_are_found(tmp_path: Path) -> None:
    """They are shorter than the frames, and begin with an item."""
    value = item(b"") + item(_SOI + b"1") + item(_SOI + b"2") + _END
    instance = _instance(tmp_path, value, 4, EXPLICIT_LITTLE, len(value))
    assert is_encapsulated(instance)
    assert _read(replace(instance, image=replace(_IMAGE, rows=30, number_of_frames=2))) == [
        [_SOI + b"1"],
        [_SOI + b"2"],
    ]


def test_pixels_that_look_like_an_item_stay_pixels(tmp_path: Path) -> None:
    """Where the transfer syntax is native, and as much is there as there should be."""
    pixels = b"\xfe\xff\x00\xe0" + bytes(11)
    assert not is_encapsulated(_instance(tmp_path, pixels, 1, EXPLICIT_LITTLE, 15))


@pytest.mark.parametrize("syntax", [_JPEG, EXPLICIT_LITTLE])
def test_a_codestream_without_items_is_shown_with_a_note(tmp_path: Path, syntax: str) -> None:
    """One frame: it cannot be mistaken."""
    instance = _instance(tmp_path, _SOI + b"stream", 1, syntax, 9)
    places = frame_places(instance)
    assert _contents(instance, places.extents) == [[_SOI + b"stream"]]
    assert len(places.notes) == 1


def test_several_codestreams_without_items_are_refused(tmp_path: Path) -> None:
    """Nobody knows where the second begins."""
    with pytest.raises(BadFragmentsError):
        frame_places(_instance(tmp_path, _SOI + b"1" + _SOI + b"2", 2, length=8))


def test_frames_with_places_of_their_own_are_not_shown_in_those_of_others(tmp_path: Path) -> None:
    """One of three is missing: in a cine the others are shown, in a volume nothing is."""
    value = item(b"") + item(_SOI + b"1") + item(_SOI + b"2") + _END
    groups = attributes_of_bytes(struct.pack("<HH2sHI", 0x5200, 0x9230, b"SQ", 0, 0))
    assert len(frame_places(_instance(tmp_path, value, 3)).notes) == 1
    with pytest.raises(BadFragmentsError):
        frame_places(_instance(tmp_path, value, 3, attributes=groups))
