"""What both surfaces promise: the one drawing with OpenGL and the one without."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, SignalInstance
from PySide6.QtWidgets import QWidget

from workstation.scene.scene import Scene

Picture = Callable[[int, int, float], Scene]
"""The scene to draw now: width and height in physical pixels, and how many make one logical."""


class Surface(Protocol):
    """A widget that draws the picture it is given, and again whenever it is asked to.

    drawn   told after each drawing
    """

    @property
    def drawn(self) -> SignalInstance: ...

    def refresh(self) -> None:
        """Draw soon. However often it is asked between two drawings, it draws once."""

    def read(self) -> npt.NDArray[np.uint8 | np.uint16]:
        """The digital driving levels of what is drawn, (height, width, 3)."""

    def close_renderer(self) -> None:
        """Give back what the renderer holds."""

    def as_widget(self) -> QWidget:
        """The widget itself."""


def physical_size(widget: QWidget) -> QSize:
    """Size in pixels of the monitor, at least one by one."""
    ratio = widget.devicePixelRatioF()
    return QSize(max(1, round(widget.width() * ratio)), max(1, round(widget.height() * ratio)))
