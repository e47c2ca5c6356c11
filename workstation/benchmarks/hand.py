"""A hand on the mouse of a virtual screen, by the XTest extension: no process per event."""

import ctypes
from types import TracebackType
from typing import Self

from workstation.benchmarks.virtual_screen import NoVirtualScreenError

WHEEL_DOWN = 5
LEFT = 1


class Hand:
    """Moves and presses at once (XFlush after each), as a context manager."""

    def __init__(self, display: str) -> None:
        try:
            self._x11 = ctypes.CDLL("libX11.so.6")
            self._xtest = ctypes.CDLL("libXtst.so.6")
        except OSError as error:
            raise NoVirtualScreenError(program="libXtst") from error
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(display.encode()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._x11.XCloseDisplay(self._display)

    def move(self, x: int, y: int) -> None:
        """Put the pointer at a pixel of the screen."""
        self._xtest.XTestFakeMotionEvent(self._display, -1, x, y, ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def press(self, button: int) -> None:
        """Press a button and hold it."""
        self._xtest.XTestFakeButtonEvent(self._display, button, 1, ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def release(self, button: int) -> None:
        """Let a button go."""
        self._xtest.XTestFakeButtonEvent(self._display, button, 0, ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def notch(self, button: int = WHEEL_DOWN) -> None:
        """Turn the wheel by one notch."""
        self.press(button)
        self.release(button)
