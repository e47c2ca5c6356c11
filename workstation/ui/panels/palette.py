"""The command palette: type a few letters of a command, Enter runs it."""

from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from workstation.base.text import _
from workstation.ui import theme

_LIST_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}

Entry = tuple[str, QAction]


class CommandPalette(QWidget):
    """Lies over the window while it is used; what cannot be done now is not listed.

    entries   title and action of what can be done, asked for anew each time
    """

    def __init__(self, entries: Callable[[], Sequence[Entry]], parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._entries = entries
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"#palette {{ background: {theme.BAR}; border: 1px solid {theme.LINE};"
            " border-radius: 6px; }"
        )
        self._line = QLineEdit(placeholderText=_("Type a command"))
        self._line.setAccessibleName(_("Command"))
        self._list = QTreeWidget()
        self._prepare_list()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._line)
        column.addWidget(self._list)
        self._line.textChanged.connect(self._search)
        self._line.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it, empty, over the upper middle of the window."""
        width = min(self._window.width() - 40, self.fontMetrics().averageCharWidth() * 80)
        height = min(self._window.height() - 80, self.fontMetrics().height() * 26)
        self.setGeometry((self._window.width() - width) // 2, 64, width, height)
        self._line.clear()
        self._search("")
        self.show()
        self.raise_()
        self._line.setFocus()

    def titles(self) -> tuple[str, ...]:
        """What is listed now."""
        rows = [self._list.topLevelItem(i) for i in range(self._list.topLevelItemCount())]
        return tuple(row.text(0) for row in rows if row is not None)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys that belong to the list go there; Escape and a click elsewhere close."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        if event.type() == QEvent.Type.FocusOut and not self._list.hasFocus():
            self.hide()
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() in _LIST_KEYS:
            self._list.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._list.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            return False
        return True

    def _prepare_list(self) -> None:
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(_("Commands"))
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, self._list.header().ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, self._list.header().ResizeMode.ResizeToContents)
        self._list.itemClicked.connect(self._run)

    def _search(self, text: str) -> None:
        words = text.casefold().split()
        self._list.clear()
        for title, action in self._entries():
            if all(word in title.casefold() for word in words):
                self._list.addTopLevelItem(_row(title, action))
        if (first := self._list.topLevelItem(0)) is not None:
            self._list.setCurrentItem(first)

    def _run(self, row: QTreeWidgetItem | None) -> None:
        if row is not None:
            action = row.data(0, Qt.ItemDataRole.UserRole)
            self._close()
            action.trigger()

    def _close(self) -> None:
        self.hide()
        self._window.setFocus()


def _row(title: str, action: QAction) -> QTreeWidgetItem:
    row = QTreeWidgetItem([title, key_text(action)])
    row.setIcon(0, _no_icon() if action.icon().isNull() else action.icon())
    row.setData(0, Qt.ItemDataRole.UserRole, action)
    row.setForeground(1, QColor(theme.QUIET))
    return row


@cache
def _no_icon() -> QIcon:
    """Takes the room of one, so that all titles begin at the same place."""
    nothing = QPixmap(16, 16)
    nothing.fill(Qt.GlobalColor.transparent)
    return QIcon(nothing)


def plain_title(action: QAction) -> str:
    """The action's words without the mark of its access key."""
    return action.text().replace("&", "")


def key_text(action: QAction) -> str:
    """The action's keys as the system writes them."""
    form = QKeySequence.SequenceFormat.NativeText
    return ", ".join(key.toString(form) for key in action.shortcuts())
