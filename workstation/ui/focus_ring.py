"""F6 leads the keyboard from one part of the window to the next; Tab belongs to the images."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

KEY = "F6"


class FocusRing(QObject):
    """Goes round the parts that can be seen; within one of them, Tab goes on as everywhere."""

    def __init__(self, window: QWidget, parts: Sequence[QWidget]) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        for key, by in ((KEY, 1), (f"Shift+{KEY}", -1)):
            shortcut = QShortcut(QKeySequence(key), window)
            shortcut.activated.connect(lambda by=by: self.go(by))

    def go(self, by: int) -> None:
        """Give the focus to the next part, or the one before."""
        parts = [part for part in self._parts if part.isVisible()]
        if parts:
            self._enter(parts[(self._place(parts) + by) % len(parts)])

    def _place(self, parts: Sequence[QWidget]) -> int:
        focused = self._window.focusWidget()
        for place, part in enumerate(parts):
            if focused is not None and (part is focused or part.isAncestorOf(focused)):
                return place
        return -1

    def _enter(self, part: QWidget) -> None:
        """Its own focus, or that of the first of its children that takes any."""
        inside = (part, *part.findChildren(QWidget))
        takers = (each for each in inside if _takes_focus(each))
        if (taker := next(takers, None)) is not None:
            taker.setFocus()


def _takes_focus(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    return widget.isVisible() and widget.isEnabled() and bool(policy & policy.TabFocus)
