"""What a DICOMDIR says is on the medium (PS3.3 F): a hint for the order, never the truth."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workstation.dicom.dataset import Attributes, read_header
from workstation.dicom.errors import DicomError
from workstation.media.errors import DamagedDirectoryError
from workstation.media.source import Source

_FILE_SET_ID = 0x00041130
_FIRST_RECORD = 0x00041200
_RECORDS = 0x00041220
_NEXT_RECORD = 0x00041400
_IN_USE = 0x00041410
_LOWER_RECORD = 0x00041420
_RECORD_TYPE = 0x00041430
_FILE_ID = 0x00041500
_SOP_CLASS_UID = 0x00041510
_SOP_INSTANCE_UID = 0x00041511
_SOP_INSTANCE = 0x00020003
_INACTIVE = 0


@dataclass(frozen=True, slots=True)
class LeafRecord:
    """A directory record that names a file.

    kind               Directory Record Type: IMAGE, SR DOCUMENT...; as written
    file_id            components of Referenced File ID, as written
    sop_class_uid      empty where the record does not say
    sop_instance_uid   likewise
    """

    kind: str
    file_id: tuple[str, ...]
    sop_class_uid: str
    sop_instance_uid: str


@dataclass(frozen=True, slots=True)
class FileSet:
    """A file-set as its DICOMDIR describes it; records in the order of its tree."""

    file_set_id: str = ""
    file_set_uid: str = ""
    records: tuple[LeafRecord, ...] = ()


def read_fileset(source: Source) -> FileSet:
    """Read the DICOMDIR of a source; empty where there is none.

    Raises DamagedDirectoryError where nothing of it can be read.
    """
    file = source.dicomdir()
    if file is None:
        return FileSet()
    try:
        header = read_header(file)
    except DicomError as error:
        raise DamagedDirectoryError(name=file.name, reason=error.summary) from error
    items = header.attributes.items(_RECORDS)
    first = header.attributes.integer(_FIRST_RECORD) or 0
    leaves = [_leaf(items[place]) for place in _order(items, first)]
    return FileSet(
        header.attributes.text(_FILE_SET_ID),
        header.meta.text(_SOP_INSTANCE) if header.meta is not None else "",
        tuple(leaf for leaf in leaves if leaf is not None),
    )


def _leaf(record: Attributes) -> LeafRecord | None:
    """None for a record that names no file, or is deleted (PS3.3 F.3.2.2, In-use Flag 0)."""
    file_id = record.texts(_FILE_ID)
    if not any(file_id) or record.integer(_IN_USE) == _INACTIVE:
        return None
    return LeafRecord(
        record.text(_RECORD_TYPE),
        file_id,
        record.text(_SOP_CLASS_UID),
        record.text(_SOP_INSTANCE_UID),
    )


# The offsets tell the order where they are right. Real discs have them shifted by a constant,
# dangling, in circles or all zero: what the walk does not reach follows in the order of the file.


def _order(items: Sequence[Attributes], first: int) -> tuple[int, ...]:
    """Indices of all records, each once: along the offsets, then those they do not lead to."""
    following = [item.integer(_NEXT_RECORD) or 0 for item in items]
    lower = [item.integer(_LOWER_RECORD) or 0 for item in items]
    places = [_place(item) for item in items]
    shift = _shift([first, *following, *lower], places)
    index = {place + shift: number for number, place in enumerate(places)}
    reached: dict[int, None] = {}
    waiting = [first]
    while waiting:
        number = index.get(waiting.pop())
        if number is not None and number not in reached:
            reached[number] = None
            waiting += [following[number], lower[number]]  # the last is looked at first
    return tuple(dict.fromkeys([*reached, *range(len(items))]))


def _place(item: Attributes) -> int:
    """Where an item's tag stands in the bytes, but for a constant that all items share."""
    first = min(item, default=0)
    return item.elements[first].offset if first else -1


def _shift(pointers: Sequence[int], places: Sequence[int]) -> int:
    """The constant between what the offsets say and where the records are, by majority.

    In a whole tree each record is pointed to once, so both sides in ascending order go together.
    """
    said = sorted({pointer for pointer in pointers if pointer})
    votes = Counter(there - here for there, here in zip(said, sorted(places), strict=False))
    return votes.most_common(1)[0][0] if votes else 0
