"""A folder of the system, or a drive, as a source."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from workstation.dicom.stored import StoredFile
from workstation.media.errors import (
    FileProblem,
    TooDeepError,
    TooManyFilesError,
    UnreadableFolderError,
)
from workstation.media.names import file_id_parts, matching, named_dicomdir

_MOST_FILES = 1_000_000
_MOST_LEVELS = 32

_Identity = tuple[int, int]


class FolderSource:
    """All regular files under a folder. Links are followed where they lead inside of it."""

    def __init__(
        self, root: Path, kind: str, directory: str | None = None, most_files: int = _MOST_FILES
    ) -> None:
        self.kind = kind
        self.name = root.name or str(root)
        self.problems: list[FileProblem] = []
        self._root = root
        self._directory = directory
        self._most_files = most_files
        self._listings: dict[str, dict[str, os.DirEntry[str]]] = {}

    def dicomdir(self) -> StoredFile | None:
        """Find the DICOMDIR that was named, or the one in the root."""
        for name in [self._directory] if self._directory else self._list(""):
            if name is not None and (self._directory or named_dicomdir(name)):
                return self._file(name, self._list("").get(name))
        return None

    def files(self) -> Iterator[StoredFile]:
        """All files, folder by folder; says in `problems` what was left out."""
        for count, file in enumerate(self._walk()):
            if count == self._most_files:
                self._say(self.name, TooManyFilesError(name=self.name, limit=self._most_files))
                return
            yield file

    def _walk(self) -> Iterator[StoredFile]:
        folders = [("", 0)]
        seen: set[_Identity] = set()
        if not self._new("", seen):  # known from now on: a link may lead back to it
            return
        while folders:
            folder, level = folders.pop()
            inner = []
            for name, entry in sorted(self._list(folder).items()):
                path = _join(folder, name)
                if self._is_folder(entry):
                    inner.append(path)
                elif (file := self._file(path, entry)) is not None:
                    yield file
            self._listings.pop(folder, None)  # a walk comes by once; find may list it again
            folders += [(path, level + 1) for path in reversed(inner) if self._new(path, seen)]
            if level >= _MOST_LEVELS and inner:
                self._say(inner[0], TooDeepError(name=inner[0], limit=_MOST_LEVELS))
                del folders[-len(inner) :]

    def _new(self, folder: str, seen: set[_Identity]) -> bool:
        """Whether a folder was not looked at yet, under this name or another."""
        try:
            status = self._root.joinpath(folder).stat()
        except OSError as error:
            name = folder or self.name
            self._say(name, UnreadableFolderError(name=name, reason=error.strerror))
            return False
        identity = (status.st_dev, status.st_ino)
        fresh = identity not in seen or identity == (0, 0)
        seen.add(identity)
        return fresh

    def find(self, file_id: Sequence[str]) -> StoredFile | None:
        """Find a file by its File ID: each component in the case and with the extension it has."""
        parts = file_id_parts(file_id)
        return None if parts is None or len(parts) > _MOST_LEVELS else self._find("", parts)

    def _find(self, folder: str, parts: tuple[str, ...]) -> StoredFile | None:
        listing = self._list(folder)
        names = [parts[0]] if parts[0] in listing else []
        for name in names or matching(parts[0], listing):
            entry, path = listing[name], _join(folder, name)
            if len(parts) == 1:
                found = self._file(path, entry)
            else:
                found = self._find(path, parts[1:]) if self._is_folder(entry) else None
            if found is not None:
                return found
        return None

    def close(self) -> None:
        """Forget what was listed."""
        self._listings.clear()

    def _list(self, folder: str) -> dict[str, os.DirEntry[str]]:
        if folder not in self._listings:
            self._listings[folder] = self._scan(folder)
        return self._listings[folder]

    def _scan(self, folder: str) -> dict[str, os.DirEntry[str]]:
        try:
            with os.scandir(self._root.joinpath(folder)) as entries:
                return {entry.name: entry for entry in entries}
        except OSError as error:
            name = folder or self.name
            self._say(name, UnreadableFolderError(name=name, reason=error.strerror))
            return {}

    def _is_folder(self, entry: os.DirEntry[str]) -> bool:
        try:
            return entry.is_dir() and self._inside(entry)
        except OSError:
            return False

    def _file(self, name: str, entry: os.DirEntry[str] | None) -> StoredFile | None:
        """None for what is no regular file (a pipe would block) or leads outside."""
        try:
            if entry is None or not self._inside(entry):
                return None
            status = entry.stat()
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        return StoredFile(name, Path(entry.path), 0, status.st_size)

    def _inside(self, entry: os.DirEntry[str]) -> bool:
        return not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(self._root)

    def _say(
        self, name: str, error: UnreadableFolderError | TooManyFilesError | TooDeepError
    ) -> None:
        if all(problem.name != name for problem in self.problems):
            self.problems.append(FileProblem(name, error))


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


class SingleFile:
    """One file that was named by the user."""

    kind = "file"

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.problems: tuple[FileProblem, ...] = ()
        self._file = StoredFile(path.name, path, 0, path.stat().st_size)

    def dicomdir(self) -> None:
        """A file alone has no directory."""

    def files(self) -> Iterator[StoredFile]:
        """Just the one."""
        yield self._file

    def find(self, file_id: Sequence[str]) -> StoredFile | None:
        """Only by its own name."""
        parts = file_id_parts(file_id)
        return self._file if parts and matching(parts[-1], [self.name]) else None

    def close(self) -> None:
        """Nothing is held."""
