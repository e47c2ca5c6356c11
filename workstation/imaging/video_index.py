"""Where decoding may begin in an elementary stream, and which frame comes first from there.

Only places from which every frame comes out as if decoded from the start: the decoder's state is
empty there, its headers are repeated, and all frames before it are shown before it. These are IDR
pictures of H.264 (ISO/IEC 14496-10 7.4.1.2.4) and HEVC, and groups of pictures of MPEG-2
(ISO/IEC 13818-2 6.2.2.6), whose first picture says how many frames of the group precede it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from workstation.imaging.video_container import Container
from workstation.imaging.video_stream import BitStream

_BLOCK = 4 << 20
_UNIT = 16  # bytes after a start code that are looked at
_MOST_UNITS = 4_000_000
_NEEDED = 3

Unit = tuple[int, bytes]
"""Offset of a start code in the stream, and the bytes that follow it."""


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """A place to begin: the first frame that comes out, and the byte to begin with."""

    frame_index: int
    offset: int


START = EntryPoint(0, 0)


@dataclass(frozen=True, slots=True)
class _Step:
    """What one unit means for the index.

    header    it comes before a picture and does not belong to the picture before
    needed    bits of the headers that a decoder cannot begin without: both of _NEEDED
    picture   it begins a picture
    entry     that picture is one to begin with, if the headers are there
    leading   frames that are shown before that picture though they come after it
    """

    header: bool = False
    needed: int = 0
    picture: bool = False
    entry: bool = False
    leading: int = 0


def entry_points(
    stream: BitStream, kind: Container, number_of_frames: int
) -> tuple[EntryPoint, ...]:
    """All places to begin, in order; only the start where frames cannot be counted.

    A stream with as many coded pictures as the image has frames is one picture for each frame;
    pictures of single fields, or pictures that are not shown, make another count.
    """
    step = _STEPS.get(kind)
    if step is None:
        return (START,)
    points, count = _walked(_units(stream), step)
    in_order = all(a.frame_index < b.frame_index < count for a, b in pairwise(points))
    return points if count == number_of_frames and in_order else (START,)


def _walked(
    units: Iterable[Unit], step: Callable[[bytes], _Step]
) -> tuple[tuple[EntryPoint, ...], int]:
    points, count, begins, there = [START], 0, -1, 0
    for number, (offset, head) in enumerate(units):
        if number >= _MOST_UNITS:
            return (START,), -1
        found = step(head)
        if found.header:
            begins = offset if begins < 0 else begins
            there |= found.needed
        if found.picture:
            if found.entry and there == _NEEDED and count:
                points.append(EntryPoint(count + found.leading, begins))
            count, begins, there = count + 1, -1, 0
    return tuple(points), count


def _units(stream: BitStream) -> Iterator[Unit]:
    """Every start code; numpy looks for them, so that other threads may go on meanwhile."""
    kept, base = b"", 0
    for chunk in stream.chunks(0, _BLOCK):
        block = kept + bytes(chunk)
        starts = _starts(block)
        whole = starts[starts + 3 + _UNIT <= len(block)]
        for at in whole.tolist():
            yield base + at, block[at + 3 : at + 3 + _UNIT]
        done = int(whole[-1]) + 1 if len(whole) else 0
        done = max(done, len(block) - 3 - _UNIT)
        kept, base = block[done:], base + done
    for at in _starts(kept).tolist():
        yield base + at, kept[at + 3 : at + 3 + _UNIT]


def _starts(block: bytes) -> npt.NDArray[np.intp]:
    data = np.frombuffer(block, np.uint8)
    if len(data) < 3:
        return np.empty(0, np.intp)
    ones = np.flatnonzero(data[2:] == 1)
    starts: npt.NDArray[np.intp] = ones[(data[ones] == 0) & (data[ones + 1] == 0)]
    return starts


def _h264(head: bytes) -> _Step:
    """Units of ISO/IEC 14496-10 Table 7-1; a slice with first_mb_in_slice 0 begins a picture."""
    kind = head[0] & 0x1F if head else 0
    if kind in (1, 5) and len(head) > 1 and head[1] & 0x80:
        return _Step(picture=True, entry=kind == 5)
    return _Step(header=kind in (6, 7, 8, 9), needed=_NEEDED * (kind == 7))


def _hevc(head: bytes) -> _Step:
    """Units of ISO/IEC 23008-2 Table 7-1; first_slice_segment_in_pic_flag begins a picture."""
    if len(head) < 3 or head[0] & 1 or head[1] >> 3:  # of another layer
        return _Step()
    kind = head[0] >> 1
    if kind < 32 and head[2] & 0x80:
        return _Step(picture=True, entry=kind in (19, 20))
    return _Step(header=kind in (32, 33, 34, 35, 39), needed=_NEEDED * (kind == 33))


def _mpeg2(head: bytes) -> _Step:
    """Start codes of ISO/IEC 13818-2 Table 6-1; a picture says its type and its place."""
    code = head[0] if head else 0xFF
    if code == 0 and len(head) > 2:
        kind, place = head[2] >> 3 & 7, head[1] << 2 | head[2] >> 6
        return _Step(picture=True, entry=kind == 1, leading=place)
    return _Step(header=code in (0xB3, 0xB8), needed=(code == 0xB3) + 2 * (code == 0xB8))


_STEPS = {Container.H264: _h264, Container.HEVC: _hevc, Container.MPEG2: _mpeg2}
