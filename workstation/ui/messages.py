"""What the user must read: a strip above the images, which never covers them and never blocks."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from workstation.base import log
from workstation.base.errors import WorkstationError
from workstation.base.text import _
from workstation.ui import icons, theme
from workstation.ui.buttons import button

_LOOKS = {
    "caution": (theme.CAUTION, "triangle-alert"),
    "danger": (theme.DANGER, "triangle-alert"),
    "info": (theme.ACCENT, "info"),
}


class Message(QWidget):
    """One sentence and its remedy, with the sign of how grave it is; closed by the user."""

    closed = Signal()

    def __init__(self, summary: str, remedy: str, gravity: str, details: str = "") -> None:
        super().__init__()
        color, name = _LOOKS[gravity]
        self._details = details or f"{summary}\n{remedy}".strip()
        self.setObjectName("message")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"#message {{ background: {theme.RAISED}; border-left: 4px solid {color};"
            f" border-bottom: 1px solid {theme.EDGE}; }}"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 8, 7)
        row.setSpacing(10)
        row.addWidget(_sign(name, color), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_sentences(summary, remedy), 1)
        row.addWidget(self._copy_button())
        row.addWidget(self._close_button())
        self.setAccessibleName(f"{summary} {remedy}".strip())

    def _copy_button(self) -> QPushButton:
        copy = button("copy", _("Copy"))
        copy.setToolTip(_("Copy this message to the clipboard"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details))
        return copy

    def _close_button(self) -> QToolButton:
        close = QToolButton()
        close.setIcon(icons.icon("x"))
        close.setIconSize(QSize(16, 16))
        close.setToolTip(_("Close this message"))
        close.setAccessibleName(_("Close this message"))
        close.clicked.connect(self.closed)
        return close


class Messages(QWidget):
    """The messages that have not been closed yet, the newest first, no sentence twice."""

    _AT_MOST = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: dict[str, Message] = {}
        self.hide()

    def error(self, error: WorkstationError) -> None:
        """Tell of something wrong in the world: its sentence and its remedy."""
        log.record(error)
        self.show_message(error.message_id + error.summary, error.summary, error.remedy)

    def show_message(
        self, key: str, summary: str, remedy: str, gravity: str = "caution", details: str = ""
    ) -> None:
        """Show a message; one with the same key takes the old one's place."""
        self.withdraw(key)
        message = Message(summary, remedy, gravity, details)
        message.closed.connect(lambda: self.withdraw(key))
        self._shown[key] = message
        self._column.insertWidget(0, message)
        while len(self._shown) > self._AT_MOST:
            self.withdraw(next(iter(self._shown)))
        self.show()

    def withdraw(self, key: str) -> None:
        """Take a message away whose reason is gone."""
        message = self._shown.pop(key, None)
        if message is not None:
            self._column.removeWidget(message)
            message.hide()
            message.deleteLater()
        self.setVisible(bool(self._shown))

    def texts(self) -> tuple[str, ...]:
        """What can be read now, the oldest first."""
        return tuple(message.accessibleName() for message in self._shown.values())


def _sign(name: str, color: str) -> QLabel:
    sign = QLabel()
    sign.setPixmap(
        icons.pixmap(name, 18, color, QGuiApplication.primaryScreen().devicePixelRatio())
    )
    return sign


def _sentences(summary: str, remedy: str) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for text, color in ((summary, theme.TEXT), (remedy, theme.QUIET)):
        if text:
            label = QLabel(text)
            # Text from a data set or a path is text, never markup.
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setStyleSheet(f"color: {color};")
            column.addWidget(label)
    return both
