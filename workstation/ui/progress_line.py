"""How far a job is, as a line. QProgressBar repaints its window at each value: 40 ms, measured."""

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from workstation.base.text import _
from workstation.ui import theme

_SIZE = QSize(160, 5)
_TICK = 40  # ms
_PART = 0.25  # of the line, that runs along it while the end is not known
_STEP = 0.02


class ProgressLine(QWidget):
    """Filled from the left as far as the job is; a part runs along where the end is not known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fraction: float | None = 0.0
        self._phase = 0.0
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._advance)
        self.setFixedSize(_SIZE)
        self.set_fraction(0.0)

    @property
    def fraction(self) -> float | None:
        """How far, 0 to 1; None while the end is not known."""
        return self._fraction

    def set_fraction(self, fraction: float | None) -> None:
        """Show how far it is."""
        self._fraction = fraction
        known = fraction is not None
        self.setAccessibleName(
            _("Progress {percent} %").format(percent=round(100 * fraction))
            if fraction is not None
            else _("In progress")
        )
        if known:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.EDGE))
        start, length = 0.0, self._fraction
        if length is None:
            start, length = self._phase * (1 - _PART), _PART
        filled = QRectF(start * self.width(), 0, length * self.width(), self.height())
        painter.fillRect(filled, QColor(theme.ACCENT))

    def _advance(self) -> None:
        self._phase = (self._phase + _STEP) % 1.0
        if not self.isVisible():
            self._timer.stop()
        self.update()
