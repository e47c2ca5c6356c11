"""A look at discs, folders and files: their studies, growing while they are read."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from math import inf
from pathlib import Path
from time import monotonic

from workstation.base.errors import WorkstationError
from workstation.base.jobs import Progress
from workstation.base.text import _
from workstation.dicom.errors import DicomError, NotDicomError, UnreadableFileError
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Instance, Study
from workstation.dicom.stored import StoredFile
from workstation.dicom.tree import studies_of
from workstation.media.errors import (
    ConflictingInstanceError,
    FileProblem,
    MissingFileError,
    UnsafeReferenceError,
)
from workstation.media.fileset import FileSet, read_fileset
from workstation.media.names import file_id_parts, named_dicomdir
from workstation.media.source import Source, open_source

MEDIA_DIRECTORY = "1.2.840.10008.1.3.10"  # SOP class of a DICOMDIR
_PIECE = 1 << 20  # bytes compared between two looks at whether anybody still wants them
_GROWTH = 4  # times as many instances before they are published again
_SOON = 0.5  # seconds after which a slow medium may show what else it gave
_STRIDE = 256  # files listed between two looks at whether anybody still wants them

Publish = Callable[[tuple[Study, ...]], None]


@dataclass(frozen=True, slots=True)
class OpeningAccount:
    """What came of opening.

    problems     every file, folder and reference that could not be used
    files        how many files were looked at
    not_dicom    how many of them are something else, as viewers and pictures on discs are
    duplicates   how many repeat an instance that was read before
    """

    studies: tuple[Study, ...]
    problems: tuple[FileProblem, ...]
    files: int
    not_dicom: int = 0
    duplicates: int = 0


def read_studies(paths: Sequence[Path], progress: Progress, publish: Publish) -> OpeningAccount:
    """Read the headers of all DICOM files, those that a DICOMDIR names first, in its order.

    publish   is given the studies so far: after the first instance, each time their number has
              grown four times, and on a slow medium now and then; so that all the publishing
              costs no more than a third of the last, or of the time that was waited for
    """
    reading = _Reading(progress, publish)
    for path in paths:
        try:
            source = open_source(path)
        except WorkstationError as error:
            reading.problems.append(FileProblem(str(path), error))
            continue
        try:
            reading.read(source)
        finally:
            source.close()
    return reading.account()


@dataclass(slots=True)
class _Reading:
    """What was read so far.

    total   files of the medium that is being read, 0 while they are not counted yet
    seen    where its files lie that were looked at
    """

    progress: Progress
    publish: Publish
    instances: dict[str, Instance] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)
    files: int = 0
    not_dicom: int = 0
    duplicates: int = 0
    _total: int = 0
    _seen: set[tuple[Path, int]] = field(default_factory=set)
    _publish_at: int = 1
    _publish_after: float = inf

    def read(self, source: Source) -> None:
        """The first file that the DICOMDIR names, at once; then the rest of those; then all."""
        self._total = 0
        self._seen.clear()
        named = self._named(source, self._fileset(source))
        for file in islice(named, 1):
            self._read_file(file, expected=True)
        others = self._list(source)
        for file in named:
            self._read_file(file, expected=True)
        for file in others:
            if named_dicomdir(file.name):
                self._read_disguised(file)
            else:
                self._read_file(file, expected=source.kind == "file")
        self.problems += source.problems

    def _fileset(self, source: Source) -> FileSet:
        self.progress.step(None, _("Looking at {name}").format(name=source.name))
        try:
            return read_fileset(source)
        except WorkstationError as error:
            self.problems.append(FileProblem(source.name, error))
            return FileSet()

    def _named(self, source: Source, file_set: FileSet) -> Iterator[StoredFile]:
        """The files of the directory records; what is not there, or nowhere, is a problem."""
        for record in file_set.records:
            file = source.find(record.file_id)
            if file is not None:
                yield file
                continue
            safe = file_id_parts(record.file_id)
            kind = UnsafeReferenceError if safe is None else MissingFileError
            name = "/".join(safe or record.file_id)
            self.problems.append(FileProblem(name, kind(name=name)))

    def _list(self, source: Source) -> list[StoredFile]:
        files: list[StoredFile] = []
        for file in source.files():
            if len(files) % _STRIDE == 0:
                self.progress.step(None, _("Looking at {name}").format(name=source.name))
            files.append(file)
        self._total = len(files)
        return files

    def _read_file(self, file: StoredFile, *, expected: bool) -> None:
        """Read one header; a file that is broken is told of and stops nothing."""
        place = (file.path, file.offset)
        if place in self._seen:
            return
        self._seen.add(place)
        self.files += 1
        done = min(1.0, len(self._seen) / self._total) if self._total else None
        self.progress.step(done, _("Reading {name}").format(name=file.name))
        try:
            self._take(read_instance(file))
        except NotDicomError as error:
            self.not_dicom += 1
            if expected:
                self.problems.append(FileProblem(file.name, error))
        except DicomError as error:
            self.problems.append(FileProblem(file.name, error))

    def _read_disguised(self, file: StoredFile) -> None:
        """Take an image that is named like a directory; what is wrong with one was told before."""
        with suppress(DicomError):
            instance = read_instance(file)
            if instance.image is not None:
                self.files += 1
                self._take(instance)

    def _take(self, instance: Instance) -> None:
        if instance.sop_class_uid == MEDIA_DIRECTORY:
            return
        first = self.instances.setdefault(instance.sop_instance_uid, instance)
        if first is not instance:
            self._compare(first, instance)
        elif len(self.instances) >= self._publish_at or monotonic() >= self._publish_after:
            self._publish()

    def _publish(self) -> None:
        """Publish, and say when to do so again: by number, or when the medium is slow."""
        begun = monotonic()
        self.publish(studies_of(self.instances.values()))
        ended = monotonic()
        self._publish_at = _GROWTH * len(self.instances)
        self._publish_after = ended + max(_SOON, (_GROWTH - 1) * (ended - begun))

    def _compare(self, first: Instance, second: Instance) -> None:
        """The first read is shown; that another image has its identity is told."""
        self.duplicates += 1
        name, other = second.file.name, first.file.name
        try:
            if not self._same(first.file, second.file):
                error = ConflictingInstanceError(name=name, other=other)
                self.problems.append(FileProblem(name, error))
        except OSError as failure:
            reason = failure.strerror or type(failure).__name__
            unread = UnreadableFileError(name=name, reason=reason)
            self.problems.append(FileProblem(name, unread))

    def _same(self, first: StoredFile, second: StoredFile) -> bool:
        """Whether all bytes agree: equipment that reuses identities writes images of one size."""
        if first.length != second.length:
            return False
        if (first.path, first.offset) == (second.path, second.offset):
            return True
        for offset in range(0, first.length, _PIECE):
            if first.read(offset, _PIECE) != second.read(offset, _PIECE):
                return False
            self.progress.step(None, _("Reading {name}").format(name=second.name))
        return True

    def account(self) -> OpeningAccount:
        """Publish what the last step left out, and count."""
        studies = studies_of(self.instances.values())
        if studies:
            self.publish(studies)
        return OpeningAccount(
            studies, tuple(self.problems), self.files, self.not_dicom, self.duplicates
        )
