"""A grid to point at: how many rows and columns of viewports."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from workstation.base.text import _
from workstation.ui import theme

ROWS = 4
COLUMNS = 5
_CELL = 30
_GAP = 4
_MARGIN = 10
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class LayoutGrid(QWidget):
    """Cells that light up from the top left to the pointer; arrows and Enter do the same."""

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._columns = 1, 1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name()

    def show_current(self, rows: int, columns: int) -> None:
        """Begin at the layout that the window has."""
        self._rows, self._columns = rows, columns
        self._name()

    def sizeHint(self) -> QSize:
        width = 2 * _MARGIN + COLUMNS * (_CELL + _GAP) - _GAP
        height = 2 * _MARGIN + ROWS * (_CELL + _GAP) - _GAP + self.fontMetrics().height() + 6
        return QSize(width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in range(ROWS):
            for column in range(COLUMNS):
                lit = row < self._rows and column < self._columns
                painter.setPen(QPen(QColor(theme.ACCENT if lit else theme.LINE), 1))
                painter.setBrush(QColor("#2f4a5a" if lit else "#1c1c1c"))
                painter.drawRoundedRect(self._cell(row, column), 2, 2)
        painter.setPen(QColor(theme.TEXT))
        below = self.rect().adjusted(0, self.height() - self.fontMetrics().height() - 8, 0, -4)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.accessibleName())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._point_at(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._point_at(event)
        self.chosen.emit(self._rows, self._columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._rows, self._columns)
        elif event.key() in _MOVES:
            down, across = _MOVES[Qt.Key(event.key())]
            self._show(self._rows + down, self._columns + across)
        else:
            super().keyPressEvent(event)

    def _point_at(self, event: QMouseEvent) -> None:
        x, y = event.position().x(), event.position().y()
        step = _CELL + _GAP
        self._show(int((y - _MARGIN) // step) + 1, int((x - _MARGIN) // step) + 1)

    def _show(self, rows: int, columns: int) -> None:
        self._rows = min(max(rows, 1), ROWS)
        self._columns = min(max(columns, 1), COLUMNS)
        self._name()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(_("%d × %d") % (self._rows, self._columns))

    def _cell(self, row: int, column: int) -> QRect:
        step = _CELL + _GAP
        return QRect(_MARGIN + column * step, _MARGIN + row * step, _CELL, _CELL)


class LayoutMenu(QMenu):
    """The grid as a menu; tells the rows and columns that were chosen."""

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = LayoutGrid(self)
        action = QWidgetAction(self)
        action.setDefaultWidget(self.grid)
        self.addAction(action)
        self.grid.chosen.connect(self._choose)
        self.aboutToShow.connect(self.grid.setFocus)

    def _choose(self, rows: int, columns: int) -> None:
        self.close()
        self.chosen.emit(rows, columns)
