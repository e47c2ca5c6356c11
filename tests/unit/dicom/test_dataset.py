import math
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import (
    attributes,
    attributes_of_bytes,
    element,
    image_dataset,
    item,
    part10,
    stored,
)
from workstation.dicom.dataset import read_header
from workstation.dicom.errors import UnreadableFileError

_ID = 0x00100020


def test_text_is_split_and_stripped() -> None:
    """Backslashes separate values; spaces and nulls at their ends mean nothing."""
    found = attributes_of_bytes(element(0x00080008, "CS", b"ORIGINAL \\ PRIMARY\\ "))
    assert found.texts(0x00080008) == ("ORIGINAL", "PRIMARY", "")


def test_a_backslash_in_long_text_is_text() -> None:
    """PS3.5 6.2, LT, ST and UT; and so are leading spaces."""
    found = attributes_of_bytes(element(0x00324000, "LT", b"  C:\\temp "))
    assert found.texts(0x00324000) == ("  C:\\temp",)


@pytest.mark.parametrize("value", [b"", b"  ", b"\0\0"])
def test_an_empty_value_is_no_value(value: bytes) -> None:
    """Type 2 attributes may be empty."""
    found = attributes_of_bytes(element(_ID, "LO", value))
    assert _ID in found
    assert (found.texts(_ID), found.text(_ID, "none")) == ((), "none")


def test_what_is_absent_has_no_value() -> None:
    """In any of its forms."""
    found = attributes_of_bytes(element(_ID, "LO", b"17"))
    assert 0x00100010 not in found
    assert (found.raw(1), found.texts(1), found.integer(1), found.number(1)) == (
        b"",
        (),
        None,
        None,
    )
    assert found.items(1) == ()


@pytest.mark.parametrize(
    ("vr", "value", "integers"),
    [
        ("US", b"\xff\xff\x01\0", (65535, 1)),
        ("SS", b"\xff\xff\x01\0", (-1, 1)),
        ("UL", b"\xff\xff\xff\xff", (4294967295,)),
        ("SL", b"\xff\xff\xff\xff", (-1,)),
        ("AT", b"\x28\0\x10\0", (0x00280010,)),
        ("IS", b"-12\\ +7 ", (-12, 7)),
        ("IS", b"1.0\\x\\3", (1, 3)),
        ("US", b"\x01\0\x02", (1,)),
    ],
)
def test_integers(vr: str, value: bytes, integers: tuple[int, ...]) -> None:
    """Malformed ones are skipped."""
    assert attributes_of_bytes(element(0x00091010, vr, value)).integers(0x00091010) == integers


@pytest.mark.parametrize(
    ("vr", "value", "numbers"),
    [
        ("DS", b"1.5\\-2E3 ", (1.5, -2000.0)),
        ("DS", b"1,5\\2", (2.0,)),
        ("DS", b"nan\\inf\\2", (2.0,)),
        ("FD", b"\0\0\0\0\0\0\xf0?", (1.0,)),
        ("FL", b"\0\0\x80\x7f\0\0\x80?", (1.0,)),
        ("US", b"\x05\0", (5.0,)),
    ],
)
def test_numbers(vr: str, value: bytes, numbers: tuple[float, ...]) -> None:
    """Malformed and infinite ones are skipped: nothing may be drawn at infinity."""
    found = attributes_of_bytes(element(0x00091010, vr, value)).numbers(0x00091010)
    assert found == numbers
    assert all(map(math.isfinite, found))


def test_items_inherit_the_character_set() -> None:
    """Unless they have their own (PS3.3 C.12.1.1.2)."""
    name = element(0x00100010, "PN", b"\xe9")
    own = item(element(0x00080005, "CS", b"ISO_IR 101") + name)
    content = element(0x00080005, "CS", b"ISO_IR 144")
    content += element(0x00081140, "SQ", item(name) + own)
    first, second = attributes_of_bytes(content).items(0x00081140)
    assert (first.text(0x00100010), second.text(0x00100010)) == ("щ", "é")


def test_items_are_nested() -> None:
    """As deep as they were written."""
    inner, outer, dataset = Dataset(), Dataset(), Dataset()
    inner.PatientID = "17"
    outer.ReferencedImageSequence = [Dataset(), inner]
    dataset.ReferencedStudySequence = [outer]
    (found,) = attributes(dataset).items(0x00081110)
    assert found.items(0x00081140)[1].text(_ID) == "17"


def test_a_sequence_of_unknown_vr_has_implicit_items() -> None:
    """PS3.5 6.2.2; one that is damaged has none."""
    inside = b"\x10\0\x20\0\x02\0\0\0" + b"17"
    content = element(0x00081140, "UN", item(inside)) + element(0x00091010, "UN", item(b"xx"))
    found = attributes_of_bytes(content)
    assert found.items(0x00081140)[0].text(_ID) == "17"
    assert found.items(0x00091010) == ()


def test_an_unknown_vr_is_looked_up() -> None:
    """A node that did not know an attribute passes it on as UN."""
    assert attributes_of_bytes(element(0x00280010, "UN", b"\x03\0")).integer(0x00280010) == 3


def test_a_header_says_where_its_pixels_are(tmp_path: Path) -> None:
    """In the file that was asked for."""
    file = stored(tmp_path, part10(image_dataset()))
    header = read_header(file)
    assert header.file is file
    assert header.location is not None
    assert header.meta is not None


@pytest.mark.parametrize(
    ("keyword", "tag"), [("FloatPixelData", 0x7FE00008), ("DoubleFloatPixelData", 0x7FE00009)]
)
def test_floating_pixel_data_has_its_own_tag(tmp_path: Path, keyword: str, tag: int) -> None:
    """Another module describes it than Pixel Data."""
    dataset = image_dataset()
    del dataset.PixelData
    setattr(dataset, keyword, bytes(120))
    file = stored(tmp_path, part10(dataset))
    header = read_header(file)
    assert header.location is not None
    assert (header.pixel_data, header.location.offset) == (tag, file.length - 120)


def test_what_lies_between_the_kinds_of_pixel_data_is_none_of_them(tmp_path: Path) -> None:
    """The Standard has no element there."""
    dataset = image_dataset()
    del dataset.PixelData
    dataset.add_new(0x7FE0000B, "OB", bytes(30))
    assert read_header(stored(tmp_path, part10(dataset))).location is None


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    """A disc may be ejected at any time."""
    file = stored(tmp_path, part10(image_dataset()), "gone.dcm")
    file.path.unlink()
    with pytest.raises(UnreadableFileError, match=r"gone\.dcm"):
        read_header(file)


def test_a_tag_is_a_number_too() -> None:
    """Whoever asks for numbers gets them."""
    assert attributes_of_bytes(element(0x00280009, "AT", b"\x18\0\x63\x10")).numbers(
        0x00280009
    ) == (float(0x00181063),)


def test_text_of_unknown_vr_is_text() -> None:
    """The dictionary knows better."""
    assert attributes_of_bytes(element(0x00080060, "UN", b"CT")).text(0x00080060) == "CT"
