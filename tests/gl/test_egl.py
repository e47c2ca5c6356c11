"""The calls of EGL that a context without a window needs."""

import pytest

from workstation.render import egl
from workstation.render.gl import GL, text


def test_a_context_is_made_and_destroyed_without_a_surface() -> None:
    """While it is current, OpenGL says its version."""
    display = egl.display(egl.SURFACELESS_MESA)
    made = egl.context(display)
    egl.make_current(display, made)
    version = text(GL.GL_VERSION)
    egl.make_current(display, None)
    egl.destroy(display, made)
    assert version


def test_a_platform_that_is_not_there_is_replaced_by_one_that_is() -> None:
    """A driver that does not know the platform asked for still draws."""
    display = egl.display(0x7777)
    assert egl.context(display)


def test_a_context_on_no_display_is_refused_with_the_step() -> None:
    """The caller can say what failed."""
    with pytest.raises(egl.EglError, match="eglChooseConfig"):
        egl.context(0)
