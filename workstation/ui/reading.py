"""What is open: studies on their way into the workspace, and what is said while they come."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workstation.base.errors import WorkstationError
from workstation.base.store import Store
from workstation.base.text import ngettext
from workstation.dicom.model import Study
from workstation.session.character_sets import Terms, reread, with_choice
from workstation.session.display_set import DisplaySet, Unshown
from workstation.session.frames import FrameStore
from workstation.session.hanging import arrived, read_through
from workstation.session.workspace import Workspace
from workstation.ui.activity_bar import ActivityBar
from workstation.ui.empty_state import EmptyState
from workstation.ui.messages import Messages
from workstation.ui.opener import Make, Opener, combined


class Reading(QObject):
    """Joins the opener to the workspace. Display sets grow in place; the eye is not disturbed.

    changed    display sets came, or the reading ended
    problems   files that could not be read, with what is wrong
    """

    changed = Signal()

    def __init__(
        self,
        store: Store[Workspace],
        frames: FrameStore,
        activity: ActivityBar,
        empty: EmptyState,
        messages: Messages,
    ) -> None:
        super().__init__(activity)
        self._store = store
        self._frames = frames
        self._activity = activity
        self._empty = empty
        self._messages = messages
        self._name = ""
        self._wanted = False
        self._before: tuple[DisplaySet, ...] = ()
        self._opener = Opener(self)
        self._opener.started.connect(self._started)
        self._opener.stepped.connect(activity.show_step)
        self._opener.grew.connect(self._grew)
        self._opener.ended.connect(self._ended)
        self._opener.failed.connect(messages.error)
        activity.cancel_asked.connect(self._opener.cancel)

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._opener.busy

    @property
    def problems(self) -> Sequence[tuple[str, WorkstationError]]:
        """What could not be read since the start, by the name of the file."""
        return self._opener.problems

    @property
    def unshown(self) -> Sequence[Unshown]:
        """Objects without an image that were read since the start."""
        return self._opener.unshown

    def open(self, paths: Sequence[Path]) -> None:
        """Read these in the background; what is open stays open."""
        if paths:
            self._opener.open(paths)

    def open_made(self, name: str, make: Make) -> None:
        """Read what has to be made first."""
        self._opener.open_made(name, make)

    def forget(self) -> None:
        """Close all that is open, and stop what is being read."""
        self._wanted = False
        self._opener.forget()
        self._store.set(arrived(self._store.value, ()))
        self._frames.close_all()
        self._activity.rest("")
        self._activity.show_problems(0, 0)
        self._empty.invite()
        self.changed.emit()

    def use_character_set(self, study: Study, terms: Terms) -> None:
        """Show the texts of a study in this set, now and when it is read again; () is its own."""
        now = self._store.value
        chosen = with_choice(now.character_sets, study, terms)
        self._store.set(replace(now, character_sets=chosen))
        self._show(now.display_sets)

    def close(self) -> None:
        """Stop; nothing is told any more."""
        self._opener.close()

    def _started(self, name: str) -> None:
        self._name = name
        self._wanted = True
        self._before = self._store.value.display_sets
        self._empty.reading(name)
        self._store.set(replace(self._store.value, reading=True))

    def _grew(self, display_sets: tuple[DisplaySet, ...]) -> None:
        if not self._wanted:
            return
        self._show(combined(self._before, display_sets))

    def _show(self, display_sets: Sequence[DisplaySet]) -> None:
        now = self._store.value
        everything = reread(display_sets, now.character_sets, now.display_sets)
        for display_set in everything:
            self._frames.open(display_set)
        old = {display_set.key for display_set in now.display_sets}
        self._store.set(arrived(now, everything))
        for key in old.difference(display_set.key for display_set in everything):
            self._frames.close(key)  # its frames are parted otherwise now
        self.changed.emit()

    def _ended(self) -> None:
        self._store.set(read_through(self._store.value))
        if self._wanted and not self._store.value.display_sets:
            self._empty.found_nothing(self._name)
        self._activity.rest(self.summary())
        self._activity.show_problems(len(self.problems), len(self.unshown))
        self.changed.emit()

    def summary(self) -> str:
        """What is open, in numbers."""
        sets = self._store.value.display_sets
        if not sets:
            return ""
        images = sum(len(display_set.frames) for display_set in sets)
        series = len({display_set.series.series_instance_uid for display_set in sets})
        return "{}  ·  {}".format(
            ngettext("%d series", "%d series", series) % series,
            ngettext("%d image", "%d images", images) % images,
        )
