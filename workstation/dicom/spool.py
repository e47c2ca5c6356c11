"""Bytes that lie in no file of the medium, in a file without a name: it ends with the program."""

import os
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from threading import Lock

from workstation.dicom.stored import StoredFile


class Spool:
    """Keeps what was unpacked, one thing behind the other, for as long as the program runs.

    However the program ends, nothing of a patient's data stays behind, where the system can open
    a file that has lost its name; elsewhere (Windows) an orderly end removes it.
    """

    def __init__(self) -> None:
        self._adding = Lock()
        with tempfile.TemporaryFile(prefix="workstation-") as file:
            self._fd = os.dup(file.fileno())
        self._path = Path(f"/dev/fd/{self._fd}")
        if not self._path.exists():
            self._use_a_name()

    def _use_a_name(self) -> None:
        os.close(self._fd)
        self._folder = tempfile.TemporaryDirectory(prefix="workstation-")
        self._path = Path(self._folder.name, "unpacked")
        self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)

    def keep(self, name: str, pieces: Iterable[bytes]) -> StoredFile:
        """Write the pieces; where they raise, nothing of them is kept."""
        with self._adding:
            start = end = os.lseek(self._fd, 0, os.SEEK_END)
            try:
                for piece in pieces:
                    end += _write(self._fd, piece)
            except BaseException:
                os.ftruncate(self._fd, start)
                raise
        return StoredFile(name, self._path, start, end - start)


def _write(fd: int, piece: bytes) -> int:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(fd, rest) :]
    return len(piece)


@lru_cache(maxsize=1)
def spool() -> Spool:
    """The one of this program, made when it is first needed."""
    return Spool()
