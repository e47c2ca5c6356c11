"""Where the bytes of each frame lie in its file: native, or in fragments (PS3.5 A.4).

Only the headers of fragments are read. What a table says is believed where it agrees with the
fragments that are there; else the beginnings of codestreams decide. What Pixel Data holds decides
whether it is encapsulated, where that cannot be mistaken; not what the transfer syntax says.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import ceil

from workstation.base.text import _
from workstation.dicom import tags
from workstation.dicom.dataset import Attributes
from workstation.dicom.elements import ITEM, SEQUENCE_END, UNDEFINED
from workstation.dicom.errors import BadFragmentsError, UnreadableFileError
from workstation.dicom.frame_grouping import (
    Extent,
    Fragments,
    Frames,
    begins_codestream,
    grouped,
)
from workstation.dicom.model import Instance
from workstation.dicom.note import Note
from workstation.dicom.pixels import ImagePixel, PixelLocation
from workstation.dicom.stored import StoredFile
from workstation.dicom.uids import transfer_syntax

_MOST_FRAGMENTS = 1_000_000
_WINDOW = 65536
_ITEM_TAG = b"\xfe\xff\x00\xe0"


@dataclass(frozen=True, slots=True)
class FramePlaces:
    """Where each frame of an instance lies in its file.

    extents   (offset, length) of every fragment of every frame; native frames have one. A frame
              that the file ends before, or that cannot be told from others, has none
    notes     sentences for the picture, on what is not as it should be
    """

    extents: Frames
    notes: tuple[str, ...] = ()


def frame_extents(instance: Instance) -> Frames:
    """Give (offset, length) in the file of every fragment of every frame."""
    return frame_places(instance).extents


def frame_places(instance: Instance) -> FramePlaces:
    """Find the frames; those of 1-bit images may share a byte: their extents overlap by it."""
    image, location = instance.image, instance.location
    if image is None or location is None:
        return FramePlaces(())
    syntax = transfer_syntax(instance.transfer_syntax_uid)
    try:
        if syntax.video:
            return _video(instance, image, location)
        if is_encapsulated(instance):
            return _encapsulated(instance, image, location)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFileError(name=instance.file.name, reason=reason) from error
    extents = _native(image, location)
    return FramePlaces(extents, tuple(_native_notes(instance, extents)))


def uncounted_frames(attributes: Attributes) -> str:
    """What is written for Number of Frames and is no number; else empty."""
    if attributes.integer(tags.NUMBER_OF_FRAMES) is not None:
        return ""
    return attributes.text(tags.NUMBER_OF_FRAMES)


def _native_notes(instance: Instance, extents: Frames) -> Iterator[str]:
    syntax = transfer_syntax(instance.transfer_syntax_uid)
    if syntax.encapsulated:
        note = _("The pixel data are not compressed, although the file says {said}.")
        yield Note(note.format(said=syntax.name), "encoding")
    if written := uncounted_frames(instance.attributes):
        note = _("The header says {written} for the number of frames: there are bytes for {count}.")
        yield Note(note.format(written=written, count=len(extents)), "frames")
    whole = sum(offset + length <= instance.file.length for ((offset, length),) in extents)
    if whole < len(extents):
        note = _("The file is cut off: {whole} of {count} frames are there.")
        yield Note(note.format(whole=whole, count=len(extents)), "frames")
    count = _held(instance)
    if count > len(extents):
        note = _("The file has bytes for {count} images, its header says {wanted}.")
        yield Note(note.format(count=count, wanted=len(extents)), "frames")


def _held(instance: Instance) -> int:
    """How many frames the native pixel data have bytes for; a last byte may only make them even."""
    image, location = instance.image, instance.location
    if image is None or location is None or location.length is None:
        return 0
    there = min(location.length, instance.file.length - location.offset)
    wanted, each = image.number_of_frames, image.native_frame_bytes
    return int(there / each) if there - wanted * each > 1 else wanted


def is_encapsulated(instance: Instance) -> bool:
    """Whether the frames of an instance are codestreams; as `holds_codestreams`."""
    image, location = instance.image, instance.location
    if image is None or location is None:
        return False
    return holds_codestreams(instance.file, image, location, instance.transfer_syntax_uid)


def holds_codestreams(
    file: StoredFile, image: ImagePixel, location: PixelLocation, transfer_syntax_uid: str
) -> bool:
    """Whether Pixel Data is encapsulated: it has no length, or its transfer syntax says so.

    Where a length contradicts that, or is too short for native frames, its first bytes decide:
    those of an item or of a codestream. They are read only then.
    """
    if location.length is None:
        return True
    complete = location.length >= ceil(image.native_frame_bytes * image.number_of_frames)
    claimed = transfer_syntax(transfer_syntax_uid).encapsulated
    if complete and not claimed:
        return False
    head = file.read(location.offset, 8)
    found = head.startswith(_ITEM_TAG) or begins_codestream(head, "")
    return found or (claimed and not complete)


def _native(image: ImagePixel, location: PixelLocation) -> Frames:
    size = image.native_frame_bytes
    if image.bits_allocated == 1:
        bounds = [index * size for index in range(image.number_of_frames + 1)]
        spans = [(int(a), ceil(b)) for a, b in pairwise(bounds)]
    else:
        whole = int(size)
        spans = [(index * whole, (index + 1) * whole) for index in range(image.number_of_frames)]
    return tuple(((location.offset + start, end - start),) for start, end in spans)


def _encapsulated(instance: Instance, image: ImagePixel, location: PixelLocation) -> FramePlaces:
    file, frames = instance.file, image.number_of_frames
    with _Headers(file) as headers:
        if location.length is not None and begins_codestream(headers.read(location.offset, 8), ""):
            return _bare(image, location, file)
        table, first = _basic_offset_table(headers, location.offset, file)
        fragments, whole = _fragments(headers, first, _limit(location, file), file)
        if not fragments:
            raise BadFragmentsError(name=file.name, problem=_("it has no data"))
        offsets = _extended_offset_table(instance) or table
        starts = [first + offset for offset in offsets]
        placed = tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE in instance.attributes
        begins = partial(_begins, headers, instance.transfer_syntax_uid)
        places = grouped(Fragments(fragments, starts, frames, whole, placed, begins))
    if places is None:
        problem = _("its {fragments} fragments are not {frames} frames").format(
            fragments=len(fragments), frames=frames
        )
        raise BadFragmentsError(name=file.name, problem=problem)
    extents, notes = places
    told = notes or _missing(extents)
    return FramePlaces(extents, (*told, *_sign_notes(instance, image)))


def _missing(extents: Frames) -> tuple[Note, ...]:
    """Tell of frames that no fragment was found for: the others look as if all were well."""
    count = sum(not extent for extent in extents)
    note = _("The file is incomplete: {whole} of {count} frames are there.")
    said = note.format(whole=len(extents) - count, count=len(extents))
    return (Note(said, "frames"),) if count else ()


def _video(instance: Instance, image: ImagePixel, location: PixelLocation) -> FramePlaces:
    """Every frame needs the whole bit stream, in as many fragments as there are (PS3.5 A.4.5)."""
    file, limit = instance.file, _limit(location, instance.file)
    with _Headers(file) as headers:
        if headers.item(location.offset)[0] != ITEM:
            stream: tuple[Extent, ...] = ((location.offset, limit - location.offset),)
            note = _("The compressed image is not in items, as it should be.")
            return FramePlaces((stream,) * image.number_of_frames, (Note(note, "encoding"),))
        _table, first = _basic_offset_table(headers, location.offset, file)
        fragments, whole = _fragments(headers, first, limit, file)
    if not fragments:
        raise BadFragmentsError(name=file.name, problem=_("it has no data"))
    note = _("The file is incomplete: the end of its video is missing.")
    notes = () if whole else (Note(note, "frames"),)
    return FramePlaces((tuple(fragments),) * image.number_of_frames, notes)


def _sign_notes(instance: Instance, image: ImagePixel) -> tuple[str, ...]:
    """Tell that the sign of the values is not the header's."""
    stated = instance.attributes.integer(tags.PIXEL_REPRESENTATION)
    if not image.signed or stated != 0:
        return ()
    note = _("The header says unsigned values, the compressed data signed: shown as signed.")
    return (Note(note, "sign"),)


def _begins(headers: "_Headers", transfer_syntax_uid: str, fragment: Extent) -> bool:
    return begins_codestream(headers.read(fragment[0], min(8, fragment[1])), transfer_syntax_uid)


def _bare(image: ImagePixel, location: PixelLocation, file: StoredFile) -> FramePlaces:
    """A codestream without items around it; of several, nobody knows where the next begins."""
    if image.number_of_frames > 1:
        raise BadFragmentsError(name=file.name, problem=_("it has no offset table"))
    length = _limit(location, file) - location.offset
    note = _("The compressed image is not in items, as it should be.")
    return FramePlaces((((location.offset, length),),), (Note(note, "encoding"),))


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
