"""Reads what the user names, in the background, and hands out display sets as they grow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workstation.base.errors import WorkstationError
from workstation.base.jobs import Progress
from workstation.dicom.model import Frame, Study
from workstation.media.errors import ConflictingInstanceError, FileProblem
from workstation.media.opening import OpeningAccount
from workstation.session.display_set import DisplaySet, Unshown
from workstation.ui.qt_jobs import JobRunner

Make = Callable[[], tuple[Path, ...]]


@dataclass(slots=True)
class _Shelf:
    """What was read since the start, for what is read later of the same studies.

    Both by Study Instance UID. The keys of display sets go on meaning the same.
    """

    studies: dict[str, Study] = field(default_factory=dict)
    display_sets: dict[str, tuple[DisplaySet, ...]] = field(default_factory=dict)


class Opener(QObject):
    """One reading at a time; what is named meanwhile waits its turn.

    started   the name of what is read
    stepped   how far it is
    grew      all display sets of this reading that are known by now
    ended     nothing is read any more
    failed    a WorkstationError: this source could not be read at all
    """

    started = Signal(str)
    stepped = Signal(object)
    grew = Signal(object)
    ended = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problems: list[tuple[str, WorkstationError]] = []
        self.unshown: list[Unshown] = []
        self._waiting: list[tuple[str, Make]] = []
        self._shelf = _Shelf()
        self._runner = JobRunner(self)
        self._runner.stepped.connect(self.stepped)
        self._runner.published.connect(self.grew)
        self._runner.done.connect(self._done)
        self._runner.failed.connect(self._fail)
        self._runner.cancelled.connect(self._next)

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._runner.running

    def open(self, paths: Sequence[Path]) -> None:
        """Read these together: files, folders, ISO images."""
        named = tuple(paths)
        name = ", ".join(path.name or str(path) for path in named)
        self.open_made(name, lambda: named)

    def open_made(self, name: str, make: Make) -> None:
        """Read what has to be made first, in the background too."""
        self._waiting.append((name, make))
        if not self.busy:
            self._next()

    def cancel(self) -> None:
        """Stop reading; what has been read stays."""
        self._waiting.clear()
        self._runner.cancel()

    def forget(self) -> None:
        """Stop reading, and know of nothing that was read."""
        self.cancel()
        self.problems.clear()
        self.unshown.clear()
        self._shelf = _Shelf()  # a job that has not stopped yet still fills the old one

    def close(self) -> None:
        """Stop, and tell nobody of anything any more."""
        self._waiting.clear()
        self._runner.close()

    def _next(self) -> None:
        if not self._waiting:
            self.ended.emit()
            return
        name, make = self._waiting.pop(0)
        self.started.emit(name)
        self._runner.start(lambda progress: self._read(make, progress))

    def _read(self, make: Make, progress: Progress) -> OpeningAccount:
        """The job: runs in its own thread."""
        from workstation.dicom.tree import joined
        from workstation.media.opening import read_studies
        from workstation.session.display_set import display_sets

        shelf = self._shelf
        before = dict(shelf.studies)

        def publish(studies: tuple[Study, ...]) -> None:
            whole = {
                uid: joined(before[uid], study) if uid in before else study
                for study in studies
                for uid in [study.study_instance_uid]
            }
            shelf.studies.update(whole)
            for uid, study in whole.items():
                known = shelf.display_sets.get(uid, ())
                shelf.display_sets[uid] = display_sets(study, known)
            self._runner.publish(tuple(each for uid in whole for each in shelf.display_sets[uid]))

        account = read_studies(make(), progress, publish)
        return replace(account, problems=account.problems + _conflicts(before, account.studies))

    def _done(self, account: OpeningAccount) -> None:
        from workstation.session.display_set import unshown

        for study in account.studies:
            self.unshown += unshown(study)
        self.problems += [(problem.name, problem.error) for problem in account.problems]
        self._next()

    def _fail(self, error: WorkstationError) -> None:
        self.failed.emit(error)
        self._next()


def _conflicts(before: Mapping[str, Study], studies: Sequence[Study]) -> tuple[FileProblem, ...]:
    """What came again as something else: the first is shown, and the user is told."""
    from workstation.dicom.tree import conflicts

    found = [
        pair
        for study in studies
        if study.study_instance_uid in before
        for pair in conflicts(before[study.study_instance_uid], study)
    ]
    return tuple(
        FileProblem(
            second.file.name,
            ConflictingInstanceError(name=second.file.name, other=first.file.name),
        )
        for first, second in found
    )


def combined(before: Sequence[DisplaySet], reading: Sequence[DisplaySet]) -> tuple[DisplaySet, ...]:
    """What was open and what is being read: a display set that came again replaces itself.

    One that comes parted otherwise, as more of its series is known now, goes where all of its
    frames have come again.
    """
    fresh = {display_set.key: display_set for display_set in reading}
    there = {_identity(frame) for display_set in reading for frame in display_set.frames}
    kept = [
        fresh.pop(display_set.key, display_set)
        for display_set in before
        if display_set.key in fresh or not there.issuperset(map(_identity, display_set.frames))
    ]
    return (*kept, *fresh.values())


def _identity(frame: Frame) -> tuple[str, int]:
    return frame.instance.sop_instance_uid, frame.frame_index
