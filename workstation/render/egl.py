"""The ten calls of EGL that a context without a window needs, straight from its library."""

import ctypes
import ctypes.util
from functools import cache

SURFACELESS_MESA = 0x31DD  # EGL_PLATFORM_SURFACELESS_MESA: no display server, the first card
X11 = 0x31D5  # EGL_PLATFORM_X11_KHR: the card that draws for $DISPLAY

_OPENGL_API = 0x30A2
_NONE = 0x3038
_SURFACE_TYPE, _RENDERABLE_TYPE, _OPENGL_BIT = 0x3033, 0x3040, 0x0008
_MAJOR_VERSION, _MINOR_VERSION = 0x3098, 0x30FB
_PROFILE_MASK, _CORE_PROFILE_BIT = 0x30FD, 0x1

_POINTER = ctypes.c_void_p
_SIGNATURES = {
    "eglGetProcAddress": (_POINTER, [ctypes.c_char_p]),
    "eglGetDisplay": (_POINTER, [_POINTER]),
    "eglInitialize": (ctypes.c_uint, [_POINTER, _POINTER, _POINTER]),
    "eglBindAPI": (ctypes.c_uint, [ctypes.c_uint]),
    "eglChooseConfig": (ctypes.c_uint, [_POINTER, _POINTER, _POINTER, ctypes.c_int, _POINTER]),
    "eglCreateContext": (_POINTER, [_POINTER, _POINTER, _POINTER, _POINTER]),
    "eglMakeCurrent": (ctypes.c_uint, [_POINTER, _POINTER, _POINTER, _POINTER]),
    "eglDestroyContext": (ctypes.c_uint, [_POINTER, _POINTER]),
}


class EglError(Exception):
    """A step of EGL that failed; its name is the argument."""


def display(platform: int) -> int:
    """An initialized display of a platform, or else the default one, or any."""
    egl = _library()
    for ask in (
        lambda: _platform_display(platform),
        lambda: egl.eglGetDisplay(None),
        lambda: _platform_display(SURFACELESS_MESA),
    ):
        found = ask()
        if found and egl.eglInitialize(found, None, None):
            return int(found)
    raise EglError("eglInitialize")


def context(on: int) -> int:
    """A context of OpenGL 4.1 core on a display, for no surface at all."""
    egl = _library()
    _must(egl.eglBindAPI(_OPENGL_API), "eglBindAPI")
    config, count = _POINTER(), ctypes.c_int()
    asked = _list(_SURFACE_TYPE, 0, _RENDERABLE_TYPE, _OPENGL_BIT)
    egl.eglChooseConfig(on, asked, ctypes.byref(config), 1, ctypes.byref(count))
    _must(count.value, "eglChooseConfig")
    core = _list(_MAJOR_VERSION, 4, _MINOR_VERSION, 1, _PROFILE_MASK, _CORE_PROFILE_BIT)
    return int(_must(egl.eglCreateContext(on, config, None, core), "eglCreateContext"))


def make_current(on: int, which: int | None) -> None:
    """Make a context current in this thread, or none."""
    _must(_library().eglMakeCurrent(on, None, None, which), "eglMakeCurrent")


def destroy(on: int, which: int) -> None:
    """Give a context back."""
    _library().eglDestroyContext(on, which)


def _platform_display(platform: int) -> int | None:
    """The display of one platform; nothing where the library does not know platforms."""
    address = _library().eglGetProcAddress(b"eglGetPlatformDisplayEXT")
    if not address:
        return None
    kind = ctypes.CFUNCTYPE(_POINTER, ctypes.c_uint, _POINTER, _POINTER)
    found: int | None = ctypes.cast(address, kind)(platform, None, None)
    return found


@cache
def _library() -> ctypes.CDLL:
    for name in ("libEGL.so.1", ctypes.util.find_library("EGL")):
        try:
            library = ctypes.CDLL(name or "libEGL.so.1")
        except OSError:
            continue
        for function, (result, arguments) in _SIGNATURES.items():
            getattr(library, function).restype = result
            getattr(library, function).argtypes = arguments
        return library
    raise EglError("libEGL")


def _list(*values: int) -> ctypes.Array[ctypes.c_int]:
    return (ctypes.c_int * (len(values) + 1))(*values, _NONE)


def _must(answer: int | None, step: str) -> int:
    if not answer:
        raise EglError(step)
    return answer
