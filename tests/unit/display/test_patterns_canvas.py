"""Shapes of test patterns."""

import numpy as np
import pytest

from workstation.display.patterns_canvas import Canvas


def levels(canvas: Canvas) -> list[list[float]]:
    """Gray levels, 0 to 255."""
    return [[float(value) / 257 for value in row] for row in canvas.values]


def test_level_255_is_the_highest_p_value() -> None:
    assert [int(Canvas.blank(1, 1, level).values[0, 0]) for level in (0, 1, 255)] == [0, 257, 65535]


def test_a_part_is_drawn_on_as_itself_and_ends_with_the_whole() -> None:
    canvas = Canvas.blank(4, 2, 0)
    canvas.part(3, 1, 5, 5).fill(9)
    assert levels(canvas) == [[0, 0, 0, 0], [0, 0, 0, 9]]


def test_a_part_that_begins_before_the_whole_keeps_its_end() -> None:
    canvas = Canvas.blank(3, 1, 0)
    canvas.part(-1, 0, 2, 1).fill(9)
    assert levels(canvas) == [[9, 0, 0]]


@pytest.mark.parametrize("side", [1024, 1536, 2048, 1201])
def test_blocks_that_meet_at_the_base_size_meet_at_every_size(side: int) -> None:
    """Neither a gap nor a pixel drawn twice."""
    canvas = Canvas.blank(side, side, 0)
    widths = [canvas.block(left, 0, 102, 1).width for left in range(0, 1020, 102)]
    assert sum(widths) == canvas.scaled(1020)


def test_upright_bars_stand_side_by_side_and_begin_lit() -> None:
    canvas = Canvas.blank(7, 1, 0)
    canvas.bars(4, 9, 1, upright=True)
    assert levels(canvas) == [[9, 9, 1, 1, 9, 9, 1]]


def test_lying_bars_may_have_begun_before_and_leave_what_lies_between() -> None:
    canvas = Canvas.blank(1, 5, 3)
    canvas.bars(4, 9, upright=False, begun=1)
    assert levels(canvas) == [[9], [3], [3], [9], [9]]


def test_a_square_stands_in_the_middle_of_a_wide_field() -> None:
    canvas = Canvas.blank(5, 3, 0)
    canvas.square().fill(1)
    assert levels(canvas) == [[0, 1, 1, 1, 0]] * 3


def test_a_disk_has_its_area() -> None:
    canvas = Canvas.blank(400, 300, 0)
    canvas.disk((150.0, 150.0), 100.0, 255)
    assert np.count_nonzero(canvas.values) == pytest.approx(np.pi * 100**2, rel=1e-3)


def test_an_outline_lies_inside() -> None:
    canvas = Canvas.blank(4, 3, 0)
    canvas.outline(1)
    assert levels(canvas) == [[1, 1, 1, 1], [1, 0, 0, 1], [1, 1, 1, 1]]


def test_painted_levels_are_rounded_and_clipped() -> None:
    canvas = Canvas.blank(3, 1, 0)
    canvas.paint(np.array([[-1.0, 0.501, 256.0]]))
    assert canvas.values.tolist() == [[0, 129, 65535]]


def test_text_stands_in_the_middle_and_is_left_out_where_it_has_no_room() -> None:
    canvas, small = Canvas.blank(9, 9, 0), Canvas.blank(4, 9, 0)
    canvas.write("L", 1, 1)
    small.write("L", 1, 1)
    assert [row[2] for row in levels(canvas)] == [0, 1, 1, 1, 1, 1, 1, 1, 0]
    assert not small.values.any()
