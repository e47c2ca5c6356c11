from contextlib import nullcontext
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import (
    attributes_of_bytes,
    element,
    encoded,
    image_dataset,
    item,
    part10,
    stored,
)
from workstation.dicom.dataset import Attributes
from workstation.dicom.errors import DamagedHeaderError, TruncatedError
from workstation.dicom.normalized import Normalized, Request, pack_request, unpack_answer
from workstation.dicom.normalizer import normalize
from workstation.dicom.uids import EXPLICIT_BIG, IMPLICIT_LITTLE


def _normalized(folder: Path, content: bytes, offset: int = 0) -> tuple[Normalized, Attributes]:
    file = stored(folder, bytes(offset) + content)
    with file.path.open("rb") as opened:
        request = pack_request(Request(file.name, offset, len(content)))
        facts, answer = unpack_answer(normalize(request, (opened.fileno(),)))
    return facts, attributes_of_bytes(answer[facts.meta_length :])


@pytest.mark.parametrize("syntax", [EXPLICIT_BIG, IMPLICIT_LITTLE])
@pytest.mark.parametrize("offset", [0, 2048])
def test_values_survive_every_encoding(tmp_path: Path, syntax: str, offset: int) -> None:
    """Also in a file inside an ISO image, and in nested items."""
    dataset = image_dataset()
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.ReferencedImageSequence = [image_dataset()]
    del dataset.ReferencedImageSequence[0].PixelData
    facts, found = _normalized(tmp_path, part10(dataset, syntax), offset)
    assert found.text(0x00080005) == "ISO_IR 100"
    assert found.items(0x00081140)[0].integer(0x00280011) == 5
    assert facts.pixel_data == 0x7FE00010
    assert facts.length == len(dataset.PixelData)


def test_the_offset_of_the_pixels_counts_from_the_beginning_of_the_file(tmp_path: Path) -> None:
    """Not of the ISO image that holds it."""
    dataset = image_dataset()
    content = part10(dataset, EXPLICIT_BIG)
    facts, _found = _normalized(tmp_path, content, 2048)
    assert content[facts.offset : facts.offset + 30] == dataset.PixelData


def test_malformed_values_arrive_as_they_were(tmp_path: Path) -> None:
    """They are read by those who need them, if at all."""
    content = element(0x00080060, "CS", b"\xff\xfe") + element(0x00080016, "UI", b"not a uid ")
    _facts, found = _normalized(tmp_path, content + element(0x00200013, "IS", b"x1"))
    assert found.raw(0x00080060) == b"\xff\xfe"
    assert found.raw(0x00200013) == b"x1"


def test_a_value_too_long_for_its_vr_is_kept(tmp_path: Path) -> None:
    """Implicit VR has no such limit; the dictionary tells the VR again."""
    dataset = image_dataset()
    dataset.RedPaletteColorLookupTableDescriptor = [1] * 40000
    _facts, found = _normalized(tmp_path, part10(dataset, IMPLICIT_LITTLE))
    assert len(found.integers(0x00281101)) == 40000


def test_a_cut_element_is_an_error(tmp_path: Path) -> None:
    """Where the image would have come after it."""
    content = element(0x00080060, "CS", b"MR") + element(0x00080016, "UI", b"1.2.3\0")
    with pytest.raises(TruncatedError):
        _normalized(tmp_path, content[:-3])


def test_garbage_is_an_error(tmp_path: Path) -> None:
    """A header without any element that can be read."""
    with pytest.raises((DamagedHeaderError, TruncatedError)):
        _normalized(tmp_path, bytes(128) + b"DICM" + item(b""))


@pytest.mark.parametrize(("rest", "whole"), [(b"\x10\0\x20", False), (bytes(5), True)])
def test_a_rest_that_is_no_element_means_that_the_file_was_cut(
    tmp_path: Path, rest: bytes, whole: bool
) -> None:
    """Unless it is padding; pydicom overlooks both."""
    content = element(0x00080060, "CS", b"MR") + element(0x00080016, "UI", b"1.2.3\0")
    content += element(0x00080018, "UI", b"1.2\0") + rest
    with nullcontext() if whole else pytest.raises(TruncatedError):
        assert 0x00080018 in _normalized(tmp_path, content)[1]


def test_a_sequence_of_undefined_length_at_the_end_is_whole(tmp_path: Path) -> None:
    """pydicom has parsed it to its delimiter."""
    dataset = Dataset()
    dataset.Modality = "MR"
    dataset.ReferencedStudySequence = [Dataset()]
    dataset["ReferencedStudySequence"].is_undefined_length = True
    _facts, found = _normalized(tmp_path, encoded(dataset, IMPLICIT_LITTLE))
    assert len(found.items(0x00081110)) == 1
