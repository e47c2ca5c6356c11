from itertools import combinations

import pytest

from workstation.display.table import Calibration
from workstation.scene.graphics import Box, Line, Text
from workstation.scene.scene import Rect
from workstation.session.badge import badge
from workstation.session.look import Look

LOOK = Look(Rect(10, 20, 600, 500), 1.0)


def _words(state: Calibration) -> str:
    return next(each.content for each in badge(LOOK, state) if isinstance(each, Text))


def _shape(state: Calibration) -> tuple[tuple[type, float, float], ...]:
    """The shape without its color, measured from where it begins."""
    marks = [each for each in badge(LOOK, state) if isinstance(each, Line | Box)]
    first = min(_left(mark) for mark in marks)
    return tuple((type(mark), round(_left(mark) - first, 3), _size(mark)) for mark in marks)


def _left(mark: Line | Box) -> float:
    return min(mark.x0, mark.x1) if isinstance(mark, Line) else mark.x


def _size(mark: Line | Box) -> float:
    return round(mark.y1 - mark.y0 if isinstance(mark, Line) else mark.width, 3)


@pytest.mark.parametrize(("one", "other"), tuple(combinations(Calibration, 2)))
def test_states_differ_in_shape_and_word(one: Calibration, other: Calibration) -> None:
    """Never in color alone."""
    assert _words(one) != _words(other)
    assert _shape(one) != _shape(other)


@pytest.mark.parametrize("state", Calibration)
def test_the_badge_lies_in_the_last_line(state: Calibration) -> None:
    """In every viewport at the same place, inside of it."""
    for mark in badge(LOOK, state):
        assert isinstance(mark, Text | Line | Box)
        y = (mark.y0 + mark.y1) / 2 if isinstance(mark, Line) else mark.y
        assert LOOK.bottom - 1 <= y <= LOOK.bottom + LOOK.line
