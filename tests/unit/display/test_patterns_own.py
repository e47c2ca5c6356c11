"""Neighboring P-Values, and all of them."""

import numpy as np
import pytest

from workstation.display.patterns_canvas import Canvas
from workstation.display.patterns_own import draw_ramp, draw_staircase


@pytest.mark.parametrize(("count", "across"), [(256, 16), (1024, 32)])
def test_each_field_has_the_next_p_value_in_its_middle(count: int, across: int) -> None:
    """From black at the upper left to white at the lower right; white has none after it."""
    canvas = Canvas.blank(1200, 1024, 0)
    draw_staircase(canvas, count)
    side = 1024 // across
    square = canvas.values[:, 88 : 88 + 1024]
    steps = np.rint(np.arange(count) * 65535 / (count - 1)).reshape(across, across)
    following = np.append(steps.ravel()[1:], 65535).reshape(across, across)
    assert np.array_equal(square[::side, ::side], steps)
    assert np.array_equal(square[side // 2 :: side, side // 2 :: side], following)


def test_the_staircase_of_256_steps_by_whole_levels() -> None:
    canvas = Canvas.blank(512, 512, 0)
    draw_staircase(canvas, 256)
    assert set((np.unique(canvas.values) % 257).tolist()) == {0}
    assert len(np.unique(canvas.values)) == 256


def test_a_size_that_cannot_be_divided_leaves_no_gap() -> None:
    canvas = Canvas.blank(1001, 1001, 0)
    draw_staircase(canvas, 1024)
    assert len(np.unique(canvas.values)) == 1024


def test_the_ramp_has_a_p_value_for_each_column() -> None:
    """And runs back below."""
    canvas = Canvas.blank(1001, 301, 0)
    draw_ramp(canvas)
    assert np.diff(canvas.values[0].astype(int)).min() >= 65
    assert canvas.values[0, [0, -1]].tolist() == [0, 65535]
    assert np.array_equal(canvas.values[-1], canvas.values[0, ::-1])
