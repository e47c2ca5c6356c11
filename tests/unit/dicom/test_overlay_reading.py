"""Overlay planes as they stand in files."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes, image_dataset, part10, stored
from workstation.dicom.image_pixel import image_pixel
from workstation.dicom.instance import read_instance
from workstation.dicom.multiframe import frames_of
from workstation.dicom.overlay import Overlay, OverlayType
from workstation.dicom.overlay_reading import ReadOverlays, overlays_of

_BITS = np.array([[1, 0, 0, 0, 1], [0, 1, 0, 0, 0], [0, 0, 0, 1, 1]], np.uint8)  # asymmetric


def _packed(planes: np.ndarray) -> bytes:
    """The first pixel in the lowest bit, rows and frames without a gap, of even length."""
    packed = np.packbits(planes.ravel(), bitorder="little").tobytes()
    return packed + bytes(len(packed) % 2)


def _with_plane(
    dataset: Dataset, group: int = 0x6000, data: bytes | None = None, **changed: object
) -> Dataset:
    values: dict[int, tuple[str, object]] = {
        0x0010: ("US", 3),
        0x0011: ("US", 5),
        0x0040: ("CS", "G"),
        0x0050: ("SS", [1, 1]),
        0x0100: ("US", 1),
        0x0102: ("US", 0),
        0x3000: ("OW", _packed(_BITS) if data is None else data),
    }
    names = {"rows": 0x0010, "frames": 0x0015, "kind": 0x0040, "origin": 0x0050, "start": 0x0051}
    names |= {"allocated": 0x0100, "position": 0x0102, "label": 0x1500, "description": 0x0022}
    vrs = {0x0015: "IS", 0x0051: "US", 0x1500: "LO", 0x0022: "LO"}
    for name, value in changed.items():
        element = names[name]
        values[element] = (vrs.get(element) or values[element][0], value)
    for element, (vr, value) in values.items():
        if value is not None and value != b"":
            dataset.add_new(group << 16 | element, vr, value)
    return dataset


def _read(dataset: Dataset, *, native: bool = True) -> ReadOverlays:
    header = attributes(dataset)
    return overlays_of(header, image_pixel(header), lambda: native)


def _pixels(overlay: Overlay) -> np.ndarray:
    assert overlay.bits is not None
    bits = np.unpackbits(np.frombuffer(overlay.bits, np.uint8), bitorder="little")
    return bits[: overlay.rows * overlay.columns].reshape(overlay.rows, overlay.columns)


def test_a_plane_has_its_place_kind_label_and_bits() -> None:
    """All attributes of C.9.2 that say how it looks."""
    dataset = _with_plane(image_dataset(), 0x6012, kind="R", origin=[-2, 7], label="Lesion")
    (overlay,) = _read(dataset).of(0)
    assert np.array_equal(_pixels(overlay), _BITS)
    assert (overlay.group, overlay.kind) == (0x6012, OverlayType.ROI)
    assert (overlay.origin, overlay.label) == ((-2, 7), "Lesion")


def test_the_description_stands_in_for_a_label() -> None:
    """Overlay Label is newer, and seldom written."""
    (overlay,) = _read(_with_plane(image_dataset(), description="Marks")).of(0)
    assert overlay.label == "Marks"


def test_groups_come_in_order() -> None:
    """Lower groups are drawn first."""
    dataset = _with_plane(_with_plane(image_dataset(), 0x601E), 0x6002)
    assert [overlay.group for overlay in _read(dataset).of(0)] == [0x6002, 0x601E]


def test_big_endian_words_are_the_same_bits(tmp_path: Path) -> None:
    """OW in the retired big endian syntax: bytes change places, the bits do not."""
    words = np.frombuffer(_packed(_BITS), ">u2").astype("<u2").tobytes()
    dataset = _with_plane(image_dataset(), data=words)  # pydicom writes these bytes as they are
    dataset.PixelData = bytes(30)
    content = part10(dataset, "1.2.840.10008.1.2.2")
    (frame,) = frames_of(read_instance(stored(tmp_path, content)))
    assert np.array_equal(_pixels(frame.overlays[0]), _BITS)


@given(st.integers(1, 4), st.integers(0, 3), st.binary(min_size=8, max_size=8))
def test_frames_follow_without_a_gap(planes: int, start: int, drawn: bytes) -> None:
    """15 bits each, so that frames begin in the middle of bytes; from Image Frame Origin on."""
    bits = np.unpackbits(np.frombuffer(drawn, np.uint8))
    written = bits[: planes * 15].reshape(planes, 3, 5)
    dataset = image_dataset(frames=8)
    _with_plane(dataset, data=_packed(written), frames=planes, start=start + 1)
    read = _read(dataset)
    assert sorted(read.by_frame) == list(range(start, start + planes))
    for index in range(planes):
        assert np.array_equal(_pixels(read.of(start + index)[0]), written[index])


def test_a_plane_without_frames_lies_over_all() -> None:
    """It is the plane of the image, and not of its first frame."""
    read = _read(_with_plane(image_dataset(frames=3)))
    assert read.of(0) == read.of(2) != ()


def test_frames_without_an_origin_begin_at_the_first() -> None:
    """PS3.3 C.9.3.1.1."""
    read = _read(_with_plane(image_dataset(frames=3), frames=1))
    assert (len(read.of(0)), read.of(1)) == (1, ())


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"rows": 4}, "fewer bits than pixels"),
        ({"rows": 0}, "no size"),
        ({"origin": None}, "no place"),
        ({"frames": 2, "data": bytes(4)}, "frames that the image has not"),
        ({"data": b"", "allocated": 16, "position": 0}, "belong to the pixels"),
        ({"data": b"", "allocated": 16, "position": 11}, "belong to the pixels"),
        ({"data": b"", "allocated": 16, "position": 16}, "belong to the pixels"),
        ({"data": b"", "allocated": 8, "position": 12}, "no bits for it"),
    ],
)
def test_a_plane_that_makes_no_sense_costs_a_note(changed: dict[str, object], problem: str) -> None:
    """It is named with its group; the image and its other planes stay."""
    dataset = _with_plane(_with_plane(image_dataset()), 0x600C, **changed)  # type: ignore[arg-type]
    read = _read(dataset)
    assert [overlay.group for overlay in read.of(0)] == [0x6000]
    assert len(read.notes) == 1
    assert read.notes[0].startswith("Overlay 600C")
    assert problem in read.notes[0]


def test_a_group_that_only_describes_a_plane_is_passed_over() -> None:
    """Equipment writes such forms into every slice; there is nothing to show or to warn of."""
    dataset = _with_plane(image_dataset(), data=b"", origin=[0, 0])
    assert _read(dataset) == ReadOverlays({}, ())


def test_a_plane_may_lie_beside_the_pixels_own_bits() -> None:
    """12 bits stored of 16: bit 12 is free; the size is the image's."""
    dataset = _with_plane(image_dataset(), data=b"", allocated=16, position=12, rows=None)
    (overlay,) = _read(dataset).of(0)
    assert (overlay.bits, overlay.bit_position) == (None, 12)
    assert (overlay.rows, overlay.columns, overlay.origin) == (3, 5, (1, 1))


def test_compressed_pixels_have_no_bits_beside_them() -> None:
    """A codec gives the pixels only."""
    dataset = _with_plane(image_dataset(), data=b"", allocated=16, position=12)
    read = _read(dataset, native=False)
    assert read.of(0) == ()
    assert "compressed" in read.notes[0]
