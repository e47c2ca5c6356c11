"""Proves that a framebuffer keeps 1024 levels apart: what a driver says of it does not count."""

import numpy as np

from workstation.render.gl import GL, pointer

_LEVELS = 1024
_ACROSS = 32
SIDE = _ACROSS  # pixels that the framebuffer must have in each direction


def shows_ten_bits() -> bool:
    """Draw a ramp of all levels into the framebuffer that is bound, and read it back."""
    levels = np.arange(_LEVELS, dtype=np.uint32).reshape(_ACROSS, _ACROSS)
    GL.glDisable(GL.GL_DITHER)
    GL.glDisable(GL.GL_FRAMEBUFFER_SRGB)
    GL.glEnable(GL.GL_SCISSOR_TEST)
    for (y, x), level in np.ndenumerate(levels):
        gray = float(level) / (_LEVELS - 1)
        GL.glScissor(x, y, 1, 1)
        GL.glClearColor(gray, gray, gray, 1.0)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT)
    GL.glDisable(GL.GL_SCISSOR_TEST)
    seen = np.empty_like(levels)
    GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 4)
    layout, kind = GL.GL_RGBA, GL.GL_UNSIGNED_INT_2_10_10_10_REV
    GL.glReadPixels(0, 0, _ACROSS, _ACROSS, layout, kind, pointer(seen))
    return all(np.array_equal(seen >> shift & (_LEVELS - 1), levels) for shift in (0, 10, 20))
