"""What is dropped on the window: folders and files to open, a series for a viewport."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from workstation.ui.thumbnail_model import MIME_TYPE


class Drops(QObject):
    """Watches a widget for drops.

    paths_dropped    files and folders of this computer
    series_dropped   key of a display set, and where: logical pixels of the widget
    """

    paths_dropped = Signal(object)
    series_dropped = Signal(str, float, float)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Accept what can be used, and nothing else: the pointer then says so."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        if isinstance(event, QDragEnterEvent | QDragMoveEvent) and _usable(event):
            event.acceptProposedAction()
            return True
        return False

    def _drop(self, event: QDropEvent) -> bool:
        if event.mimeData().hasFormat(MIME_TYPE):
            key = bytes(event.mimeData().data(MIME_TYPE).data()).decode()
            self.series_dropped.emit(key, event.position().x(), event.position().y())
        elif paths := _paths(event):
            self.paths_dropped.emit(paths)
        else:
            return False
        event.acceptProposedAction()
        return True


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _usable(event: QDropEvent) -> bool:
    return event.mimeData().hasFormat(MIME_TYPE) or bool(_paths(event))
