from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import (
    attributes,
    attributes_of_bytes,
    element,
    image_dataset,
    part10,
    stored,
)
from workstation.dicom.dataset import read_header
from workstation.dicom.errors import (
    BadImageError,
    MissingAttributeError,
    ShortPixelDataError,
    UnthinnedColorError,
)
from workstation.dicom.image_pixel import check_size, image_pixel, with_counted_frames
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.segmentation import LABEL_MAP_SEGMENTATION, SEGMENTATION


def _header_of(dataset: Dataset) -> Dataset:
    del dataset.PixelData
    return dataset


def test_the_image_pixel_module_is_read() -> None:
    """Every attribute in its place."""
    dataset = _header_of(image_dataset())
    dataset.PixelRepresentation, dataset.NumberOfFrames = 1, 7
    expected = ImagePixel(3, 5, 1, "MONOCHROME2", 16, 12, 11, True, 0, 7)
    assert image_pixel(attributes(dataset)) == expected


def test_what_is_missing_has_the_usual_value() -> None:
    """Old files leave out what goes without saying."""
    dataset = _header_of(image_dataset())
    for keyword in ("SamplesPerPixel", "PhotometricInterpretation", "BitsStored", "HighBit"):
        delattr(dataset, keyword)
    image = image_pixel(attributes(dataset))
    assert (image.samples_per_pixel, image.bits_stored, image.high_bit) == (1, 16, 15)
    assert image.monochrome


def test_rows_cannot_be_missing() -> None:
    """The error names the file and the attribute."""
    dataset = _header_of(image_dataset())
    del dataset.Rows
    with pytest.raises(MissingAttributeError, match=r"IM1 .* no Rows"):
        image_pixel(attributes(dataset), "IM1")


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("Rows", 0),
        ("Columns", 0),
        ("BitsAllocated", 12),
        ("BitsAllocated", 64),
        ("BitsStored", 17),
        ("BitsStored", 0),
        ("HighBit", 16),
        ("HighBit", 10),
        ("SamplesPerPixel", 3),
        ("SamplesPerPixel", 0),
        ("PlanarConfiguration", 2),
        ("NumberOfFrames", 2**31 - 1),
    ],
)
def test_what_cannot_be_is_refused(keyword: str, value: int) -> None:
    """And said."""
    dataset = _header_of(image_dataset())
    setattr(dataset, keyword, value)
    with pytest.raises(BadImageError, match=f"{keyword} is {value}"):
        image_pixel(attributes(dataset))


def test_a_file_that_ends_in_its_image_is_refused(tmp_path: Path) -> None:
    """One byte is enough."""
    header = read_header(stored(tmp_path, part10(image_dataset())))
    image = image_pixel(header.attributes)
    check_size(header, image)
    cut = replace(header, file=replace(header.file, length=header.file.length - 1))
    with pytest.raises(ShortPixelDataError, match="needs 30 bytes, and 29 are there"):
        check_size(cut, image)


def test_pixel_data_too_short_for_its_frames_is_refused(tmp_path: Path) -> None:
    """Though the file is whole."""
    dataset = image_dataset()
    dataset.NumberOfFrames = 2
    header = read_header(stored(tmp_path, part10(dataset)))
    with pytest.raises(ShortPixelDataError, match="needs 60 bytes"):
        check_size(header, image_pixel(header.attributes))


@pytest.mark.parametrize(("lost", "shown"), [(1, True), (30, True), (31, False)])
def test_a_file_that_ends_after_its_first_frame_is_not_lost(
    tmp_path: Path, lost: int, shown: bool
) -> None:
    """Two frames of 30 bytes: the first is whole, or nothing is."""
    header = read_header(stored(tmp_path, part10(image_dataset(frames=2))))
    cut = replace(header, file=replace(header.file, length=header.file.length - lost))
    with nullcontext() if shown else pytest.raises(ShortPixelDataError):
        check_size(cut, image_pixel(header.attributes))


def test_a_number_that_cannot_be_read_is_refused() -> None:
    """It is not taken for one that goes without saying."""
    found = attributes_of_bytes(
        element(0x00280010, "US", b"\3\0")
        + element(0x00280011, "US", b"\5\0")
        + element(0x00280100, "IS", b"1A")
    )
    with pytest.raises(BadImageError, match="BitsAllocated is 1A"):
        image_pixel(found)


def _with_number_of_frames(written: bytes, pixels: bytes) -> bytes:
    """An image of 3 by 5 bytes each, without preamble."""
    return (
        element(0x00080005, "CS", b"")
        + element(0x00280008, "IS", written)
        + element(0x00280010, "US", b"\3\0")
        + element(0x00280011, "US", b"\5\0")
        + element(0x00280100, "US", b"\x08\0")
        + element(0x7FE00010, "OB", pixels)
    )


@pytest.mark.parametrize(("written", "frames"), [(b"1A", 2), (b"1 ", 1), (b"", 1)])
def test_frames_are_counted_where_their_number_cannot_be_read(
    tmp_path: Path, written: bytes, frames: int
) -> None:
    """By the bytes that there are; a number that can be read is believed."""
    header = read_header(stored(tmp_path, _with_number_of_frames(written, bytes(30))))
    image = image_pixel(header.attributes)
    assert with_counted_frames(image, header).number_of_frames == frames


@pytest.mark.parametrize("length", [28, 32, 14])
def test_frames_that_cannot_be_counted_are_refused(tmp_path: Path, length: int) -> None:
    """Some would be missing, or nothing would be a frame."""
    header = read_header(stored(tmp_path, _with_number_of_frames(b"1A", bytes(length))))
    with pytest.raises(BadImageError, match="NumberOfFrames is 1A"):
        with_counted_frames(image_pixel(header.attributes), header)


def test_frames_of_codestreams_are_not_counted_in_bytes(tmp_path: Path) -> None:
    """However many they are."""
    header = read_header(stored(tmp_path, _with_number_of_frames(b"1A", bytes(30))))
    coded = replace(header, transfer_syntax_uid="1.2.840.10008.1.2.4.50")
    with pytest.raises(BadImageError, match="NumberOfFrames is 1A"):
        with_counted_frames(image_pixel(header.attributes), coded)


def test_an_object_without_pixels_has_the_right_size(tmp_path: Path) -> None:
    """There is nothing to be short of."""
    header = read_header(stored(tmp_path, part10(_header_of(image_dataset()))))
    check_size(header, image_pixel(header.attributes))
    assert header.location is None


@pytest.mark.parametrize(("length", "found"), [(None, 15), (40, 30)])
def test_fragments_must_fit_into_their_file(tmp_path: Path, length: int | None, found: int) -> None:
    """Where they say how long they are; else there must be room for one."""
    header = read_header(stored(tmp_path, part10(image_dataset())))
    assert header.location is not None
    coded = replace(
        header,
        transfer_syntax_uid="1.2.840.10008.1.2.4.50",
        location=replace(header.location, length=length),
        file=replace(header.file, length=header.location.offset + found),
    )
    with pytest.raises(ShortPixelDataError, match=f"and {found} are there"):
        check_size(coded, image_pixel(header.attributes))


def _floating(bits: int) -> Dataset:
    """Without what the floating modules do not have (PS3.3 C.7.6.24, C.7.6.25)."""
    dataset = _header_of(image_dataset())
    for keyword in ("BitsStored", "HighBit", "PixelRepresentation"):
        delattr(dataset, keyword)
    dataset.BitsAllocated = bits
    return dataset


@pytest.mark.parametrize(
    ("tag", "bits", "kind"), [(0x7FE00008, 32, "float32"), (0x7FE00009, 64, "float64")]
)
def test_floating_values_fill_their_words(tag: int, bits: int, kind: str) -> None:
    """They are decoded as what they are."""
    image = image_pixel(attributes(_floating(bits)), pixel_data=tag)
    assert (image.floating, image.signed, image.high_bit) == (True, True, bits - 1)
    assert image.decoded_dtype == kind


def test_bits_of_a_floating_value_are_what_its_element_says() -> None:
    """Double values under Float Pixel Data would be read as noise."""
    with pytest.raises(BadImageError, match="BitsAllocated is 64"):
        image_pixel(attributes(_floating(64)), pixel_data=0x7FE00008)


def test_there_is_no_floating_color() -> None:
    """PS3.3 C.7.6.24: MONOCHROME2 only."""
    dataset = _floating(32)
    dataset.PhotometricInterpretation, dataset.SamplesPerPixel = "RGB", 3
    with pytest.raises(BadImageError, match="SamplesPerPixel"):
        image_pixel(attributes(dataset), pixel_data=0x7FE00008)


@pytest.mark.parametrize(
    ("sop_class", "labels"), [(LABEL_MAP_SEGMENTATION, True), (SEGMENTATION, False)]
)
def test_labels_are_shown_in_colors(sop_class: str, labels: bool) -> None:
    """A gray for each would hide most of them."""
    dataset = _header_of(image_dataset())
    dataset.SOPClassUID = sop_class
    image = image_pixel(attributes(dataset))
    assert (image.labels, image.monochrome) == (labels, not labels)
    assert image.decoded_shape == ((3, 5, 3) if labels else (3, 5))


@pytest.mark.parametrize("retired", ["ARGB", "CMYK", "HSV"])
def test_color_models_that_were_retired_are_refused_by_name(retired: str) -> None:
    """They were never defined well enough to be converted."""
    dataset = _header_of(image_dataset())
    dataset.PhotometricInterpretation = retired
    with pytest.raises(BadImageError, match=f"PhotometricInterpretation is {retired}"):
        image_pixel(attributes(dataset))


@pytest.mark.parametrize(("length", "refused"), [(60, False), (90, True), (92, False)])
def test_color_that_is_not_thinned_out_as_it_says_is_refused(
    tmp_path: Path, length: int, refused: bool
) -> None:
    """All of it is there: it may be RGB or YBR_FULL, and nobody can say which."""
    dataset = image_dataset()
    dataset.PhotometricInterpretation, dataset.SamplesPerPixel = "YBR_FULL_422", 3
    dataset.Columns, dataset.NumberOfFrames = 5, 2
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit, dataset.PixelData = 7, bytes(length)
    header = read_header(stored(tmp_path, part10(dataset)))
    with pytest.raises(UnthinnedColorError) if refused else nullcontext():
        check_size(header, image_pixel(header.attributes))
