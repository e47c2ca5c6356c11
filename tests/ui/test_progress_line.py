"""How far a job is."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from workstation.ui import theme
from workstation.ui.progress_line import ProgressLine


@pytest.fixture
def line(qtbot: QtBot) -> ProgressLine:
    line = ProgressLine()
    qtbot.addWidget(line)
    return line


def _filled(line: ProgressLine) -> int:
    image = line.grab().toImage()
    return sum(image.pixelColor(x, 2) == QColor(theme.ACCENT) for x in range(image.width()))


@pytest.mark.parametrize(("fraction", "pixels"), [(0.0, 0), (0.25, 40), (1.0, 160)])
def test_it_is_filled_as_far_as_the_job_is(
    line: ProgressLine, fraction: float, pixels: int
) -> None:
    """From the left."""
    line.set_fraction(fraction)
    assert _filled(line) == pixels


def test_a_part_runs_along_while_the_end_is_not_known(line: ProgressLine) -> None:
    """A quarter of the line."""
    line.set_fraction(None)
    assert _filled(line) == 40


def test_it_says_how_far_in_words(line: ProgressLine) -> None:
    """For those who cannot see it."""
    line.set_fraction(0.5)
    assert line.accessibleName() == "Progress 50 %"
