"""Whether windows of this system can have ten bits for each color; only a picture proves it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QOpenGLContext, QSurface, QSurfaceFormat, QWindow

from workstation.ui.gl_surface import surface_format

_DEEP, _PLAIN = 10, 8


def use_proven_bits() -> int:
    """10 where a ramp drawn into a window came back whole, else 8.

    The window's picture is put together from that of the images and the rest in a framebuffer of
    the format that is the default: it must have ten bits too, so it is set here.
    """
    if _cannot():
        return _PLAIN
    before = QSurfaceFormat.defaultFormat()
    QSurfaceFormat.setDefaultFormat(surface_format(_DEEP))
    if _ramp_comes_back(surface_format(_DEEP)):
        return _DEEP
    QSurfaceFormat.setDefaultFormat(before)
    return _PLAIN


def _cannot() -> bool:
    """An X screen of 24 bits has no such windows; the driver would only complain aloud."""
    screen = QGuiApplication.primaryScreen()
    return QGuiApplication.platformName() == "xcb" and screen.depth() < 3 * _DEEP


def _ramp_comes_back(wanted: QSurfaceFormat) -> bool:
    """Draw into a window that nobody sees; systems that have no such format refuse at once."""
    from workstation.render.ramp import SIDE, shows_ten_bits

    window = QWindow()
    window.setSurfaceType(QSurface.SurfaceType.OpenGLSurface)
    window.setFormat(wanted)
    window.resize(QSize(2 * SIDE, 2 * SIDE))
    window.create()
    context = QOpenGLContext()
    context.setFormat(wanted)
    try:
        if not context.create() or not context.makeCurrent(window):
            return False
        if context.format().redBufferSize() < _DEEP:
            return False
        return shows_ten_bits()
    finally:
        context.doneCurrent()
        window.destroy()
