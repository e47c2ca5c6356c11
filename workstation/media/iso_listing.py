"""What lies where in an ISO 9660 or UDF image; runs in a sandbox, for images are not trusted.

Every name space that the image has is listed: Rock Ridge, Joliet, UDF, plain ISO 9660.
"""

# Loaded at the first use of strptime and of a codec, when the sandbox has no files any more.
import _strptime  # type: ignore[import-not-found]  # noqa: F401
import encodings.latin_1
import encodings.utf_16_be  # noqa: F401
import json
import os
import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from pycdlib import PyCdlib
from pycdlib.dr import DirectoryRecord
from pycdlib.pycdlibexception import PyCdlibException
from pycdlib.udf import UDFFileEntry

from workstation.base.text import _
from workstation.media.errors import TooManyFilesError, UnreadableImageError

MOST_FILES = 200_000
_MOST_LEVELS = 32
_SECTOR = 2048
_MORE_TO_COME = 0x80  # file flag multi-extent (ECMA-119 9.1.6)


class Extent(NamedTuple):
    """One file of an image: its path in one name space, and where its bytes lie."""

    path: tuple[str, ...]
    offset: int
    length: int


def list_image(message: bytes, fds: tuple[int, ...]) -> bytes:
    """Sandbox entry. The message is the image's name, the descriptor its file.

    returns   JSON: name spaces, best first, each a list of [[part, ...], offset, length]
    """
    name = message.decode()
    with os.fdopen(os.dup(fds[0]), "rb") as file:
        try:
            spaces = _name_spaces(file)
        except PyCdlibException as error:
            raise UnreadableImageError(name=name, reason=str(error)) from error
        except (IndexError, KeyError, ValueError, struct.error) as error:  # pycdlib does not check
            raise UnreadableImageError(name=name, reason=_("it contradicts itself")) from error
    if sum(map(len, spaces)) > 4 * MOST_FILES:
        raise TooManyFilesError(name=name, limit=MOST_FILES)
    return json.dumps(spaces).encode()


def _name_spaces(file: BinaryIO) -> list[list[Extent]]:
    image = PyCdlib()
    image.open_fp(file)
    root = image.pvd.root_directory_record()
    if _folders(root) < _promised_folders(image, file):
        raise PyCdlibException(_("it lists fewer folders than it has"))
    spaces = []
    if image.rock_ridge:
        spaces.append(list(_records(root, _rock_ridge_name, ())))
    if image.joliet_vd is not None:
        spaces.append(list(_records(image.joliet_vd.root_directory_record(), _joliet_name, ())))
    if image.udf_root is not None:
        start = image.udf_main_descs.partitions[0].part_start_location
        spaces.append(list(_udf_entries(image.udf_root, start, ())))
    spaces.append(list(_records(root, _iso_name, ())))
    return spaces


def _folders(folder: DirectoryRecord) -> int:
    """How many folders there are, this one with all that are inside of it."""
    inner = [each for each in folder.children if each.is_dir() and not _is_dots(each)]
    return 1 + sum(map(_folders, inner))


def _is_dots(record: DirectoryRecord) -> bool:
    return bool(record.is_dot() or record.is_dotdot())


def _promised_folders(image: PyCdlib, file: BinaryIO) -> int:
    """Count the records of the path table (ECMA-119 9.4), which stands apart from the folders.

    A folder whose records are damaged can come out as empty, and nobody would know.
    """
    file.seek(image.pvd.path_table_location_le * _SECTOR)
    table = file.read(image.pvd.path_tbl_size)
    count = at = 0
    while at < len(table) and table[at]:
        at += 8 + table[at] + table[at] % 2
        count += 1
    return count


def _rock_ridge_name(record: DirectoryRecord) -> str:
    rock_ridge = record.rock_ridge
    name = rock_ridge.name() if rock_ridge is not None else b""
    return name.decode("utf-8", "replace") or _iso_name(record)


def _joliet_name(record: DirectoryRecord) -> str:
    return record.file_ident.decode("utf-16-be", "replace")


def _iso_name(record: DirectoryRecord) -> str:
    return record.file_ident.decode("latin-1")


def _records(
    folder: DirectoryRecord, name_of: Callable[[DirectoryRecord], str], parent: tuple[str, ...]
) -> Iterator[Extent]:
    """All files below a folder of ISO 9660, Joliet or Rock Ridge."""
    if len(parent) >= _MOST_LEVELS:
        return
    pieces: list[DirectoryRecord] = []
    for record in folder.children:
        if _is_dots(record) or _is_link(record):
            continue
        if record.is_dir():
            yield from _records(record, name_of, (*parent, name_of(record)))
            continue
        pieces.append(record)
        if not record.file_flags & _MORE_TO_COME:
            yield from _joined(pieces, (*parent, name_of(pieces[0])))
            pieces = []


def _is_link(record: DirectoryRecord) -> bool:
    rock_ridge = record.rock_ridge
    return rock_ridge is not None and (
        rock_ridge.is_symlink() or rock_ridge.child_link_record_exists()
    )


def _joined(pieces: list[DirectoryRecord], path: tuple[str, ...]) -> Iterator[Extent]:
    """A file of one or several extents (ECMA-119 6.5.1), where they follow each other."""
    places = [(_SECTOR * piece.extent_location(), piece.get_data_length()) for piece in pieces]
    yield from _contiguous(path, places)


def _udf_entries(folder: UDFFileEntry, start: int, parent: tuple[str, ...]) -> Iterator[Extent]:
    """All files below a folder of UDF; `start` is the sector where its partition begins."""
    if len(parent) >= _MOST_LEVELS:
        return
    for link in folder.fi_descs.values():
        entry = link.file_entry
        if link.is_parent() or entry is None:
            continue
        path = (*parent, link.fi.decode(link.encoding, "replace"))
        if link.is_dir():
            yield from _udf_entries(entry, start, path)
            continue
        places = [
            (_SECTOR * (start + piece.log_block_num) + piece.offset, piece.extent_length)
            for piece in entry.alloc_descs
        ]
        yield from _contiguous(path, places)


def _contiguous(path: tuple[str, ...], places: list[tuple[int, int]]) -> Iterator[Extent]:
    """One extent of all the pieces; none where a gap lies between them, or nothing is there."""
    offset, total = places[0] if places else (0, 0)
    for place, length in places[1:]:
        if place != offset + total:
            return
        total += length
    if total > 0:
        yield Extent(path, offset, total)
