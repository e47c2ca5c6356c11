"""JPEG XL (ISO/IEC 18181), also where it wraps a JPEG that can be had back bit for bit."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from workstation.base.text import _
from workstation.imaging.codecs_coding import (
    Decoded,
    FrameCoding,
    FrameSizeError,
    Samples,
    TruncatedFrameError,
    UndecodableFrameError,
    UnsupportedCodingError,
)
from workstation.imaging.codecs_jpeg import decode_jpeg

CODESTREAM = b"\xff\x0a"
CONTAINER = b"\x00\x00\x00\x0cJXL \x0d\x0a\x87\x0a"
FAMILY = "JPEG XL"

_HEAD = 64  # bytes of a codestream that the fields read here can take
_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))  # Table of SizeHeader
_SIZES = ((9, 1), (13, 1), (18, 1), (30, 1))
_DEPTHS = ((0, 8), (0, 10), (0, 12), (6, 1))
_CHANNELS = ((0, 0), (0, 1), (4, 2), (12, 1))


@dataclass(frozen=True, slots=True)
class JxlHeader:
    """What the beginning of a codestream says (ISO/IEC 18181-1 Annexes D and E).

    precision   bits per sample
    xyb         color or gray went through XYB: something was lost
    plain       upright, a still picture of whole numbers without further channels
    """

    rows: int
    columns: int
    precision: int
    xyb: bool
    plain: bool


class _Bits:
    """Reads fields of bits, the lowest of the first byte first."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "little")
        self._left = 8 * len(data)

    def take(self, count: int) -> int:
        if count > self._left:
            raise TruncatedFrameError
        found = self._value & ((1 << count) - 1)
        self._value >>= count
        self._left -= count
        return found

    def choose(self, kinds: tuple[tuple[int, int], ...]) -> int:
        """A U32: two bits choose how many follow, and what is added to them."""
        count, offset = kinds[self.take(2)]
        return offset + self.take(count)


def read_header(data: bytes) -> JxlHeader:
    """Read the size and the depth of a codestream, bare or in a container."""
    bits = _Bits(_beginning(data)[len(CODESTREAM) :])
    rows, columns = _size(bits)
    if bits.take(1):  # all_default: eight bits of sRGB
        return JxlHeader(rows, columns, 8, xyb=True, plain=True)
    plain = not bits.take(1) or _is_upright_still(bits)
    whole = not bits.take(1)
    precision = bits.choose(_DEPTHS) if whole else 32
    if not plain or not whole:
        return JxlHeader(rows, columns, precision, xyb=True, plain=False)
    bits.take(1)  # whether 16 bits suffice for the modular mode
    single = bits.choose(_CHANNELS) == 0
    return JxlHeader(rows, columns, precision, xyb=single and bool(bits.take(1)), plain=single)


def _size(bits: _Bits) -> tuple[int, int]:
    eighths = bits.take(1)
    rows = 8 * (1 + bits.take(5)) if eighths else bits.choose(_SIZES)
    ratio = bits.take(3)
    if ratio:
        over, under = _RATIOS[ratio - 1]
        return rows, rows * over // under
    return rows, 8 * (1 + bits.take(5)) if eighths else bits.choose(_SIZES)


def _is_upright_still(bits: _Bits) -> bool:
    upright = bits.take(3) == 0
    if bits.take(1):
        _size(bits)  # the size that it would like to be shown at
    preview, animation = bits.take(1), bits.take(1)
    return upright and not preview and not animation


def _beginning(data: bytes) -> bytes:
    if data.startswith(CODESTREAM):
        return data[:_HEAD]
    for kind, start, _end in _boxes(data):
        if kind in (b"jxlc", b"jxlp"):
            begin = start + 4 if kind == b"jxlp" else start  # parts are numbered
            return data[begin : begin + _HEAD]
    raise UndecodableFrameError(detail=_("there is no JPEG XL codestream"))


def _boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the contents of each box of a container (ISO/IEC 18181-2)."""
    at = 0
    while at + 8 <= len(data):
        length, begin = int.from_bytes(data[at : at + 4], "big"), at + 8
        if length == 1:
            length, begin = int.from_bytes(data[begin : begin + 8], "big"), begin + 8
        end = at + length if length else len(data)  # 0: the last box, up to the end
        if end < begin or end > len(data):
            return
        yield data[at + 4 : at + 8], begin, end
        at = end


def decode_jxl(data: bytes, coding: FrameCoding) -> Decoded:
    """Decode with libjxl; a recompressed JPEG becomes that JPEG again, which is then decoded.

    So it gives the very samples that the JPEG gave before (PS3.5 8.2.15).
    """
    header = read_header(data)
    expected, found = (coding.rows, coding.columns), (header.rows, header.columns)
    if expected != found:
        raise FrameSizeError(
            expected="{1} × {0}".format(*expected), found="{1} × {0}".format(*found)
        )
    if not header.plain:
        raise UnsupportedCodingError(detail=_("a kind of JPEG XL that images do not have"))
    if data.startswith(CONTAINER) and any(kind == b"jbrd" for kind, *_place in _boxes(data)):
        return _recompressed(data, coding)
    samples = _decoded(data, coding)
    return Decoded(
        samples, _photometric(header, coding), header.precision, header.xyb, family=FAMILY
    )


def _recompressed(data: bytes, coding: FrameCoding) -> Decoded:
    import imagecodecs

    try:
        stream = imagecodecs.jpegxl_decode_jpeg(data, numthreads=1)
    except (RuntimeError, ValueError) as error:
        raise UndecodableFrameError(detail=" ".join(str(error).split())[:200]) from error
    found = decode_jpeg(bytes(stream), coding)
    return Decoded(found.samples, found.photometric, found.precision, True, found.notes, FAMILY)


def _decoded(data: bytes, coding: FrameCoding) -> Samples:
    import imagecodecs

    try:
        samples: Samples = imagecodecs.jpegxl_decode(data, keeporientation=True, numthreads=1)
    except (RuntimeError, ValueError) as error:
        raise UndecodableFrameError(detail=" ".join(str(error).split())[:200]) from error
    if samples.dtype.kind != "u" or samples.shape != coding.shape:
        raise FrameSizeError(expected=coding.shape, found=np.shape(samples))
    return samples


def _photometric(header: JxlHeader, coding: FrameCoding) -> str:
    """What libjxl gives: RGB, but for lossless samples, which are whatever went in."""
    if coding.samples == 1:
        return coding.photometric
    return "RGB" if header.xyb or coding.photometric == "XYB" else coding.photometric
