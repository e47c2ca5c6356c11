"""The patterns of AAPM Report 270: sQC, pQC and ULN.

Geometry as in the ImageJ macros and the images that pacsDisplay publishes, with which these are
equal outside the labels at 1024, 1536 and 2048 pixels. Other sizes: blocks scale, bars do not.
"""

from collections.abc import Iterator
from math import floor

import numpy as np

from workstation.display.patterns_canvas import BASE, Canvas

_BACKGROUND = 128
_STEP = 15  # gray levels between two of the 18 steps


def draw_sqc(whole: Canvas) -> None:
    """18 squares with bars that shall all be seen equally well, and large ones for a meter."""
    whole.fill(_BACKGROUND)
    canvas = whole.square()
    for level, left, top in _serpentine():
        square = canvas.block(left, top, 128, 128)
        square.fill(level)
        darker, brighter = _contrasts(level)
        _sqc_bars(canvas, left + 16, top + 16, level + darker)
        _sqc_bars(canvas, left + 80, top + 80, level + brighter)
        label = canvas.block(left + 40, top + 2, 48, 13)
        label.write(str(level), level // _STEP % 9 * _STEP + 75, max(1, canvas.scaled(1.5)))
    for index, level in enumerate((0, 128, 255)):
        canvas.block(128 + 256 * index, 640, 256, 256).fill(level)
    _sqc_bottom(canvas)
    canvas.block(0, 10, BASE, 28).write("TG270-sQC", _BACKGROUND - 75, _letter(canvas))


def _letter(canvas: Canvas) -> int:
    """Pixels of a dot of a title."""
    return max(1, canvas.scaled(2))


def _serpentine() -> Iterator[tuple[int, int, int]]:
    """Level, left and top of the squares: the eye follows the grays right, left, right."""
    for row in range(3):
        for column in range(6):
            place = row * 6 + (5 - column if row == 1 else column)
            yield place * _STEP, 160 * column + 48, 128 * (row + 1) + 32 * (row - 1)


def _contrasts(level: int) -> tuple[int, int]:
    """Of the bars at the upper left and the lower right; black and white have but one side."""
    return {0: (3, 5), 255: (-5, -3)}.get(level, (-5, 5))


def _sqc_bars(canvas: Canvas, left: int, top: int, level: int) -> None:
    """Bars of 3 pixels every 6, as many as begin within 32 pixels of the base size."""
    period = 6
    count = -int(-32 * canvas.scale // period)
    rows = canvas.scaled(top + 32) - canvas.scaled(top)
    place = canvas.scaled(left), canvas.scaled(top)
    canvas.part(*place, count * period - period // 2, rows).bars(period, level, upright=True)


def _sqc_bottom(canvas: Canvas) -> None:
    """A ramp, and lines of single pixels; the published images leave one row and column out."""
    side, strip = canvas.width, canvas.scaled(64)
    top, ramp = side - strip + 1, side - 2 * strip
    columns = np.arange(ramp + 1)
    canvas.part(0, top, ramp + 1, strip).paint((255 * columns // ramp)[np.newaxis, :])
    canvas.part(ramp + 1, top, strip, strip).bars(2, 0, 255, upright=True, begun=ramp + 1)
    canvas.part(side - strip, top, 1, strip).fill(_BACKGROUND)
    canvas.part(side - strip + 1, top, strip, strip).bars(2, 0, 255, upright=False, begun=top)


def draw_pqc(whole: Canvas) -> None:
    """18 bars with modulations of four periods, 8 and 2 levels high, lying and standing."""
    whole.fill(_BACKGROUND)
    canvas = whole.square()
    side = canvas.width
    margin, top = side * 87 // BASE, side * 62 // BASE
    for index in range(18):
        first, end = (top + (side - 2 * top) * edge // 18 for edge in (index, index + 1))
        canvas.part(0, first, side, end - first).fill(index * _STEP)
        for column in (*range(8), *range(9, 17)):
            _modulate(canvas, margin, top, column, (index, first, end))
    canvas.part(0, 0, side, top).fill(64)
    canvas.part(0, side - top, side, top).fill(191)
    for order in range(6):
        _pqc_line_pairs(canvas, margin, top, order)
    _pqc_sides(canvas, margin)
    title = canvas.part(0, 0, side, top)
    title.write("TG270-pQC", 128, 1)


def _column(canvas: Canvas, margin: int, column: int) -> tuple[int, int]:
    """First pixel and width of one of the 17 columns."""
    width = canvas.width * 50 // BASE
    return margin + column * width, width


def _modulate(
    canvas: Canvas, margin: int, top: int, column: int, bar: tuple[int, int, int]
) -> None:
    """Bars in one column of one bar: outer columns 8 levels high, inner ones 2.

    bar   its number from 0, its first row and the row behind its last
    """
    index, first, end = bar
    half = 4 if column < 4 or column > 12 else 1
    low = index * _STEP + (0 if index == 0 else -2 * half if index == 17 else -half)
    upright = column > 8
    period = (4, 6, 12, 18)[(column - 9) % 4] if upright else (18, 12, 6, 4)[column % 4]
    left, width = _column(canvas, margin, column)
    # The published images count the last four columns from four columns further left.
    begun = (4 * width if column > 12 else 0) if upright else first - top
    part = canvas.part(left, first, width, end - first)
    part.bars(period, low, low + 2 * half, upright=upright, begun=begun)


def _pqc_line_pairs(canvas: Canvas, margin: int, top: int, order: int) -> None:
    """A patch of fine lines in the strip at the top, and one in that at the bottom."""
    upright = order > 2
    period = (6, 4, 2, 2, 4, 6)[order]
    left, width = _column(canvas, margin, 2 * order + (4 if upright else 2))
    above = (top - width) // 2
    for first, off in ((above + 1, 0), (canvas.height - top + above + 1, 255)):
        begun = 0 if upright else first - above
        patch = canvas.part(left, first, width, width)
        patch.bars(period, 128, off, upright=upright, begun=begun)


def _pqc_sides(canvas: Canvas, margin: int) -> None:
    """Ramps down the left and up the right, a waving strip in the middle of each."""
    side = canvas.width
    rows = np.arange(side)
    down = np.minimum(rows * 255 * 1031 // ((side - 1) * BASE), 255)
    up = np.minimum((side - 1 - rows) * 255 * 1031 // ((side - 1) * BASE), 255)
    wave, strip = margin / 4, floor(margin / 4) + 1
    for left, ramp, radians in ((0, down, rows / 2), (side - margin, up, rows / 1.5)):
        canvas.part(left, 0, margin, side).paint(ramp[:, np.newaxis])
        first = left + strip if left == 0 else side - floor(3 * wave - 1e-9)
        waving = np.clip(np.floor(ramp + 3 * np.sin(radians)), 0, 255)
        width = floor(3 * wave - 1e-9) - floor(wave)
        canvas.part(first, 0, width, side).paint(waving[:, np.newaxis])


def draw_uln(canvas: Canvas, level: int) -> None:
    """One level, in nine parts by lines of two pixels, where the published images have them."""
    canvas.fill(level)
    line = level % 135 + 45
    for share, before in ((340 / BASE, 0), (2 / 3, 1)):
        x, y = (floor(side * share + 0.5) - before for side in (canvas.width, canvas.height))
        canvas.part(x, 0, 2, canvas.height).fill(line)
        canvas.part(0, y, canvas.width, 2).fill(line)
    side = min(canvas.width, canvas.height)
    corner = canvas.part(side // 64, side // 64, side // 6, side // 24)
    corner.write(f"ULN8-{level:03}", line, max(1, side * 2 // BASE))
