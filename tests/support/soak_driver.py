"""Sits at the real window for as long as it is told, and tells as JSON what it took up meanwhile.

Run as `python -m tests.support.soak_driver {raster|gl} DICOMDIR SECONDS`, with DISPLAY set.
"""

import gc
import json
import random
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic

import psutil
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.support.leftovers import descriptors
from tests.support.scrolling import Scrolling
from tests.support.window_driver import User
from workstation.base.store import Store
from workstation.render.renderer import GlRenderer
from workstation.session.frames import FrameStore
from workstation.session.history import History
from workstation.session.workspace import Workspace
from workstation.ui import gl_surface
from workstation.ui.application import application
from workstation.ui.reading_window import ReadingWindow
from workstation.ui.screens import uncalibrated

_BUDGET = 24 << 20  # bytes: less than the disc holds, so that frames come and go all the time
_LAYOUTS = ("layout.1x2", "layout.2x2", "layout.2x3", "layout.4x5", "layout.1x1")
_DEEDS = (
    *("image.flip_horizontal", "image.rotate_right", "image.invert", "image.interpolation"),
    *("view.zoom_in", "view.zoom_out", "view.one_to_one", "view.fit"),
    *("window.auto", "window.stored", "go.next_image", "go.ten_on", "go.next_series"),
    *("go.next_viewport", "edit.undo", "edit.redo", "view.reset", "cine.toggle"),
)


class Soak:
    """One user who does not tire.

    held   after each round: bytes of memory of the program and of its workers, open descriptors
    """

    def __init__(self, window: ReadingWindow, dicomdir: Path) -> None:
        self.user = User(window)
        self.window = window
        self.scrolling = Scrolling(window, window.surface.read)
        self.held: list[tuple[int, int, int]] = []
        self._dicomdir = dicomdir
        self._chance = random.Random(11)

    def round(self) -> None:
        """Open the disc, scroll through it, do whatever can be done, close it."""
        self.window.open([self._dicomdir])
        self.user.wait(lambda: self.window.complete)
        self._trigger("view.reset")
        self.user.wait(lambda: self.window.complete)
        self.user.middle = self.user.images.rect().center()
        self.scrolling.run(self.scrolling.images + self.scrolling.placeholders + 25, seed=1)
        for layout in self._chance.sample(_LAYOUTS, 2):
            self._trigger(layout)
            for deed in self._chance.choices(_DEEDS, k=6):
                self._trigger(deed)
            self._move()
            QTest.qWait(20)
        self._trigger("layout.1x1")
        self._trigger("file.close")
        self.user.wait(lambda: self.window.complete)
        self._note()

    def _trigger(self, name: str) -> None:
        action = self.window.commands[name]
        if action.isEnabled():
            action.trigger()

    def _move(self) -> None:
        """Wheel and drag, with and without Control."""
        held = self._chance.choice(
            (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)
        )
        self.user.wheel(self._chance.choice((-5, -2, 2, 5)), held)
        button = self._chance.choice((Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton))
        self.user.drag(button, QPoint(self._chance.randint(-60, 60), self._chance.randint(-60, 60)))

    def _note(self) -> None:
        gc.collect()
        own = psutil.Process()
        workers = sum(child.memory_info().rss for child in own.children(recursive=True))
        self.held.append((own.memory_info().rss, workers, descriptors()))


def _until(end: float, deed: Callable[[], None]) -> None:
    while monotonic() < end:
        deed()


def main(renderer: str, dicomdir: str, seconds: str) -> None:
    """Go on for so long, and tell what was held after each round."""
    application()
    # Textures of frames may take half a gigabyte, which a soak would take long to fill.
    vars(gl_surface)["GlRenderer"] = partial(GlRenderer, _BUDGET)
    store = Store(Workspace())
    window = ReadingWindow(
        store,
        History(store),
        lambda on_ready: FrameStore(_BUDGET, on_ready, workers=2),
        uncalibrated,
        renderer,
        _BUDGET,
    )
    window.appear((1100, 800))
    soak = Soak(window, Path(dicomdir))
    soak.user.wait(window.isActiveWindow)
    _until(monotonic() + float(seconds), soak.round)
    window.close()
    seen = {
        "held": soak.held,
        "mismatches": soak.scrolling.mismatches,
        "images": soak.scrolling.images,
    }
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
