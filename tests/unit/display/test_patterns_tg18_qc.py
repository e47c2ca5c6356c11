"""TG18-QC and CX, by the numbers of their description."""

import numpy as np
import numpy.typing as npt
import pytest

from workstation.display.patterns_canvas import Canvas
from workstation.display.patterns_tg18_qc import BLURS, draw_cx, draw_qc

Levels = npt.NDArray[np.int64]


def qc(side: int = 1024) -> Levels:
    canvas = Canvas.blank(side, side, 0)
    draw_qc(canvas)
    return canvas.values.astype(np.int64) // 257


def test_the_crosshatch_has_a_line_every_102_pixels() -> None:
    """191 on 128, where nothing else lies."""
    row = qc()[250]
    assert np.flatnonzero(row[: 104 + 1] == 191).tolist() == [2, 104]
    assert row[50] == 128


@pytest.mark.parametrize("side", [1024, 1536, 2048])
def test_sixteen_patches_go_around_the_middle(side: int) -> None:
    """8 to 248, clockwise from the lower left."""
    drawn, scale = qc(side), side / 1024
    cells = [(2, 6), (2, 5), (2, 4), (2, 3), (3, 3), (4, 3), (5, 3), (6, 3), (7, 3)]
    cells += [(7, 4), (7, 5), (7, 6), (6, 6), (5, 6), (4, 6), (3, 6)]
    places = [((2 + 102 * row + 51) * scale, (2 + 102 * col + 51) * scale) for col, row in cells]
    seen = [int(drawn[int(y), int(x)]) for y, x in places]
    assert seen == list(range(8, 249, 16))


def test_a_patch_has_four_corners_four_levels_off() -> None:
    """10 by 10 pixels each; the first patch, level 8."""
    patch = qc()[614:716, 206:308]
    assert [patch[15, 15], patch[15, 86], patch[86, 15], patch[86, 86]] == [12, 4, 4, 12]
    assert np.count_nonzero(patch != 8) == 4 * 100


def test_black_has_5_percent_and_white_95_inside() -> None:
    """Half their size."""
    drawn = qc()
    assert drawn[512, [310, 359]].tolist() == [0, 13]
    assert drawn[512, [616, 665]].tolist() == [255, 242]


def test_ramps_have_all_levels_and_run_against_each_other() -> None:
    """Down from white at the left, down from black at the right."""
    drawn = qc()
    left, right = drawn[256:768, 150], drawn[256:768, 870]
    assert left.tolist() == [level for level in range(255, -1, -1) for _row in range(2)]
    assert right.tolist() == left[::-1].tolist()


def test_letters_fade_one_level_each() -> None:
    """14 to 1 above black and gray, below white."""
    drawn = qc()
    panel = slice(742, 790)
    assert set(np.unique(drawn[panel, 210:400]).tolist()) == set(range(15))
    assert set(np.unique(drawn[panel, 415:610]).tolist()) - {191} == set(range(128, 143))
    assert set(np.unique(drawn[panel, 620:810]).tolist()) == set(range(241, 256))


@pytest.mark.parametrize(("column", "row"), [(0, 0), (8, 0), (0, 8), (8, 8), (4, 4)])
def test_line_pairs_stand_in_the_corners_and_in_the_middle(column: int, row: int) -> None:
    """Pairs of 2 pixels from black to white, upright; below, 130 and 128."""
    drawn = qc()
    left, top = 2 + 102 * column + 204 // 10, 2 + 102 * row + 204 // 6
    assert drawn[top + 5, left : left + 4].tolist() == [255, 0, 255, 0]
    assert drawn[top + 45, left : left + 4].tolist() == [130, 128, 130, 128]
    assert drawn[top + 5, left + 40 : left + 48].tolist() == [255, 255, 0, 0] * 2
    assert drawn[top : top + 4, left + 85].tolist() == [255, 0, 255, 0]


def test_crosstalk_bars_are_6_on_black_and_249_on_white() -> None:
    row = qc()[250]
    assert set(row[210:505].tolist()) == {0, 6}
    assert set(row[515:810].tolist()) == {255, 249}


def test_each_reference_is_weaker_than_the_one_before() -> None:
    """A wider blur leaves a lower peak, and the same light."""
    drawn = qc().astype(np.float64)
    peaks = []
    for score in range(6):
        left, top = 2 + 102 * (2 + score), round(2 + 102 * 8.1)
        peaks.append(drawn[top + 10 : top + 46, left + 13 : left + 89].max())
    assert peaks == sorted(peaks, reverse=True)
    assert peaks[0] > peaks[-1] + 20


def test_blurs_widen_by_one_factor() -> None:
    ratios = np.array(BLURS[1:]) / np.array(BLURS[:-1])
    assert np.abs(ratios - 1.129).max() < 0.004


def test_cx_has_four_contrasts() -> None:
    """100, 75, 50 and 25 % of white."""
    canvas = Canvas.blank(1024, 1024, 0)
    draw_cx(canvas)
    field = canvas.values[:, 96:] / 65535
    assert [
        round(float(field[256 * band + 4 : 256 * band + 250].max()), 2) for band in range(4)
    ] == [
        1.0,
        0.75,
        0.5,
        0.25,
    ]
