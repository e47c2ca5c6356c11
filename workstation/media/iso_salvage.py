"""What can still be found in a disc image whose directories are damaged; runs in a sandbox.

Only what is needed is read of ISO 9660 (ECMA-119) and Joliet, and a damaged record costs no more
than the rest of its sector.
"""

# Loaded at the first use of a codec, when the sandbox has no files any more.
import encodings.latin_1
import encodings.utf_16_be  # noqa: F401
import json
import os
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

_MOST_FILES = 200_000
_MOST_LEVELS = 32
_SECTOR = 2048
_VOLUMES = range(16, 48)  # sectors in which volume descriptors are looked for
_LARGEST_FOLDER = 64 * 2**20  # bytes
_JOLIET = (b"%/@", b"%/C", b"%/E")
_PRIMARY, _SUPPLEMENTARY, _LAST = 1, 2, 255
_FOLDER, _MORE_TO_COME = 0x02, 0x80  # file flags (ECMA-119 9.1.6)
_NAME = 33  # where the name begins in a directory record


class _Record(NamedTuple):
    """One directory record: its name as stored, its flags, where its bytes lie."""

    name: bytes
    flags: int
    offset: int
    length: int


def salvage_image(_message: bytes, fds: tuple[int, ...]) -> bytes:
    """Sandbox entry, as iso_listing.list_image; no name space where nothing can be found."""
    with os.fdopen(os.dup(fds[0]), "rb") as file:
        spaces = [
            [(path, record.offset, record.length) for path, record in islice(found, _MOST_FILES)]
            for found in [_files(file, root, encoding) for root, encoding in _roots(file)]
        ]
    return json.dumps([space for space in spaces if space]).encode()


def _roots(file: BinaryIO) -> list[tuple[_Record, str]]:
    """The root folders, Joliet's first, each with how its names are encoded."""
    found: list[tuple[_Record, str]] = []
    for sector in _VOLUMES:
        descriptor = _read(file, sector * _SECTOR, _SECTOR)
        if descriptor[1:6] != b"CD001" or descriptor[0] == _LAST:
            break
        for root in _records(descriptor[156:190], itself=True):
            if descriptor[0] == _PRIMARY:
                found.append((root, "latin-1"))
            elif descriptor[0] == _SUPPLEMENTARY and descriptor[88:91] in _JOLIET:
                found.insert(0, (root, "utf-16-be"))
    return found


def _files(
    file: BinaryIO, root: _Record, encoding: str
) -> Iterator[tuple[tuple[str, ...], _Record]]:
    """All files of one extent below a folder, each folder looked at once."""
    folders: list[tuple[tuple[str, ...], _Record]] = [((), root)]
    seen = {root.offset}
    while folders:
        parent, folder = folders.pop()
        content = _read(file, folder.offset, min(folder.length, _LARGEST_FOLDER))
        parts = set()  # names of files in several extents
        for record in _records(content):
            path = (*parent, record.name.decode(encoding, "replace"))
            if record.flags & _FOLDER:
                if record.offset not in seen and len(path) < _MOST_LEVELS:
                    folders.append((path, record))
                seen.add(record.offset)
            elif record.flags & _MORE_TO_COME:
                parts.add(record.name)
            elif record.length and record.name not in parts:
                yield path, record


def _records(content: bytes, *, itself: bool = False) -> Iterator[_Record]:
    """The records of a folder (ECMA-119 9.1), those of itself and the one above only on demand."""
    at = 0
    while at < len(content):
        size = content[at]
        record = content[at : at + size]
        if not _NAME < len(record) == size or _NAME + record[32] > size:
            at = (at // _SECTOR + 1) * _SECTOR  # the end of the sector, or damage
            continue
        at += size
        name = record[_NAME : _NAME + record[32]]
        if itself or name not in (b"\0", b"\1"):
            place, length = record[2:6], record[10:14]
            offset = int.from_bytes(place, "little") * _SECTOR
            yield _Record(name, record[25], offset, int.from_bytes(length, "little"))


def _read(file: BinaryIO, offset: int, length: int) -> bytes:
    return os.pread(file.fileno(), length, offset)
