"""An ISO 9660 or UDF image, or the device of a drive, as a source; nothing is mounted."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from workstation.base.errors import WorkstationError
from workstation.base.sandbox import MEBIBYTE, Sandbox
from workstation.base.text import _
from workstation.dicom.stored import StoredFile
from workstation.media.errors import (
    DamagedImageError,
    FileProblem,
    NothingThereError,
    UnreadableImageError,
)
from workstation.media.names import file_id_parts, folded, named_dicomdir, stem

_MEDIUM_SECONDS = 60.0  # by the clock: a drive spins up, and seeks from folder to folder
_MEMORY = 1024 * MEBIBYTE

_Key = tuple[str, ...]
_Spaces = list[list[tuple[list[str], int, int]]]


class IsoSource:
    """The files of an image under the names of its best name space, found under those of all.

    The image is listed at once, in a sandbox; WorkstationError where that cannot be done.
    """

    kind = "iso"

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.problems: list[FileProblem] = []
        self._path = path
        self._files: dict[tuple[int, int], StoredFile] = {}
        self._by_name: dict[_Key, StoredFile] = {}
        self._by_stem: dict[_Key, StoredFile] = {}
        for space in self._spaces():
            for parts, offset, length in space:
                self._add(parts, offset, length)

    def _spaces(self) -> _Spaces:
        """The listing; of a damaged image what can still be found, and that it is damaged."""
        try:
            listed = _asked(self._path, "workstation.media.iso_listing:list_image")
            if any(listed):
                return listed
            # The folders of a damaged image can come out as empty, and nobody would know.
            raise UnreadableImageError(name=self.name, reason=_("it lists no files"))
        except UnreadableImageError as error:
            found = _asked(self._path, "workstation.media.iso_salvage:salvage_image")
            if not found:
                raise
            damage = DamagedImageError(name=self.name, reason=error.facts["reason"])
            self.problems.append(FileProblem(self.name, damage))
            return found

    def _add(self, parts: list[str], offset: int, length: int) -> None:
        # Plain ISO 9660 has `NAME.EXT;1`: the version is no part of the name.
        name = "/".join([*parts[:-1], parts[-1].partition(";")[0].rstrip(".")])
        file = StoredFile(name, self._path, offset, length)
        file = self._files.setdefault((offset, length), file)
        self._by_name.setdefault(tuple(map(folded, parts)), file)
        self._by_stem.setdefault((*map(folded, parts[:-1]), stem(parts[-1])), file)

    def dicomdir(self) -> StoredFile | None:
        """Find the DICOMDIR in the root."""
        for key, file in self._by_name.items():
            if len(key) == 1 and named_dicomdir(key[0]):
                return file
        return None

    def files(self) -> Iterator[StoredFile]:
        """All files in the order in which they lie on the disc."""
        return iter([file for _place, file in sorted(self._files.items())])

    def find(self, file_id: Sequence[str]) -> StoredFile | None:
        """Find a file by its File ID, in any of the image's name spaces."""
        parts = file_id_parts(file_id)
        if parts is None:
            return None
        key = tuple(map(folded, parts))
        found = self._by_name.get(key) or self._by_stem.get(key)
        return found or self._by_stem.get((*key[:-1], stem(key[-1])))

    def close(self) -> None:
        """Forget the listing."""
        self._files.clear()
        self._by_name.clear()
        self._by_stem.clear()


def seconds_for(length: int) -> float:
    """Processor time that the listing of an image may take, by its length in bytes.

    Ten times what an image of nothing but small files takes. A small one is told to be damaged
    within two seconds, and the largest gets no more than half a minute.
    """
    return min(1.5 + 2e-7 * length, 30.0)


def _asked(path: Path, entry: str) -> _Spaces:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise NothingThereError(name=path.name) from error
    sandbox = Sandbox(entry)
    try:
        limits = seconds_for(os.lseek(descriptor, 0, os.SEEK_END)), _MEMORY, _MEDIUM_SECONDS
        answer = sandbox.call(path.name.encode(), (descriptor,), *limits)
    except UnreadableImageError:
        raise
    except WorkstationError as error:
        raise UnreadableImageError(name=path.name, reason=error.summary) from error
    finally:
        sandbox.shutdown()
        os.close(descriptor)
    spaces: _Spaces = json.loads(answer)
    return spaces
