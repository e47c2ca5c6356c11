"""Saves what the window shows, once all that it will show is there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QWidget

from workstation.base.errors import WorkstationError
from workstation.base.text import N_

_LOOK_EVERY = 30  # ms
_STILL_FOR = (
    4  # looks in a row at which nothing was missing: the last drawing has reached the screen
)


class PictureNotSavedError(WorkstationError):
    message_id = "ui.screenshot"
    sentence = N_("The picture of the window could not be saved at {path}.")
    advice = N_("Name a file that ends in .png, in a folder that you may write to.")


class ScreenshotWhenComplete(QObject):
    """Looks again and again whether the window is complete, and then saves it, once.

    taken    whether it was complete; not, when the time ran out
    failed   a WorkstationError: it could not be saved
    """

    taken = Signal(bool)
    failed = Signal(object)

    def __init__(
        self, window: QWidget, is_complete: Callable[[], bool], path: Path, longest: float
    ) -> None:
        super().__init__(window)
        self._window = window
        self._is_complete = is_complete
        self._path = path
        self._left = round(longest * 1000 / _LOOK_EVERY)
        self._still = 0
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._left -= 1
        self._still = self._still + 1 if self._is_complete() else 0
        if self._still >= _STILL_FOR or self._left <= 0:
            self._timer.stop()
            self._save()

    def _save(self) -> None:
        if grab(self._window).save(str(self._path), "PNG"):
            self.taken.emit(self._still >= _STILL_FOR)
        else:
            self.failed.emit(PictureNotSavedError(path=self._path))


def grab(window: QWidget) -> QPixmap:
    """What the screen itself shows of the window, where the platform has a screen."""
    if QGuiApplication.platformName() == "xcb":
        origin = window.mapToGlobal(window.rect().topLeft())
        area = (origin.x(), origin.y(), window.width(), window.height())
        shown = window.screen().grabWindow(0, *area)
        if not shown.isNull():
            return shown
    return window.grab()
