from dataclasses import replace

import numpy as np
import pytest

from workstation.dicom.pixels import ImagePixel

_GRAY = ImagePixel(3, 5, 1, "MONOCHROME2", 16, 12, 11, False, 0, 1)
_COLOR = replace(_GRAY, samples_per_pixel=3, photometric_interpretation="RGB", bits_allocated=8)


@pytest.mark.parametrize(
    ("allocated", "signed", "dtype"),
    [(1, False, "u1"), (8, True, "i1"), (16, True, "i2"), (16, False, "u2"), (32, True, "i4")],
)
def test_gray_samples_keep_their_type(allocated: int, signed: bool, dtype: str) -> None:
    """They are the stored values."""
    image = replace(_GRAY, bits_allocated=allocated, signed=signed)
    assert image.decoded_dtype == np.dtype(dtype)


def test_gray_has_rows_before_columns() -> None:
    """As numpy has them."""
    assert _GRAY.decoded_shape == (3, 5)


def test_color_has_three_samples() -> None:
    """Of 8 bits, or 16 where more are stored."""
    assert _COLOR.decoded_shape == (3, 5, 3)
    assert replace(_COLOR, bits_stored=8).decoded_dtype == np.uint8
    assert replace(_COLOR, bits_stored=12).decoded_dtype == np.uint16


@pytest.mark.parametrize(
    ("image", "size"),
    [
        (_GRAY, 30),
        (replace(_GRAY, bits_allocated=1, bits_stored=1), 1.875),
        (_COLOR, 45),
        (replace(_COLOR, photometric_interpretation="YBR_FULL_422"), 30),
    ],
)
def test_bytes_of_a_native_frame(image: ImagePixel, size: float) -> None:
    """Subsampled chroma takes half the room (PS3.3 C.7.6.3.1.2)."""
    assert image.native_frame_bytes == size
