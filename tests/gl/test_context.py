"""OpenGL with no window and no display."""

import os

import numpy as np
import pytest

from workstation.render import egl
from workstation.render.context import NoContextError, OffscreenContext
from workstation.render.gl import GL, integer


def test_it_is_opengl_4_1_core_or_higher() -> None:
    """The highest that every system has."""
    version = integer(GL.GL_MAJOR_VERSION), integer(GL.GL_MINOR_VERSION)
    assert version >= (4, 1)


@pytest.mark.parametrize(("bits", "level"), [(8, 131), (10, 513), (16, 32769)])
def test_its_framebuffer_holds_as_many_bits_as_it_says(bits: int, level: int) -> None:
    """A level that fewer bits cannot hold is read back as it was drawn."""
    own = OffscreenContext(bits)
    window = own.framebuffer(3, 2)
    GL.glClearColor(level / (2**bits - 1), 0, 1, 1)
    GL.glClear(GL.GL_COLOR_BUFFER_BIT)
    read = window.read_levels()
    own.close()
    assert np.array_equal(read, np.tile([level, 0, 2**bits - 1], (2, 3, 1)))


def test_a_framebuffer_of_another_size_is_another_one(context: OffscreenContext) -> None:
    """As when a window grows."""
    sizes = [context.framebuffer(*size).read_levels().shape for size in ((3, 2), (5, 4))]
    assert sizes == [(2, 3, 3), (4, 5, 3)]


def test_a_system_without_it_says_which_step_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence and a remedy, not a traceback."""

    def refuse(_: int) -> int:
        raise egl.EglError("eglInitialize")

    monkeypatch.setattr(egl, "display", refuse)
    with pytest.raises(NoContextError, match="eglInitialize failed"):
        OffscreenContext()


def test_the_display_of_x_is_not_needed() -> None:
    """Asked for a display that is not there, it takes the machine's own driver."""
    assert "DISPLAY" not in os.environ or os.environ["DISPLAY"]
    OffscreenContext(platform=egl.SURFACELESS_MESA).close()
