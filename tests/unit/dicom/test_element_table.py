from array import array

import pytest

from workstation.dicom.element_table import Columns, ElementTable, layout_of


def _columns(tags: list[int], vrs: bytes = b"", start: int = 8) -> Columns:
    """Values of two bytes, each behind a head of eight."""
    offsets = [start + 10 * row for row in range(len(tags))]
    lengths = array("I", [2] * len(tags))
    return Columns(array("I", tags), array("I", offsets), lengths, bytearray(vrs))


@pytest.mark.parametrize("times", [1, 2, 3], ids=["alone", "met again", "met often"])
def test_an_element_is_found_by_its_tag(times: int) -> None:
    """Also where the layout is that of a data set that was met before."""
    tags = [0x00080060, 0x00100020, 0x00201000 + times]
    table = [ElementTable(_columns(tags, b"CSLOIS", start)) for start in range(8, 8 + times)][-1]
    assert table.find(0x00100020) == ("LO", 17 + times, 2)
    assert (table.find(0x00100021), table.find(0x00500000)) == (None, None)


@pytest.mark.parametrize("times", [1, 2])
def test_the_dictionary_gives_vrs_that_nobody_wrote(times: int) -> None:
    """Implicit VR; what the Standard does not know is UN."""
    for _time in range(times):
        table = ElementTable(_columns([0x00100020, 0x00111234]))
    assert [table[tag].vr for tag in table] == ["LO", "UN"]


def test_data_sets_with_the_same_elements_share_their_layout() -> None:
    """Their values lie elsewhere all the same."""
    one, other = (ElementTable(_columns([0x00100010], b"PN", at)) for at in (8, 20))
    assert one.layout is other.layout
    assert (one[0x00100010].offset, other[0x00100010].offset) == (8, 20)


def test_the_same_tags_in_other_vrs_are_another_layout() -> None:
    """A LUT descriptor may be US or SS."""
    one, other = (layout_of(_columns([0x00283002], vr)) for vr in (b"US", b"SS"))
    assert one.find(0x00283002) == (0, "US")
    assert other.find(0x00283002) == (0, "SS")


def test_a_layout_of_very_many_elements_is_not_kept() -> None:
    """It would take megabytes, for nobody."""
    many = list(range(5000))
    one, other = layout_of(_columns(many)), layout_of(_columns(many))
    assert one is not other
    assert other.find(4999) is not None


def test_columns_take_rows_from_the_room_of_the_compiled_walk() -> None:
    """Of a room for three rows two are filled; they come after what is there."""
    room = array("I", [3, 4, 0, 30, 40, 0, 5, 6, 0]).tobytes() + b"CSLO\0\0"
    columns = _columns([2], b"IS")
    columns.take(memoryview(room), capacity=3, count=2, vrs=True)
    assert [list(column) for column in columns[:3]] == [[2, 3, 4], [8, 30, 40], [2, 5, 6]]
    assert columns.vrs == b"ISCSLO"
