"""What stands in the strip of series: what there is, what is shown, what has been seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from workstation.base.text import _, ngettext
from workstation.dicom.model import Study
from workstation.session.captions import written_date
from workstation.session.display_set import DisplaySet
from workstation.ui.tooltips import plain

MIME_TYPE = "application/x-workstation-display-set"
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the strip: a series' display set, or the heading of a study.

    display_set   None for a heading
    picture       None until its frame has come
    shown         in a viewport; `current`: in the active one
    seen          indexes of the frames that have been on the screen
    """

    study: Study
    display_set: DisplaySet | None = None
    picture: QImage | None = None
    shown: bool = False
    current: bool = False
    seen: frozenset[int] = field(default_factory=frozenset)

    @property
    def seen_part(self) -> float:
        """How much of it has been on the screen, 0 to 1."""
        return len(self.seen) / len(self.display_set.frames) if self.display_set else 0.0

    def caption(self) -> str:
        """Modality, number and count in one line."""
        if self.display_set is None:
            return ""
        series, count = self.display_set.series, len(self.display_set.frames)
        number = "" if series.number is None else f" {series.number}"
        images = ngettext("%d image", "%d images", count) % count
        return f"{series.modality}{number}  ·  {images}"

    def spoken(self) -> str:
        """All of it in words, for screen readers and tooltips."""
        if self.display_set is None:
            return f"{written_date(self.study.date)} {self.study.description}".strip()
        states = [_("seen") if self.seen_part == 1 else "", _("shown") if self.shown else ""]
        parts = [self.display_set.title, self.caption(), written_date(self.display_set.series.date)]
        return ", ".join(part for part in parts + states if part)


class ThumbnailModel(QAbstractListModel):
    """Entries in the order of the display sets, under a heading for each study."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._row_of: dict[str, int] = {}

    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken()
        return plain(entry.spoken()) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self._entries[index.row()].display_set is None:
            return Qt.ItemFlag.NoItemFlags
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return able | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        for index in indexes:
            display_set = self._entries[index.row()].display_set
            if display_set is not None:
                carried.setData(MIME_TYPE, display_set.key.encode())
        return carried

    def entry(self, key: str) -> Entry | None:
        """The entry of a display set."""
        row = self._row_of.get(key)
        return None if row is None else self._entries[row]

    def key_at(self, index: QModelIndex) -> str | None:
        """The display set at a line; None for a heading."""
        display_set = self._entries[index.row()].display_set
        return None if display_set is None else display_set.key

    def waiting(self) -> tuple[DisplaySet, ...]:
        """Display sets that have no picture yet."""
        return tuple(e.display_set for e in self._entries if e.display_set and e.picture is None)

    def show_display_sets(self, display_sets: Sequence[DisplaySet]) -> None:
        """List these; what is known of those that stay is kept."""
        fresh = _entries_of(
            display_sets, {e.display_set.key: e for e in self._entries if e.display_set}
        )
        same_lines = [_line(e) for e in fresh] == [_line(e) for e in self._entries]
        if same_lines:
            self._entries = fresh
            self._changed(0, len(fresh) - 1)
            return
        self.beginResetModel()
        self._entries = fresh
        self._row_of = {e.display_set.key: i for i, e in enumerate(fresh) if e.display_set}
        self.endResetModel()

    def show_state(self, shown: frozenset[str], current: str | None) -> None:
        """Mark what the viewports show."""
        for row, entry in enumerate(self._entries):
            if entry.display_set is not None:
                key = entry.display_set.key
                self._put(row, replace(entry, shown=key in shown, current=key == current))

    def set_picture(self, key: str, picture: QImage) -> None:
        """Give a series its picture."""
        if (entry := self.entry(key)) is not None:
            self._put(self._row_of[key], replace(entry, picture=picture))

    def add_seen(self, frames: Iterable[tuple[str, int]]) -> None:
        """Remember that these frames, by display set and index, have been on the screen."""
        by_key: dict[str, set[int]] = {}
        for key, frame_index in frames:
            by_key.setdefault(key, set()).add(frame_index)
        for key, indexes in by_key.items():
            if (entry := self.entry(key)) is not None:
                self._put(self._row_of[key], replace(entry, seen=entry.seen | indexes))

    def _put(self, row: int, entry: Entry) -> None:
        if entry != self._entries[row]:
            self._entries[row] = entry
            self._changed(row, row)

    def _changed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first), self.index(last))


def _entries_of(display_sets: Sequence[DisplaySet], known: dict[str, Entry]) -> list[Entry]:
    entries: list[Entry] = []
    heading = None
    for display_set in display_sets:
        if display_set.study.study_instance_uid != heading:
            heading = display_set.study.study_instance_uid
            entries.append(Entry(display_set.study))
        old = known.get(display_set.key, Entry(display_set.study))
        entries.append(replace(old, study=display_set.study, display_set=display_set))
    return entries


def _line(entry: Entry) -> str:
    return entry.display_set.key if entry.display_set else entry.study.study_instance_uid
