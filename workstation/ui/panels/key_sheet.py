"""The keyboard sheet: every key and what it does, over the window until it is closed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workstation.base.text import _
from workstation.ui import theme
from workstation.ui.panels.palette import key_text, plain_title

Group = tuple[str, Sequence[QAction]]
Lines = Sequence[tuple[str, str]]


class KeySheet(QWidget):
    """Made of the same actions as the menus, so it cannot tell of a key that is not there."""

    def __init__(self, mouse: Lines, groups: Sequence[Group], parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#sheet {{ background: {theme.WINDOW}; }}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Keys and mouse"))
        blocks = [(_("Mouse"), mouse)]
        blocks += [(title, _lines(actions)) for title, actions in groups]
        columns = QHBoxLayout()
        columns.setSpacing(56)
        columns.addStretch(1)
        for blocks_of_column in _balanced([b for b in blocks if b[1]], 3):
            columns.addLayout(_column(blocks_of_column))
        columns.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.setSpacing(12)
        outer.addStretch(1)
        outer.addWidget(_title(), 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addLayout(columns)
        outer.addStretch(2)
        self.hide()

    def open(self) -> None:
        """Cover the window."""
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key closes it."""
        event.accept()
        self.close_sheet()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """So does any click."""
        event.accept()
        self.close_sheet()

    def close_sheet(self) -> None:
        """Give the window back."""
        self.hide()
        self._window.setFocus()


def _title() -> QLabel:
    title = QLabel(_("Keys and mouse"))
    font = title.font()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    font.setPointSizeF(theme.heading_size(application))
    title.setFont(font)
    return title


def _lines(actions: Sequence[QAction]) -> Lines:
    return [(key_text(action), plain_title(action)) for action in actions if action.shortcuts()]


def _balanced(blocks: Sequence[tuple[str, Lines]], count: int) -> list[list[tuple[str, Lines]]]:
    """The blocks in order, in columns of about the same height."""
    total = sum(len(lines) + 2 for _title, lines in blocks)
    columns: list[list[tuple[str, Lines]]] = [[] for _column in range(count)]
    height = 0
    for block in blocks:
        middle = height + (len(block[1]) + 2) / 2
        columns[min(int(middle * count / total), count - 1)].append(block)
        height += len(block[1]) + 2
    return columns


def _column(blocks: Sequence[tuple[str, Lines]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(3)
    row = 0
    for title, lines in blocks:
        heading = QLabel(title, indent=0)
        heading.setStyleSheet(f"color: {theme.TEXT}; font-weight: bold; padding-top: 10px;")
        grid.addWidget(heading, row, 1)
        row += 1
        for key, what in lines:
            pressed = QLabel(key)
            pressed.setStyleSheet(f"color: {theme.QUIET};")
            pressed.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(pressed, row, 0)
            told = QLabel(what)
            told.setStyleSheet(f"color: {theme.TEXT};")
            grid.addWidget(told, row, 1)
            row += 1
    grid.setRowStretch(row, 1)
    return grid
