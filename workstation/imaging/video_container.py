"""What kind of stream a video is, told by its first bytes, and MP4 made readable from front to end.

DICOM allows elementary streams, MPEG-2 program and transport streams, and MP4 (PS3.5 8.2.5 to
8.2.11). What is none of these is refused: nothing else is ever tried on it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.imaging.video_stream import BitStream


class Container(Enum):
    """How ffmpeg calls the formats that a video may be in."""

    MPEG2 = "mpegvideo"
    H264 = "h264"
    HEVC = "hevc"
    PROGRAM_STREAM = "mpeg"
    TRANSPORT_STREAM = "mpegts"
    MP4 = "mov"


class NoVideoError(WorkstationError):
    """The bytes are no video of a kind that DICOM knows."""

    message_id = "video.none"
    sentence = N_("its data are not a video in a form that DICOM allows")


_HEAD = 4096
_PACKET = 188  # bytes of a transport stream packet; 192 with a time before each
_START = b"\x00\x00\x01"
_MPEG2 = (0xB3, 0xB8, 0x00)  # sequence header, group of pictures, picture
_PACK = 0xBA
_HEVC = (0x40, 0x42, 0x44, 0x46, 0x4E)  # VPS, SPS, PPS, AUD, SEI, all of layer 0
_H264 = (1, 5, 6, 7, 8, 9)  # slices, SEI, SPS, PPS, AUD
_MOST_BOXES = 100_000
_MOST_MOVIE = 256 << 20
_NESTED = (b"moov", b"trak", b"mdia", b"minf", b"stbl")  # each in the one before


def container_of(stream: BitStream) -> Container:
    """Tell the kind of a stream by its bytes alone; raises NoVideoError and OSError."""
    head = stream.read(0, _HEAD)
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip", b"styp"):
        return Container.MP4
    if _is_transport(head):
        return Container.TRANSPORT_STREAM
    found = _elementary(head.lstrip(b"\0"))
    if found is None:
        raise NoVideoError
    return found


def _is_transport(head: bytes) -> bool:
    packets = ((size, first) for size, first in ((_PACKET, 0), (_PACKET + 4, 4)))
    return any(head[first : first + 3 * size : size] == b"GGG" for size, first in packets)


def _elementary(head: bytes) -> Container | None:
    """By the first start code, of which the zeros were taken."""
    if len(head) < 3 or head[0] != 1:
        return None
    code, following = head[1], head[2]
    if code == _PACK:
        return Container.PROGRAM_STREAM
    if code in _MPEG2:
        return Container.MPEG2
    if code in _HEVC and following == 1:
        return Container.HEVC
    return Container.H264 if code < 0x80 and code & 0x1F in _H264 else None


def front_to_end(stream: BitStream) -> BitStream:
    """An MP4 whose index comes before its samples, as what is read through a pipe must be.

    Where it comes last, as most writers leave it, it is moved to the front, and the places that it
    tells are moved by its own length (ISO/IEC 14496-12 8.7.5). Raises NoVideoError and OSError.
    """
    boxes = list(_boxes(stream))
    movie = next((each for each in boxes if each.kind == b"moov"), None)
    data = next((each for each in boxes if each.kind == b"mdat"), None)
    if movie is None or data is None or movie.start < data.start:
        return stream
    if movie.length > _MOST_MOVIE:
        raise NoVideoError
    index = bytearray(stream.read(movie.start, movie.length))
    _move_places(index, 0, len(index), movie.length, _NESTED)
    return replace(stream, head=memoryview(bytes(index) + bytes(stream.head)))


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    length: int


def _boxes(stream: BitStream) -> Iterator[_Box]:
    """The boxes of a file one after another (ISO/IEC 14496-12 4.2)."""
    at, end = 0, stream.length
    for _box in range(_MOST_BOXES):
        head = stream.read(at, 16)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head[:8])
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:], "big")
        length = end - at if length == 0 else length
        if length < 8:
            return
        yield _Box(kind, at, length)
        at += length


def _move_places(
    index: bytearray, start: int, end: int, by: int, nested: tuple[bytes, ...]
) -> None:
    """Add to every chunk offset among the boxes of a part of the index."""
    while start + 8 <= end:
        length, kind = struct.unpack_from(">I4s", index, start)
        if length < 8 or start + length > end:
            return
        if nested and kind == nested[0]:
            _move_places(index, start + 8, start + length, by, nested[1:])
        elif not nested and kind in (b"stco", b"co64") and length >= 16:
            _move_chunks(index, start + 12, start + length, "I" if kind == b"stco" else "Q", by)
        start += length


def _move_chunks(index: bytearray, start: int, end: int, unit: str, by: int) -> None:
    (count,) = struct.unpack_from(">I", index, start)
    size = struct.calcsize(f">{unit}")
    count = min(count, (end - start - 4) // size)
    places = struct.unpack_from(f">{count}{unit}", index, start + 4)
    try:
        struct.pack_into(f">{count}{unit}", index, start + 4, *(place + by for place in places))
    except struct.error as error:  # past what 32 bits can tell: then it was damaged before
        raise NoVideoError from error
