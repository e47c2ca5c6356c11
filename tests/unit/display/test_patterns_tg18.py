"""TG18 patterns of few shapes, by the numbers of their description."""

import numpy as np
import numpy.typing as npt
import pytest

from workstation.display.patterns_canvas import Canvas
from workstation.display.patterns_tg18 import draw_ad, draw_ct, draw_lines, draw_ln, draw_un

Levels = npt.NDArray[np.int64]


def of(canvas: Canvas) -> Levels:
    return canvas.values.astype(np.int64) // 257


@pytest.mark.parametrize(("number", "level"), [(1, 0), (2, 15), (9, 120), (18, 255)])
def test_ln_has_a_square_of_a_tenth_of_the_area(number: int, level: int) -> None:
    """324 pixels of 1024, on 153."""
    canvas = Canvas.blank(1024, 1024, 0)
    draw_ln(canvas, number)
    drawn = of(canvas)
    assert (drawn[0, 0], drawn[512, 512]) == (153, level)
    assert np.count_nonzero(drawn == level) == 324**2
    assert drawn[512, 349:351].tolist() == [153, level]


def test_ln_takes_a_tenth_of_a_wide_monitor_too() -> None:
    canvas = Canvas.blank(1600, 1200, 0)
    draw_ln(canvas, 18)
    assert np.count_nonzero(of(canvas) == 255) == pytest.approx(0.1 * 1600 * 1200, rel=3e-3)


@pytest.mark.parametrize("level", [26, 204])
def test_un_is_one_level(level: int) -> None:
    canvas = Canvas.blank(300, 260, 0)
    draw_un(canvas, level, lines=False)
    assert np.unique(of(canvas)).tolist() == [level]


def test_unl_outlines_five_squares_by_single_pixels() -> None:
    """In the corners and in the middle, a tenth of the area each; inside is the one level."""
    canvas = Canvas.blank(1024, 1024, 0)
    draw_un(canvas, 204, lines=True)
    drawn = of(canvas)
    lines = np.flatnonzero(drawn[:, 512] != 204).tolist()
    assert lines == [350, 673]
    assert np.flatnonzero(drawn[100] != 204).tolist() == [0, 323, 700, 1023]
    assert drawn[512, 512] == 204


@pytest.mark.parametrize(("percent", "pair"), [(89, [255, 228]), (50, [143, 128]), (10, [29, 26])])
def test_line_pairs_are_lines_of_one_pixel(percent: int, pair: list[int]) -> None:
    """Horizontal ones change from row to row, vertical ones from column to column."""
    lying, upright = Canvas.blank(6, 6, 0), Canvas.blank(6, 6, 0)
    draw_lines(lying, percent, upright=False)
    draw_lines(upright, percent, upright=True)
    assert of(lying)[:, 3].tolist() == pair * 3
    assert of(upright)[3].tolist() == pair * 3


def test_ct_has_half_moons_and_corners_four_levels_off() -> None:
    """The sixth of 16 patches, level 88, the second of the second row."""
    canvas = Canvas.blank(1024, 1024, 0)
    draw_ct(canvas)
    drawn = of(canvas)
    patch = drawn[327 : 327 + 165, 327 : 327 + 165]
    assert (patch[3, 82], patch[82, 70], patch[82, 95]) == (88, 84, 92)
    assert [patch[15, 15], patch[15, 150], patch[150, 15], patch[150, 150]] == [92, 84, 84, 92]


def test_ct_goes_from_8_to_248() -> None:
    canvas = Canvas.blank(1024, 1024, 0)
    draw_ct(canvas)
    first = [int(of(canvas)[124 + 205 * (k // 4), 124 + 205 * (k % 4)]) for k in range(16)]
    assert first == list(range(8, 249, 16))


def test_ad_gets_brighter_downward_and_stronger_rightward() -> None:
    """Lines two pixels high on near black, from (0, 1) to (6, 13)."""
    canvas = Canvas.blank(1024, 1024, 0)
    draw_ad(canvas)
    drawn = of(canvas)
    assert drawn[72:77, 80].tolist() == [1, 1, 0, 0, 1]
    assert drawn[840:845, 848].tolist() == [13, 13, 6, 6, 13]
    assert set(drawn[72:184, 850].tolist()) == {0, 7}
