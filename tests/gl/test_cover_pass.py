"""Paths and areas by shaders, compared with the numpy definition."""

from collections.abc import Iterator
from contextlib import closing

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workstation.render.framebuffer import Framebuffer
from workstation.render.gl import GL, integer
from workstation.render.graphics_pass import GraphicsPass
from workstation.render.raster_marks import paint_graphic
from workstation.scene.graphics import Box, Fill, Graphic, Path
from workstation.scene.scene import Rect

WIDTH, HEIGHT, GROUND = 61, 44, 100
BY_8_BITS = 2  # levels: opacity and each blend are rounded to 8 bits by the card
RED = (250.0, 30.5, 60.0)
ZIGZAG = ((3.2, 4.7), (50.1, 21.4), (8.5, 30.0), (55.5, 40.25), (30.0, 2.0))
_number = st.floats(-30, 90, allow_nan=False, width=32)
_points = st.lists(st.tuples(_number, _number), min_size=3, max_size=8).map(tuple)


@pytest.fixture(scope="module")
def marks(shared_context: object) -> Iterator[GraphicsPass]:
    """The pass, compiled once."""
    with closing(GraphicsPass()) as made:
        yield made


def _drawn(marks: GraphicsPass, *graphics: Graphic) -> npt.NDArray[np.int64]:
    with closing(Framebuffer(WIDTH, HEIGHT, 8)) as canvas:
        canvas.bind()
        GL.glClearColor(GROUND / 255, GROUND / 255, GROUND / 255, 1)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT)
        marks.draw(graphics, WIDTH, HEIGHT)
        return canvas.read_levels().astype(np.int64)


def _painted(*graphics: Graphic) -> npt.NDArray[np.int64]:
    framebuffer = np.full((HEIGHT, WIDTH), 0xFF000000 + GROUND * 0x010101, np.uint32)
    for graphic in graphics:
        paint_graphic(framebuffer, Rect(0, 0, WIDTH, HEIGHT), graphic)
    return np.asarray(framebuffer[..., None] >> np.array([16, 8, 0]) & 255, np.int64)


@pytest.mark.parametrize(
    "graphic",
    [
        Path(ZIGZAG, RED),
        Path(ZIGZAG, RED, 5.5, closed=True, opacity=0.4, halo=True),
        Path(ZIGZAG, RED, 2.0, dashes=(7.0, 4.0), halo=True),
        Path(((30.5, 20.25),), RED, 9.0),
        Fill(ZIGZAG, RED, 0.6),
        Fill(((-20.0, -90.0), (200.0, 15.0), (31.0, 300.0)), RED),
    ],
    ids=["thin", "closed, thick, half clear", "dashed", "dot", "self-crossing", "around"],
)
def test_both_renderers_draw_the_same(marks: GraphicsPass, graphic: Graphic) -> None:
    """And more than nothing."""
    painted = _painted(graphic)
    assert np.abs(_drawn(marks, graphic) - painted).max() <= BY_8_BITS
    assert (painted != GROUND).any(axis=2).sum() > 50


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(points=_points)
def test_both_renderers_draw_any_polygon_the_same(
    marks: GraphicsPass, points: tuple[tuple[float, float], ...]
) -> None:
    """Also far beyond the surface, and edges that hardly lean."""
    both = Fill(points, RED, 0.5), Path(points, RED, 3.0, closed=True, opacity=0.5)
    assert np.abs(_drawn(marks, *both) - _painted(*both)).max() <= BY_8_BITS + 1


def test_a_path_blends_once_where_it_crosses_itself(marks: GraphicsPass) -> None:
    """Half of the color, there as elsewhere."""
    cross = Path(((10.0, 20.5), (50.0, 20.5), (30.5, 20.5), (30.5, 5.0), (30.5, 40.0)), RED, 3.0,
                 opacity=0.5)  # fmt: skip
    drawn = _drawn(marks, cross)
    assert np.array_equal(drawn[20, 30], drawn[20, 15])


def test_marks_keep_their_order_around_paths(marks: GraphicsPass) -> None:
    """What comes later lies over it."""
    box, path = Box(0, 0, 61, 44, (9, 9, 9)), Path(((0.0, 15.5), (61.0, 15.5)), (255, 0, 0), 3)
    assert _drawn(marks, box, path)[15, 20].tolist() == [255, 0, 0]
    assert _drawn(marks, path, box)[15, 20].tolist() == [9, 9, 9]


def test_the_scissor_holds(marks: GraphicsPass) -> None:
    """Nothing is drawn beside the viewport, and what was drawn into stays bound."""
    with closing(Framebuffer(WIDTH, HEIGHT, 8)) as canvas:
        canvas.bind()
        GL.glClearColor(0, 0, 0, 1)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT)
        GL.glEnable(GL.GL_SCISSOR_TEST)
        GL.glScissor(10, 5, 20, 30)
        marks.draw(
            (Fill(((-9.0, -9.0), (99.0, -9.0), (99.0, 99.0), (-9.0, 99.0)), RED),), WIDTH, HEIGHT
        )
        GL.glDisable(GL.GL_SCISSOR_TEST)
        assert integer(GL.GL_DRAW_FRAMEBUFFER_BINDING) == canvas.name
        drawn = canvas.read_levels()[..., 0] > 0
    assert drawn.sum() == 600
    assert drawn[5:35, 10:30].all()
