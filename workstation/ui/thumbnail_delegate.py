"""How one line of the strip of series looks."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workstation.session.captions import written_date
from workstation.session.display_set import DisplaySet
from workstation.ui import icons, theme
from workstation.ui.thumbnail_model import Entry

_MARGIN = 8
_GAP = 4
_SCROLL_BAR = 6  # of its 10 pixels, 4 may lie in the margin
_RECOGNIZED = 3  # letters of a series' name by which it is known again
_BLACK = QColor("#000000")


class ThumbnailDelegate(QStyledItemDelegate):
    """A square picture with two lines under it; a heading is two lines of text."""

    def __init__(self, strip: QWidget) -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = QFontMetrics(_of(option).font).height()
        if index.data(Qt.ItemDataRole.UserRole).display_set is None:
            return QSize(10, 2 * line + 2 * _MARGIN)
        return QSize(10, self._side() + 2 * line + 3 * _GAP + _MARGIN)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        entry = index.data(Qt.ItemDataRole.UserRole)
        if entry.display_set is None:
            self._paint_heading(painter, option, entry)
        else:
            self._paint_series(painter, option, entry)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        area = _of(option).rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, 0)
        painter.setPen(QColor(theme.TEXT))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        line = painter.fontMetrics().height()
        _write(
            painter, QRect(area.x(), area.y(), area.width(), line), written_date(entry.study.date)
        )
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(theme.QUIET))
        below = QRect(area.x(), area.y() + line, area.width(), line)
        _write(painter, below, entry.study.description)

    def _paint_series(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        assert entry.display_set is not None
        rect = _of(option).rect
        side = self._side()
        square = QRect(rect.x() + _MARGIN, rect.y() + _GAP, side, side)
        painter.fillRect(square, _BLACK)
        if entry.picture is not None:
            _paint_picture(painter, square, entry.picture)
        else:
            _paint_awaited(painter, square)
        _paint_seen(painter, square, entry.seen_part)
        hovered = bool(_of(option).state & QStyle.StateFlag.State_MouseOver)
        _paint_frame(painter, square, entry, hovered)
        line = painter.fontMetrics().height()
        text = QRect(square.x(), square.bottom() + 1 + _GAP, side, line)
        painter.setPen(QColor(theme.TEXT))
        _write(painter, text, short_title(painter.fontMetrics(), entry.display_set, side))
        painter.setPen(QColor(theme.QUIET))
        _write(painter, text.translated(0, line), entry.caption())

    def _side(self) -> int:
        return picture_side(self._strip.width())


def short_title(metrics: QFontMetrics, display_set: DisplaySet, width: int) -> str:
    """The title in this many pixels: what it is of its series stays to the last."""
    title, part = display_set.title, display_set.part
    if not part or metrics.horizontalAdvance(title) <= width:
        return title
    name, tail = title.removesuffix(part), "… · " + part
    room = width - metrics.horizontalAdvance(tail)
    while name and metrics.horizontalAdvance(name) > room:
        name = name[:-1]
    return name.rstrip(" ·") + tail if len(name) >= _RECOGNIZED else part


def picture_side(width: int) -> int:
    """Length of the square picture in a strip of this width, logical pixels.

    The scroll bar has its room whether it is there or not, so that nothing changes its size.
    """
    return width - 2 * _MARGIN - _SCROLL_BAR


def _of(option: QStyleOptionViewItem) -> Any:
    """The option with its fields, which Qt's Python signatures leave out."""
    return option


def _paint_picture(painter: QPainter, square: QRect, picture: QImage) -> None:
    size = picture.deviceIndependentSize()
    x = square.x() + (square.width() - size.width()) / 2
    y = square.y() + (square.height() - size.height()) / 2
    painter.drawImage(round(x), round(y), picture)


def _paint_awaited(painter: QPainter, square: QRect) -> None:
    """A black square would be an image that is black."""
    painter.fillRect(square, QColor(theme.BAR))
    sign = icons.pixmap("loader-circle", 24, theme.FAINT, painter.device().devicePixelRatio())
    painter.drawPixmap(square.center() - QPoint(12, 12), sign)


def _paint_seen(painter: QPainter, square: QRect, part: float) -> None:
    """A bar as long as what has been seen; a check mark when that is all of it."""
    if part <= 0:
        return
    bar = QRect(square.x(), square.bottom() - 2, round(square.width() * part), 3)
    painter.fillRect(bar, QColor(theme.QUIET))
    if part >= 1:
        ratio = painter.device().devicePixelRatio()
        check = icons.pixmap("circle-check", 16, theme.TEXT, ratio)
        painter.drawPixmap(square.right() - 20, square.bottom() - 23, check)


def _paint_frame(painter: QPainter, square: QRect, entry: Entry, hovered: bool) -> None:
    """Accent and thick: in the active viewport; light and thin: in another."""
    color = theme.LINE
    if entry.current:
        color = theme.ACCENT
    elif entry.shown or hovered:
        color = theme.QUIET
    width = 2 if entry.current else 1
    painter.setPen(QPen(QColor(color), width, Qt.PenStyle.SolidLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    outside = width // 2
    painter.drawRect(square.adjusted(-outside, -outside, outside - 1, outside - 1))


def _write(painter: QPainter, area: QRect, text: str) -> None:
    short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)
