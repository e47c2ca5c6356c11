"""Drawing somewhere else than in the window."""

from contextlib import closing

import numpy as np
import pytest

from workstation.render.framebuffer import Framebuffer, SurfaceTooLargeError
from workstation.render.gl import GL, integer


def _fill(x: int, y: int, width: int, height: int, level: float) -> None:
    GL.glEnable(GL.GL_SCISSOR_TEST)
    GL.glScissor(x, y, width, height)
    GL.glClearColor(level, level, level, 1)
    GL.glClear(GL.GL_COLOR_BUFFER_BIT)
    GL.glDisable(GL.GL_SCISSOR_TEST)


def test_row_0_is_the_top() -> None:
    """A mark in the corner of the origin is read in the first row and column."""
    with closing(Framebuffer(3, 2, 8)) as canvas:
        canvas.bind()
        _fill(0, 0, 3, 2, 0.0)
        _fill(0, 0, 1, 1, 1.0)
        assert canvas.read_levels()[..., 0].tolist() == [[255, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize("bits", [8, 10, 16])
def test_it_is_shown_the_right_way_up_level_by_level(bits: int) -> None:
    """A window's row 0 is its lowest."""
    with closing(Framebuffer(2, 3, bits)) as canvas, closing(Framebuffer(2, 3, bits)) as window:
        canvas.bind()
        for row in range(3):
            _fill(0, row, 2, 1, (7 + row) / (2**bits - 1))
        canvas.show(window.name)
        assert window.read_levels()[:, 0, 0].tolist() == [9, 8, 7]


def test_values_of_32_bit_are_not_clamped() -> None:
    """Modality values are neither positive nor below 1."""
    with closing(Framebuffer(1, 1, 32)) as plane:
        plane.bind()
        _fill(0, 0, 1, 1, -1024.5)
        assert plane.read_values() == np.float32(-1024.5)


@pytest.mark.parametrize(("across", "down"), [(1, 0), (0, 1)])
def test_a_side_beyond_what_the_card_draws_is_refused(across: int, down: int) -> None:
    """The card would draw nothing, and what is read back would be any memory at all."""
    most = integer(GL.GL_MAX_TEXTURE_SIZE)
    with pytest.raises(SurfaceTooLargeError, match=str(most + 1)):
        Framebuffer(1 + across * most, 1 + down * most, 8)
