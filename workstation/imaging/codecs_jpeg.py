"""JPEG: baseline, extended, progressive, lossless and JPEG-LS, told apart by their own markers."""

import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.base.text import _
from workstation.dicom.note import Note
from workstation.imaging.codecs_coding import (
    Decoded,
    FrameCoding,
    FrameSizeError,
    Samples,
    TruncatedFrameError,
    UndecodableFrameError,
    UnsupportedCodingError,
)

_SOI, _EOI = b"\xff\xd8", b"\xff\xd9"
_SOS = 0xDA
_APP0, _APP14 = 0xE0, 0xEE
_SOF3, _SOF55 = 0xC3, 0xF7
_DCT = (0xC0, 0xC1, 0xC2)
# All that describe a frame: SOF0-15 without DHT, JPG and DAC; SOF55 is JPEG-LS.
_FRAME_HEADERS = (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))
_COMPONENT = 3
_HALVING_PREDICTORS = (5, 6, 7)
_WIDE = 12  # bits of a codestream that is decoded into words


@dataclass(frozen=True, slots=True)
class JpegHeader:
    """What the markers before the first scan say (ISO/IEC 10918-1 Annex B).

    frame_marker   second byte of the SOF marker
    components     (identifier, horizontal << 4 | vertical sampling) of each
    transform      color transform of an Adobe APP14 segment, or None
    jfif           a JFIF APP0 segment is there: three components are YCbCr
    near           NEAR of the first scan (JPEG-LS; elsewhere the selected predictor)
    point          bits that a lossless scan has cut off (its point transform)
    frame          where the parameters of the SOF marker begin: the precision
    scan           where the first scan's data begin
    """

    frame_marker: int
    precision: int
    rows: int
    columns: int
    components: tuple[tuple[int, int], ...]
    transform: int | None
    jfif: bool
    near: int
    point: int
    frame: int
    scan: int


def read_header(data: bytes) -> JpegHeader:
    """Read the markers up to the first scan; what cannot be followed is refused."""
    frame: tuple[int, int, int, int, tuple[tuple[int, int], ...]] | None = None
    transform, jfif, at, place = None, False, len(_SOI), 0
    while True:
        marker, body, at = _segment(data, at)
        if marker in _FRAME_HEADERS or marker == _SOF55:
            frame, place = (marker, *_frame(body)), at - len(body)
        elif marker == _APP0 and body.startswith(b"JFIF\0"):
            jfif = True
        elif marker == _APP14 and body.startswith(b"Adobe") and len(body) >= 12:
            transform = body[11]
        elif marker == _SOS:
            break
    if frame is None or len(body) < 3:
        raise UndecodableFrameError(detail=_("the JPEG stream has no frame header"))
    kind, precision, rows, columns, components = frame
    near, point = body[-3], body[-1] & 0x0F
    return JpegHeader(
        kind, precision, rows, columns, components, transform, jfif, near, point, place, at
    )


def _segment(data: bytes, at: int) -> tuple[int, bytes, int]:
    """Read one marker segment: its marker, its parameters, and where the next one begins."""
    while data[at : at + 2] == b"\xff\xff":  # fill bytes
        at += 1
    if len(data) < at + 4:
        raise TruncatedFrameError
    if data[at] != 0xFF:
        raise UndecodableFrameError(detail=_("the JPEG markers are damaged"))
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    end = at + 2 + length
    if length < 2 or end > len(data):
        raise TruncatedFrameError
    return data[at + 1], data[at + 4 : end], end


def _frame(body: bytes) -> tuple[int, int, int, tuple[tuple[int, int], ...]]:
    if len(body) < 6 or len(body) < 6 + _COMPONENT * body[5]:
        raise UndecodableFrameError(detail=_("the JPEG frame header is too short"))
    precision, rows, columns, count = struct.unpack_from(">BHHB", body)
    parts = [body[6 + _COMPONENT * i :] for i in range(count)]
    return precision, rows, columns, tuple((part[0], part[1]) for part in parts)


def decode_jpeg(data: bytes, coding: FrameCoding, out: Samples | None = None) -> Decoded:
    """Decode by what the stream is, whatever the transfer syntax calls it.

    out   unsigned gray samples go here, if they are of this type
    """
    header = read_header(data)
    _check_size(header, coding)
    if data.rfind(_EOI, header.scan) < 0:
        # The decoders fill up what is missing, and say nothing.
        raise TruncatedFrameError
    if 8 * (len(data) - header.scan) < _fewest_bits(header):
        raise TruncatedFrameError
    if out is not None and out.itemsize != (1 if header.precision <= 8 else 2):
        out = None
    if header.frame_marker == _SOF55:
        return _decode_jpegls(data, header, coding, out)
    if header.frame_marker == _SOF3:
        return _decode_lossless(data, header, coding, out)
    if header.frame_marker in _DCT:
        return _decode_dct(data, header, coding, out)
    raise UnsupportedCodingError(detail=f"JPEG SOF{header.frame_marker - 0xC0}")


def _check_size(header: JpegHeader, coding: FrameCoding) -> None:
    expected = (coding.rows, coding.columns, coding.samples)
    found = (header.rows, header.columns, len(header.components))
    if expected != found:
        raise FrameSizeError(expected=_size(*expected), found=_size(*found))


def _size(rows: int, columns: int, samples: int) -> str:
    return f"{columns} × {rows} × {samples}"


def _fewest_bits(header: JpegHeader) -> int:
    """Bits that any picture of this size takes: Huffman codes are never shorter than one bit.

    Lossless JPEG has a code for each sample, the DCT one for each block of 8 x 8, of which color
    may have fewer. Where there is less, the rest would be made up.
    """
    pixels = header.rows * header.columns
    if header.frame_marker == _SOF3:
        return pixels * len(header.components)
    if header.frame_marker in _DCT:
        return pixels // 64 // (1 if len(header.components) == 1 else 4)
    return 0


def _decode_jpegls(
    data: bytes, header: JpegHeader, coding: FrameCoding, out: Samples | None
) -> Decoded:
    from imagecodecs import jpegls_decode

    try:
        samples = jpegls_decode(data, out=out)
    except (RuntimeError, ValueError) as error:
        raise UndecodableFrameError(detail=_brief(error)) from error
    lossy = header.near > 0
    return Decoded(samples, coding.photometric, header.precision, lossy, family="JPEG-LS")


def _decode_lossless(
    data: bytes, header: JpegHeader, coding: FrameCoding, out: Samples | None
) -> Decoded:
    """Decode process 14, whose differences are modulo 65536 (ISO/IEC 10918-1 H.1.2.1).

    Some writers take them modulo 2^P instead, which leaves bits above the precision set. With the
    predictors that only add, cutting them off makes it right; those that halve have carried them
    down into the picture.
    """
    halving = header.near in _HALVING_PREDICTORS
    if halving and header.precision <= 8:
        samples = _decoded_wide(data, header, coding)
    else:
        samples = _decode(data, _as_stored(coding), out)
    if header.precision < samples.dtype.itemsize * 8:
        most = (1 << header.precision) - 1
        if halving and samples.max() > most:
            raise UndecodableFrameError(detail=_("its differences were taken modulo its range"))
        samples &= samples.dtype.type(most)
    if samples.itemsize > 1 and header.precision <= 8:
        samples = samples.astype(np.uint8)
    lossy = header.point > 0
    return Decoded(samples, coding.photometric, header.precision, lossy, family="lossless JPEG")


def _as_stored(coding: FrameCoding) -> str:
    """The color space whose samples the decoder leaves as they are."""
    return "GRAYSCALE" if coding.samples == 1 else "RGB"


def _decoded_wide(data: bytes, header: JpegHeader, coding: FrameCoding) -> npt.NDArray[np.integer]:
    """Decode samples of up to 8 bits as words, where those that left their range still show it.

    A larger precision only lets the first prediction, of half the range, begin higher, and with it
    all that follows by as much (ISO/IEC 10918-1 H.1.1): predictors add up to one.
    """
    wide = b"".join((data[: header.frame], bytes((_WIDE,)), data[header.frame + 1 :]))
    samples = _decode(wide, _as_stored(coding), None)
    samples -= samples.dtype.type((1 << (_WIDE - 1)) - (1 << (header.precision - 1)))
    return samples


def _decode_dct(
    data: bytes, header: JpegHeader, coding: FrameCoding, out: Samples | None
) -> Decoded:
    if coding.samples == 1:
        gray = _decode(data, "GRAYSCALE", out)
        return Decoded(gray, coding.photometric, header.precision, lossy=True, family="JPEG")
    silent = not header.jfif and header.transform is None  # else it is full, by definition
    if silent and coding.photometric.startswith("YBR_PARTIAL"):
        ybr = _decode(data, "YCBCR", None, "YCBCR")
        return Decoded(ybr, "YBR_PARTIAL", header.precision, lossy=True, family="JPEG")
    stored, notes = color_space(header, coding.photometric)
    rgb = _decode(data, stored, None)
    return Decoded(rgb, "RGB", header.precision, lossy=True, notes=notes, family="JPEG")


def color_space(header: JpegHeader, photometric: str) -> tuple[str, tuple[str, ...]]:
    """Decide whether three components are RGB or YCbCr, never as a decoder would guess.

    What the stream says of itself wins: an Adobe segment, then a JFIF segment, component names
    R, G, B, or color stored coarser than brightness. Where it is silent Photometric
    Interpretation decides (PS3.5 8.2.1). A contradiction is told.
    """
    claimed = "RGB" if photometric == "RGB" else "YCBCR"
    stated = _stated_space(header)
    if stated is None or stated == claimed:
        return claimed, ()
    note = _("The header says {photometric}, the pixel data are {stated}: shown as the latter.")
    return stated, (Note(note.format(photometric=photometric, stated=stated), "color"),)


def _stated_space(header: JpegHeader) -> str | None:
    if header.transform is not None:
        return "RGB" if header.transform == 0 else "YCBCR"
    if tuple(name for name, _sampling in header.components) == tuple(b"RGB"):
        return "RGB"
    samplings = {sampling for _name, sampling in header.components}
    return "YCBCR" if header.jfif or len(samplings) > 1 else None


def _decode(
    data: bytes, stored: str, out: Samples | None, wanted: str = ""
) -> npt.NDArray[np.integer]:
    """Decode with libjpeg-turbo; color comes out as RGB unless another is wanted."""
    from imagecodecs import jpeg8_decode

    wanted = wanted or ("RGB" if stored == "YCBCR" else stored)
    try:
        return jpeg8_decode(data, colorspace=stored, outcolorspace=wanted, out=out)
    except (RuntimeError, ValueError) as error:
        raise UndecodableFrameError(detail=_brief(error)) from error


def _brief(error: Exception) -> str:
    """What a library says, in one line."""
    return " ".join(str(error).split())[:200]
