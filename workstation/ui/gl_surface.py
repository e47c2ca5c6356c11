"""The surface where OpenGL is hardware: one context, one renderer, all viewports."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Signal
from PySide6.QtGui import QOpenGLContext, QSurfaceFormat
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget

from workstation.render.renderer import GlRenderer
from workstation.ui.surface import Picture, physical_size

_GL_RGB10_A2 = 0x8059


def surface_format(bits: int) -> QSurfaceFormat:
    """OpenGL 4.1 core with so many bits for each color and none for alpha.

    With two bits of alpha, contexts of ten bits fell back to eight (measured under Xvfb).
    """
    wanted = QSurfaceFormat()
    wanted.setVersion(4, 1)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setRedBufferSize(bits)
    wanted.setGreenBufferSize(bits)
    wanted.setBlueBufferSize(bits)
    wanted.setAlphaBufferSize(0)
    wanted.setDepthBufferSize(0)
    wanted.setStencilBufferSize(0)
    return wanted


class GlSurface(QOpenGLWidget):
    """Draws the difference to the last picture into a frame buffer that persists.

    A context may be lost at any time (another monitor, a docked window): the renderer goes
    with it, and the next one is rebuilt from the scene alone.
    """

    drawn = Signal()

    def __init__(self, picture: Picture, bits: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._renderer: GlRenderer | None = None
        self.setFormat(surface_format(bits))
        if bits == 10:
            self.setTextureFormat(_GL_RGB10_A2)
        self.setUpdateBehavior(QOpenGLWidget.UpdateBehavior.PartialUpdate)

    def as_widget(self) -> QWidget:
        """See Surface."""
        return self

    def refresh(self) -> None:
        """See Surface; Qt makes many updates one paint."""
        self.update()

    def read(self) -> npt.NDArray[np.uint8 | np.uint16]:
        """See Surface."""
        if self._renderer is None:
            raise RuntimeError("nothing has been drawn yet")
        self.makeCurrent()
        return self._renderer.read()

    def close_renderer(self) -> None:
        """See Surface."""
        if self._renderer is not None:
            self.makeCurrent()
            self._renderer.close()
            self._renderer = None
            self.doneCurrent()

    def initializeGL(self) -> None:
        self._renderer = GlRenderer()
        context: QOpenGLContext = self.context()
        context.aboutToBeDestroyed.connect(self.close_renderer)

    def paintGL(self) -> None:
        if self._renderer is None:
            return
        size = physical_size(self)
        self._renderer.draw(self._picture(size.width(), size.height(), self.devicePixelRatioF()))
        self.drawn.emit()
