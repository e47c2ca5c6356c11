"""Marks over a picture, blended in the order given: texts, lines and boxes in one draw."""

from collections.abc import Iterable

import numpy as np

from workstation.render.atlas import TextAtlas
from workstation.render.cover_pass import CoverPass
from workstation.render.gl import GL, pointer
from workstation.render.marks import NUMBERS, Mark, box_mark, line_marks, text_marks
from workstation.render.program import Program
from workstation.render.text import HALO_OPACITY, text_tile
from workstation.scene.graphics import Box, Fill, Graphic, Line, Path, Text

_ATLAS_UNIT = 6
_FLOATS_OF_ATTRIBUTES = (4, 4, 4, 2)  # bounds, shape, color, kind and thickness


class GraphicsPass:
    """Draws marks; keeps the atlas of texts.

    Their colors are those of the screen: they do not pass through the display's table.
    """

    def __init__(self) -> None:
        self._program = Program("marks.vert", "marks.frag", {"atlas": _ATLAS_UNIT})
        self._atlas = TextAtlas()
        self._covers = CoverPass()
        self._vertices = int(GL.glGenVertexArrays(1))
        self._buffer = int(GL.glGenBuffers(1))
        GL.glBindVertexArray(self._vertices)
        GL.glBindBuffer(GL.GL_ARRAY_BUFFER, self._buffer)
        offset = 0
        for index, floats in enumerate(_FLOATS_OF_ATTRIBUTES):
            GL.glVertexAttribPointer(
                index, floats, GL.GL_FLOAT, GL.GL_FALSE, 4 * NUMBERS, GL.GLvoidp(4 * offset)
            )
            GL.glEnableVertexAttribArray(index)
            GL.glVertexAttribDivisor(index, 1)
            offset += floats
        GL.glBindVertexArray(0)

    def draw(self, graphics: Iterable[Graphic], width: int, height: int) -> None:
        """Blend graphics into the bound framebuffer of this size, within GL's scissor."""
        marks: list[Mark] = []
        self._atlas.bind(_ATLAS_UNIT)
        for graphic in graphics:
            match graphic:
                case Line():
                    marks.extend(line_marks(graphic))
                case Box():
                    marks.append(box_mark(graphic))
                case Text():
                    marks = self._with_text(graphic, marks, width, height)
                case Path() | Fill():
                    self._flush(marks, width, height)
                    marks = []
                    self._covers.draw(graphic, width, height)
        self._flush(marks, width, height)

    def close(self) -> None:
        """Give everything back."""
        self._atlas.close()
        self._covers.close()
        self._program.close()
        GL.glDeleteBuffers(1, [self._buffer])
        GL.glDeleteVertexArrays(1, [self._vertices])

    def _with_text(self, text: Text, marks: list[Mark], width: int, height: int) -> list[Mark]:
        tile = text_tile(text)
        if not tile.ink.size:
            return marks
        place = self._atlas.place(tile)
        if place is None:
            self._flush(marks, width, height)
            marks = []
            self._atlas.clear()
            place = self._atlas.place(tile)
            assert place is not None  # an empty atlas takes any tile
        rows, columns = tile.ink.shape
        bounds = (tile.x, tile.y, tile.x + columns, tile.y + rows)
        marks.extend(text_marks(bounds, place, text.color, HALO_OPACITY if text.halo else 0.0))
        return marks

    def _flush(self, marks: list[Mark], width: int, height: int) -> None:
        if not marks:
            return
        rows = np.array(marks, np.float32)
        GL.glViewport(0, 0, width, height)
        self._program.use()
        self._program.set("surface", float(width), float(height))
        GL.glBindVertexArray(self._vertices)
        GL.glBindBuffer(GL.GL_ARRAY_BUFFER, self._buffer)
        GL.glBufferData(GL.GL_ARRAY_BUFFER, rows.nbytes, pointer(rows), GL.GL_STREAM_DRAW)
        GL.glEnable(GL.GL_BLEND)
        # The alpha of the picture stays 1: a window system must not look through it.
        GL.glBlendFuncSeparate(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA, GL.GL_ZERO, GL.GL_ONE)
        GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, 4, len(rows))
        GL.glDisable(GL.GL_BLEND)
