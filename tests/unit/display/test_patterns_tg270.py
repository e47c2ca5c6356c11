"""AAPM Report 270: the numbers of its patterns, written by hand."""

import numpy as np
import numpy.typing as npt
import pytest

from workstation.display.patterns_canvas import Canvas
from workstation.display.patterns_tg270 import draw_pqc, draw_sqc, draw_uln

Levels = npt.NDArray[np.int64]
SIDES = pytest.mark.parametrize("side", [1024, 1536, 2048])


def sqc(side: int) -> Levels:
    canvas = Canvas.blank(side, side, 0)
    draw_sqc(canvas)
    return canvas.values.astype(np.int64) // 257


def pqc(side: int) -> Levels:
    canvas = Canvas.blank(side, side, 0)
    draw_pqc(canvas)
    return canvas.values.astype(np.int64) // 257


@SIDES
def test_sqc_has_eighteen_squares_in_a_serpentine(side: int) -> None:
    """0 to 75 to the right, 90 to 165 to the left, 180 to 255 to the right."""
    drawn, scale = sqc(side), side / 1024
    seen = [
        [int(drawn[int(top * scale), int((160 * column + 48 + 8) * scale)]) for column in range(6)]
        for top in (96 + 64, 256 + 64, 416 + 64)
    ]
    assert seen == [
        [0, 15, 30, 45, 60, 75],
        [165, 150, 135, 120, 105, 90],
        [180, 195, 210, 225, 240, 255],
    ]


@SIDES
def test_sqc_squares_end_where_they_shall(side: int) -> None:
    """The second one: 208 to 336 across, 96 to 224 down, of 1024."""
    drawn, scale = sqc(side), side / 1024
    column = drawn[:, int(212 * scale)]
    inside = np.flatnonzero(column == 15)
    assert (inside[0], inside[-1] + 1) == (96 * scale, 224 * scale)
    row = drawn[int(100 * scale), int(190 * scale) : int(350 * scale)]
    assert np.count_nonzero(row != 128) == 128 * scale


@SIDES
def test_sqc_bars_keep_three_pixels_at_every_size(side: int) -> None:
    """Level 180: darker ones begin 16 inside the square, brighter ones 80."""
    drawn, scale = sqc(side), side / 1024
    top, left = int((416 + 20) * scale), int((48 + 16) * scale)
    assert drawn[top, left : left + 8].tolist() == [175] * 3 + [180] * 3 + [175] * 2
    top, left = int((416 + 84) * scale), int((48 + 80) * scale)
    assert drawn[top, left - 1 : left + 7].tolist() == [180] + [185] * 3 + [180] * 3 + [185]


def test_sqc_black_and_white_have_bars_on_their_one_side() -> None:
    """+3 and +5 on black, -5 and -3 on white."""
    drawn = sqc(1024)
    assert [drawn[120, 48 + 16], drawn[180, 48 + 80]] == [3, 5]
    assert [drawn[440, 848 + 16], drawn[500, 848 + 80]] == [250, 252]


@SIDES
def test_sqc_ends_with_large_squares_a_ramp_and_single_lines(side: int) -> None:
    """Black, middle gray and white; 0 to 255; columns and rows of one pixel."""
    drawn, scale = sqc(side), side / 1024
    squares = drawn[int(768 * scale), (np.array([130, 386, 642]) * scale).astype(int)]
    assert squares.tolist() == [0, 128, 255]
    bottom = drawn[side - 10]
    ramp = bottom[: side - int(128 * scale) + 1]
    assert (ramp[0], ramp[-1], np.diff(ramp).min(), np.diff(ramp).max()) == (0, 255, 0, 1)
    left = side - int(100 * scale)
    assert np.abs(np.diff(bottom[left : left + 20])).tolist() == [255] * 19
    assert np.abs(np.diff(drawn[side - 20 :, side - 5])).tolist() == [255] * 19


def test_sqc_on_a_wide_monitor_is_square_and_in_the_middle() -> None:
    """Around it is its background."""
    canvas = Canvas.blank(1300, 1024, 0)
    draw_sqc(canvas)
    middle = canvas.values[:, 138 : 138 + 1024].astype(np.int64) // 257
    assert np.array_equal(middle, sqc(1024))
    assert (canvas.values[:, :138] == 128 * 257).all()


@SIDES
def test_pqc_has_eighteen_bars(side: int) -> None:
    """From 62 on, 50 high each, of 1024; the middle column has no modulation."""
    drawn, scale = pqc(side), side / 1024
    middle = drawn[:, side // 2]
    rows = [int((62 + 50 * bar) * scale) + 5 for bar in range(18)]
    assert middle[rows].tolist() == list(range(0, 256, 15))


@SIDES
@pytest.mark.parametrize(
    ("column", "period", "low", "high"),
    [(0, 18, 41, 49), (3, 4, 41, 49), (4, 18, 44, 46), (7, 4, 44, 46)],
)
def test_pqc_lying_bars(side: int, column: int, period: int, low: int, high: int) -> None:
    """Four periods, eight levels in the outer columns and two in the inner ones."""
    drawn, scale = pqc(side), side / 1024
    top, x = int(62 * scale), int(87 * scale) + int(50 * scale) * column + 3
    bar = drawn[top + int(50 * scale) * 3 :, x][: int(50 * scale)]
    assert (bar.min(), bar.max()) == (low, high)
    edges = np.flatnonzero(np.diff(bar))
    assert set(np.diff(edges)) == {period // 2}


@SIDES
@pytest.mark.parametrize(
    ("column", "period", "low", "high"),
    [(9, 4, 44, 46), (12, 18, 44, 46), (13, 4, 41, 49), (16, 18, 41, 49)],
)
def test_pqc_standing_bars(side: int, column: int, period: int, low: int, high: int) -> None:
    """Two levels in the inner columns, eight in the outer ones."""
    drawn, scale = pqc(side), side / 1024
    width = int(50 * scale)
    y, left = int(62 * scale) + 3 * width + 2, int(87 * scale) + width * column
    bar = drawn[y, left : left + width]
    assert (bar.min(), bar.max()) == (low, high)
    assert set(np.diff(np.flatnonzero(np.diff(bar)))) == {period // 2}


def test_pqc_standing_bars_begin_as_in_the_published_images() -> None:
    """Period 6: the inner column with three dark pixels, the outer one with one."""
    drawn = pqc(1024)
    inner, outer = 87 + 50 * 10, 87 + 50 * 14
    assert drawn[214, inner : inner + 7].tolist() == [44, 44, 44, 46, 46, 46, 44]
    assert drawn[214, outer : outer + 7].tolist() == [41, 49, 49, 49, 41, 41, 41]


def test_pqc_first_and_last_bar_have_their_contrast_on_one_side() -> None:
    """0 and 8, 247 and 255; 0 and 2, 253 and 255."""
    drawn = pqc(1024)
    outer, inner = drawn[:, 90], drawn[:, 87 + 210]
    assert set(outer[62:112].tolist()) == {0, 8}
    assert set(outer[912:962].tolist()) == {247, 255}
    assert set(inner[62:112].tolist()) == {0, 2}
    assert set(inner[912:962].tolist()) == {253, 255}


def test_pqc_strips_have_their_line_pairs() -> None:
    """128 and 0 on 64 at the top, 128 and 255 on 191 below; columns 2, 4, 6, then 10, 12, 14."""
    drawn = pqc(1024)
    assert (drawn[3, 512], drawn[1020, 512]) == (64, 191)
    for column in (2, 4, 6, 10, 12, 14):
        left = 87 + 50 * column
        assert set(drawn[7:57, left : left + 50].ravel().tolist()) == {0, 128}
        assert set(drawn[969:1019, left : left + 50].ravel().tolist()) == {128, 255}
    assert drawn[30, 87 + 500 : 87 + 506].tolist() == [128, 0] * 3
    assert drawn[7:13, 87 + 110].tolist() == [128, 128, 0, 0, 0, 128]


def test_pqc_ramps_go_down_at_the_left_and_up_at_the_right() -> None:
    """With a strip in the middle that waves by three levels."""
    drawn = pqc(1024)
    assert drawn[[0, 512, 1023], 5].tolist() == [0, 128, 255]
    assert drawn[[0, 512, 1023], 1020].tolist() == [255, 128, 0]
    wave = drawn[300:400, 43] - drawn[300:400, 5]
    assert (wave.min(), wave.max()) == (-3, 2)
    assert drawn[300, [21, 22, 65, 66]].tolist() == [75, 72, 72, 75]


@pytest.mark.parametrize(
    ("side", "first", "second"), [(1024, 340, 682), (1536, 510, 1023), (2048, 680, 1364)]
)
def test_uln_is_parted_by_lines_of_two_pixels(side: int, first: int, second: int) -> None:
    """Level 150: lines of 150 mod 135 + 45."""
    canvas = Canvas.blank(side, side, 0)
    draw_uln(canvas, 150)
    row = canvas.values[side - 7] // 257
    expected = [first, first + 1, second, second + 1]
    assert np.flatnonzero(row != 150).tolist() == expected
    assert np.flatnonzero(canvas.values[:, -7] // 257 == 60).tolist() == expected


def test_uln_fills_a_monitor_that_is_not_square() -> None:
    canvas = Canvas.blank(1600, 1201, 7)
    draw_uln(canvas, 0)
    assert set((canvas.values // 257).ravel().tolist()) == {0, 45}


@pytest.mark.parametrize("side", [257, 1000, 1201])
def test_odd_sizes_keep_all_eighteen_levels(side: int) -> None:
    """Blocks grow and shrink; no level is lost, none is new in the column without modulation."""
    drawn = pqc(side)
    top = side * 62 // 1024
    assert np.unique(drawn[top : side - top, side // 2]).tolist() == list(range(0, 256, 15))
    assert set(range(0, 256, 15)) <= set(np.unique(sqc(side)).tolist())
