"""About this picture: every sign of the active viewport, in whole sentences."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from workstation.base.text import _
from workstation.session.signs import Signs
from workstation.ui.buttons import button
from workstation.ui.picture import WorkspacePicture
from workstation.ui.sign_text import sign_html, sign_plain


class SignsPanel(QDialog):
    """Stays beside the images and goes with the active viewport."""

    def __init__(self, picture: WorkspacePicture, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About This Picture"))
        self._picture = picture
        self._signs: Signs | None = None
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._text = QTextBrowser()
        self._text.setAccessibleName(_("What is to be known of this picture"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        copy, close = button("copy", _("Copy")), button("x", _("Close"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        close.clicked.connect(self.close)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 84, self.fontMetrics().height() * 32)
        picture.drawn.connect(self.refresh)

    def open_panel(self) -> None:
        """Show it with what is true now."""
        self.show()
        self.refresh()
        self.raise_()

    def refresh(self) -> None:
        """Say what was drawn last; nothing moves where nothing has changed."""
        workspace = self._picture.workspace
        if workspace is None or not self.isVisible():
            return
        shown = workspace.shown(workspace.active)
        number = workspace.active_viewport.frame_index + 1
        title = _("No picture") if shown is None else _("{series}, image {number}")
        self._title.setText(title.format(series=shown.title if shown else "", number=number))
        signs = self._picture.signs(workspace.active)
        if signs != self._signs:
            self._signs = signs
            self._text.setHtml(sign_html(signs) or f"<p>{_nothing()}</p>")

    def text(self) -> str:
        """What it says, to be copied."""
        return sign_plain(self._signs or ()) or _nothing()


def _nothing() -> str:
    return _("Nothing in the file or in how it is shown calls for a caution.")
