"""Stored values that are no image (PS3.3 C.7.5.1.1.2, C.7.6.24.1, C.7.6.25.1)."""

import struct
from math import isnan

from workstation.dicom import tags
from workstation.dicom.dataset import Attributes
from workstation.dicom.pixels import ImagePixel, PixelPadding
from workstation.dicom.remembered import remembered

# Value, range limit and how they are stored, by Bits Allocated
_FLOATING = {32: (0x00280122, 0x00280124, "<f"), 64: (0x00280123, 0x00280125, "<d")}


@remembered
def pixel_padding(attributes: Attributes, image: ImagePixel) -> PixelPadding | None:
    """Read which stored values are no image; there are none in color."""
    if not image.monochrome:
        return None
    ends = _floating_ends(attributes, image) if image.floating else _ends(attributes, image)
    return PixelPadding(min(ends), max(ends)) if ends else None


def _ends(attributes: Attributes, image: ImagePixel) -> list[float]:
    """The value and the limit; a limit without a value means nothing."""
    read = (tags.PIXEL_PADDING_VALUE, tags.PIXEL_PADDING_RANGE_LIMIT)
    first, limit = (_integer(attributes.raw(tag), image) for tag in read)
    return [] if first is None else [first, first if limit is None else limit]


def _integer(value: bytes, image: ImagePixel) -> int | None:
    """The sign is that of the pixels, whatever the VR says."""
    if len(value) not in (2, 4):
        return None
    return int.from_bytes(value, "little", signed=image.signed)


def _floating_ends(attributes: Attributes, image: ImagePixel) -> list[float]:
    """An end may be infinite. What is not a number needs no range: it never is image."""
    first, limit, code = _FLOATING[image.bits_allocated]
    if first not in attributes:
        return []
    stored = [attributes.raw(tag) for tag in (first, limit)]
    numbers = [struct.unpack(code, raw)[0] for raw in stored if len(raw) == struct.calcsize(code)]
    return [number for number in numbers if not isnan(number)]
