"""Where the bytes of each frame lie in its file: native, or in fragments (PS3.5 A.4).

Only the headers of fragments are read. What a table says is believed where it agrees with the
fragments that are there; else the beginnings of codestreams decide.
"""

import os
import struct
from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from workstation.base.text import _
from workstation.dicom import tags
from workstation.dicom.elements import ITEM, SEQUENCE_END, UNDEFINED
from workstation.dicom.errors import BadFragmentsError, UnreadableFileError, UnsupportedVideoError
from workstation.dicom.model import Instance
from workstation.dicom.pixels import ImagePixel, PixelLocation
from workstation.dicom.stored import StoredFile
from workstation.dicom.uids import transfer_syntax

Extent = tuple[int, int]
Frames = tuple[tuple[Extent, ...], ...]

_MOST_FRAGMENTS = 1_000_000
_WINDOW = 65536
_CODESTREAM_STARTS = (
    b"\xff\xd8\xff",  # JPEG, JPEG-LS
    b"\xff\x4f\xff\x51",  # JPEG 2000
    b"\x00\x00\x00\x0cjP  ",  # JPEG 2000 in its file format
    b"\xff\x0a",  # JPEG XL
    b"\x00\x00\x00\x0cJXL ",
)


def frame_extents(instance: Instance) -> Frames:
    """Give (offset, length) in the file of every fragment of every frame; native frames have one.

    Frames of 1-bit images may share a byte: their extents then overlap by it. A frame that the
    file ends before has no extents.
    """
    image, location = instance.image, instance.location
    if image is None or location is None:
        return ()
    syntax = transfer_syntax(instance.transfer_syntax_uid)
    if syntax.video:
        raise UnsupportedVideoError(name=instance.file.name, syntax=syntax.name)
    if location.length is not None and not syntax.encapsulated:
        return _native(image, location)
    try:
        return _encapsulated(instance, image, location)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFileError(name=instance.file.name, reason=reason) from error


def _native(image: ImagePixel, location: PixelLocation) -> Frames:
    size = image.native_frame_bytes
    if image.bits_allocated == 1:
        bounds = [index * size for index in range(image.number_of_frames + 1)]
        spans = [(int(a), ceil(b)) for a, b in pairwise(bounds)]
    else:
        whole = int(size)
        spans = [(index * whole, (index + 1) * whole) for index in range(image.number_of_frames)]
    return tuple(((location.offset + start, end - start),) for start, end in spans)


def _encapsulated(instance: Instance, image: ImagePixel, location: PixelLocation) -> Frames:
    file, frames = instance.file, image.number_of_frames
    with _Headers(file) as headers:
        table, first = _basic_offset_table(headers, location.offset, file)
        fragments, whole = _fragments(headers, first, _limit(location, file), file)
        if not fragments:
            raise BadFragmentsError(name=file.name, problem=_("it has no data"))
        offsets = _extended_offset_table(instance) or table
        grouped = _by_table(fragments, [first + offset for offset in offsets], frames, whole)
        if grouped is None:
            grouped = _by_codestream(headers, fragments, frames, whole)
    if grouped is None:
        problem = _("its {fragments} fragments are not {frames} frames").format(
            fragments=len(fragments), frames=frames
        )
        raise BadFragmentsError(name=file.name, problem=problem)
    return grouped


def _limit(location: PixelLocation, file: StoredFile) -> int:
    if location.length is None:
        return file.length
    return min(file.length, location.offset + location.length)


class _Headers:
    """Reads a few bytes here and there, and keeps the window of the file that it read last."""

    def __init__(self, file: StoredFile) -> None:
        self._file = file
        self._opened = file.path.open("rb", buffering=0)
        self._window = b""
        self._start = 0

    def __enter__(self) -> "_Headers":
        return self

    def __exit__(self, *_exception: object) -> None:
        self._opened.close()

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes; fewer at the end of the file."""
        begin = offset - self._start
        if begin < 0 or begin + length > len(self._window):
            count = max(0, min(max(length, _WINDOW), self._file.length - offset))
            self._window = os.pread(self._opened.fileno(), count, self._file.offset + offset)
            self._start, begin = offset, 0
        return self._window[begin : begin + length]

    def item(self, offset: int) -> tuple[int, int]:
        """Tag and length of the item at this place; (0, 0) past the end."""
        head = self.read(offset, 8)
        if len(head) < 8:
            return 0, 0
        group, number, length = struct.unpack("<HHI", head)
        return group << 16 | number, length


def _basic_offset_table(
    headers: _Headers, offset: int, file: StoredFile
) -> tuple[tuple[int, ...], int]:
    """The table's offsets, and where the first fragment's item is, from which they count."""
    tag, length = headers.item(offset)
    if tag != ITEM or length > file.length:
        raise BadFragmentsError(name=file.name, problem=_("it has no offset table"))
    count = length // 4
    value = headers.read(offset + 8, count * 4)
    if len(value) < count * 4:
        raise BadFragmentsError(name=file.name, problem=_("it has no offset table"))
    return struct.unpack(f"<{count}I", value), offset + 8 + length


def _extended_offset_table(instance: Instance) -> tuple[int, ...]:
    """64-bit offsets (PS3.3 C.7.6.3.1.8), counted as those of the basic table."""
    value = instance.attributes.raw(tags.EXTENDED_OFFSET_TABLE)
    count = len(value) // 8
    return struct.unpack(f"<{count}Q", value[: count * 8])


def _fragments(
    headers: _Headers, offset: int, limit: int, file: StoredFile
) -> tuple[list[Extent], bool]:
    """All fragments that are there, and whether they ended as they should."""
    found: list[Extent] = []
    for _fragment in range(_MOST_FRAGMENTS):
        tag, length = headers.item(offset)
        if tag == SEQUENCE_END or offset == limit:
            return found, True
        end = offset + 8 + length
        if tag != ITEM or length == UNDEFINED or end > limit:
            return found, False
        found.append((offset + 8, length))
        offset = end
    raise BadFragmentsError(name=file.name, problem=_("it has too many fragments"))


def _by_table(
    fragments: Sequence[Extent], starts: Sequence[int], frames: int, whole: bool
) -> Frames | None:
    """Group fragments by where a table says that frames begin; None where it cannot be right."""
    if len(starts) != frames or any(b <= a for a, b in pairwise(starts)):
        return None
    places = {offset - 8: index for index, (offset, _length) in enumerate(fragments)}
    rows = [places.get(start) for start in starts]
    known = [row for row in rows if row is not None]
    if not known or known[0] != 0 or (whole and len(known) != frames):
        return None
    return _grouped(fragments, known, frames, whole)


def _by_codestream(
    headers: _Headers, fragments: Sequence[Extent], frames: int, whole: bool
) -> Frames | None:
    """Group fragments without a table (PS3.5 A.4): one a frame, or by what they begin with."""
    if frames == 1:
        return (tuple(fragments),) if whole else None
    if len(fragments) == frames:
        return _grouped(fragments, range(frames), frames, whole)
    rows = [
        row
        for row, (offset, _length) in enumerate(fragments)
        if headers.read(offset, 8).startswith(_CODESTREAM_STARTS)
    ]
    if not rows or rows[0] != 0 or len(rows) > frames or (whole and len(rows) != frames):
        return None
    return _grouped(fragments, rows, frames, whole)


def _grouped(fragments: Sequence[Extent], rows: Sequence[int], frames: int, whole: bool) -> Frames:
    """One group from each row to the next; where the file ends early the last may be cut."""
    bounds = [*rows, len(fragments)]
    groups = [tuple(fragments[a:b]) for a, b in pairwise(bounds)]
    if not whole and len(groups) < frames:
        groups += [()] * (frames - len(groups))
    return tuple(groups)
