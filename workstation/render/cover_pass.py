"""Paths and areas: first all that they cover, then their color over it.

So nothing blends with itself where it meets or crosses.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from workstation.render.framebuffer import Framebuffer
from workstation.render.gl import GL, integer, pointer
from workstation.render.marks import LINE_HALO, LINE_HALO_OPACITY
from workstation.render.program import Program
from workstation.render.strokes import Pieces, area_edges, stroke_pieces
from workstation.scene.graphics import Color, Fill, Path
from workstation.scene.scene import Rect

_COVERAGE_UNIT = 7
_BLACK: Color = (0, 0, 0)
_AREA = -1.0  # in place of a thickness


class CoverPass:
    """Draws paths and areas; keeps a picture of coverage as large as the surface."""

    def __init__(self) -> None:
        self._cover = Program("cover.vert", "cover.frag")
        self._paint = Program("surface.vert", "covered.frag", {"coverage": _COVERAGE_UNIT})
        self._vertices = int(GL.glGenVertexArrays(1))
        self._buffer = int(GL.glGenBuffers(1))
        self._coverage: Framebuffer | None = None
        GL.glBindVertexArray(self._vertices)
        GL.glBindBuffer(GL.GL_ARRAY_BUFFER, self._buffer)
        GL.glVertexAttribPointer(0, 4, GL.GL_FLOAT, GL.GL_FALSE, 16, GL.GLvoidp(0))
        GL.glEnableVertexAttribArray(0)
        GL.glVertexAttribDivisor(0, 1)
        GL.glBindVertexArray(0)

    def draw(self, graphic: Path | Fill, width: int, height: int) -> None:
        """Blend it into the bound framebuffer of this size, within GL's scissor."""
        clip = Rect(0, 0, width, height)
        if isinstance(graphic, Fill):
            edges = area_edges(graphic, clip)
            self._draw(edges, _AREA, graphic.color, graphic.opacity, clip)
            return
        if graphic.halo:
            self._stroke(graphic, LINE_HALO, _BLACK, LINE_HALO_OPACITY, clip)
        self._stroke(graphic, 0.0, graphic.color, 1.0, clip)

    def close(self) -> None:
        """Give everything back."""
        if self._coverage is not None:
            self._coverage.close()
        self._cover.close()
        self._paint.close()
        GL.glDeleteBuffers(1, [self._buffer])
        GL.glDeleteVertexArrays(1, [self._vertices])

    def _stroke(self, path: Path, wider: float, color: Color, opacity: float, clip: Rect) -> None:
        thickness = path.thickness + wider
        pieces = stroke_pieces(path, thickness, clip)
        self._draw(pieces, thickness, color, opacity * path.opacity, clip)

    def _draw(
        self, pieces: Pieces, thickness: float, color: Color, opacity: float, clip: Rect
    ) -> None:
        if not len(pieces):
            return
        target = integer(GL.GL_DRAW_FRAMEBUFFER_BINDING)
        coverage = self._coverage_of(clip.width, clip.height)
        coverage.bind()
        GL.glBindVertexArray(self._vertices)
        self._collect(np.ascontiguousarray(pieces, np.float32), thickness, clip)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, target)
        GL.glViewport(0, 0, clip.width, clip.height)
        red, green, blue = (value / 255 for value in color)
        self._paint.use()
        self._paint.set("red_green", red, green)
        self._paint.set("blue_opacity", blue, opacity)
        self._paint.set("area", thickness == _AREA)
        coverage.texture.bind(_COVERAGE_UNIT)
        with _blending(GL.GL_FUNC_ADD):
            # The alpha of the picture stays 1: a window system must not look through it.
            GL.glBlendFuncSeparate(
                GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA, GL.GL_ZERO, GL.GL_ONE
            )
            GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)

    def _collect(self, pieces: npt.NDArray[np.float32], thickness: float, clip: Rect) -> None:
        """The most of strokes, the sum of areas, in the bound framebuffer."""
        GL.glClearColor(0, 0, 0, 0)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT)
        self._cover.use()
        self._cover.set("surface", float(clip.width), float(clip.height))
        self._cover.set("thickness", thickness)
        self._cover.set("right", float(clip.width))
        GL.glBindBuffer(GL.GL_ARRAY_BUFFER, self._buffer)
        GL.glBufferData(GL.GL_ARRAY_BUFFER, pieces.nbytes, pointer(pieces), GL.GL_STREAM_DRAW)
        with _blending(GL.GL_FUNC_ADD if thickness == _AREA else GL.GL_MAX):
            GL.glBlendFunc(GL.GL_ONE, GL.GL_ONE)
            GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, 4, len(pieces))

    def _coverage_of(self, width: int, height: int) -> Framebuffer:
        now = self._coverage
        if now is None or (now.width, now.height) != (width, height):
            if now is not None:
                now.close()
            now = self._coverage = Framebuffer(width, height, 32)
        return now


@contextmanager
def _blending(equation: int) -> Iterator[None]:
    GL.glEnable(GL.GL_BLEND)
    GL.glBlendEquation(equation)
    yield
    GL.glBlendEquation(GL.GL_FUNC_ADD)
    GL.glDisable(GL.GL_BLEND)
