import struct
import zlib
from collections.abc import Callable
from typing import Any

import imagecodecs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import coded_frames as made
from workstation.imaging.codecs import decode_frame, finish_in_place
from workstation.imaging.codecs_coding import (
    FrameSizeError,
    Palette,
    TruncatedFrameError,
    UndecodableFrameError,
    UnsupportedCodingError,
)


def _lossless(values: Any) -> bytes:
    bits = 8 if values.dtype.itemsize == 1 else 16
    stream = imagecodecs.jpeg8_encode(values, lossless=True, predictor=1, bitspersample=bits)
    return bytes(stream)


def _j2k(values: Any) -> bytes:
    return bytes(imagecodecs.jpeg2k_encode(values, level=0, codecformat="j2k", reversible=True))


_LOSSLESS: dict[str, Callable[[Any], bytes]] = {
    made.RLE: made.rle,
    made.SV1: _lossless,
    made.JPEG_LS: lambda values: bytes(imagecodecs.jpegls_encode(values)),
    made.J2K: _j2k,
    made.HTJ2K: lambda values: bytes(imagecodecs.htj2k_encode(values, reversible=True)),
    made.JXL: lambda values: bytes(imagecodecs.jpegxl_encode(values, lossless=True)),
}


@pytest.mark.parametrize("uid", _LOSSLESS)
@pytest.mark.parametrize("bits", [8, 16])
def test_lossless_frames_come_back_bit_for_bit(uid: str, bits: int) -> None:
    """Every codec, bytes and words, without a word to the user."""
    values = made.gray(bits)
    decoded, notes = decode_frame(_LOSSLESS[uid](values), made.coding(uid, bits))
    assert np.array_equal(decoded, values)
    assert notes == ()


@pytest.mark.parametrize("uid", _LOSSLESS)
def test_signed_values_come_back_signed(uid: str) -> None:
    """JPEG codes the bits of two's complement; JPEG 2000 may know the sign itself."""
    values = made.gray(16, signed=True)
    coded = values if uid in (made.J2K, made.HTJ2K) else values.view(np.uint16)
    decoded, _notes = decode_frame(_LOSSLESS[uid](coded), made.coding(uid, signed=True))
    assert np.array_equal(decoded, values)


@pytest.mark.parametrize("uid", [made.J2K, made.HTJ2K])
@pytest.mark.parametrize("signed", [False, True])
def test_the_header_says_the_sign_where_a_codestream_disagrees(uid: str, signed: bool) -> None:
    """The bits are the same; Pixel Representation reads them."""
    values = made.gray(16, signed=not signed)
    decoded, _notes = decode_frame(_LOSSLESS[uid](values), made.coding(uid, signed=signed))
    assert np.array_equal(decoded, values.view(decoded.dtype))


@pytest.mark.parametrize("uid", _LOSSLESS)
def test_the_frame_is_decoded_where_it_belongs(uid: str) -> None:
    """Into the memory that was handed in, and nowhere else."""
    values, out = made.gray(16), np.zeros((made.ROWS, made.COLUMNS), np.uint16)
    decoded, _notes = decode_frame(_LOSSLESS[uid](values), made.coding(uid), out)
    assert decoded is out
    assert np.array_equal(out, values)


@given(
    stored=st.integers(1, 16), shift=st.integers(0, 15), signed=st.booleans(), junk=st.booleans()
)
def test_only_the_stored_bits_are_kept(stored: int, shift: int, signed: bool, junk: bool) -> None:
    """Old overlays lie beside them; the sign is that of the highest stored bit (PS3.5 8.1.1)."""
    shift = min(shift, 16 - stored)
    values = made.gray(stored, signed=signed).astype(np.int64)
    cells = (values & ((1 << stored) - 1)) << shift
    if junk:
        cells |= ~(((1 << stored) - 1) << shift) & 0xFFFF
    how = made.coding(stored=stored, high_bit=stored - 1 + shift, signed=signed)
    decoded, _notes = decode_frame(cells.astype("<u2").tobytes(), how)
    assert np.array_equal(decoded, values)


def test_finishing_in_place_gives_what_decoding_gives() -> None:
    """The quick path of native frames: big endian, signed, twelve bits beside an overlay."""
    how = made.coding(stored=12, signed=True, big_endian=True)
    data = made.gray(16).astype(">u2").tobytes()
    in_place = np.frombuffer(bytearray(data), np.int16).reshape(made.ROWS, made.COLUMNS)
    finish_in_place(in_place, how)
    assert np.array_equal(in_place, decode_frame(data, how)[0])


def test_what_the_data_are_wins_over_what_the_file_says() -> None:
    """A real file says lossless and holds baseline JPEG; the user is told."""
    stream = imagecodecs.jpeg8_encode(made.smooth(8).astype(np.uint8), level=98)
    decoded, notes = decode_frame(bytes(stream), made.coding(made.SV1, 8))
    assert np.abs(decoded.astype(int) - made.smooth(8)).max() <= 6
    assert notes == (
        "The pixel data are JPEG, although the file says lossless JPEG.",
        "LOSSY JPEG, although the transfer syntax is lossless",
    )


def test_lossy_samples_past_the_stored_range_are_clamped_not_wrapped() -> None:
    """White that overshoots must not turn black."""
    values = np.minimum(made.smooth(10) + 8, 1030).astype(np.uint16)
    stream = bytes(imagecodecs.jpegls_encode(values, level=1))
    decoded, _notes = decode_frame(stream, made.coding(made.JPEG_LS_NEAR, stored=10))
    assert decoded.max() == 1023
    assert np.abs(decoded.astype(int) - np.minimum(values, 1023)).max() <= 1


@pytest.mark.parametrize("uid", _LOSSLESS)
@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.995])
def test_part_of_a_frame_is_refused(uid: str, part: float) -> None:
    """Most decoders would fill up the rest and say nothing."""
    stream = _LOSSLESS[uid](made.gray(16))
    with pytest.raises(UndecodableFrameError):
        decode_frame(stream[: int(len(stream) * part)], made.coding(uid))


@pytest.mark.parametrize("uid", _LOSSLESS)
def test_a_frame_of_another_size_is_refused(uid: str) -> None:
    """It would be shown at the wrong place, or write past its end."""
    other = made.gray(16)[:-1]
    with pytest.raises(UndecodableFrameError):
        decode_frame(_LOSSLESS[uid](other), made.coding(uid))


@pytest.mark.parametrize("uid", [*_LOSSLESS, made.NATIVE])
@given(data=st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused_in_words(uid: str, data: bytes) -> None:
    """Never another exception."""
    with pytest.raises(UndecodableFrameError):
        decode_frame(data, made.coding(uid))


@pytest.mark.parametrize("uid", [made.SV1, made.JPEG_LS, made.J2K])
@given(at=st.integers(0, 10**6), value=st.integers(0, 255))
def test_a_damaged_codestream_is_decoded_or_refused_in_words(uid: str, at: int, value: int) -> None:
    """One wrong byte anywhere: a picture of the right shape, or a sentence."""
    stream = bytearray(_LOSSLESS[uid](made.gray(16)))
    stream[at % len(stream)] = value
    try:
        decoded, _notes = decode_frame(bytes(stream), made.coding(uid))
    except UndecodableFrameError:
        return
    assert decoded.shape == (made.ROWS, made.COLUMNS)


def test_bits_beside_those_stored_do_not_color() -> None:
    """They may hold anything; scaled along they would run over."""
    shape = (made.ROWS, made.COLUMNS, 3)
    values = np.random.default_rng(0).integers(0, 4096, shape, np.uint16)
    how = made.coding(samples=3, stored=12, photometric="RGB")
    decoded, _notes = decode_frame((values | 0xF000).tobytes(), how)
    assert np.array_equal(decoded, np.rint(values * (65535 / 4095)).astype(np.uint16))


def test_a_palette_colors_stored_values() -> None:
    """Values before the first entry take it, values after the last the last (C.7.6.3.1.5)."""
    entries = np.array([[10, 20, 30], [40, 50, 60], [70, 80, 90]], np.uint16)
    indices = np.zeros((made.ROWS, made.COLUMNS), np.uint8)
    indices[0, :5] = 4, 5, 6, 7, 250
    how = made.coding(bits=8, photometric="PALETTE COLOR", palette=Palette(5, 8, entries))
    decoded, _notes = decode_frame(indices.tobytes(), how)
    first, middle, last = entries.tolist()
    assert decoded[0, :5].tolist() == [first, first, middle, last, last]


def test_a_palette_that_is_missing_is_told() -> None:
    """Gray would be a lie."""
    how = made.coding(bits=8, photometric="PALETTE COLOR")
    with pytest.raises(UndecodableFrameError, match="palette"):
        decode_frame(bytes(made.ROWS * made.COLUMNS), how)


def test_deflated_frames_are_inflated_no_further_than_they_may_be() -> None:
    """A bomb ends at the size of the frame; a short one is refused."""
    how = made.coding("1.2.840.10008.1.2.8.1")
    values = made.gray(16)
    packed = zlib.compress(values.tobytes() + bytes(10**8), wbits=-15)
    assert np.array_equal(decode_frame(packed, how)[0], values)
    with pytest.raises(TruncatedFrameError):
        decode_frame(zlib.compress(values.tobytes()[:-2], wbits=-15), how)


def test_a_coding_that_nobody_knows_is_named() -> None:
    """The user can tell the sender."""
    with pytest.raises(UnsupportedCodingError, match=r"1\.2\.3\.4"):
        decode_frame(b"\xff\x0b" + bytes(9), made.coding("1.2.3.4"))


def test_data_that_are_no_codestream_at_all_are_told_from_an_unknown_coding() -> None:
    """The one is damage, the other a lack of this program."""
    with pytest.raises(UndecodableFrameError, match="they are no JPEG-LS data"):
        decode_frame(b"invalid data string", made.coding(made.JPEG_LS))


def test_color_where_gray_was_promised_is_refused() -> None:
    """Three components in the data, one in the header."""
    stream = bytes(imagecodecs.jpeg8_encode(made.rgb()))
    with pytest.raises(FrameSizeError, match="34 × 21 × 3"):
        decode_frame(stream, made.coding(made.JPEG, 8))


def test_a_header_of_run_lengths_is_checked() -> None:
    """Offsets past the end, and another number of segments."""
    for head in ([2, 64, 10**9], [3, 64, 65, 66], [2, 10, 80]):
        data = struct.pack("<16I", *head, *([0] * (16 - len(head)))) + bytes(3000)
        with pytest.raises(UndecodableFrameError):
            decode_frame(data, made.coding(made.RLE))
