"""One reader for whatever holds DICOM files: a drive, a folder, an ISO image, a single file."""

import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from workstation.dicom.stored import StoredFile
from workstation.media.errors import FileProblem, NothingThereError
from workstation.media.names import folded

_DIRECTORY_CLASS = re.compile(rb"1\.2\.840\.10008\.1\.3\.10(?![.0-9])")  # Media Storage Directory
_ISO_MARKS = (b"CD001", b"BEA01", b"NSR02", b"NSR03")
_ISO_FIRST_SECTOR = 16
_SECTOR = 2048


class Source(Protocol):
    """What is opened. Nothing outside of it is ever read.

    kind       dicomdir, folder, iso, file or drive
    name       what the user knows it as
    problems   what could not be read of it so far; grows while `files` is iterated
    """

    @property
    def kind(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def problems(self) -> Sequence[FileProblem]: ...

    def dicomdir(self) -> StoredFile | None:
        """Find the directory of its file-set."""
        ...

    def files(self) -> Iterator[StoredFile]:
        """All files, folder by folder, by name."""
        ...

    def find(self, file_id: Sequence[str]) -> StoredFile | None:
        """Find a file by its File ID, in whatever case and with whatever extension."""
        ...

    def close(self) -> None:
        """Let go of the medium."""
        ...


def open_source(path: Path) -> Source:
    """Open a folder, drive, DICOMDIR, ISO image or file; WorkstationError where it cannot."""
    from workstation.media.folder import FolderSource, SingleFile
    from workstation.media.iso import IsoSource

    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links; a NUL in the name
        raise NothingThereError(name=str(path)) from error
    if stat.S_ISDIR(mode):
        return FolderSource(real, "drive" if real.is_mount() else "folder")
    if stat.S_ISBLK(mode) or _is_image(real):
        return IsoSource(real)
    if not stat.S_ISREG(mode):
        raise NothingThereError(name=str(path))
    if _is_dicomdir(real):
        return FolderSource(real.parent, "dicomdir", directory=real.name)
    return SingleFile(real)


def _is_dicomdir(path: Path) -> bool:
    """By its SOP class; a damaged one by its name."""
    found = _DIRECTORY_CLASS.search(_bytes(path, 0, 1024))
    return found is not None or folded(path.name) == "DICOMDIR"


def _is_image(path: Path) -> bool:
    """By what is written at the start of a volume (ECMA-119 8.1, ECMA-167 2/9); or by its name."""
    sectors = _bytes(path, _ISO_FIRST_SECTOR * _SECTOR, 4 * _SECTOR)
    marks = {sectors[start + 1 : start + 6] for start in range(0, len(sectors), _SECTOR)}
    return not marks.isdisjoint(_ISO_MARKS) or path.suffix.lower() == ".iso"


def _bytes(path: Path, offset: int, length: int) -> bytes:
    """Nothing where it cannot be read: whoever reads the file next says why."""
    with suppress(OSError):
        if path.is_file():
            return StoredFile(path.name, path, 0, offset + length).read(offset, length)
    return b""
