"""Marks over a picture, compared with what numpy makes of their definition."""

from collections.abc import Iterator
from contextlib import closing

import numpy as np
import numpy.typing as npt
import pytest

from workstation.render.atlas import TextAtlas
from workstation.render.framebuffer import Framebuffer
from workstation.render.gl import GL
from workstation.render.graphics_pass import GraphicsPass
from workstation.render.text import HALO_OPACITY, text_tile
from workstation.render.text_tile import TextTile
from workstation.scene.graphics import Box, Graphic, Line, Text

GROUND = 100
BY_8_BITS = 2  # levels: opacity and each blend are rounded to 8 bits by the card


@pytest.fixture(scope="module")
def marks(shared_context: object) -> Iterator[GraphicsPass]:
    """The pass, compiled once."""
    with closing(GraphicsPass()) as made:
        yield made


def _drawn(marks: GraphicsPass, *graphics: Graphic) -> npt.NDArray[np.float64]:
    """One channel of what is drawn on gray, shape (30, 40, 3)."""
    with closing(Framebuffer(40, 30, 8)) as canvas:
        canvas.bind()
        GL.glClearColor(GROUND / 255, GROUND / 255, GROUND / 255, 1)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT)
        marks.draw(graphics, 40, 30)
        return canvas.read_levels().astype(np.float64)


def _blended(
    below: npt.NDArray[np.float64],
    coverage: npt.NDArray[np.float64],
    color: tuple[float, float, float],
) -> npt.NDArray[np.float64]:
    return below + (np.array(color) - below) * coverage[..., None]


def _ground() -> npt.NDArray[np.float64]:
    return np.full((30, 40, 3), GROUND, np.float64)


def _line_coverage(line: Line, thickness: float) -> npt.NDArray[np.float64]:
    y, x = np.mgrid[:30, :40] + 0.5
    dx, dy = line.x1 - line.x0, line.y1 - line.y0
    square = dx * dx + dy * dy
    part = np.clip(((x - line.x0) * dx + (y - line.y0) * dy) / (square or 1), 0, 1)
    distance = np.hypot(x - line.x0 - part * dx, y - line.y0 - part * dy)
    coverage: npt.NDArray[np.float64] = np.clip(thickness / 2 + 0.5 - distance, 0, 1)
    return coverage


@pytest.mark.parametrize(
    "line",
    [
        Line(3.2, 4.7, 33.1, 21.4, (250, 30, 60), 1.0),
        Line(30, 2, 5.5, 25.5, (20, 240, 60), 3.5, halo=True),
        Line(12.5, 9.5, 12.5, 9.5, (255, 255, 255), 5.0),
    ],
    ids=["thin", "thick with halo", "a point"],
)
def test_a_line_covers_what_lies_within_half_its_thickness(marks: GraphicsPass, line: Line) -> None:
    """Round ends, and its dark halo below it."""
    expected = _ground()
    if line.halo:
        expected = _blended(expected, 0.6 * _line_coverage(line, line.thickness + 2), (0, 0, 0))
    expected = _blended(expected, _line_coverage(line, line.thickness), line.color)
    assert np.abs(_drawn(marks, line) - expected).max() <= BY_8_BITS


def test_a_box_covers_pixels_by_their_area(marks: GraphicsPass) -> None:
    """Edges between pixels are shared out; opacity counts."""
    drawn = _drawn(marks, Box(4.25, 3.0, 10.0, 5.5, (200, 0, 100), opacity=0.5))
    expected = np.zeros((30, 40))
    expected[3:8, 4:15] = 1
    expected[8, 4:15] = 0.5
    expected[:, 4] *= 0.75
    expected[:, 14] *= 0.25
    assert np.abs(drawn - _blended(_ground(), expected * 0.5, (200, 0, 100))).max() <= BY_8_BITS


def test_an_outline_lies_inside_its_box(marks: GraphicsPass) -> None:
    """As thick as it says, nothing in the middle."""
    drawn = _drawn(marks, Box(4, 3, 10, 8, (255, 255, 255), thickness=2))
    expected = np.zeros((30, 40))
    expected[3:11, 4:14] = 1
    expected[5:9, 6:12] = 0
    assert np.array_equal(drawn, _blended(_ground(), expected, (255, 255, 255)))


def test_a_text_is_its_tile_over_its_halo(marks: GraphicsPass) -> None:
    """The same coverage that every renderer uses."""
    text = Text(5.0, 4.0, "Fg", 14.0, (90, 255, 120))
    tile = text_tile(text)
    at = np.s_[tile.y : tile.y + tile.ink.shape[0], tile.x : tile.x + tile.ink.shape[1]]
    expected = _ground()
    expected[at] = _blended(expected[at], tile.halo / 255 * HALO_OPACITY, (0, 0, 0))
    expected[at] = _blended(expected[at], tile.ink / 255, text.color)
    assert np.abs(_drawn(marks, text) - expected).max() <= BY_8_BITS


def test_later_marks_lie_over_earlier_ones(marks: GraphicsPass) -> None:
    """Whatever their kinds."""
    box, line = Box(0, 0, 40, 30, (9, 9, 9)), Line(0, 15.5, 40, 15.5, (255, 0, 0), 3)
    assert _drawn(marks, box, line)[15, 20].tolist() == [255, 0, 0]
    assert _drawn(marks, line, box)[15, 20].tolist() == [9, 9, 9]


def test_more_text_than_the_atlas_holds_is_drawn_all_the_same(
    marks: GraphicsPass, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The atlas is emptied on the way, after what it holds has been drawn."""
    texts = [Text(4.0, y, f"m{y}", 9.0, (255, 255, 255)) for y in (0, 10, 20)]
    expected = _drawn(marks, *texts)
    place, clear, full = TextAtlas.place, TextAtlas.clear, [True]

    def full_until_cleared(atlas: TextAtlas, tile: TextTile) -> tuple[int, int] | None:
        return None if full[0] else place(atlas, tile)

    def cleared(atlas: TextAtlas) -> None:
        full[0] = False
        clear(atlas)

    monkeypatch.setattr(TextAtlas, "place", full_until_cleared)
    monkeypatch.setattr(TextAtlas, "clear", cleared)
    assert np.array_equal(_drawn(marks, *texts), expected)
