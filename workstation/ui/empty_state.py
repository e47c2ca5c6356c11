"""What stands where images will: what to do next, or what is being read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workstation.base.text import _
from workstation.ui import icons, theme
from workstation.ui.buttons import button

_LONGEST = 100  # characters of a name


class EmptyState(QWidget):
    """Calm, in the middle, and gone as soon as there is an image."""

    open_folder_asked = Signal()
    open_file_asked = Signal()
    open_demo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self._title = QLabel()
        self._hint = QLabel()
        self._buttons = self._make_buttons()
        self._arrange()
        self.invite()

    def invite(self) -> None:
        """Nothing is open: say what can be done."""
        self._show("disc-3", _("Nothing is open"), _hint())
        self._buttons.show()

    def reading(self, name: str) -> None:
        """Something is being read, and no image has come yet."""
        self._show("loader-circle", _("Reading"), name)
        self._buttons.hide()

    def found_nothing(self, name: str) -> None:
        """What was read has no image in it."""
        self._show("image-off", _("There is no image to show here"), name)
        self._buttons.show()

    @property
    def text(self) -> str:
        """What can be read now."""
        return f"{self._title.text()}\n{self._hint.text()}"

    def _show(self, sign: str, title: str, hint: str) -> None:
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        self._sign.setPixmap(icons.pixmap(sign, 56, theme.FAINT, ratio))
        self._title.setText(title)
        longest = self.fontMetrics().averageCharWidth() * _LONGEST
        middle = Qt.TextElideMode.ElideMiddle
        self._hint.setText(self.fontMetrics().elidedText(hint, middle, longest))

    def _arrange(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        font = self.font()
        font.setPointSizeF(theme.heading_size(application))
        self._title.setFont(font)
        self._hint.setStyleSheet(f"color: {theme.QUIET};")
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        for label in (self._sign, self._title, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _make_buttons(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setSpacing(10)
        folder = button("folder-open", _("Open a folder or disc…"))
        folder.clicked.connect(self.open_folder_asked)
        file = button("disc-3", _("Open files or an ISO image…"))
        file.clicked.connect(self.open_file_asked)
        demo = button("play", _("Open the demo"))
        demo.clicked.connect(self.open_demo_asked)
        for each in (folder, file, demo):
            layout.addWidget(each)
        return row


def _hint() -> str:
    return _("Drop a folder, files or an ISO image of a disc here, open one, or look at the demo.")
