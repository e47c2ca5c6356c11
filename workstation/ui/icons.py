"""Icons of one family (resources/icons, with its licence), drawn sharp at every scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workstation.base import paths
from workstation.ui import theme


@cache
def icon(name: str, color: str = theme.TEXT) -> QIcon:
    """The icon of this name: faint when disabled; in the accent color, or its own, when on."""
    return QIcon(_LineIcon(name, color))


def pixmap(name: str, size: int, color: str, ratio: float = 1.0) -> QPixmap:
    """One icon in one color; size in logical pixels."""
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _renderer(name, color).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    """The drawing, with the color that the file leaves open."""
    source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    thinner = source.replace('stroke-width="2"', 'stroke-width="1.75"')
    return QSvgRenderer(QByteArray(thinner.replace("currentColor", color).encode()))


class _LineIcon(QIconEngine):
    """Draws the vectors themselves, so that no size is ever scaled from another."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name = name
        self._color = color

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _renderer(self._name, self._color_of(mode, state)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._color)

    def _color_of(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return theme.FAINT
        chosen = state == QIcon.State.On and self._color == theme.TEXT
        return theme.ACCENT if chosen else self._color
