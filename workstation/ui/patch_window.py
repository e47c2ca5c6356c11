"""A patch of one driving level on a whole monitor, past every table: what a meter looks at."""

from time import monotonic, sleep

from PySide6.QtCore import QEventLoop, QRect, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from workstation.display.meter import Triplet

_BACKGROUND = 123  # 20 % of white (PS3.14 Annex D.1) where the gamma is 2.2, which most are near to
_SHARE = 0.1  # of the area (PS3.14 Annex D.1)
_STEP = 20  # ms between two looks at the clock


class PatchWindow(QWidget):
    """Without a frame and above all others; shows 8-bit levels as they are.

    settle   seconds that a patch stands before `present` returns
    """

    def __init__(self, settle: float) -> None:
        super().__init__(
            None,
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint,
        )
        self.settle = settle
        self._color = QColor(0, 0, 0)
        self._painted = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(QCursor(Qt.CursorShape.BlankCursor))

    def appear(self, screen: QScreen) -> None:
        """Cover this monitor."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def present(self, ddl: Triplet) -> None:
        """Show a patch; returns when it was painted and has stood for a while."""
        self._color, self._painted = QColor(*ddl), False
        self.update()
        end = monotonic() + self.settle
        while not self._painted or monotonic() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _STEP)
            sleep(0.005)

    def patch(self) -> QRect:
        """Where it is: a tenth of the area in the middle, of the monitor's shape."""
        side = _SHARE**0.5
        area = QRect(0, 0, round(self.width() * side), round(self.height() * side))
        area.moveCenter(self.rect().center())
        return area

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Background and patch, without any blending."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(_BACKGROUND, _BACKGROUND, _BACKGROUND))
        painter.fillRect(self.patch(), self._color)
        painter.end()
        self._painted = True
