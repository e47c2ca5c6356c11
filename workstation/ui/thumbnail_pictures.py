"""Pictures of series, drawn through the same chain as the viewports, when there is time."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from workstation.display.table import DisplayTable
from workstation.render.raster import RasterRenderer
from workstation.session.display_set import DisplaySet
from workstation.session.frames import FrameAnswer, FrameStatus
from workstation.session.prefetch import middle_frame
from workstation.session.resolve import resolve
from workstation.session.viewport import ViewportState
from workstation.session.workspace import Workspace

Frames = Callable[[str, int], FrameAnswer]


class ThumbnailPictures(QObject):
    """Draws one picture at each turn of the event loop, so that input never waits for them.

    drawn   key of a display set, and its picture
    """

    drawn = Signal(str, QImage)

    def __init__(self, frames: Frames, display: DisplayTable, parent: QObject) -> None:
        super().__init__(parent)
        self._frames = frames
        self._display = display
        self._waiting: tuple[DisplaySet, ...] = ()
        self._side, self._ratio = 112, 1.0
        self._renderer = RasterRenderer()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_one)

    def want(self, display_sets: Sequence[DisplaySet]) -> None:
        """These have no picture yet; session.prefetch asks for the frames that they need."""
        self._waiting = tuple(display_sets)
        self.frames_arrived()  # those that are there already will not arrive

    def use_size(self, side: int, ratio: float) -> None:
        """Pictures are squares of `side` logical pixels, each of so many physical ones."""
        self._side, self._ratio = side, ratio

    def frames_arrived(self) -> None:
        """Some frames have come; one may be among those waited for."""
        if self._waiting:
            self._timer.start()

    def draw(self, display_set: DisplaySet) -> QImage | None:
        """The picture of a display set; None while it has no frame."""
        key, frame_index = display_set.key, middle_frame(display_set)
        if self._frames(key, frame_index).status is FrameStatus.LOADING:
            return None
        pixels = round(self._side * self._ratio)
        state = ViewportState(display_set=key, frame_index=frame_index)
        workspace = Workspace(display_sets=(display_set,), viewports=(state,), corner_text="none")
        scene = resolve(workspace, self._frames, pixels, pixels, self._display, self._ratio)
        bare = tuple(replace(viewport, graphics=()) for viewport in scene.viewports)
        self._renderer.draw(replace(scene, viewports=bare))
        return _image(self._renderer.framebuffer, self._ratio)

    def _draw_one(self) -> None:
        for display_set in self._waiting:
            picture = self.draw(display_set)
            if picture is not None:
                self._waiting = tuple(each for each in self._waiting if each is not display_set)
                self.drawn.emit(display_set.key, picture)
                return
        self._timer.stop()


def _image(framebuffer: np.ndarray[tuple[int, ...], np.dtype[np.uint32]], ratio: float) -> QImage:
    """A copy: the renderer draws the next picture into the same memory."""
    height, width = framebuffer.shape
    row = framebuffer.strides[0]
    shown = QImage(framebuffer.data, width, height, row, QImage.Format.Format_RGB32)
    picture = shown.copy()
    picture.setDevicePixelRatio(ratio)
    return picture
