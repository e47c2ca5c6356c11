"""Patterns of millimeters."""

import numpy as np
import pytest

from workstation.display.patterns_canvas import Canvas
from workstation.display.patterns_glare import HOLES, draw_glare, draw_glare_targets


@pytest.mark.parametrize("pitch", [0.2, 0.25])
def test_the_disk_is_twenty_centimeters_on_any_monitor(pitch: float) -> None:
    canvas = Canvas.blank(1201, 1100, 0)
    draw_glare(canvas, pitch, 30)
    lit = np.flatnonzero(canvas.values[550 - round(20 / pitch)])
    chord = 2 * (100**2 - 20**2) ** 0.5
    assert (lit[-1] - lit[0] + 1) * pitch == pytest.approx(chord, abs=2 * pitch)


@pytest.mark.parametrize("hole", HOLES)
def test_the_hole_is_as_wide_as_its_name_says(hole: int) -> None:
    canvas = Canvas.blank(1100, 1100, 0)
    draw_glare(canvas, 0.2, hole)
    middle = canvas.values[550, 50:1050]
    assert np.count_nonzero(middle == 0) * 0.2 == pytest.approx(hole, abs=0.4)


def test_gv_has_five_weak_disks_in_its_hole() -> None:
    """2 to 10 levels above black."""
    canvas = Canvas.blank(1100, 1100, 0)
    draw_glare_targets(canvas, 0.2, white=True)
    hole = canvas.values[525:576, 525:576] // 257
    assert set(hole.ravel().tolist()) - {255} == {0, 2, 4, 6, 8, 10}


def test_gvn_is_the_same_without_the_white() -> None:
    white, none = Canvas.blank(1100, 1100, 0), Canvas.blank(1100, 1100, 0)
    draw_glare_targets(white, 0.2, white=True)
    draw_glare_targets(none, 0.2, white=False)
    assert np.array_equal(np.where(white.values == 65535, 0, white.values), none.values)
