import zlib
from pathlib import Path

import pytest

from tests.support.dicom_bytes import element, image_dataset, part10, stored
from workstation.base.sandbox import SandboxCrashError, SandboxMemoryError, SandboxTimeoutError
from workstation.dicom import lenient
from workstation.dicom.dataset import read_header
from workstation.dicom.errors import (
    DamagedHeaderError,
    DicomError,
    NotDicomError,
    TooLargeInflatedError,
    TruncatedError,
)
from workstation.dicom.normalized import Normalized, pack_answer
from workstation.dicom.uids import DEFLATED, EXPLICIT_BIG


def test_big_endian_is_read_as_if_it_were_little(tmp_path: Path) -> None:
    """Numbers are swapped, text is not; the pixels stay where and as they are."""
    dataset = image_dataset()
    dataset.SmallestImagePixelValue = 7
    dataset.PatientComments = "abcd"
    file = stored(tmp_path, part10(dataset, EXPLICIT_BIG))
    header = read_header(file)
    assert header.attributes.integers(0x00280010) == (3,)
    assert header.attributes.text(0x00104000) == "abcd"
    assert header.location is not None
    assert header.location.big_endian
    assert file.read(header.location.offset, 4) == dataset.PixelData[:4]


def test_a_deflated_data_set_is_inflated_beside_its_file(tmp_path: Path) -> None:
    """Offsets count in the inflated copy."""
    dataset = image_dataset()
    header = read_header(stored(tmp_path, part10(dataset, DEFLATED)))
    assert header.location is not None
    assert header.transfer_syntax_uid == DEFLATED
    assert header.file.read(header.location.offset, 30) == dataset.PixelData


def test_tags_out_of_order_are_put_in_order(tmp_path: Path) -> None:
    """pydicom does not mind, and of two the last one counts."""
    content = element(0x00080060, "CS", b"CT") + element(0x00080016, "UI", b"1.2\0")
    header = read_header(stored(tmp_path, content + element(0x00080060, "CS", b"MR")))
    assert list(header.attributes) == [0x00080016, 0x00080060]
    assert header.attributes.text(0x00080060) == "MR"


@pytest.mark.parametrize("content", [b"", b"GIF89a" + bytes(500), bytes(5000), b"\x08\0"])
def test_what_is_not_dicom_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    """Discs are full of other files."""
    with pytest.raises(NotDicomError, match=r"AUTORUN\.INF is not a DICOM file"):
        read_header(stored(tmp_path, content, "AUTORUN.INF"))


def test_a_header_that_is_cut_is_said_to_be_incomplete(tmp_path: Path) -> None:
    """Half an image header must not pass for a small object without an image."""
    content = part10(image_dataset())[:450]
    with pytest.raises(TruncatedError, match=r"image\.dcm is incomplete"):
        read_header(stored(tmp_path, content))


def test_a_deflated_data_set_that_is_cut_is_said_to_be_incomplete(tmp_path: Path) -> None:
    """Though most of it could be inflated."""
    with pytest.raises(TruncatedError):
        read_header(stored(tmp_path, part10(image_dataset(), DEFLATED)[:-20]))


def test_a_deflated_data_set_that_is_damaged_is_said_to_be(tmp_path: Path) -> None:
    """Not whatever zlib says."""
    whole = part10(image_dataset(), DEFLATED)
    with pytest.raises(DamagedHeaderError, match="cannot be unpacked"):
        read_header(stored(tmp_path, whole[:360] + b"\xff" * 200))


def test_a_bomb_goes_off_in_vain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes that inflate to gigabytes stop at a limit."""
    monkeypatch.setattr(lenient, "LARGEST_INFLATED", 1_000_000)
    head = part10(image_dataset(), DEFLATED)[:340]
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    bomb = deflate.compress(bytes(3_000_000)) + deflate.flush()
    meta = head[: 144 + int.from_bytes(head[140:144], "little")]
    with pytest.raises(TooLargeInflatedError):
        read_header(stored(tmp_path, meta + bomb))


def test_a_deflated_data_set_that_makes_no_sense_is_damaged(tmp_path: Path) -> None:
    """It was inflated, but is not a data set."""
    whole = part10(image_dataset(), DEFLATED)
    meta = whole[: 144 + int.from_bytes(whole[140:144], "little")]
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    noise = deflate.compress(element(0x00080060, "XX", b"CT")) + deflate.flush()
    with pytest.raises(DamagedHeaderError, match="contradicts itself"):
        read_header(stored(tmp_path, meta + noise))


def test_an_inflated_data_set_that_ends_early_is_incomplete(tmp_path: Path) -> None:
    """The compressed stream is whole; what was compressed is not."""
    whole = part10(image_dataset(), DEFLATED)
    meta = whole[: 144 + int.from_bytes(whole[140:144], "little")]
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    cut = deflate.compress(element(0x00080060, "CS", b"CT")[:-1]) + deflate.flush()
    with pytest.raises(TruncatedError):
        read_header(stored(tmp_path, meta + cut))


class _Child:
    """Stands in for the sandbox."""

    def __init__(self, answer: bytes | Exception) -> None:
        self._answer = answer

    def call(self, *_arguments: object) -> bytes:
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


_PIXELS = element(0x00080060, "CS", b"CT") + element(0x7FE00010, "OW", bytes(4))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"", "contradicts itself"),
        (b"\x05\0\0\0wrong", "contradicts itself"),
        (b"\x02\0\0\0{}", "contradicts itself"),
        (pack_answer(Normalized("1.2", 0), b"noise"), "contradicts itself"),
        (pack_answer(Normalized("1.2", 0), _PIXELS), "contradicts itself"),
        (SandboxCrashError(detail="SIGSEGV"), "contradicts itself"),
        (SandboxTimeoutError(seconds=2), "took longer"),
        (SandboxMemoryError(megabytes=5), "more than 5 MB"),
    ],
)
def test_whatever_the_sandbox_answers_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes | Exception, words: str
) -> None:
    """The child has read untrusted bytes and is not trusted itself."""
    monkeypatch.setattr(lenient, "_sandbox", lambda: _Child(answer))
    with pytest.raises(DamagedHeaderError, match=rf"image\.dcm .* {words}"):
        read_header(stored(tmp_path, part10(image_dataset(), EXPLICIT_BIG)))


def test_file_meta_information_longer_than_a_glance_is_left_to_pydicom(tmp_path: Path) -> None:
    """Private information of 64 KiB between the beginning and the transfer syntax."""
    meta = element(0x00020002, "UI", b"1.2.3\0") + element(0x00020102, "OB", bytes(70000))
    content = bytes(128) + b"DICM" + meta + element(0x00080060, "CS", b"CT")
    assert read_header(stored(tmp_path, content)).attributes.text(0x00080060) == "CT"


def test_a_file_that_ends_in_its_file_meta_information_is_refused(tmp_path: Path) -> None:
    """There is nothing to read in it."""
    meta = element(0x00020002, "UI", b"1.2.3\0")
    with pytest.raises(DicomError, match=r"image\.dcm"):
        read_header(stored(tmp_path, bytes(128) + b"DICM" + meta[:7]))
