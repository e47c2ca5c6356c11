"""Somewhere to draw that is not the window: canvas of a scene, plane of values, test target."""

from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.render.gl import GL, integer, pointer
from workstation.render.texture import Texture

# internal format and bytes of a pixel, by bits
_FORMATS = {
    8: (GL.GL_RGBA8, 4),
    10: (GL.GL_RGB10_A2, 4),
    16: (GL.GL_RGBA16, 8),
    32: (GL.GL_R32F, 4),
    128: (GL.GL_RGBA32F, 16),
}


class SurfaceTooLargeError(WorkstationError):
    """Nothing would be drawn into it, and what is read back would be any memory at all."""

    message_id = "render.surface_too_large"
    sentence = N_("A picture of {width} x {height} pixels is more than this graphics card draws.")
    advice = N_("Ask for a smaller one, or use the raster renderer.")


class Framebuffer:
    """A texture that is drawn into; row 0 of it is the top of the picture.

    bits   per channel of an RGB picture: 8, 10 or 16; 32: one channel of float32; 128: four
    """

    def __init__(self, width: int, height: int, bits: int) -> None:
        if max(width, height) > integer(GL.GL_MAX_TEXTURE_SIZE):
            raise SurfaceTooLargeError(width=width, height=height)
        self.width, self.height, self.bits = width, height, bits
        self.texture = Texture(GL.GL_TEXTURE_2D)
        internal, size = _FORMATS[bits]
        layout, kind = GL.GL_RGBA, GL.GL_UNSIGNED_BYTE  # of data that does not come
        GL.glTexImage2D(GL.GL_TEXTURE_2D, 0, internal, width, height, 0, layout, kind, None)
        self.bytes = self.texture.bytes = width * height * size
        self.name = int(GL.glGenFramebuffers(1))
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self.name)
        GL.glFramebufferTexture2D(
            *(GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0),
            *(GL.GL_TEXTURE_2D, self.texture.name, 0),
        )
        if GL.glCheckFramebufferStatus(GL.GL_FRAMEBUFFER) != GL.GL_FRAMEBUFFER_COMPLETE:
            self.close()
            raise SurfaceTooLargeError(width=width, height=height)

    def bind(self) -> None:
        """Draw into it from now on, every pixel of it."""
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self.name)
        GL.glViewport(0, 0, self.width, self.height)

    def read_values(self) -> npt.NDArray[np.float32]:
        """The float32 values of a 32-bit one, shape (height, width)."""
        values = np.empty((self.height, self.width), np.float32)
        self._read(GL.GL_RED, GL.GL_FLOAT, values)
        return values

    def read_levels(self) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint16]:
        """Red, green and blue as the framebuffer holds them, shape (height, width, 3)."""
        if self.bits == 8:
            levels = np.empty((self.height, self.width, 3), np.uint8)
            self._read(GL.GL_RGB, GL.GL_UNSIGNED_BYTE, levels)
            return levels
        if self.bits == 10:
            packed = np.empty((self.height, self.width), np.uint32)
            self._read(GL.GL_RGBA, GL.GL_UNSIGNED_INT_2_10_10_10_REV, packed)
            shifts = np.array([0, 10, 20], np.uint32)
            return (packed[..., None] >> shifts & 1023).astype(np.uint16)
        wide = np.empty((self.height, self.width, 3), np.uint16)
        self._read(GL.GL_RGB, GL.GL_UNSIGNED_SHORT, wide)
        return wide

    def _read(self, layout: int, kind: int, into: npt.NDArray[Any]) -> None:
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, self.name)
        GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 1)
        GL.glReadPixels(0, 0, self.width, self.height, layout, kind, pointer(into))

    def show(self, target: int) -> None:
        """Copy the picture into the framebuffer `target` of the same size, whose row 0 is below."""
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, self.name)
        GL.glBindFramebuffer(GL.GL_DRAW_FRAMEBUFFER, target)
        GL.glBlitFramebuffer(
            *(0, 0, self.width, self.height),
            *(0, self.height, self.width, 0),
            *(GL.GL_COLOR_BUFFER_BIT, GL.GL_NEAREST),
        )
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, target)

    def close(self) -> None:
        """Give it and its texture back."""
        GL.glDeleteFramebuffers(1, [self.name])
        self.texture.close()
