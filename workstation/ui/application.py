"""The one QApplication: what must be said to Qt before it exists, and how it looks."""

import logging
import os
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from workstation.ui import theme

_log = logging.getLogger(__name__)
OnBug = Callable[[BaseException], None]


def application() -> QApplication:
    """The application, made at the first call."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    _prepare()
    made = QApplication(["workstation"])
    made.setApplicationName("workstation")
    made.setApplicationDisplayName("Workstation")
    theme.apply(made)
    return made


def report_bugs(tell: OnBug) -> None:
    """Log what nobody caught, and tell the user; the program goes on, since images are open."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.error("a defect of the program", exc_info=(kind, error, trace))
        tell(error)

    sys.excepthook = hook


def _prepare() -> None:
    if sys.platform == "linux":
        # One process has one OpenGL platform; the command line and the tests use EGL too.
        os.environ.setdefault("QT_XCB_GL_INTEGRATION", "xcb_egl")
        os.environ.setdefault("PYOPENGL_PLATFORM", "egl")
    # Without it a QOpenGLWidget that is moved to another window loses its context.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
