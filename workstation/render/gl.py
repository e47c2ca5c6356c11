"""The only import of OpenGL: which platform, which checks, and the few calls that need care."""

import ctypes
import os
import sys
from typing import Any

import numpy as np
import numpy.typing as npt

# One process has one platform, chosen when PyOpenGL is first imported; on Linux that is EGL, with
# a display and without.
if sys.platform.startswith("linux"):
    os.environ.setdefault("PYOPENGL_PLATFORM", "egl")

import OpenGL

# A check after every call costs more than the call. Tests ask for errors themselves, around each
# test; a developer who wants to know which call it was sets this.
OpenGL.ERROR_CHECKING = "WORKSTATION_GL_CHECKS" in os.environ
OpenGL.ERROR_LOGGING = False
OpenGL.ARRAY_SIZE_CHECKING = False

from OpenGL import GL  # noqa: E402  # the flags count only before this import

__all__ = ["GL", "finish", "integer", "pointer", "text"]


def pointer(array: npt.NDArray[Any]) -> ctypes.c_void_p:
    """Where the samples of a contiguous array lie, read only or not, without PyOpenGL's checks."""
    assert array.flags.c_contiguous
    return ctypes.c_void_p(array.ctypes.data)


def finish() -> None:
    """Wait until the card has done all that it was asked; for whoever measures."""
    GL.glFinish()


def integer(name: int) -> int:
    """One integer of the context's state."""
    return int(np.asarray(GL.glGetIntegerv(name)).ravel()[0])


def text(name: int) -> str:
    """One string of the context's state."""
    answer = GL.glGetString(name)
    return answer.decode("utf-8", "replace") if answer else ""
