import struct

import pytest

from tests.support.dicom_bytes import element, item
from workstation.dicom.element_table import ElementTable, no_columns
from workstation.dicom.elements import BeyondError, RefusedError, Walk

_SEQUENCE = 0x00081140
_UNDEFINED = struct.pack("<I", 0xFFFFFFFF)
_ITEM = struct.pack("<HH", 0xFFFE, 0xE000)
_ITEM_END = struct.pack("<HHI", 0xFFFE, 0xE00D, 0)
_SEQUENCE_END = struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)


def _walked(content: bytes, *, explicit: bool = True) -> ElementTable:
    return ElementTable(Walk(content, explicit=explicit).columns(0, len(content)))


def _undefined(tag: int, vr: str, content: bytes) -> bytes:
    head = struct.pack("<HH2sH", tag >> 16, tag & 0xFFFF, vr.encode(), 0)
    return head + _UNDEFINED + content + _SEQUENCE_END


def test_an_element_is_found_by_its_tag() -> None:
    """With its VR and where its value lies."""
    table = _walked(element(0x00080060, "CS", b"CT") + element(0x00100020, "LO", b"17"))
    assert table[0x00100020] == ("LO", 18, 2)


def test_an_element_that_is_absent_is_not_found() -> None:
    """Neither between others nor after them."""
    table = _walked(element(0x00080060, "CS", b"CT"))
    assert table.find(0x00080050) is None
    assert table.find(0x00100020) is None


def test_implicit_vr_is_walked_too() -> None:
    """The dictionary gives the VRs."""
    content = struct.pack("<HHI", 0x0028, 0x0010, 2) + b"\x03\0"
    assert _walked(content, explicit=False)[0x00280010] == ("US", 8, 2)


def test_nested_sequences_of_undefined_length_are_passed() -> None:
    """The element after them is found, and their value goes up to their delimiter."""
    inner = _undefined(_SEQUENCE, "SQ", _ITEM + _UNDEFINED + _ITEM_END)
    outer = _undefined(_SEQUENCE, "SQ", _ITEM + _UNDEFINED + inner + _ITEM_END)
    table = _walked(outer + element(0x00100020, "LO", b"17"))
    assert table[_SEQUENCE].length == len(outer) - 12 - 8
    assert 0x00100020 in table


def test_an_unknown_vr_of_undefined_length_holds_implicit_items() -> None:
    """PS3.5 6.2.2."""
    inside = struct.pack("<HHI", 0x0028, 0x0010, 2) + b"\x03\0"
    content = _undefined(0x00091010, "UN", item(inside)) + element(0x00100020, "LO", b"17")
    assert 0x00100020 in _walked(content)


def test_the_fragments_of_an_icon_are_passed() -> None:
    """Encapsulated pixel data inside an item."""
    icon = _undefined(0x7FE00010, "OB", item(b"") + item(b"\xff\xd8\xff\xd9"))
    content = element(0x00880200, "SQ", item(icon)) + element(0x00880904, "LO", b"17")
    assert 0x00880904 in _walked(content)


@pytest.mark.parametrize(
    "content",
    [
        element(0x00100020, "LO", b"17") + element(0x00100010, "PN", b"AB"),
        element(0x00100020, "LO", b"17") * 2,
        element(0x00100020, "XX", b"17"),
        element(_SEQUENCE, "SQ", element(0x00100020, "LO", b"17")),
        element(_SEQUENCE, "SQ", item(element(0x00100020, "??", b"17"))),
    ],
    ids=["descending", "twice", "unknown VR", "no item", "unknown VR in an item"],
)
def test_what_a_careful_writer_does_not_make_is_refused(content: bytes) -> None:
    """Whoever is less strict has its turn then."""
    with pytest.raises(RefusedError):
        _walked(content)


@pytest.mark.parametrize(
    "content",
    [
        element(0x00100020, "LO", b"1234")[:-1],
        element(0x00100020, "LO", b"1234")[:5],
        element(_SEQUENCE, "SQ", item(element(0x00100020, "LO", b"1234"))[:-2]),
        element(_SEQUENCE, "SQ", item(element(0x00100020, "LO", b"1234")[:-2])),
        element(_SEQUENCE, "SQ", item(b""))[:-1],
        _undefined(_SEQUENCE, "SQ", item(b""))[:-8],
    ],
    ids=["value", "head", "item in a sequence", "value in an item", "sequence", "no delimiter"],
)
def test_what_ends_too_early_is_said_to(content: bytes) -> None:
    """There may be more of it in the file."""
    with pytest.raises(BeyondError):
        _walked(content)


def test_a_walk_goes_on_from_where_its_content_ended() -> None:
    """What was found before is kept, and nothing is found twice."""
    whole = element(0x00080060, "CS", b"CT") + element(0x00100020, "LO", b"1234")
    whole += element(0x00200013, "IS", b"1 ")
    walk, columns = Walk(whole[:20], explicit=True), no_columns()
    with pytest.raises(BeyondError):
        walk.columns(0, 20, 0, columns)
    walk.content = whole
    walk.columns(walk.end, len(whole), 0, columns)
    assert list(columns.tags) == [0x00080060, 0x00100020, 0x00200013]


def test_nesting_without_end_is_refused() -> None:
    """Deeper than any object; and in time that does not double with each level."""
    content = b""
    for _level in range(100):
        content = element(_SEQUENCE, "SQ", item(content))
    with pytest.raises(RefusedError, match="deep"):
        _walked(content)


def test_more_elements_than_any_object_has_are_refused() -> None:
    """A data set of millions of empty elements would hold up the program."""
    content = b"".join(element(0x00100000 + tag, "LO", b"") for tag in range(65537))
    with pytest.raises(RefusedError, match="more elements"):
        _walked(content)
    content = b"".join(struct.pack("<HHI", 0x0010, tag, 0) for tag in range(65536)) * 2
    with pytest.raises(RefusedError, match="more elements"):
        _walked(content, explicit=False)


def test_the_walk_stops_at_pixel_data() -> None:
    """What comes after it is not part of the header."""
    header = element(0x00100020, "LO", b"17")
    walk = Walk(header + element(0x7FE00010, "OW", bytes(4)) + b"rest", explicit=True)
    walk.columns(0, len(walk.content))
    assert walk.end == len(header)


@pytest.mark.parametrize(
    "content",
    [
        element(0x00880200, "SQ", item(_undefined(0x7FE00010, "OB", item(b"ab"))[:-8])),
        _undefined(_SEQUENCE, "SQ", _ITEM + _UNDEFINED + element(0x00100020, "LO", b"17")),
        element(_SEQUENCE, "SQ", item(_ITEM_END)),
        _undefined(_SEQUENCE, "SQ", _ITEM + _UNDEFINED + _ITEM_END[:4] + b"\4\0\0\0"),
        _undefined(0x7FE00008, "OB", item(b"ab") + element(0x00100020, "LO", b"17")),
    ],
    ids=[
        "fragments",
        "item",
        "delimiter in a defined item",
        "delimiter with a length",
        "element among fragments",
    ],
)
def test_nested_ends_must_be_where_they_are_said_to_be(content: bytes) -> None:
    """One way or the other, it is not walked through."""
    with pytest.raises((RefusedError, BeyondError)):
        _walked(element(0x00080060, "CS", b"CT") + element(0x00081111, "SQ", item(content)))


def test_descending_tags_are_refused_with_implicit_vr_too() -> None:
    """As with explicit VR."""
    content = struct.pack("<HHI", 0x0028, 0x0011, 0) + struct.pack("<HHI", 0x0028, 0x0010, 0)
    with pytest.raises(RefusedError, match="ascend"):
        _walked(content, explicit=False)


def test_a_table_is_a_mapping() -> None:
    """Asking for what is absent is an error, as with any other."""
    table = _walked(element(0x00100020, "LO", b"17"))
    assert (len(table), list(table)) == (1, [0x00100020])
    with pytest.raises(KeyError):
        table[0x00100010]
