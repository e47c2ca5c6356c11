"""Read the header of a Part 10 file byte by byte (PS3.10 7.1), ten times as fast as pydicom.

Little endian data sets with explicit or implicit VR, with and without preamble and file meta
information. Whatever is odd is refused: `dataset.read_header` then asks pydicom.
"""

import struct
from dataclasses import dataclass, replace

from workstation.dicom.element_table import Columns, ElementTable, no_columns
from workstation.dicom.elements import UNDEFINED, BeyondError, RefusedError, Walk
from workstation.dicom.native_walk import walk_of
from workstation.dicom.pixels import PixelLocation
from workstation.dicom.stored import StoredFile
from workstation.dicom.uids import EXPLICIT_LITTLE, GE_PRIVATE, IMPLICIT_LITTLE, transfer_syntax
from workstation.dicom.vr import VRS

FIRST_READ = 16 * 1024  # nine headers of ten; 64 take twice the time
LARGEST_HEADER = 128 * 1024 * 1024

_GROUP_8 = b"\x08\0"
_META_LENGTH = b"\x02\0\0\0UL\4\0"
_TRANSFER_SYNTAX_UID = 0x00020010


@dataclass(frozen=True, slots=True)
class ScannedHeader:
    """What the scanner found.

    content            the file's bytes up to its pixel data
    meta               the file meta information, always explicit; None where the file has none
    elements           the data set up to its pixel data
    pixel_data         tag of the pixel data, or None
    location           where its value lies, or None
    """

    content: bytes
    meta: ElementTable | None
    elements: ElementTable
    explicit_vr: bool
    transfer_syntax_uid: str
    pixel_data: int | None
    location: PixelLocation | None


def scan(file: StoredFile, *, inflated: bool = False) -> ScannedHeader:
    """Scan a header.

    inflated   the file says that its data set is deflated, but it is no longer

    Raises RefusedError for what is not a plain little endian DICOM file, BeyondError for one
    that ends too early, OSError for one that cannot be read.
    """
    content = file.read(0, FIRST_READ)
    start, meta, syntax_uid = file_meta(content)
    explicit = _explicit(content, start, EXPLICIT_LITTLE if inflated else syntax_uid)
    walk = walk_of(content, explicit=explicit)
    columns = _walked(file, walk, start)
    tag, location = _pixel_location(file, walk)
    if location is not None and syntax_uid == GE_PRIVATE:
        location = replace(location, big_endian=True)
    return ScannedHeader(
        content=walk.content[: walk.end],
        meta=meta,
        elements=_required(columns),
        explicit_vr=explicit,
        transfer_syntax_uid=syntax_uid or (EXPLICIT_LITTLE if explicit else IMPLICIT_LITTLE),
        pixel_data=tag,
        location=location,
    )


def _walked(file: StoredFile, walk: Walk, start: int) -> Columns:
    """Walk through the data set, and read more of the file when the walk comes to an end of it."""
    columns = no_columns()
    walk.end = start
    while True:
        known = len(walk.content)
        try:
            walk.columns(walk.end, known, 0, columns)
        except BeyondError:
            pass
        else:
            if walk.end < known or known >= file.length:
                return columns
        _read_on(file, walk)


def _read_on(file: StoredFile, walk: Walk) -> None:
    """Read what the walk needs to go on, at least four times of what there is."""
    known = len(walk.content)
    if walk.end > file.length:
        raise BeyondError
    if known >= LARGEST_HEADER:
        raise RefusedError("the header is too large")
    wanted = min(max(known * 4, walk.end + FIRST_READ), LARGEST_HEADER)
    walk.content += file.read(known, wanted - known)
    if len(walk.content) == known:
        raise BeyondError


def _required(columns: Columns) -> ElementTable:
    """A data set without any element is no data set."""
    if not columns.tags:
        raise RefusedError("no elements")
    return ElementTable(columns)


def file_meta(content: bytes) -> tuple[int, ElementTable | None, str]:
    """Where the data set begins, the file meta information, and the transfer syntax in it."""
    # A bare data set can have these four letters there by chance, within a value.
    start = 132 if content[128:132] == b"DICM" and content[:2] != _GROUP_8 else 0
    if content[start : start + 2] != b"\x02\0":
        return start, None, ""
    walk = walk_of(content, explicit=True)
    table = ElementTable(walk.columns(start, _meta_limit(content, start)))
    element = table.get(_TRANSFER_SYNTAX_UID)
    if element is None:
        return walk.end, table, ""
    uid = content[element.offset : element.offset + element.length]
    return walk.end, table, uid.decode("ascii", "replace").rstrip("\0 ")


def _meta_limit(content: bytes, start: int) -> int:
    """Where group 0002 ends: as its length says, which is often wrong, or counted."""
    if content[start : start + 8] == _META_LENGTH:
        limit = start + 12 + int.from_bytes(content[start + 8 : start + 12], "little")
        if content[limit : limit + 2] == _GROUP_8:
            return limit
    position = start
    while content[position : position + 2] == b"\x02\0":
        position = _after_short_or_long(content, position)
    return position


def _after_short_or_long(content: bytes, position: int) -> int:
    try:
        if content[position + 4 : position + 6] in (b"OB", b"UN"):
            return position + 12 + int(struct.unpack_from("<I", content, position + 8)[0])
        return position + 8 + int(struct.unpack_from("<H", content, position + 6)[0])
    except struct.error:
        raise BeyondError from None


def _explicit(content: bytes, start: int, syntax_uid: str) -> bool:
    """Whether the data set has explicit VRs; its bytes must agree with its transfer syntax."""
    if len(content) < start + 8:
        raise BeyondError
    looks_explicit = content[start + 4 : start + 6].decode("latin_1") in VRS
    if not syntax_uid:
        if content[start : start + 2] != _GROUP_8:
            raise RefusedError("nothing says that this is DICOM")
        return looks_explicit
    syntax = transfer_syntax(syntax_uid)
    if syntax.big_endian or syntax.deflated or syntax.explicit_vr != looks_explicit:
        raise RefusedError("not a plain little endian data set")
    return looks_explicit


def _pixel_location(file: StoredFile, walk: Walk) -> tuple[int | None, PixelLocation | None]:
    """What the walk stopped at; a data set without pixel data goes to the end of its file."""
    if walk.end == file.length:
        return None, None
    head = walk.content[walk.end : walk.end + 12]
    if len(head) < 12:
        head = file.read(walk.end, 12)
    if len(head) < (12 if walk.explicit else 8):
        raise BeyondError
    group, number = struct.unpack_from("<HH", head)
    tag = group << 16 | number
    (length,) = struct.unpack_from("<I", head, 8 if walk.explicit else 4)
    offset = walk.end + (12 if walk.explicit else 8)
    return tag, PixelLocation(offset, None if length == UNDEFINED else length)
