"""Sits at the real window on a real X display, as a user would, and tells as JSON what is seen.

Run as `python -m tests.support.window_driver {raster|gl} DICOMDIR DRAWINGS`, with DISPLAY set.
"""

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.scrolling import Scrolling
from workstation import app
from workstation.imaging.phantom import read_slice_code
from workstation.ui.application import application
from workstation.ui.reading_window import ReadingWindow
from workstation.ui.screenshot import grab

_LONGEST = 30.0  # seconds
_SIZE = (1280, 800)
Picture = npt.NDArray[np.uint8]


class User:
    """Hands and eyes: input goes through Qt's events, seeing through the screen itself."""

    def __init__(self, window: ReadingWindow) -> None:
        self.window = window
        self.images = window.surface.as_widget()
        self.middle = self.images.rect().center()

    def wait(self, until: Callable[[], bool]) -> None:
        """Until something is so; the driver ends with an error where it never is."""
        deadline = monotonic() + _LONGEST
        while not until():
            if monotonic() > deadline:
                raise TimeoutError("the window did not become what it should be")
            QTest.qWait(5)

    def look(self) -> Picture:
        """The images as the screen shows them, gray, once nothing is on its way."""
        self.wait(lambda: self.window.complete)
        QTest.qWait(60)  # from Qt's last drawing to the X server's picture
        origin = self.images.mapTo(self.window, QPoint(0, 0))
        shown = grab(self.window).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.array(shown.constBits()).reshape(shown.height(), shown.bytesPerLine())
        size = self.images.size()
        return rows[origin.y() : origin.y() + size.height(), origin.x() : origin.x() + size.width()]

    def number(self) -> int | None:
        """The slice that is seen, by the code in its pixels."""
        return read_slice_code(self.look())

    def wheel(self, notches: int, held: Qt.KeyboardModifier) -> None:
        """One notch after the other; away from the hand is positive."""
        place, one = QPointF(self.middle), QPoint(0, 120 if notches > 0 else -120)
        no, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        for _notch in range(abs(notches)):
            event = QWheelEvent(place, place, QPoint(), one, no, held, phase, False)
            QApplication.sendEvent(self.images, event)

    def drag(self, button: Qt.MouseButton, way: QPoint) -> None:
        """Press in the middle, move, release."""
        QTest.mousePress(self.images, button, pos=self.middle)
        for part in range(1, 6):
            place = QPointF(self.middle + way * (part / 5))
            none, held = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
            move = QMouseEvent(QEvent.Type.MouseMove, place, place, none, button, held)
            QApplication.sendEvent(self.images, move)
        QTest.mouseRelease(self.images, button, pos=self.middle + way)

    def key(self, key: Qt.Key) -> None:
        """Press and release."""
        QTest.keyClick(self.images, key)


def session(user: User, drawings: int) -> dict[str, object]:
    """Scroll, flip, window, zoom, pan, undo, and look each time."""
    no = Qt.KeyboardModifier.NoModifier
    seen: dict[str, object] = {"first": user.number()}
    user.wheel(-7, no)
    seen["scrolled"] = user.number()
    plain = user.look()
    user.key(Qt.Key.Key_F)
    seen["flipped"] = user.number()
    seen["flipped_is_mirrored"] = _alike(_body(user.look()), _body(plain)[:, ::-1])
    user.key(Qt.Key.Key_F)
    seen["flipped_back"] = user.number()
    seen["flipped_back_is_equal"] = _alike(_body(user.look()), _body(plain))
    user.drag(Qt.MouseButton.LeftButton, QPoint(0, -80))
    seen["brightness"] = [_level(plain), _level(user.look())]
    user.key(Qt.Key.Key_0)
    seen["stored_window_is_equal"] = _alike(_body(user.look()), _body(plain))
    user.wheel(2, Qt.KeyboardModifier.ControlModifier)
    seen["widths"] = [_width(plain), _width(user.look())]
    user.window.commands["edit.undo"].trigger()
    user.window.commands["edit.undo"].trigger()
    user.drag(Qt.MouseButton.MiddleButton, QPoint(60, 0))
    seen["panned"] = user.number()
    user.window.commands["edit.undo"].trigger()
    seen["undone_is_equal"] = _alike(_body(user.look()), _body(plain))
    seen.update(_scroll_fast(user, drawings))
    seen["after_scrolling"] = [user.number(), _shown_number(user.window)]
    return seen


def _scroll_fast(user: User, drawings: int) -> dict[str, object]:
    """Compare words and pixels of each drawing, as the surface reads its own framebuffer."""
    scrolling = Scrolling(user.window, user.window.surface.read)
    scrolling.run(drawings, seed=5)
    return {"mismatches": scrolling.mismatches, "images": scrolling.images}


def _shown_number(window: ReadingWindow) -> int:
    return window.store.value.active_viewport.frame_index + 1


def _body(picture: Picture) -> Picture:
    """The middle of the viewport, where nothing of the interface is written."""
    height, width = picture.shape
    half = height // 4
    return picture[height // 2 - half : height // 2 + half, width // 2 - half : width // 2 + half]


def _alike(one: Picture, other: Picture) -> bool:
    """Equal but for the rounding of where a mirrored pixel lies."""
    return float(np.mean(np.abs(one.astype(int) - other.astype(int)))) < 1.0


def _level(picture: Picture) -> float:
    return float(np.mean(_body(picture)))


def _width(picture: Picture) -> int:
    """How many columns of the middle row the body takes."""
    return int(np.count_nonzero(picture[picture.shape[0] // 2] > 20))


def main(renderer: str, dicomdir: str, drawings: str) -> None:
    """Drive the window, and tell what was seen."""
    random.seed(5)
    application()
    window = app.build(renderer)
    window.appear(_SIZE)
    window.open([Path(dicomdir)])
    user = User(window)
    user.wait(lambda: window.complete and window.isActiveWindow())
    user.middle = user.images.rect().center()
    seen = session(user, int(drawings))
    seen["renderer"] = window.renderer
    window.close()
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
