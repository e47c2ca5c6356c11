"""Where the bytes of one DICOM file lie: a file of the system, or a stretch of one."""

import os
from dataclasses import dataclass
from pathlib import Path

READ_ONLY = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on a medium, readable without knowing what kind of medium it is.

    name     what the user knows it as: its path inside the medium, `/` between the parts
    path     the file of the system to open: the file itself, or an ISO image that holds it
    offset   bytes before its first byte in `path`
    length   bytes
    """

    name: str
    path: Path
    offset: int
    length: int

    def read(self, offset: int, length: int) -> bytes:
        """Read up to `length` bytes from `offset` of this file; fewer at its end.

        OSError is the caller's to translate: a medium may be gone or unreadable.
        """
        length = max(0, min(length, self.length - offset))
        descriptor = os.open(self.path, READ_ONLY)
        try:
            return os.pread(descriptor, length, self.offset + offset)
        finally:
            os.close(descriptor)
