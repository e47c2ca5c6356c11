"""TG18-QC and TG18-CX, of AAPM On-line Report 03.

Levels and parts are as published descriptions name them; where each part lies on the field has not
been compared with the report, which the table of patterns says.
"""

import numpy as np
import numpy.typing as npt

from workstation.display.patterns_canvas import Canvas
from workstation.display.patterns_text import lettering
from workstation.display.patterns_tg18 import draw_corners

_BACKGROUND, _LINES = 128, 191
_PITCH, _MARGIN = 102, 2  # of the crosshatch, of 1024
_LETTERS = "QUALITY CONTROL"
# Pixels, for scores 0 to 11: each step is wider by the same factor.
BLURS = (0.339, 0.383, 0.432, 0.488, 0.551, 0.622, 0.703, 0.794, 0.896, 1.013, 1.143, 1.291)


def draw_qc(whole: Canvas) -> None:
    """Crosshatch, 16 patches, ramps, windows, crosstalk, letters, line pairs and Cx marks."""
    whole.fill(_BACKGROUND)
    canvas = whole.square()
    _crosshatch(canvas)
    _patches(canvas)
    _ends(canvas)
    _ramps(canvas)
    _windows(canvas)
    _letters(canvas)
    for column, row in ((0, 0), (8, 0), (0, 8), (8, 8), (4, 4)):
        _line_pairs(canvas.block(_cell(column), _cell(row), 2 * _PITCH, 2 * _PITCH))
    _references(canvas)


def _cell(index: float) -> float:
    """Where a column or row of the crosshatch begins."""
    return _MARGIN + _PITCH * index


def _crosshatch(canvas: Canvas) -> None:
    """Lines of one pixel between the cells, and around them."""
    for index in range(11):
        at = min(canvas.scaled(_cell(index)), canvas.width - 1)
        canvas.part(at, 0, 1, canvas.height).fill(_LINES)
        canvas.part(0, at, canvas.width, 1).fill(_LINES)


def _patches(canvas: Canvas) -> None:
    """16 levels clockwise around the middle, from its left lower corner."""
    for index, (column, row) in enumerate(_ring(2, 3, 6, 4)):
        patch = canvas.block(_cell(column), _cell(row), _PITCH, _PITCH)
        patch.fill(8 + 16 * index)
        draw_corners(patch, 8 + 16 * index, canvas.scaled(10))


def _ring(left: int, top: int, columns: int, rows: int) -> list[tuple[int, int]]:
    """Cells along the edge of a rectangle: up, right, down, left."""
    right, bottom = left + columns - 1, top + rows - 1
    up = [(left, row) for row in range(bottom, top - 1, -1)]
    across = [(column, top) for column in range(left + 1, right)]
    down = [(right, row) for row in range(top, bottom + 1)]
    return up + across + down + [(column, bottom) for column in range(right - 1, left, -1)]


def _ends(canvas: Canvas) -> None:
    """Black with 5 %, white with 95 %, in squares of half their size."""
    for column, level, inner in ((3, 0, 13), (6, 255, 242)):
        patch = canvas.block(_cell(column), _cell(4.5), _PITCH, _PITCH)
        patch.fill(level)
        patch.centered(patch.width // 2, patch.height // 2).fill(inner)


def _ramps(canvas: Canvas) -> None:
    """All levels, downward darker at the left, brighter at the right."""
    for column, levels in ((1, range(255, -1, -1)), (8, range(256))):
        ramp = canvas.block(_cell(column) + 19, 256, 64, 512)
        steps = np.arange(ramp.height) * 256 // ramp.height
        ramp.paint(np.array(levels)[steps][:, np.newaxis])


def _windows(canvas: Canvas) -> None:
    """Black in white, white in black, and bars on black and white beside each other."""
    for column, outer, inner in ((2, 255, 0), (5, 0, 255)):
        canvas.block(_cell(column), _cell(1), 3 * _PITCH, _PITCH).fill(outer)
        canvas.block(_cell(column + 0.5), _cell(1.25), 2 * _PITCH, _PITCH / 2).fill(inner)
    for column, level, bars in ((2, 0, 6), (5, 255, 249)):
        canvas.block(_cell(column), _cell(2.25), 3 * _PITCH, _PITCH / 2).fill(level)
        for index in range(5):
            left = _cell(column + 0.25 + 0.5 * index)
            canvas.block(left, _cell(2.25), _PITCH / 4, _PITCH / 2).fill(bars)


def _letters(canvas: Canvas) -> None:
    """QUALITY CONTROL on black, gray and white, each letter one level weaker."""
    for column, level in ((2, 0), (4, 128), (6, 255)):
        panel = canvas.block(_cell(column), _cell(7.25), 2 * _PITCH, _PITCH / 2)
        panel.fill(level)
        size = max(1, panel.width // (6 * len(_LETTERS) + 4))
        left = (panel.width - 6 * size * len(_LETTERS)) // 2
        steps = iter(range(14, 0, -1))
        for index, letter in enumerate(_LETTERS):
            if letter != " ":
                step = next(steps)
                place = panel.part(left + 6 * size * index, 0, 6 * size, panel.height)
                place.write(letter, level - step if level == 255 else level + step, size)


def _line_pairs(block: Canvas) -> None:
    """Lines of 2 and 4 pixels a pair, standing and lying, strong and weak; and a Cx mark."""
    side = block.width // 5
    for row, (bright, dark) in enumerate(((255, 0), (130, 128))):
        for column, (period, upright) in enumerate(
            ((2, True), (4, True), (2, False), (4, False)),
        ):
            left = block.width // 10 + column * side
            patch = block.part(left, block.height // 6 + row * side, side, side)
            patch.bars(period, bright, dark, upright=upright)
    mark = block.part(block.width // 10, block.height * 2 // 3, 4 * side, block.height // 4)
    _cx(mark, _BACKGROUND, 255)


def _references(canvas: Canvas) -> None:
    """Twelve Cx marks, each more blurred; the number is the score."""
    for score, sigma in enumerate(BLURS):
        column, row = score % 6, score // 6
        cell = canvas.block(_cell(2 + column), _cell(8.1 + 0.9 * row), _PITCH, 0.9 * _PITCH)
        inner = cell.centered(cell.width * 3 // 4, cell.height * 3 // 4)
        upper = inner.part(0, 0, inner.width, inner.height // 2)
        _cx(upper, _BACKGROUND, 255, sigma)
        lower = inner.part(0, inner.height // 2, inner.width, inner.height // 2)
        lower.write(str(score), 75, 1)


def draw_cx(whole: Canvas) -> None:
    """Cx marks all over, bands of 100, 75, 50 and 25 % of the contrast; references at the left."""
    whole.fill(0)
    canvas = whole.square()
    left = canvas.scaled(96)
    for score, sigma in enumerate(BLURS):
        _cx(canvas.block(0, 32 + 80 * score, 48, 80), 0, 255, sigma)
        canvas.block(48, 32 + 80 * score, 48, 80).write(str(score), 128, 1)
    for band, share in enumerate((1.0, 0.75, 0.5, 0.25)):
        field = canvas.block(0, 256 * band, 1024, 256)
        field = field.part(left, 0, field.width - left, field.height)
        dots = np.pad(lettering("Cx"), ((2, 3), (2, 3)))
        times = -(-field.height // dots.shape[0]), -(-field.width // dots.shape[1])
        tiled = np.tile(dots, times)[: field.height, : field.width]
        field.paint(np.where(tiled, 255 * share, 0))


def _cx(place: Canvas, dark: float, bright: float, sigma: float = 0.0) -> None:
    """The mark in the middle of a place, its strokes one pixel wide, blurred by a Gaussian."""
    room = 5
    dots = np.pad(lettering("Cx").astype(np.float64), room)
    height, width = dots.shape
    if sigma:
        weights = _gaussian(sigma, room)
        for axis in (0, 1):
            dots = np.apply_along_axis(np.convolve, axis, dots, weights, "same")
    part = place.centered(width, height)
    if part.values.shape == dots.shape:
        part.paint(dark + (bright - dark) * dots)


def _gaussian(sigma: float, reach: int) -> npt.NDArray[np.float64]:
    """Weights of the pixels around one, their sum 1."""
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    return np.asarray(weights / weights.sum(), np.float64)
