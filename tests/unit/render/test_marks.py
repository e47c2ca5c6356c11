"""Graphics as rows of numbers."""

import pytest

from workstation.render.marks import NUMBERS, box_mark, line_marks, text_marks
from workstation.scene.graphics import Box, Line


def test_every_mark_has_the_same_numbers() -> None:
    """They go to the card as one array."""
    line = Line(0, 0, 5, 5, (1, 2, 3), halo=True)
    rows = [*line_marks(line), box_mark(Box(0, 0, 1, 1, (1, 2, 3)))]
    rows += text_marks((0, 0, 4, 4), (10, 10), (1, 2, 3), 0.75)
    assert {len(row) for row in rows} == {NUMBERS}


def test_a_line_is_kept_by_its_ends() -> None:
    """The rectangle around it lies along it, and is made on the card."""
    (mark,) = line_marks(Line(9.5, 20.0, 3.5, 4.0, (255, 0, 0), thickness=3))
    assert mark[4:8] == (9.5, 20.0, 3.5, 4.0)


def test_a_halo_comes_first_and_is_black() -> None:
    """Two pixels thicker, at 0.6."""
    halo, line = line_marks(Line(0, 0, 5, 5, (255, 0, 0), thickness=1, halo=True))
    assert halo[8:] == (0, 0, 0, 0.6, 1.0, 3.0)
    assert line[8:] == (1, 0, 0, 1, 1.0, 1.0)


def test_a_box_touches_every_pixel_that_it_covers_in_part() -> None:
    """Its corners are kept as they are."""
    mark = box_mark(Box(1.5, 2.25, 3.0, 1.0, (0, 0, 255), opacity=0.25))
    assert mark[:8] == (1, 2, 5, 4, 1.5, 2.25, 4.5, 3.25)
    assert mark[8:12] == (0, 0, 1, 0.25)


@pytest.mark.parametrize(("halo", "marks"), [(0.0, 1), (0.75, 2)])
def test_a_text_has_its_halo_below_it_or_none(halo: float, marks: int) -> None:
    """The shift leads from the surface to the atlas."""
    rows = text_marks((100, 50, 104, 54), (7, 9), (255, 255, 255), halo)
    assert len(rows) == marks
    assert rows[-1][4:6] == (-93, -41)
