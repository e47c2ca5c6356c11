import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import coded_frames as made
from workstation.imaging.codecs_coding import TruncatedFrameError, UndecodableFrameError
from workstation.imaging.codecs_native import decode_native, decode_rle


@pytest.mark.parametrize("bits", [8, 16, 32])
@pytest.mark.parametrize("big", [False, True])
def test_samples_of_any_size_and_order_are_read(bits: int, big: bool) -> None:
    """Also those of retired big endian files."""
    values = made.gray(16).astype(np.uint64) * 65521 % (1 << bits)
    data = values.astype(f"{'>' if big else '<'}u{bits // 8}").tobytes()
    decoded = decode_native(data, made.coding(bits=bits, big_endian=big))
    assert np.array_equal(decoded.samples, values)


def test_color_by_plane_and_color_by_pixel_are_the_same_picture() -> None:
    """Planar Configuration 1 and 0."""
    by_plane = np.moveaxis(made.rgb(), -1, 0).tobytes()
    planar = decode_native(by_plane, made.rgb_coding(planar=True))
    plain = decode_native(made.rgb().tobytes(), made.rgb_coding())
    assert np.array_equal(planar.samples, plain.samples)


@given(first=st.integers(0, 7))
def test_single_bits_begin_where_the_last_frame_ended(first: int) -> None:
    """In the middle of a byte, lowest bit first (PS3.5 8.1.1)."""
    bits = made.gray(1)
    packed = np.packbits([*[1] * first, *bits.reshape(-1)], bitorder="little")
    decoded = decode_native(packed.tobytes(), made.coding(bits=1, first_bit=first))
    assert np.array_equal(decoded.samples, bits)


def test_two_pixels_share_their_color_in_ybr_full_422() -> None:
    """Y Y CB CR."""
    how = made.coding(bits=8, samples=3, photometric="YBR_FULL_422", rows=1, columns=4)
    decoded = decode_native(bytes([1, 2, 30, 40, 5, 6, 70, 80]), how)
    assert decoded.samples.tolist() == [[[1, 30, 40], [2, 30, 40], [5, 70, 80], [6, 70, 80]]]


@pytest.mark.parametrize("bits", [1, 8, 16])
def test_a_frame_that_is_too_short_is_refused(bits: int) -> None:
    """By one byte."""
    length = -(-made.ROWS * made.COLUMNS * bits // 8)
    with pytest.raises(TruncatedFrameError):
        decode_native(bytes(length - 1), made.coding(bits=bits))


@pytest.mark.parametrize("bits", [8, 16, 32])
def test_run_lengths_of_any_sample_size_are_decoded(bits: int) -> None:
    """One segment for each byte, the highest first."""
    values = (made.gray(16).astype(np.uint64) * 65521 % (1 << bits)).astype(f"u{bits // 8}")
    decoded = decode_rle(made.rle(values), made.coding(made.RLE, bits))
    assert np.array_equal(decoded.samples, values)


def test_run_lengths_of_color_are_decoded() -> None:
    """One plane after the other, whatever Planar Configuration says."""
    decoded = decode_rle(made.rle(made.rgb()), made.rgb_coding(made.RLE))
    assert np.array_equal(decoded.samples, made.rgb())


def test_run_lengths_of_single_bits_are_decoded() -> None:
    """Packed before they were coded."""
    bits = made.gray(1)
    packed = np.packbits(bits.reshape(-1).astype(np.uint8), bitorder="little")[:, None]
    decoded = decode_rle(made.rle(packed), made.coding(made.RLE, 1))
    assert np.array_equal(decoded.samples, bits)


def test_a_segment_that_is_too_short_is_refused() -> None:
    """The rest of the plane would be whatever was there."""
    stream = made.rle(made.gray(16)[:-1])
    with pytest.raises(UndecodableFrameError):
        decode_rle(stream, made.coding(made.RLE))


def test_thinned_color_of_the_retired_kind_is_spread_likewise() -> None:
    """YBR_PARTIAL_422: white and black beside each other, without color."""
    row = bytes([235, 16, 128, 128]) * (made.COLUMNS // 2)
    how = made.rgb_coding(photometric="YBR_PARTIAL_422")
    decoded = decode_native(row * made.ROWS, how)
    assert decoded.photometric == "YBR_PARTIAL"
    assert decoded.samples[3, 4:6].tolist() == [[235, 128, 128], [16, 128, 128]]
