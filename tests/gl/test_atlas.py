"""One texture for all texts."""

from contextlib import closing

import numpy as np

from workstation.render.atlas import TextAtlas
from workstation.render.gl import GL, pointer
from workstation.render.text_tile import TextTile


def _tile(height: int, width: int, value: int = 9) -> TextTile:
    ink = np.full((height, width), value, np.uint8)
    return TextTile(0, 0, ink, ink // 2)


def test_tiles_lie_beside_each_other_and_then_below() -> None:
    """None over another."""
    with closing(TextAtlas()) as atlas:
        places = [atlas.place(_tile(10, width)) for width in (3000, 1000, 500)]
    assert places == [(0, 0), (3000, 0), (0, 10)]


def test_a_tile_is_brought_once() -> None:
    """The same text again stands where it stood; until all are forgotten."""
    tile = _tile(10, 20)
    with closing(TextAtlas()) as atlas:
        assert atlas.place(tile) == atlas.place(tile) == (0, 0)
        atlas.place(_tile(3, 3))
        atlas.clear()
        assert atlas.place(_tile(4, 4)) == (0, 0)


def test_a_full_atlas_says_so() -> None:
    """The caller draws what it has, and starts anew."""
    with closing(TextAtlas()) as atlas:
        assert atlas.place(_tile(1000, 4096)) is not None
        assert atlas.place(_tile(1000, 10)) is None


def test_ink_and_halo_are_kept_apart() -> None:
    """Red is the ink, green the halo."""
    with closing(TextAtlas()) as atlas:
        atlas.place(_tile(2, 2, value=200))
        read = np.empty((1024, 4096, 2), np.uint8)
        atlas.bind(0)
        GL.glGetTexImage(GL.GL_TEXTURE_2D, 0, GL.GL_RG, GL.GL_UNSIGNED_BYTE, pointer(read))
    assert read[1, 1].tolist() == [200, 100]
