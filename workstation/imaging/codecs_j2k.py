"""JPEG 2000 and High-Throughput JPEG 2000 (ISO/IEC 15444-1 and -15)."""

import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

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

CODESTREAM = b"\xff\x4f\xff\x51"
JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  "
_SIZ, _CAP, _COD, _SOT = 0xFF51, 0xFF50, 0xFF52, 0xFF90
_PART_2 = range(0xFF70, 0xFF7A)  # DCO to ATK: what decoders of Part 1 pass over in silence
_EOC = b"\xff\xd9"
_SIZE = struct.Struct(">2x8IH")
_MOST_TILES = 65535  # ISO/IEC 15444-1 A.4.2: their index has 16 bits


@dataclass(frozen=True, slots=True)
class J2kHeader:
    """What the main header says (ISO/IEC 15444-1 Annex A).

    high_throughput   blocks are coded as part 15 says
    reversible        the 5/3 transform: bit-exact unless layers were cut
    color_transform   three components went through RCT or ICT, which decoders undo
    tiles             where the first tile-part begins
    """

    rows: int
    columns: int
    components: int
    precision: int
    signed: bool
    high_throughput: bool
    reversible: bool
    color_transform: bool
    tiles: int


def read_header(data: bytes) -> J2kHeader:
    """Read the main header of a codestream, bare or in a JP2 file."""
    at = data.find(CODESTREAM)
    if at < 0:
        raise UndecodableFrameError(detail=_("there is no JPEG 2000 codestream"))
    at += 2
    segments: dict[int, bytes] = {}
    while True:
        marker, length = _marker(data, at)
        if marker == _SOT:
            break
        segments.setdefault(marker, data[at + 4 : at + 2 + length])
        at += 2 + length
    return _header(segments, at)


def _marker(data: bytes, at: int) -> tuple[int, int]:
    if len(data) < at + 4:
        raise TruncatedFrameError
    marker, length = struct.unpack_from(">HH", data, at)
    if marker < 0xFF00 or length < 2:
        raise UndecodableFrameError(detail=_("the JPEG 2000 markers are damaged"))
    return marker, length


def _header(segments: dict[int, bytes], tiles: int) -> J2kHeader:
    size, style = segments.get(_SIZ, b""), segments.get(_COD, b"")
    if len(size) < 37 or len(style) < 10:
        raise UndecodableFrameError(detail=_("the JPEG 2000 header is incomplete"))
    across, down, left, top, *_tiles, components = _SIZE.unpack_from(size)
    if style[4] > 1 or any(marker in _PART_2 for marker in segments):
        raise UnsupportedCodingError(detail=_("an extension of JPEG 2000 Part 2"))
    _check_tiles(*_SIZE.unpack_from(size)[:8])
    depth = size[36]
    return J2kHeader(
        rows=down - top,
        columns=across - left,
        components=components,
        precision=(depth & 0x7F) + 1,
        signed=depth >= 0x80,
        high_throughput=_CAP in segments or bool(style[8] & 0x40),
        reversible=style[9] == 1,
        color_transform=style[4] == 1,
        tiles=tiles,
    )


def _check_tiles(
    across: int, down: int, left: int, top: int, width: int, height: int, x: int, y: int
) -> None:
    """Refuse a tile grid that does not hold the image (ISO/IEC 15444-1 B.3).

    OpenJPH walks such a grid from its origin, for hours.
    """
    begins = x <= left < x + width and y <= top < y + height
    if not begins or -(-(across - x) // width) * -(-(down - y) // height) > _MOST_TILES:
        raise UndecodableFrameError(detail=_("the JPEG 2000 tiles are damaged"))


def decode_j2k(data: bytes, coding: FrameCoding, out: Samples | None = None) -> Decoded:
    """Decode with OpenJPEG, or with OpenJPH where that is safe.

    out   gray samples go here, if they are of this size
    """
    header = read_header(data)
    _check_size(header, coding)
    if header.high_throughput:
        _check_complete(data, header.tiles)
    if out is not None:
        size = 1 if header.precision <= 8 else 2 if header.precision <= 16 else 4
        out = out.view(f"{'i' if header.signed else 'u'}{size}") if size == out.itemsize else None
    samples = _decode(data, out, fast=header.high_throughput and header.reversible)
    if not header.reversible:
        samples = clamped(samples, header)
    photometric, notes = _color(header, coding)
    notes += _sign_notes(header, coding)
    lossy = not header.reversible
    return Decoded(samples, photometric, header.precision, lossy, notes, family="JPEG 2000")


def _check_size(header: J2kHeader, coding: FrameCoding) -> None:
    expected = (coding.columns, coding.rows, coding.samples)
    found = (header.columns, header.rows, header.components)
    if expected != found:
        raise FrameSizeError(
            expected="{} × {} × {}".format(*expected), found="{} × {} × {}".format(*found)
        )


def _check_complete(data: bytes, at: int) -> None:
    """Follow the tile-parts to the end of the codestream: OpenJPH decodes what it has, silently."""
    while data[at : at + 2] == b"\xff\x90":
        if len(data) < at + 12:
            raise TruncatedFrameError
        length = int.from_bytes(data[at + 6 : at + 10], "big")
        at = data.rfind(_EOC, at) if length == 0 else at + length  # 0: up to the end
    if at < 0 or data[at : at + 2] != _EOC:
        raise TruncatedFrameError


def _decode(data: bytes, out: Samples | None, *, fast: bool) -> Samples:
    """OpenJPH leaves saturated samples of irreversible streams wrapped: only reversible ones."""
    import imagecodecs

    decode = imagecodecs.htj2k_decode if fast else imagecodecs.jpeg2k_decode
    try:
        with _heard() as complaints:
            samples: Samples = decode(data, out=out)
    except (RuntimeError, ValueError) as error:  # what imagecodecs raises derives from these
        raise UndecodableFrameError(detail=" ".join(str(error).split())[:200]) from error
    if complaints:
        raise UndecodableFrameError(detail=complaints[0])
    return samples


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Hear the errors that the binding of OpenJPH meets in a callback and cannot raise.

    Cython prints such an exception, and then reports it as unraisable.
    """
    complaints: list[str] = []
    before = sys.excepthook, sys.unraisablehook
    sys.excepthook = lambda _kind, error, _traceback: complaints.append(str(error))
    sys.unraisablehook = lambda fault: complaints.append(str(fault.exc_value))
    try:
        yield complaints
    finally:
        sys.excepthook, sys.unraisablehook = before


def clamped(samples: Samples, header: J2kHeader) -> Samples:
    """Keep overshoots within the precision and sign of the SIZ marker, whoever decoded them."""
    low = -(1 << (header.precision - 1)) if header.signed else 0
    return np.clip(samples, low, low + (1 << header.precision) - 1)


def _sign_notes(header: J2kHeader, coding: FrameCoding) -> tuple[str, ...]:
    """The bits are read as the header says (docs/decisions/0009-when-decoders-disagree.md)."""
    if coding.samples > 1 or header.signed == coding.signed:
        return ()
    if coding.signed:
        note = _("The header says signed values, the compressed data unsigned: shown as signed.")
    else:
        note = _("The header says unsigned values, the compressed data signed: shown as unsigned.")
    return (Note(note, "sign"),)


def _color(header: J2kHeader, coding: FrameCoding) -> tuple[str, tuple[str, ...]]:
    """Decoders undo RCT and ICT; what had no transform is what Photometric Interpretation says."""
    if coding.samples == 1 or not coding.photometric.startswith("YBR"):
        return coding.photometric, ()
    if header.color_transform:
        return "RGB", ()
    if coding.photometric in ("YBR_RCT", "YBR_ICT"):
        note = _("The header says {photometric}, the pixel data are RGB: shown as the latter.")
        return "RGB", (Note(note.format(photometric=coding.photometric), "color"),)
    return coding.photometric.removesuffix("_422").removesuffix("_420"), ()
