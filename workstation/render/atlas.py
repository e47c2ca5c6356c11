"""One texture for all the texts on the surface, filled row by row."""

import numpy as np

from workstation.render.gl import GL, pointer
from workstation.render.text_tile import Coverage, TextTile
from workstation.render.texture import Texture

_WIDTH, _HEIGHT = 4096, 1024


class TextAtlas(Texture):
    """Tiles of text, red: ink, green: halo. A tile stays where it is until all are forgotten."""

    def __init__(self) -> None:
        super().__init__(GL.GL_TEXTURE_2D)
        size = (_WIDTH, _HEIGHT)
        GL.glTexImage2D(
            GL.GL_TEXTURE_2D, 0, GL.GL_RG8, *size, 0, GL.GL_RG, GL.GL_UNSIGNED_BYTE, None
        )
        self.bytes = 2 * _WIDTH * _HEIGHT
        self.clear()

    def clear(self) -> None:
        """Forget all tiles."""
        # The arrays are kept with their places, so that no other array can get their id.
        self._places: dict[int, tuple[tuple[int, int], Coverage]] = {}
        self._x = self._y = self._row_height = 0

    def place(self, tile: TextTile) -> tuple[int, int] | None:
        """Where the tile lies, brought here if need be; None: there is no room for it."""
        found = self._places.get(id(tile.ink))
        if found is not None:
            return found[0]
        height, width = _size(tile)
        if self._x + width > _WIDTH:
            self._x, self._y, self._row_height = 0, self._y + self._row_height, 0
        if self._y + height > _HEIGHT:
            return None
        at = self._x, self._y
        self._upload(tile, at)
        self._places[id(tile.ink)] = at, tile.ink
        self._x += width
        self._row_height = max(self._row_height, height)
        return at

    def _upload(self, tile: TextTile, at: tuple[int, int]) -> None:
        height, width = _size(tile)
        part = np.s_[:height, :width]
        both = np.stack((tile.ink[part], tile.halo[part]), axis=-1)
        GL.glBindTexture(GL.GL_TEXTURE_2D, self.name)
        GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)
        GL.glTexSubImage2D(
            *(GL.GL_TEXTURE_2D, 0, *at, width, height),
            *(GL.GL_RG, GL.GL_UNSIGNED_BYTE, pointer(both)),
        )


def _size(tile: TextTile) -> tuple[int, int]:
    """Height and width of what fits: a text wider than any surface is cut."""
    height, width = tile.ink.shape
    return min(height, _HEIGHT), min(width, _WIDTH)
