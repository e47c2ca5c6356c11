"""The list of what is not shown: which file, what it is or what is wrong, what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.base.errors import WorkstationError
from workstation.base.text import _
from workstation.session.display_set import Unshown
from workstation.ui import theme
from workstation.ui.buttons import button
from workstation.ui.tooltips import plain


class ProblemsPanel(QWidget):
    """Slides in above the activity bar. Every line can be selected and copied."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"#problems {{ background: {theme.BAR}; border-top: 1px solid {theme.EDGE}; }}"
        )
        self._list = _ProblemList()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addLayout(self._title_row())
        column.addWidget(self._list)
        self.setFixedHeight(self.fontMetrics().height() * 14)

    def show_problems(
        self,
        problems: Sequence[tuple[str, WorkstationError]],
        unshown: Sequence[Unshown] = (),
    ) -> None:
        """List files with what is wrong with them, then objects without an image by their kind."""
        self._list.clear()
        for name, error in problems:
            self._add(name, error.summary, error.remedy)
        for each in unshown:
            what = _("{kind}: it has no image.").format(kind=each.kind)
            self._add(each.instance.file.name, what, _("It is read and counted, not shown yet."))

    def _add(self, *texts: str) -> None:
        row = QTreeWidgetItem(list(texts))
        for column in range(3):
            row.setToolTip(column, plain(row.text(column)))
        self._list.addTopLevelItem(row)

    def text(self) -> str:
        """All lines, for the clipboard."""
        rows = [self._list.topLevelItem(i) for i in range(self._list.topLevelItemCount())]
        return "\n".join(_line(row) for row in rows if row is not None)

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = QLabel(_("Not shown"))
        title.setStyleSheet(f"color: {theme.TEXT}; font-weight: bold;")
        copy = button("copy", _("Copy all"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        close = button("x", _("Close"))
        close.clicked.connect(self.closed)
        row.addWidget(title, 1)
        row.addWidget(copy)
        row.addWidget(close)
        return row


class _ProblemList(QTreeWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(3)
        self.setHeaderLabels([_("File"), _("What is wrong"), _("What can be done")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName(_("Files that are not shown"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.header().setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is wrong needs most of the room."""
        super().resizeEvent(event)
        for column, part in ((0, 0.2), (2, 0.3)):
            most = round(event.size().width() * part)
            self.setColumnWidth(column, min(self.sizeHintForColumn(column), most))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            lines = "\n".join(_line(row) for row in self.selectedItems())
            QGuiApplication.clipboard().setText(lines)
            return
        super().keyPressEvent(event)


def _line(row: QTreeWidgetItem) -> str:
    return "\t".join(row.text(column) for column in range(row.columnCount())).rstrip()
