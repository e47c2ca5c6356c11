import numpy as np
import numpy.typing as npt
import pytest

from workstation.render.raster_marks import paint_graphic
from workstation.render.text import HALO_OPACITY, text_tile
from workstation.scene.graphics import Box, Color, Graphic, Line, Text
from workstation.scene.scene import Rect

_WIDTH, _HEIGHT = 40, 30
_ALL = Rect(0, 0, _WIDTH, _HEIGHT)
_RED: Color = (200, 0, 40)


def _painted(
    graphic: Graphic, clip: Rect = _ALL, ground: int = 0xFF646464
) -> npt.NDArray[np.int64]:
    """Red, green and blue, shape (height, width, 3), over a ground of 100."""
    framebuffer = np.full((_HEIGHT, _WIDTH), ground, np.uint32)
    paint_graphic(framebuffer, clip, graphic)
    assert np.all(framebuffer >> 24 == 255)
    return np.asarray(framebuffer[..., None] >> np.array([16, 8, 0]) & 255, np.int64)


def _changed(painted: npt.NDArray[np.int64]) -> set[tuple[int, int]]:
    y, x = np.nonzero((painted != 100).any(axis=2))
    return set(zip(x.tolist(), y.tolist(), strict=True))


def test_a_box_on_whole_pixels_covers_them_wholly() -> None:
    """And no other."""
    painted = _painted(Box(3, 4, 2, 3, _RED))
    assert _changed(painted) == {(x, y) for x in (3, 4) for y in (4, 5, 6)}
    assert painted[4, 3].tolist() == list(_RED)


def test_a_box_between_pixels_covers_them_in_part() -> None:
    """By area: a quarter of the corner, half of the sides."""
    painted = _painted(Box(3.5, 4.5, 1, 1, (200, 100, 0)))
    assert painted[4:6, 3:5, 0].tolist() == [[125, 125], [125, 125]]


def test_opacity_mixes() -> None:
    """A quarter of 200 and three quarters of 100."""
    assert _painted(Box(0, 0, 1, 1, _RED, opacity=0.25))[0, 0].tolist() == [125, 75, 85]


def test_an_outline_lies_inside_its_box() -> None:
    """Its middle is left as it was."""
    changed = _changed(_painted(Box(2, 3, 6, 5, _RED, thickness=1)))
    box = {(x, y) for x in range(2, 8) for y in range(3, 8)}
    assert changed == box - {(x, y) for x in range(3, 7) for y in range(4, 7)}


def test_an_outline_thicker_than_its_box_fills_it() -> None:
    """And does not grow a hole of its own."""
    assert len(_changed(_painted(Box(2, 3, 4, 4, _RED, thickness=3)))) == 16


def test_a_line_through_pixel_centers_covers_them() -> None:
    """One pixel thick, with round ends that reach half a pixel further."""
    painted = _painted(Line(5.5, 7.5, 12.5, 7.5, _RED))
    assert _changed(painted) == {(x, 7) for x in range(5, 13)}
    assert painted[7, 5:13].tolist() == [list(_RED)] * 8


def test_a_line_between_pixels_is_shared_by_them() -> None:
    """Half each."""
    painted = _painted(Line(5.5, 8.0, 12.5, 8.0, (200, 100, 100)))
    assert painted[7, 8, 0] == painted[8, 8, 0] == 150


@pytest.mark.parametrize(
    "line",
    [
        Line(3, 2, 35, 27, _RED, 2.5),
        Line(35, 2, 3, 27, _RED, 1),
        Line(20, -10, 22, 50, _RED, 3),
        Line(-9, 12, 60, 9, _RED, 1.5),
        Line(8, 8, 8, 8, _RED, 6),
    ],
)
def test_coverage_follows_from_the_distance(line: Line) -> None:
    """Clamped thickness / 2 + 1/2 - distance of the pixel's center, everywhere."""
    painted = _painted(line)
    for y in range(_HEIGHT):
        for x in range(_WIDTH):
            alpha = min(1.0, max(0.0, line.thickness / 2 + 0.5 - _distance(line, x, y)))
            assert painted[y, x] == pytest.approx(100 + (np.array(_RED) - 100) * alpha, abs=0.51)


def _distance(line: Line, x: int, y: int) -> float:
    start, end = np.array([line.x0, line.y0]), np.array([line.x1, line.y1])
    point, along = np.array([x + 0.5, y + 0.5]), end - start
    part = np.clip((point - start) @ along / max(1e-9, along @ along), 0, 1)
    return float(np.hypot(*(point - start - part * along)))


def test_a_halo_darkens_around_a_line() -> None:
    """Black at 0.6, two pixels wider, drawn before the line."""
    painted = _painted(Line(5.5, 7.5, 20.5, 7.5, _RED, halo=True))
    assert painted[6, 10].tolist() == [40, 40, 40]
    assert painted[7, 10].tolist() == list(_RED)


@pytest.mark.parametrize(
    "graphic",
    [
        Box(0, 0, 40, 30, _RED),
        Line(0, 0, 40, 30, _RED, 9, halo=True),
        Text(1, 1, "WWWW\nWWWW", 12, _RED),
        Text(-30, 20, "WWWWWWWW", 16, _RED),
    ],
)
def test_nothing_is_drawn_outside_the_viewport(graphic: Graphic) -> None:
    """Its neighbor is another patient."""
    changed = _changed(_painted(graphic, Rect(4, 6, 20, 15)))
    assert changed
    assert all(4 <= x < 24 and 6 <= y < 21 for x, y in changed)


@pytest.mark.parametrize("halo", [False, True])
def test_text_is_its_halo_and_then_its_ink(halo: bool) -> None:
    """Black at the opacity of the halo's coverage, then the color at the ink's."""
    text = Text(6, 5, "Äg", 14, _RED, halo=halo)
    tile = text_tile(text)
    ink, dark = tile.ink[..., None] / 255, tile.halo[..., None] / 255 * HALO_OPACITY
    expected = np.full((_HEIGHT, _WIDTH, 3), 100.0)
    height, width = tile.ink.shape
    part = expected[tile.y : tile.y + height, tile.x : tile.x + width]
    part *= 1 - dark
    part += (np.array(_RED) - part) * ink
    assert np.abs(_painted(text) - expected).max() <= 0.51


def test_two_texts_of_the_same_words_do_not_get_mixed_up() -> None:
    """They share their coverage, not their place or color."""
    framebuffer = np.full((_HEIGHT, _WIDTH), 0xFF000000, np.uint32)
    paint_graphic(framebuffer, _ALL, Text(2, 2, "A", 12, (255, 0, 0), halo=False))
    paint_graphic(framebuffer, _ALL, Text(22, 12, "A", 12, (0, 255, 0), halo=False))
    left, right = framebuffer[:14, :18], framebuffer[10:24, 20:38]
    assert (left >> 16 & 255).max() > 200
    assert (right >> 8 & 255).max() > 200
    assert not (right >> 16 & 255).any()


def test_an_empty_text_draws_nothing() -> None:
    """A corner without a word."""
    assert not _changed(_painted(Text(5, 5, "", 12, _RED)))
