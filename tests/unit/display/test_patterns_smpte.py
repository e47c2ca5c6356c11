"""SMPTE RP-133, in percent of the range."""

import numpy as np
import numpy.typing as npt

from workstation.display.patterns_canvas import Canvas
from workstation.display.patterns_smpte import draw_smpte

Percents = npt.NDArray[np.float64]
BOX = 102.4


def drawn() -> Percents:
    canvas = Canvas.blank(1024, 1024, 0)
    draw_smpte(canvas)
    return np.asarray(canvas.values / 655.35, np.float64)


def test_eleven_grays_stand_around_the_middle() -> None:
    """0 to 100 % by ten: up the left, across, down the right."""
    cells = [(2.5, 6), (2.5, 5), (2.5, 4), (2.5, 3), (3.5, 3), (4.5, 3), (5.5, 3)]
    cells += [(6.5, 3), (6.5, 4), (6.5, 5), (6.5, 6)]
    seen = [drawn()[int((row + 0.9) * BOX), int((column + 0.1) * BOX)] for column, row in cells]
    assert np.allclose(seen, range(0, 101, 10), atol=0.01)


def test_black_and_white_have_5_and_95_percent_inside() -> None:
    row = drawn()[int(6.5 * BOX)]
    seen = row[[int(column * BOX) for column in (3.8, 4.25, 5.3, 5.75)]]
    assert np.allclose(seen, [0, 5, 100, 95], atol=0.01)


def test_the_background_is_half_and_the_crosshatch_two_pixels() -> None:
    row = drawn()[250]
    assert np.allclose(row[[50, 150]], 50, atol=0.01)
    assert np.flatnonzero(np.isclose(row[:206], 75, atol=0.01)).tolist() == [0, 101, 102, 204, 205]


def test_stripes_are_one_two_and_three_pixels_wide() -> None:
    """In the left upper corner, standing; white first."""
    left, top = round(0.25 * BOX), round(0.25 * BOX)
    for index, width in enumerate((1, 2, 3)):
        start = left + 64 * index
        stripes = drawn()[top + 5, start : start + 2 * width]
        assert np.allclose(stripes, [100] * width + [0] * width)


def test_weak_stripes_are_1_3_and_5_percent() -> None:
    left, top = round(0.25 * BOX), round(0.25 * BOX) + 140
    seen = [
        np.ptp(drawn()[top, left + 64 * index + 4 : left + 64 * index + 20]) for index in (0, 1, 2)
    ]
    assert np.allclose(seen, [1, 3, 5], atol=0.01)


def test_bars_are_white_on_black_above_and_black_on_white_below() -> None:
    picture = drawn()
    seen = [picture[int(row * BOX), int(column * BOX)] for row in (1.6, 8.6) for column in (2.7, 5)]
    assert np.allclose(seen, [0, 100, 100, 0])
