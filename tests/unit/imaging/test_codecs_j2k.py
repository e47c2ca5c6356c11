import imagecodecs
import numpy as np
import pytest

from tests.support import coded_frames as made
from workstation.imaging.codecs import decode_frame
from workstation.imaging.codecs_coding import (
    TruncatedFrameError,
    UndecodableFrameError,
    UnsupportedCodingError,
)
from workstation.imaging.codecs_j2k import clamped, read_header


def _saturated() -> bytes:
    """A lossy high-throughput stream of black and white, which its decoder overshoots."""
    return bytes(imagecodecs.htj2k_encode(_checkers(), 0.02, reversible=False))


def _checkers() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    rows, columns = np.mgrid[0 : made.ROWS, 0 : made.COLUMNS]
    return np.where((rows // 3 + columns // 2) % 2, 255, 0).astype(np.uint8)


def test_white_stays_white_in_lossy_high_throughput_streams() -> None:
    """OpenJPH leaves overshoots wrapped: white turns black, so OpenJPEG decodes these."""
    decoded, _notes = decode_frame(_saturated(), made.coding(made.HTJ2K_LOSSY, 8))
    bare = imagecodecs.htj2k_decode(_saturated())
    assert np.abs(bare.astype(int) - _checkers()).max() > 200  # why the guard is there
    assert np.abs(decoded.astype(int) - _checkers()).max() < 10


def test_the_transform_in_the_stream_decides_not_the_transfer_syntax() -> None:
    """A lossy stream under the name of a lossless one is decoded as lossy."""
    decoded, _notes = decode_frame(_saturated(), made.coding(made.HTJ2K, 8))
    assert np.abs(decoded.astype(int) - _checkers()).max() < 10


@pytest.mark.parametrize(("signed", "low", "high"), [(False, 0, 4095), (True, -2048, 2047)])
def test_lossy_samples_stay_within_their_precision(signed: bool, low: int, high: int) -> None:
    """Twelve bits in sixteen may come out beyond them."""
    encode, kind = imagecodecs.jpeg2k_encode, np.int16 if signed else np.uint16
    stream = encode(np.zeros((4, 5), kind), 0, codecformat="j2k", bitspersample=12)
    header = read_header(bytes(stream))
    overshot = np.array([[low - 1, low, high, high + 1]]).astype(np.int32)
    assert clamped(overshot, header).tolist() == [[low, low, high, high]]


@pytest.mark.parametrize("photometric", ["RGB", "YBR_RCT"])
def test_reversible_color_comes_out_as_rgb(photometric: str) -> None:
    """The decoder undoes the transform, whatever the file calls it."""
    stream = imagecodecs.jpeg2k_encode(made.rgb(), 0, codecformat="j2k", reversible=True)
    decoded, notes = decode_frame(bytes(stream), made.rgb_coding(made.J2K, photometric))
    assert np.array_equal(decoded, made.rgb())
    assert notes == ()


@pytest.mark.parametrize("signed", [False, True])
def test_a_sign_that_the_header_denies_is_told(signed: bool) -> None:
    """The rule is the header's, and it is said."""
    values = made.gray(16, signed=not signed)
    stream = bytes(imagecodecs.jpeg2k_encode(values, 0, codecformat="j2k", reversible=True))
    notes = decode_frame(stream, made.coding(made.J2K, signed=signed))[1]
    assert len(notes) == 1
    assert notes[0].endswith("shown as signed." if signed else "shown as unsigned.")


def test_color_that_was_not_transformed_is_told() -> None:
    """The header names a transform that the stream does not have."""
    stream = imagecodecs.jpeg2k_encode(made.rgb(), 0, codecformat="j2k", reversible=True, mct=False)
    decoded, notes = decode_frame(bytes(stream), made.rgb_coding(made.J2K, "YBR_RCT"))
    assert np.array_equal(decoded, made.rgb())
    assert len(notes) == 1


def test_a_file_around_the_codestream_does_no_harm() -> None:
    """Some writers put a whole JP2 file into the fragment."""
    stream = imagecodecs.jpeg2k_encode(made.gray(16), 0, codecformat="jp2", reversible=True)
    decoded, notes = decode_frame(bytes(stream), made.coding(made.J2K))
    assert np.array_equal(decoded, made.gray(16))
    assert notes == ()


@pytest.mark.parametrize("marker", [0xFF70, 0xFF74, 0xFF79])
def test_extensions_of_part_2_are_refused(marker: int) -> None:
    """An offset or a transform of components that a decoder passes over makes other values."""
    stream = bytes(imagecodecs.jpeg2k_encode(made.gray(16), 0, codecformat="j2k", reversible=True))
    at = stream.index(b"\xff\x52")
    extended = stream[:at] + marker.to_bytes(2, "big") + b"\0\4\0\0" + stream[at:]
    with pytest.raises(UnsupportedCodingError, match="Part 2"):
        decode_frame(extended, made.coding("1.2.840.10008.1.2.4.92"))


def test_a_transform_of_components_that_part_1_does_not_know_is_refused() -> None:
    """Decoders would leave it out, or take it for that of Part 1."""
    stream = bytearray(imagecodecs.jpeg2k_encode(made.rgb(), 0, codecformat="j2k"))
    stream[stream.index(b"\xff\x52") + 8] = 2
    with pytest.raises(UnsupportedCodingError, match="Part 2"):
        decode_frame(bytes(stream), made.rgb_coding("1.2.840.10008.1.2.4.93"))


@pytest.mark.parametrize("lost", [1, 2, 30, 300])
def test_a_high_throughput_stream_that_ends_early_is_refused(lost: int) -> None:
    """OpenJPH decodes what is there, and says nothing."""
    stream = bytes(imagecodecs.htj2k_encode(made.gray(16), reversible=True))
    with pytest.raises(TruncatedFrameError):
        decode_frame(stream[:-lost], made.coding(made.HTJ2K))


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (24, 0),  # tiles without width
        (32, 0xFFFFFF00),  # they begin right of the image
        (36, 1),
    ],
)
def test_tiles_that_do_not_hold_the_image_are_refused(at: int, value: int) -> None:
    """OpenJPH would search them for the image, for hours."""
    stream = bytearray(imagecodecs.htj2k_encode(made.gray(16), reversible=True))
    stream[at : at + 4] = value.to_bytes(4, "big")
    with pytest.raises(UndecodableFrameError, match="tiles"):
        decode_frame(bytes(stream), made.coding(made.HTJ2K))


def test_what_openjph_can_only_complain_of_is_refused() -> None:
    """Its binding swallows errors of a callback, and answers an unfinished picture."""
    stream = bytearray(imagecodecs.htj2k_encode(made.gray(16), reversible=True))
    stream[35] = 1  # XTOsiz: the first tile does not begin with the image
    with pytest.raises(UndecodableFrameError):
        decode_frame(bytes(stream), made.coding(made.HTJ2K))


def test_the_header_is_read() -> None:
    """Size, depth and sign of a codestream."""
    stream = imagecodecs.jpeg2k_encode(
        made.gray(16, signed=True), 0, codecformat="j2k", reversible=True
    )
    header = read_header(bytes(stream))
    assert (header.rows, header.columns, header.components) == (made.ROWS, made.COLUMNS, 1)
    assert (header.precision, header.signed, header.reversible) == (16, True, True)
    assert not header.high_throughput
