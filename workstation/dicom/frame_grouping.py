"""Which fragments make up which frame (PS3.5 A.4): by a table, by their number, by what they are.

A frame that cannot be told from its neighbors has no fragments: it is refused, the others are not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workstation.base.text import _
from workstation.dicom.note import Note

Extent = tuple[int, int]
Frames = tuple[tuple[Extent, ...], ...]

_STARTS = (
    b"\xff\xd8\xff",  # JPEG, JPEG-LS
    b"\xff\x4f\xff\x51",  # JPEG 2000
    b"\x00\x00\x00\x0cjP  ",  # JPEG 2000 in its file format
    b"\x00\x00\x00\x0cJXL ",
)
_JXL, _JXL_START = "1.2.840.10008.1.2.4.11", b"\xff\x0a"  # too short to be looked for elsewhere
_RLE = "1.2.840.10008.1.2.5"
_RLE_SEGMENTS = range(1, 16)


@dataclass(frozen=True, slots=True)
class Fragments:
    """What was found in a file, in its order.

    extents   (offset, length) of the data of each
    starts    where a table says that frames begin; may be empty, and may be wrong
    whole     they ended as they should; else the file ends early
    placed    each frame has a position or the like of its own: none may be taken for another
    begins    whether a fragment begins a codestream
    """

    extents: Sequence[Extent]
    starts: Sequence[int]
    frames: int
    whole: bool
    placed: bool
    begins: Callable[[Extent], bool]


def begins_codestream(head: bytes, transfer_syntax_uid: str) -> bool:
    """Whether these first eight bytes are those of a codestream.

    An RLE header names up to 15 segments, the first of which lies behind it, at 64 (PS3.5 G.5).
    """
    if transfer_syntax_uid.startswith(_JXL) and head.startswith(_JXL_START):
        return True
    if transfer_syntax_uid != _RLE:
        return head.startswith(_STARTS)
    count, first = head[:4], head[4:8]
    return int.from_bytes(count, "little") in _RLE_SEGMENTS and first == b"\x40\0\0\0"


def grouped(found: Fragments) -> tuple[Frames, tuple[str, ...]] | None:
    """Group fragments into frames, with notes for the user; None where nothing is certain."""
    frames = _by_table(found) or _by_shuffled_table(found)
    if frames is None:
        frames = _by_number(found)
    if frames is not None:
        return frames, ()
    rows = [row for row, extent in enumerate(found.extents) if found.begins(extent)]
    if rows and rows[0] == 0:
        return _by_codestream(found, rows)
    frames = _certain(found)
    return None if frames is None else (frames, ())


def _rows(found: Fragments) -> list[int | None]:
    """The fragment that each entry of the table points to, if any."""
    places = {offset - 8: row for row, (offset, _length) in enumerate(found.extents)}
    return [places.get(start) for start in found.starts]


def _by_shuffled_table(found: Fragments) -> Frames | None:
    """Where a table says, if the frames lie in another order than they are to be shown in.

    Each of its entries must be the beginning of another codestream.
    """
    rows = [row for row in _rows(found) if row is not None]
    ordered = sorted(set(rows))
    whole = found.whole and len(ordered) == len(rows) == len(found.starts) == found.frames
    if not whole or rows == ordered or ordered[0] != 0:
        return None
    if not all(found.begins(found.extents[row]) for row in rows):
        return None
    frames = dict(zip(ordered, _cut(found, ordered), strict=True))
    return tuple(frames[row] for row in rows)


def _believable(found: Fragments) -> bool:
    return len(found.starts) == found.frames and all(a < b for a, b in pairwise(found.starts))


def _by_table(found: Fragments) -> Frames | None:
    """Where a table says; None where it cannot be right."""
    if not _believable(found):
        return None
    known = [row for row in _rows(found) if row is not None]
    if not known or known[0] != 0 or (found.whole and len(known) != found.frames):
        return None
    return _cut(found, known)


def _by_number(found: Fragments) -> Frames | None:
    """One fragment for each frame, or all for the only one, unless it is more than one."""
    if found.frames > 1:
        one_each = len(found.extents) == found.frames
        return _cut(found, range(found.frames)) if one_each else None
    begun = sum(map(found.begins, found.extents))
    return (tuple(found.extents),) if found.whole and begun <= 1 else None


def _by_codestream(found: Fragments, rows: Sequence[int]) -> tuple[Frames, tuple[str, ...]] | None:
    """Each frame from one beginning to the next, where a fragment begins none.

    More than there should be: the first ones are taken, as the order of frames is that of the
    file. Fewer: where the file ends early the last are missing; where it does not, nobody knows
    which are, so frames that have a place of their own are refused.
    """
    count, wanted = len(rows), found.frames
    if count == wanted or (not found.whole and count < wanted):
        return (_cut(found, rows), ()) if wanted > 1 or found.whole else None
    if count > wanted:
        note = _("The file holds {count} images, its header says {wanted}: these are the first.")
        all_of_them = _cut(found, rows)[:wanted]
        return all_of_them, (Note(note.format(count=count, wanted=wanted), "frames"),)
    if found.placed:
        return None
    note = _("The file holds {count} of {wanted} frames; which are missing is not known.")
    return (
        _cut(found, rows) + ((),) * (wanted - count),
        (Note(note.format(count=count, wanted=wanted), "frames"),),
    )


def _certain(found: Fragments) -> Frames | None:
    """Of a table that is wrong in places, the frames whose two ends it has right."""
    if not _believable(found):
        return None
    rows = _rows(found)
    if rows[0] != 0:
        return None
    ends = [*rows[1:], len(found.extents) if found.whole else None]
    pairs = zip(rows, ends, strict=True)
    return tuple(() if a is None or b is None else tuple(found.extents[a:b]) for a, b in pairs)


def _cut(found: Fragments, rows: Sequence[int]) -> Frames:
    """One group from each row to the next; where the file ends early the last may be cut."""
    bounds = [*rows, len(found.extents)]
    groups = [tuple(found.extents[a:b]) for a, b in pairwise(bounds)]
    if not found.whole and len(groups) < found.frames:
        groups += [()] * (found.frames - len(groups))
    return tuple(groups)
