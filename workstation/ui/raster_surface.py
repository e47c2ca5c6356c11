"""The surface where OpenGL is software: the reference pipeline's pixels, put on the screen."""

from collections.abc import Iterable
from functools import reduce
from typing import cast

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from workstation.render.raster import RasterRenderer
from workstation.render.raster_damage import hull
from workstation.scene.scene import Rect
from workstation.ui.surface import Picture, physical_size

_DRAW = QEvent.Type(QEvent.registerEventType())


class RasterSurface(QWidget):
    """Draws into memory when asked, then shows the rectangle that changed, and only that."""

    drawn = Signal()

    def __init__(self, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._renderer = RasterRenderer()
        self._image = QImage()
        self._memory: npt.NDArray[np.uint32] | None = None
        self._asked = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def as_widget(self) -> QWidget:
        """See Surface."""
        return self

    def refresh(self) -> None:
        """See Surface. Input waiting in the queue is taken first, and drawn once."""
        if not self._asked:
            self._asked = True
            priority = Qt.EventPriority.LowEventPriority.value
            QCoreApplication.postEvent(self, QEvent(_DRAW), priority)

    def read(self) -> npt.NDArray[np.uint8 | np.uint16]:
        """See Surface."""
        return self._renderer.read()

    def close_renderer(self) -> None:
        """See Surface."""
        self._image = QImage()

    def event(self, event: QEvent) -> bool:
        """Draw when the event that refresh() posted arrives."""
        if event.type() == _DRAW:
            if self._asked and self.isVisible():
                self._show(self._draw())
            self._asked = False
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.size() != physical_size(self):
            self._draw()
        painter = QPainter(self)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        ratio = self.devicePixelRatioF()
        for rect in _rects(event.region()):
            source = QRect(rect.topLeft() * ratio, rect.size() * ratio)
            painter.drawImage(rect, self._image, source)

    def _draw(self) -> tuple[Rect, ...]:
        self._asked = False
        size, ratio = physical_size(self), self.devicePixelRatioF()
        changed = self._renderer.draw(self._picture(size.width(), size.height(), ratio))
        self._wrap(self._renderer.framebuffer)
        self.drawn.emit()
        return changed

    def _show(self, changed: tuple[Rect, ...]) -> None:
        """Put what changed on the screen, as one rectangle.

        Into several at once Qt paints through a clip, span by span and on threads of its own.
        """
        if changed:
            self.update(self._logical(reduce(hull, changed)))

    def _wrap(self, memory: npt.NDArray[np.uint32]) -> None:
        """Let Qt read the renderer's memory where it lies; it must stay alive as long."""
        if self._memory is memory and not self._image.isNull():
            return
        height, width = memory.shape
        self._memory = memory
        self._image = QImage(
            memory.data, width, height, memory.strides[0], QImage.Format.Format_RGB32
        )

    def _logical(self, rect: Rect) -> QRect:
        """Logical pixels that cover a rectangle of physical ones."""
        ratio = self.devicePixelRatioF()
        left, top = int(rect.x / ratio), int(rect.y / ratio)
        right, bottom = (rect.x + rect.width) / ratio, (rect.y + rect.height) / ratio
        return QRect(left, top, -int(left - right), -int(top - bottom)).adjusted(0, 0, 1, 1)


def _rects(region: QRegion) -> list[QRect]:
    """The rectangles of a region, which Qt's Python signatures do not know to be iterable."""
    return list(cast("Iterable[QRect]", region))
