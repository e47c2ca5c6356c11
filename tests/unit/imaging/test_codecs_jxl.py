from typing import Any

import imagecodecs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import coded_frames as made
from workstation.imaging.codecs import decode_frame
from workstation.imaging.codecs_coding import (
    FrameSizeError,
    TruncatedFrameError,
    UndecodableFrameError,
    UnsupportedCodingError,
)
from workstation.imaging.codecs_jxl import decode_jxl, read_header


def _lossless(values: Any, **how: Any) -> bytes:
    return bytes(imagecodecs.jpegxl_encode(values, lossless=True, **how))


@pytest.mark.parametrize("bits", [8, 10, 12, 14, 16])
@pytest.mark.parametrize("container", [False, True])
def test_lossless_gray_comes_back_bit_for_bit(bits: int, container: bool) -> None:
    """Every depth keeps its own range, nothing is spread to sixteen bits."""
    values = made.gray(bits)
    stream = _lossless(values, bitspersample=bits, usecontainer=container)
    decoded, notes = decode_frame(stream, made.coding(made.JXL, 8 if bits == 8 else 16, bits))
    assert np.array_equal(decoded, values)
    assert notes == ()


def test_lossless_color_comes_back_bit_for_bit() -> None:
    """Red stays red."""
    decoded, notes = decode_frame(_lossless(made.rgb()), made.rgb_coding(made.JXL))
    assert np.array_equal(decoded, made.rgb())
    assert notes == ()


def test_lossy_gray_keeps_its_range() -> None:
    """Twelve bits in sixteen, and no word where the file says that it may be lossy."""
    values = made.smooth(12)
    stream = bytes(imagecodecs.jpegxl_encode(values, distance=0.5, bitspersample=12))
    decoded, notes = decode_frame(stream, made.coding(made.JXL_LOSSY, stored=12))
    assert np.abs(decoded.astype(int) - values).max() < 80
    assert notes == ()


def test_a_loss_that_the_file_denies_is_told() -> None:
    """The transfer syntax promises that nothing is lost, the stream went through XYB."""
    stream = bytes(imagecodecs.jpegxl_encode(made.smooth(8).astype(np.uint8), distance=1.0))
    notes = decode_frame(stream, made.coding(made.JXL, 8))[1]
    assert notes == ("LOSSY JPEG XL, although the transfer syntax is lossless",)


def test_lossy_color_is_rgb_under_the_name_of_its_own_color_space() -> None:
    """XYB is libjxl's to undo (PS3.3 C.7.6.3.1.2)."""
    rows, columns = np.mgrid[0 : made.ROWS, 0 : made.COLUMNS]
    smooth = np.stack([200 - columns * 3, 30 + rows * 5, columns + rows], -1).astype(np.uint8)
    stream = bytes(imagecodecs.jpegxl_encode(smooth, distance=0.1))
    decoded, _notes = decode_frame(stream, made.rgb_coding(made.JXL_LOSSY, "XYB"))
    assert np.abs(decoded.astype(int) - smooth).max() < 12


@pytest.mark.parametrize("subsampling", ["444", "422", "420"])
def test_a_recompressed_jpeg_gives_what_the_jpeg_gives(subsampling: str) -> None:
    """Value by value: it is made that JPEG again."""
    stream = bytes(imagecodecs.jpeg8_encode(made.rgb(), level=90, subsampling=subsampling))
    before, _ = decode_frame(stream, made.rgb_coding(made.JPEG, "YBR_FULL_422"))
    wrapped = bytes(imagecodecs.jpegxl_encode_jpeg(stream))
    after, notes = decode_frame(wrapped, made.rgb_coding(made.JXL_JPEG, "YBR_FULL_422"))
    assert np.array_equal(after, before)
    assert notes == ()


@pytest.mark.parametrize("padding", [1, 9])
def test_padding_after_the_end_does_no_harm(padding: int) -> None:
    """Fragments have an even length."""
    stream = _lossless(made.gray(16)) + bytes(padding)
    assert np.array_equal(decode_frame(stream, made.coding(made.JXL))[0], made.gray(16))


@pytest.mark.parametrize("part", [0.005, 0.1, 0.5, 0.99])
def test_part_of_a_stream_is_refused(part: float) -> None:
    """Also of one in a container."""
    for stream in (_lossless(made.gray(16)), _lossless(made.gray(8), usecontainer=True)):
        with pytest.raises(UndecodableFrameError):
            decode_jxl(stream[: int(len(stream) * part)], made.coding(made.JXL))


def test_another_size_is_refused_before_anything_is_decoded() -> None:
    """The header alone says it: a bomb is not even begun."""
    stream = _lossless(made.gray(8))[:20]
    with pytest.raises(FrameSizeError, match="34 × 21"):
        decode_jxl(stream, made.coding(made.JXL, 8, rows=22))


@given(rows=st.integers(1, 700), columns=st.integers(1, 700), bits=st.sampled_from([8, 12, 16]))
def test_the_header_is_read(rows: int, columns: int, bits: int) -> None:
    """Sizes are coded in five ways, by eighths and by the ratio of the sides too."""
    values = np.zeros((rows, columns), np.uint8 if bits == 8 else np.uint16)
    header = read_header(_lossless(values, bitspersample=bits, effort=1))
    assert (header.rows, header.columns, header.precision) == (rows, columns, bits)
    assert header.plain
    assert not header.xyb


@pytest.mark.parametrize("bits", [8, 12, 16])
@pytest.mark.parametrize("container", [False, True])
def test_the_header_says_that_something_was_lost(bits: int, container: bool) -> None:
    """Behind the depth, which is coded in two ways, and 8 bits not at all."""
    values = made.smooth(bits).astype(np.uint8 if bits == 8 else np.uint16)
    stream = imagecodecs.jpegxl_encode(
        values, distance=1.0, bitspersample=bits, usecontainer=container
    )
    header = read_header(bytes(stream))
    assert (header.precision, header.xyb, header.plain) == (bits, True, True)


def test_a_header_that_ends_early_is_refused() -> None:
    """Nothing is made up."""
    with pytest.raises(TruncatedFrameError):
        read_header(b"\xff\x0a\x00")


@pytest.mark.parametrize("turned", [2, 6, 8])
def test_a_picture_that_wants_to_be_turned_is_refused(turned: int) -> None:
    """DICOM has its own attributes for how a picture lies; which of them holds nobody knows."""
    extra = 1 << 1 | (turned - 1) << 2  # not all default, extra fields, orientation
    size = (made.ROWS - 1) << 3 | (made.COLUMNS - 1) << 17
    stream = b"\xff\x0a" + (size | extra << 26).to_bytes(12, "little")
    with pytest.raises(UnsupportedCodingError):
        decode_jxl(stream, made.coding(made.JXL, 8))
