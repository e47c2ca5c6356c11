"""An OpenGL context with no window and no display, for the command line and for tests."""

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.render import egl
from workstation.render.framebuffer import Framebuffer


class NoContextError(WorkstationError):
    """This system gives no OpenGL 4.1 context without a window."""

    message_id = "render.no_context"
    sentence = N_("OpenGL could not be started without a window: {step} failed.")
    advice = N_("Use the raster renderer, or install a driver with surfaceless EGL.")


class OffscreenContext:
    """OpenGL 4.1 core through EGL, current in the thread that made it until it is closed.

    bits       per channel of the framebuffer that stands for the window: 8, 10 or 16
    platform   whose driver is asked first; see workstation.render.egl
    """

    def __init__(self, bits: int = 8, platform: int = egl.SURFACELESS_MESA) -> None:
        self.bits = bits
        self._framebuffer: Framebuffer | None = None
        try:
            self._display = egl.display(platform)
            self._context = egl.context(self._display)
            self.make_current()
        except egl.EglError as error:
            raise NoContextError(step=str(error)) from error

    def make_current(self) -> None:
        """Make it the context of this thread."""
        egl.make_current(self._display, self._context)

    def framebuffer(self, width: int, height: int) -> Framebuffer:
        """The framebuffer that stands for the window, bound, of this size."""
        now = self._framebuffer
        if now is None or (now.width, now.height) != (width, height):
            self._close_framebuffer()
            now = self._framebuffer = Framebuffer(width, height, self.bits)
        now.bind()
        return now

    def close(self) -> None:
        """Give back the framebuffer and the context."""
        self._close_framebuffer()
        egl.make_current(self._display, None)
        egl.destroy(self._display, self._context)

    def _close_framebuffer(self) -> None:
        if self._framebuffer is not None:
            self._framebuffer.close()
            self._framebuffer = None
