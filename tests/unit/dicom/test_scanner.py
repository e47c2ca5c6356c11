from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import element, encoded, image_dataset, part10, stored
from workstation.dicom import scanner
from workstation.dicom.elements import BeyondError, RefusedError
from workstation.dicom.scanner import FIRST_READ, scan
from workstation.dicom.uids import EXPLICIT_BIG, EXPLICIT_LITTLE, GE_PRIVATE, IMPLICIT_LITTLE


@pytest.mark.parametrize("syntax", [EXPLICIT_LITTLE, IMPLICIT_LITTLE])
def test_pixel_data_is_found_where_it_lies(tmp_path: Path, syntax: str) -> None:
    """The bytes there are the pixels."""
    dataset = image_dataset()
    file = stored(tmp_path, part10(dataset, syntax))
    location = scan(file).location
    assert location is not None
    assert location.length == len(dataset.PixelData)
    assert file.read(location.offset, location.length) == dataset.PixelData


def test_only_the_header_is_kept(tmp_path: Path) -> None:
    """Thousands of them are kept in memory."""
    content = part10(image_dataset())
    found = scan(stored(tmp_path, content))
    assert content.startswith(found.content)
    assert len(found.content) == content.index(b"\xe0\x7f\x10\0OW")


def test_the_transfer_syntax_is_that_of_the_file_meta_information(tmp_path: Path) -> None:
    """Whose attributes are kept apart from the data set's."""
    found = scan(stored(tmp_path, part10(image_dataset(), IMPLICIT_LITTLE)))
    assert found.transfer_syntax_uid == IMPLICIT_LITTLE
    assert found.meta is not None
    assert 0x00020010 in found.meta
    assert 0x00020010 not in found.elements


@pytest.mark.parametrize("syntax", [EXPLICIT_LITTLE, IMPLICIT_LITTLE])
def test_a_bare_data_set_is_read(tmp_path: Path, syntax: str) -> None:
    """ACR-NEMA and careless writers leave preamble and file meta information out."""
    found = scan(stored(tmp_path, encoded(image_dataset(), syntax)))
    assert found.meta is None
    assert found.transfer_syntax_uid == syntax
    assert 0x00100010 in found.elements


def test_a_preamble_is_not_needed(tmp_path: Path) -> None:
    """File meta information at the very beginning."""
    assert scan(stored(tmp_path, part10(image_dataset())[132:])).location is not None


def test_the_word_dicm_within_a_value_is_not_a_preamble(tmp_path: Path) -> None:
    """Bytes 128 to 131 of a bare data set can be anything."""
    filler = element(0x00080008, "CS", b"A" * 112)
    content = filler + element(0x00080070, "LO", b"DICM")
    assert content[128:132] == b"DICM"
    assert 0x00080070 in scan(stored(tmp_path, content)).elements


def test_a_header_larger_than_the_first_read_is_read_on(tmp_path: Path) -> None:
    """Vendors put hundreds of kilobytes before the image."""
    dataset = image_dataset()
    dataset.add_new(0x00091010, "OB", bytes(5 * FIRST_READ))
    file = stored(tmp_path, part10(dataset))
    found = scan(file)
    assert found.elements[0x00091010].length == 5 * FIRST_READ
    assert 0x00280010 in found.elements


@pytest.mark.parametrize("spare", range(-12, 13))
@pytest.mark.parametrize("behind", [b"\x28\0\x02\0US", b"\xe0\x7f\x10\0OW"])
def test_a_read_may_end_at_any_place(tmp_path: Path, spare: int, behind: bytes) -> None:
    """Within the head of an element, between two, or at the head of Pixel Data."""
    dataset = image_dataset()
    before = part10(dataset).index(behind)
    dataset.add_new(0x00271010, "OB", bytes(FIRST_READ - before - 12 + 2 * spare))
    found = scan(stored(tmp_path, part10(dataset)))
    assert 0x00280010 in found.elements
    assert found.location is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello, this is a letter to my doctor and not an image of anything at all",
        bytes(4096),
        b"\xff\xd8\xff\xe0" + bytes(1000),
        part10(image_dataset(), EXPLICIT_BIG),
        bytes(128) + b"DICM",
    ],
    ids=["empty", "text", "zeros", "jpeg", "big endian", "nothing after DICM"],
)
def test_what_is_not_plain_is_refused(tmp_path: Path, content: bytes) -> None:
    """Without reading it in a wrong way."""
    with pytest.raises((RefusedError, BeyondError)):
        scan(stored(tmp_path, content))


def test_a_data_set_that_is_not_encoded_as_it_says_is_refused(tmp_path: Path) -> None:
    """Explicit bytes under an implicit transfer syntax."""
    content = part10(image_dataset()).replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2\0\0\0")
    with pytest.raises(RefusedError):
        scan(stored(tmp_path, content))


def test_a_header_that_ends_early_is_never_taken_for_whole(tmp_path: Path) -> None:
    """Wherever it is cut, but between two elements, where nobody can know."""
    dataset = image_dataset()
    header = len(part10(dataset)) - len(dataset.PixelData) - 12
    whole = part10(dataset)
    ends = set()
    for length in range(400, header + 8):
        try:
            found = scan(stored(tmp_path, whole[:length]))
        except (BeyondError, RefusedError):
            continue
        assert found.location is None
        ends.add(length)
    assert len(ends) <= len(dataset)


_TEXTS = st.text(st.characters(codec="ascii", exclude_characters="\\\0\x1b"), max_size=40)


@given(
    texts=st.dictionaries(st.integers(0x00091001, 0x000910FE), _TEXTS, max_size=20),
    numbers=st.lists(st.integers(0, 65535), max_size=5),
    nested=st.integers(0, 4),
    undefined=st.booleans(),
    syntax=st.sampled_from([EXPLICIT_LITTLE, IMPLICIT_LITTLE]),
)
def test_whatever_pydicom_writes_is_found_again(
    tmp_path_factory: pytest.TempPathFactory,
    texts: dict[int, str],
    numbers: list[int],
    nested: int,
    undefined: bool,
    syntax: str,
) -> None:
    """Every tag, and the bytes of its value."""
    dataset = image_dataset()
    for tag, text in texts.items():
        dataset.add_new(tag, "UT", text)
    dataset.add_new(0x00189217, "US", numbers)
    inner = Dataset()
    for _level in range(nested):
        outer = Dataset()
        outer.ReferencedSOPInstanceUID = "1.2"
        outer.ReferencedImageSequence = [inner, inner]
        outer["ReferencedImageSequence"].is_undefined_length = undefined
        inner = outer
    dataset.ReferencedStudySequence = [inner]
    found = scan(stored(tmp_path_factory.getbasetemp(), part10(dataset, syntax)))
    assert list(found.elements) == [int(one.tag) for one in dataset if one.tag < 0x7FE00010]
    for tag, text in texts.items():
        element = found.elements[tag]
        value = found.content[element.offset : element.offset + element.length]
        assert value.rstrip(b" ") == text.encode().rstrip(b" ")


def test_a_file_that_ends_in_the_head_of_its_pixel_data_is_not_whole(tmp_path: Path) -> None:
    """Not even its length is known."""
    dataset = image_dataset()
    content = part10(dataset)[: -len(dataset.PixelData) - 2]
    with pytest.raises(BeyondError):
        scan(stored(tmp_path, content))


def test_native_samples_of_an_old_private_syntax_are_big_endian(tmp_path: Path) -> None:
    """All the rest of such a file is implicit little endian."""
    content = part10(image_dataset(), IMPLICIT_LITTLE)
    content = content.replace(b"UI\x12\x001.2.840.10008.1.2\0", b"UI\x12\x00" + GE_PRIVATE.encode())
    location = scan(stored(tmp_path, content)).location
    assert location is not None
    assert location.big_endian


def test_a_header_larger_than_any_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be held in memory as long as the study is open."""
    monkeypatch.setattr(scanner, "LARGEST_HEADER", FIRST_READ)
    dataset = image_dataset()
    dataset.add_new(0x00091010, "OB", bytes(FIRST_READ))
    with pytest.raises(RefusedError, match="too large"):
        scan(stored(tmp_path, part10(dataset)))


def test_file_meta_information_need_not_say_the_transfer_syntax(tmp_path: Path) -> None:
    """Then the bytes do."""
    meta = element(0x00020002, "UI", b"1.2.3\0")
    found = scan(stored(tmp_path, bytes(128) + b"DICM" + meta + element(0x00080060, "CS", b"CT")))
    assert found.transfer_syntax_uid == EXPLICIT_LITTLE


@pytest.mark.parametrize("cut", [3, 7, 9])
def test_file_meta_information_that_ends_early_is_not_whole(tmp_path: Path, cut: int) -> None:
    """There is no data set then."""
    meta = element(0x00020002, "UI", b"1.2.3\0")
    with pytest.raises(BeyondError):
        scan(stored(tmp_path, bytes(128) + b"DICM" + meta[:cut]))


def test_pixel_data_alone_is_no_data_set(tmp_path: Path) -> None:
    """Nothing says whose it is."""
    meta = element(0x00020010, "UI", b"1.2.840.10008.1.2.1\0")
    content = bytes(128) + b"DICM" + meta + element(0x7FE00010, "OW", bytes(4))
    with pytest.raises(RefusedError, match="no elements"):
        scan(stored(tmp_path, content))
