import struct
from dataclasses import replace
from math import inf, nan

import pytest

from tests.support.dicom_bytes import attributes_of_bytes, element
from workstation.dicom.padding import pixel_padding
from workstation.dicom.pixels import ImagePixel, PixelPadding

_UNSIGNED = ImagePixel(3, 5, 1, "MONOCHROME2", 16, 12, 11, False, 0, 1)
_SIGNED = replace(_UNSIGNED, signed=True, bits_stored=16, high_bit=15)
_FLOAT = ImagePixel(3, 5, 1, "MONOCHROME2", 32, 32, 31, True, 0, 1, floating=True)
_DOUBLE = replace(_FLOAT, bits_allocated=64, bits_stored=64, high_bit=63)


@pytest.mark.parametrize(
    ("image", "value", "limit", "padding"),
    [
        (_SIGNED, b"\x30\xf8", None, PixelPadding(-2000, -2000)),
        (_UNSIGNED, b"\x30\xf8", None, PixelPadding(63536, 63536)),
        (_SIGNED, b"\x30\xf8", b"\x31\xf8", PixelPadding(-2000, -1999)),
        (_UNSIGNED, b"\x05\0", b"\x02\0", PixelPadding(2, 5)),
        (_UNSIGNED, b"", None, None),
        (_UNSIGNED, b"", b"\x02\0", None),
        (replace(_UNSIGNED, photometric_interpretation="RGB"), b"\x05\0", None, None),
    ],
)
def test_padding_has_the_sign_of_the_pixels(
    image: ImagePixel, value: bytes, limit: bytes | None, padding: PixelPadding | None
) -> None:
    """PS3.3 C.7.5.1.1.2; a limit may lie on either side; color has none."""
    content = element(0x00280120, "US", value)
    content += b"" if limit is None else element(0x00280121, "US", limit)
    assert pixel_padding(attributes_of_bytes(content), image) == padding


@pytest.mark.parametrize(
    ("ends", "padding"),
    [
        ((-1.5,), PixelPadding(-1.5, -1.5)),
        ((-0.5, -9.25), PixelPadding(-9.25, -0.5)),
        ((-inf, -1.0), PixelPadding(-inf, -1.0)),
        ((nan, nan), None),
        ((nan, -1.0), PixelPadding(-1.0, -1.0)),
        ((), None),
    ],
)
@pytest.mark.parametrize("image", [_FLOAT, _DOUBLE], ids=["float", "double"])
def test_floating_padding_may_be_infinite_or_not_a_number(
    image: ImagePixel, ends: tuple[float, ...], padding: PixelPadding | None
) -> None:
    """PS3.3 C.7.6.24.1, C.7.6.25.1; what is not a number is no image without being named."""
    double = image is _DOUBLE
    first, vr, code = (0x00280123, "FD", "<d") if double else (0x00280122, "FL", "<f")
    content = b"".join(
        element(first + 2 * index, vr, struct.pack(code, end)) for index, end in enumerate(ends)
    )
    assert pixel_padding(attributes_of_bytes(content), image) == padding


def test_the_padding_of_integers_is_not_that_of_fractions() -> None:
    """Pixel Padding Value belongs to Pixel Data."""
    content = element(0x00280120, "US", b"\x05\0")
    assert pixel_padding(attributes_of_bytes(content), _FLOAT) is None
