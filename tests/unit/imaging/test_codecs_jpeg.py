from typing import Any

import imagecodecs
import numpy as np
import pytest

from tests.support import coded_frames as made
from workstation.imaging.codecs import decode_frame
from workstation.imaging.codecs_coding import TruncatedFrameError, UndecodableFrameError
from workstation.imaging.codecs_jpeg import decode_jpeg, read_header

_APP0, _APP14 = 0xE0, 0xEE
_COLOR_ERROR = 12  # of 255: what quantization at this quality costs; a wrong color model costs 100


def _color(space: str) -> bytes:
    """RGB or YCbCr in a stream that says nothing of it."""
    stream = imagecodecs.jpeg8_encode(
        made.rgb(), level=98, colorspace="RGB", outcolorspace=space, subsampling="444"
    )
    return made.without_segment(made.without_segment(bytes(stream), _APP0), _APP14)


def _error(stream: bytes, photometric: str) -> tuple[int, tuple[str, ...]]:
    decoded, notes = decode_frame(stream, made.rgb_coding(made.JPEG, photometric))
    return int(np.abs(decoded.astype(int) - made.rgb()).max()), notes


@pytest.mark.parametrize(("space", "photometric"), [("RGB", "RGB"), ("YCBCR", "YBR_FULL")])
def test_a_silent_stream_has_the_color_that_the_file_says(space: str, photometric: str) -> None:
    """Where decoders guess, and turn RGB into something else."""
    error, notes = _error(_color(space), photometric)
    assert error <= _COLOR_ERROR
    assert notes == ()


def test_a_silent_stream_may_have_the_retired_partial_color() -> None:
    """Black at 16 and white at 235; a JFIF segment would say that it has not."""
    partial = np.full((made.ROWS, made.COLUMNS, 3), (235, 128, 128), np.uint8)
    partial[:, :9] = (16, 128, 128)
    stream = imagecodecs.jpeg8_encode(
        partial, level=100, colorspace="YCBCR", outcolorspace="YCBCR", subsampling="422"
    )
    bare = made.without_segment(made.without_segment(bytes(stream), _APP0), _APP14)
    decoded, _notes = decode_frame(bare, made.rgb_coding(made.JPEG, "YBR_PARTIAL_422"))
    assert decoded[:, :2].max() <= 2
    assert decoded[:, -2:].min() >= 253
    with_jfif, _notes = decode_frame(bytes(stream), made.rgb_coding(made.JPEG, "YBR_PARTIAL_422"))
    assert np.abs(with_jfif[0, 0].astype(int) - 16).max() <= 1


def test_a_stream_that_says_its_color_wins_over_the_file() -> None:
    """JFIF is YCbCr by definition; the user reads of the contradiction."""
    stream = imagecodecs.jpeg8_encode(made.rgb(), level=98, subsampling="444")
    error, notes = _error(bytes(stream), "RGB")
    assert error <= _COLOR_ERROR
    assert notes == ("The header says RGB, the pixel data are YCBCR: shown as the latter.",)


def test_an_adobe_segment_says_that_nothing_was_transformed() -> None:
    """Transform 0 is RGB, whatever Photometric Interpretation says."""
    adobe = b"\xff\xee\x00\x0eAdobe\x00\x64\0\0\0\0\0"
    stream = _color("RGB")
    error, notes = _error(stream[:2] + adobe + stream[2:], "YBR_FULL_422")
    assert error <= _COLOR_ERROR
    assert len(notes) == 1


@pytest.mark.parametrize("precision", [8, 10, 12, 15])
@pytest.mark.parametrize("predictor", [1, 4])
def test_differences_modulo_the_range_are_undone(precision: int, predictor: int) -> None:
    """Real ultrasound writes them so; bits above the precision are cut off."""
    values = made.gray(precision)
    stream = made.lossless_jpeg(values, precision, predictor)
    bits = 8 if precision == 8 else 16
    decoded, _notes = decode_frame(stream, made.coding(made.SV1, bits))
    assert np.array_equal(decoded, values)


@pytest.mark.parametrize("precision", [8, 12])
def test_differences_modulo_the_range_that_cannot_be_undone_are_refused(precision: int) -> None:
    """A predictor that halves has carried the bits down into the picture."""
    stream = made.lossless_jpeg(made.gray(precision), precision, 7)
    with pytest.raises(UndecodableFrameError, match="modulo"):
        decode_frame(stream, made.coding(made.SV1, 8 if precision == 8 else 16, precision))


@pytest.mark.parametrize("precision", [8, 10, 12, 16])
@pytest.mark.parametrize("predictor", range(1, 8))
def test_every_predictor_is_undone(precision: int, predictor: int) -> None:
    """As a writer makes them that follows the standard."""
    values = made.gray(precision)
    stream = imagecodecs.jpeg8_encode(
        values, lossless=True, predictor=predictor, bitspersample=precision
    )
    how = made.coding(made.SV1, 8 if precision == 8 else 16, precision)
    assert np.array_equal(decode_frame(bytes(stream), how)[0], values)


@pytest.mark.parametrize("precision", [8, 12, 16])
@pytest.mark.parametrize("predictor", range(1, 8))
@pytest.mark.parametrize("every", [0, 1, 4])
def test_restarts_are_followed(precision: int, predictor: int, every: int) -> None:
    """After each the prediction begins anew, as in the first row."""
    values = made.smooth(precision)
    stream = made.lossless_jpeg(values, precision, predictor, every=every)
    how = made.coding(made.SV1, 8 if precision == 8 else 16, precision)
    decoded, notes = decode_frame(stream, how)
    assert np.array_equal(decoded, values)
    assert notes == ()


@pytest.mark.parametrize("precision", [8, 12, 16])
@pytest.mark.parametrize("predictor", range(1, 8))
def test_a_point_transform_is_undone_and_told(precision: int, predictor: int) -> None:
    """The lowest bits are gone, although the transfer syntax says that nothing is."""
    values = made.smooth(precision)
    stream = made.lossless_jpeg(values, precision, predictor, point=2, every=4)
    how = made.coding(made.SV1, 8 if precision == 8 else 16, precision)
    decoded, notes = decode_frame(stream, how)
    assert np.array_equal(decoded, values >> 2 << 2)
    assert notes == ("LOSSY JPEG, although the transfer syntax is lossless",)


def test_twelve_bits_are_decoded() -> None:
    """Extended JPEG keeps its range."""
    values = made.smooth(12)
    stream = bytes(imagecodecs.jpeg8_encode(values, level=98, bitspersample=12))
    decoded, notes = decode_frame(stream, made.coding(made.EXTENDED, stored=12))
    assert np.abs(decoded.astype(int) - values).max() <= 60
    assert notes == ()


def test_near_lossless_stays_near() -> None:
    """To what it was told."""
    values = made.gray(16)
    stream = bytes(imagecodecs.jpegls_encode(values, level=3))
    decoded, _notes = decode_frame(stream, made.coding(made.JPEG_LS_NEAR))
    assert np.abs(decoded.astype(int) - values.astype(int)).max() == 3


@pytest.mark.parametrize("encode", [imagecodecs.jpeg8_encode, imagecodecs.jpegls_encode])
def test_a_stream_without_its_end_is_refused(encode: Any) -> None:
    """libjpeg fills up what is missing with gray and warns nobody."""
    stream = bytes(encode(made.gray(8)))
    with pytest.raises(TruncatedFrameError):
        decode_jpeg(stream[:-2], made.coding(made.JPEG, 8))


@pytest.mark.parametrize(("bits", "lossless"), [(8, False), (12, False), (16, True)])
def test_a_stream_that_is_too_short_for_its_size_is_refused(bits: int, lossless: bool) -> None:
    """It claims 4000 x 4000 pixels and has its end: the rest would be made up, and look like one.

    Sixteen million samples, or a quarter of a million blocks, need at least a bit each.
    """
    values = made.gray(8).astype(np.uint8) if bits == 8 else made.gray(min(bits, 12))
    stream = bytearray(imagecodecs.jpeg8_encode(values, bitspersample=bits, lossless=lossless))
    size = values.shape[0].to_bytes(2, "big") + values.shape[1].to_bytes(2, "big")
    at = stream.index(size)
    stream[at : at + 4] = (4000).to_bytes(2, "big") * 2
    how = made.coding(made.JPEG, 8 if bits == 8 else 16, rows=4000, columns=4000)
    with pytest.raises(TruncatedFrameError):
        decode_jpeg(bytes(stream), how)


def test_white_is_coded_in_few_bits() -> None:
    """Nothing but white, as small as Huffman codes can make it, is no less a picture."""
    white = np.full((made.ROWS * 30, made.COLUMNS * 30), 255, np.uint8)
    stream = bytes(imagecodecs.jpeg8_encode(white, level=1))
    how = made.coding(made.JPEG, 8, rows=white.shape[0], columns=white.shape[1])
    assert decode_jpeg(stream, how).samples.min() > 250


def test_padding_after_the_end_does_no_harm() -> None:
    """Fragments have an even length, and some have more."""
    stream = bytes(imagecodecs.jpeg8_encode(made.smooth(8).astype(np.uint8)))
    assert decode_jpeg(stream + bytes(7), made.coding(made.JPEG, 8)).samples.any()


def test_the_header_is_read() -> None:
    """Of three components, the first stored twice as finely."""
    stream = bytes(imagecodecs.jpeg8_encode(made.rgb(), subsampling="420"))
    header = read_header(stream)
    assert (header.rows, header.columns, header.precision) == (made.ROWS, made.COLUMNS, 8)
    assert header.components == ((1, 0x22), (2, 0x11), (3, 0x11))
    assert header.jfif
