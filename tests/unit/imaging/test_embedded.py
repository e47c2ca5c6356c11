"""Overlays in the bits beside the pixels, read from files."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.dicom_bytes import image_dataset, part10, stored
from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Frame
from workstation.dicom.multiframe import frames_of
from workstation.dicom.stored import StoredFile
from workstation.imaging.decoder import FrameMissingError, FrameUndecodableError
from workstation.imaging.embedded import embedded_planes

_BIG_ENDIAN = "1.2.840.10008.1.2.2"
_FIRST = np.array([[1, 0, 0, 0, 1], [0, 1, 0, 0, 0], [0, 0, 0, 1, 1]], np.uint16)
_SECOND = _FIRST[::-1, ::-1] ^ 1


def _frames(folder: Path, syntax: str = "1.2.840.10008.1.2.1") -> tuple[Frame, ...]:
    """Two frames of 12 bits in 16, each with planes of its own in bits 13 and 15."""
    dataset = image_dataset(frames=2)
    values = np.arange(30, dtype=np.uint16).reshape(2, 3, 5) * 100
    values |= np.array([_FIRST, _SECOND]) << 15 | np.array([_SECOND, _FIRST]) << 13
    dataset.PixelData = values.astype(">u2" if syntax == _BIG_ENDIAN else "<u2").tobytes()
    dataset["PixelData"].VR = "OW"
    for group, position in ((0x6000, 15), (0x6004, 13)):
        dataset.add_new(group << 16 | 0x0100, "US", 16)
        dataset.add_new(group << 16 | 0x0102, "US", position)
    return frames_of(read_instance(stored(folder, part10(dataset, syntax))))


def _drawn(frame: Frame) -> dict[int, list[int]]:
    extents = frame_extents(frame.instance)[frame.frame_index]
    return {
        position: list(np.unpackbits(np.frombuffer(bits, np.uint8), count=15, bitorder="little"))
        for position, bits in embedded_planes(frame, extents)
    }


@pytest.mark.parametrize("syntax", ["1.2.840.10008.1.2.1", _BIG_ENDIAN])
def test_each_frame_has_the_planes_of_its_own_cells(tmp_path: Path, syntax: str) -> None:
    """In either byte order; the pixels' own bits are no part of them."""
    first, second = _frames(tmp_path, syntax)
    assert _drawn(first) == {13: list(_SECOND.ravel()), 15: list(_FIRST.ravel())}
    assert _drawn(second) == {13: list(_FIRST.ravel()), 15: list(_SECOND.ravel())}


def test_without_such_overlays_nothing_is_read(tmp_path: Path) -> None:
    """No frame pays for what few have: the file need not even be there."""
    frame = replace(_frames(tmp_path)[0], overlays=())
    (tmp_path / "image.dcm").unlink()
    assert embedded_planes(frame, [(0, 30)]) == ()


def test_a_file_that_is_gone_or_ends_is_named(tmp_path: Path) -> None:
    """The frame is then not shown without what belongs over it."""
    frame = _frames(tmp_path)[0]
    extents = frame_extents(frame.instance)[0]
    file = frame.instance.file
    short = StoredFile(file.name, file.path, 0, extents[0][0] + 8)
    cut = replace(frame, instance=replace(frame.instance, file=short))
    with pytest.raises(FrameUndecodableError, match=r"image\.dcm"):
        embedded_planes(cut, extents)
    (tmp_path / "image.dcm").unlink()
    with pytest.raises(FrameMissingError, match=r"image\.dcm"):
        embedded_planes(frame, extents)
