"""The strip of series at the left, to look at, click and drag."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from workstation.base.text import _
from workstation.ui import theme
from workstation.ui.thumbnail_delegate import ThumbnailDelegate, picture_side
from workstation.ui.thumbnail_model import ThumbnailModel


class ThumbnailStrip(QListView):
    """Click, Enter or drag puts a series into a viewport."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = ThumbnailModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(ThumbnailDelegate(self))
        self.setAccessibleName(_("Series"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(
            f"QListView {{ background: {theme.WINDOW}; border: none; border-radius: 0;"
            f" border-right: 1px solid {theme.EDGE}; }}"
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.setFixedWidth(self.width_hint())
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def width_hint(self) -> int:
        """Wide enough for its picture and a short description."""
        return self.fontMetrics().averageCharWidth() * 24 + 14

    def picture_side(self) -> int:
        """Length of a picture, logical pixels."""
        return picture_side(self.width())

    def sizeHint(self) -> QSize:
        return QSize(self.width_hint(), 400)

    def _choose(self, index: QModelIndex) -> None:
        key = self.entries.key_at(index)
        if key is not None:
            self.chosen.emit(key)
