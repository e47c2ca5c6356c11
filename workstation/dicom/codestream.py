"""What the compressed data say of themselves, where the header may say something else."""

import struct
from dataclasses import replace

from workstation.dicom.dataset import Header
from workstation.dicom.elements import ITEM
from workstation.dicom.pixels import ImagePixel, PixelLocation
from workstation.dicom.stored import StoredFile

_JPEG_2000 = tuple(f"1.2.840.10008.1.2.4.{n}" for n in (90, 91, 92, 93, 201, 202, 203))
_SIZ = b"\xff\x4f\xff\x51"
_DEPTH = 42  # bytes from the beginning of a codestream to the first component's depth and sign
_LOOKED_AT = 512  # a codestream may lie in a JP2 file, behind its boxes
_ITEM_HEAD = 8


def with_sign_of_codestream(image: ImagePixel, header: Header) -> ImagePixel:
    """Take values for signed where JPEG 2000 data say so, and Pixel Representation does not.

    What the data say controls their decompression (PS3.5 A.4.4). The other way round the header
    holds: see docs/decisions/0009-when-decoders-disagree.md.
    """
    location = header.location
    if image.signed or not image.monochrome or location is None:
        return image
    if header.transfer_syntax_uid not in _JPEG_2000:
        return image
    return replace(image, signed=_says_signed(_beginning(header.file, location)))


def _beginning(file: StoredFile, location: PixelLocation) -> bytes:
    """The first bytes of the first fragment."""
    table = _item(file.read(location.offset, _ITEM_HEAD))
    if table is None:
        return b""
    head = file.read(location.offset + _ITEM_HEAD + table, _ITEM_HEAD + _LOOKED_AT)
    return head[_ITEM_HEAD : _ITEM_HEAD + (_item(head) or 0)]


def _item(head: bytes) -> int | None:
    """The length of an item whose head this is."""
    if len(head) < _ITEM_HEAD:
        return None
    group, number, length = struct.unpack_from("<HHI", head)
    return length if group << 16 | number == ITEM else None


def _says_signed(data: bytes) -> bool:
    """Whether the highest bit of Ssiz is set (ISO/IEC 15444-1 A.5.1)."""
    at = data.find(_SIZ)
    return at >= 0 and len(data) > at + _DEPTH and data[at + _DEPTH] >= 0x80
