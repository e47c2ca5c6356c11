import struct
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.dicom_bytes import attributes_of_bytes, element, item
from workstation.dicom.codestream import with_sign_of_codestream
from workstation.dicom.dataset import Header
from workstation.dicom.fragments import frame_places
from workstation.dicom.model import Instance
from workstation.dicom.pixels import ImagePixel, PixelLocation
from workstation.dicom.stored import StoredFile

_J2K, _JPEG = "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.50"
_IMAGE = ImagePixel(3, 5, 1, "MONOCHROME2", 16, 16, 15, False, 0, 1)
_UNSIGNED = attributes_of_bytes(element(0x00280103, "US", b"\0\0"))


def _codestream(depth: int) -> bytes:
    """The beginning of a JPEG 2000 codestream whose first component has this Ssiz."""
    size = struct.pack(">HH8IHBBB", 41, 0, 5, 3, 0, 0, 5, 3, 0, 0, 1, depth, 1, 1)
    return b"\xff\x4f\xff\x51" + size


def _header(folder: Path, stream: bytes, uid: str = _J2K, table: bytes = b"") -> Header:
    value = item(table) + item(stream) + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    path = folder / "image"
    path.write_bytes(b"before" + value)
    file = StoredFile("image", path, 2, 4 + len(value))
    return Header(_UNSIGNED, None, uid, PixelLocation(4, None), 0x7FE00010, file)


@pytest.mark.parametrize(("depth", "signed"), [(0x0F, False), (0x8F, True), (0x8B, True)])
@pytest.mark.parametrize("table", [b"", bytes(4)])
@pytest.mark.parametrize("boxes", [b"", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(90)])
def test_jpeg_2000_data_say_their_sign(
    tmp_path: Path, depth: int, signed: bool, table: bytes, boxes: bytes
) -> None:
    """Behind an offset table or none, bare or in a JP2 file."""
    header = _header(tmp_path, boxes + _codestream(depth), table=table)
    assert with_sign_of_codestream(_IMAGE, header).signed is signed


@pytest.mark.parametrize("stream", [b"", _codestream(0x8F)[:40], b"\xff\xd8\xff" + bytes(60)])
def test_what_cannot_be_read_changes_nothing(tmp_path: Path, stream: bytes) -> None:
    """The decoder will say what is wrong."""
    assert not with_sign_of_codestream(_IMAGE, _header(tmp_path, stream)).signed


def test_signed_values_stay_signed(tmp_path: Path) -> None:
    """Real files hold two's complement in data that call it unsigned."""
    image = replace(_IMAGE, signed=True)
    assert with_sign_of_codestream(image, _header(tmp_path, _codestream(0x0F))).signed


def test_other_codecs_and_color_have_no_sign(tmp_path: Path) -> None:
    """Nothing is read for them."""
    header = _header(tmp_path, _codestream(0x8F), _JPEG)
    color = replace(_IMAGE, photometric_interpretation="RGB", samples_per_pixel=3)
    assert not with_sign_of_codestream(_IMAGE, header).signed
    assert not with_sign_of_codestream(color, replace(header, transfer_syntax_uid=_J2K)).signed


def test_the_picture_tells_of_the_changed_sign(tmp_path: Path) -> None:
    """Where its frames are found, once for all."""
    header = _header(tmp_path, _codestream(0x8F))
    image = with_sign_of_codestream(_IMAGE, header)
    found = Instance("1", "2", _J2K, None, image, header.location, _UNSIGNED, header.file)
    assert len(frame_places(found).notes) == 1
    assert frame_places(replace(found, image=_IMAGE)).notes == ()
