"""Patterns of AAPM On-line Report 03 (TG18) of few shapes: LN, UN, UNL, LPH, LPV, CT, AD.

The levels of LN, UN and LP are published; the places of boxes, patches and fields are as the
report is remembered and have not been compared with it: the table says so.
"""

from math import sqrt

from workstation.display.patterns_canvas import Canvas

_SURROUND = 153  # of LN: the GSDF makes 16 to 19 % of the highest luminance of it
_BACKGROUND = 128
# Bright and dark line of LPH and LPV: about 12 % of contrast at 89, 50 and 10 % of the range.
LINE_PAIRS = {89: (255, 228), 50: (143, 128), 10: (29, 26)}


def draw_ln(canvas: Canvas, number: int) -> None:
    """LN8: a square of a tenth of the area, level 15 (number - 1), on the surround."""
    canvas.fill(_SURROUND)
    _tenth(canvas).fill(15 * (number - 1))


def _tenth(canvas: Canvas) -> Canvas:
    side = round(sqrt(0.1 * canvas.width * canvas.height))
    return canvas.centered(side, side)


def draw_un(canvas: Canvas, level: int, *, lines: bool) -> None:
    """UN: one level. UNL: with five measuring squares of a tenth of the area each, outlined."""
    canvas.fill(level)
    if not lines:
        return
    side = round(sqrt(0.1 * canvas.width * canvas.height))
    for left in (0, canvas.width - side):
        for top in (0, canvas.height - side):
            canvas.part(left, top, side, side).outline(level + 12)
    _tenth(canvas).outline(level + 12)


def draw_lines(canvas: Canvas, percent: int, *, upright: bool) -> None:
    """LPH, LPV: lines of one pixel all over the field, the bright one first."""
    bright, dark = LINE_PAIRS[percent]
    canvas.bars(2, bright, dark, upright=upright)


def draw_ct(whole: Canvas) -> None:
    """CT: 16 patches, 8 to 248, each with a disk of two halves and four corners, 4 levels off."""
    whole.fill(_BACKGROUND)
    canvas = whole.square()
    for index in range(16):
        row, column = divmod(index, 4)
        patch = canvas.block(122 + 205 * column, 122 + 205 * row, 165, 165)
        patch.fill(8 + 16 * index)
        _half_moons(patch, 8 + 16 * index)
        draw_corners(patch, 8 + 16 * index, canvas.scaled(10))


def _half_moons(patch: Canvas, level: int) -> None:
    """The left half of the disk is darker, the right one brighter."""
    center = patch.width / 2, patch.height / 2
    inside = patch.within(center, patch.width / 5)
    half = patch.width // 2
    for part, disk, step in (
        (patch.values[:, :half], inside[:, :half], -4),
        (patch.values[:, half:], inside[:, half:], 4),
    ):
        part[disk] = (level + step) * 257


def draw_corners(patch: Canvas, level: int, side: int) -> None:
    """Small squares in the corners of a patch: brighter on one diagonal, darker on the other."""
    right, bottom = patch.width - 2 * side, patch.height - 2 * side
    for left, top, step in (
        (side, side, 4),
        (right, side, -4),
        (side, bottom, -4),
        (right, bottom, 4),
    ):
        patch.part(left, top, side, side).fill(level + step)


def draw_ad(whole: Canvas) -> None:
    """AD: 7 x 7 fields of lines on near black; ambient light drowns the dark and the weak ones.

    Row by row the lines begin one level brighter, column by column they are one level higher.
    """
    whole.fill(0)
    canvas = whole.square()
    for row in range(7):
        for column in range(7):
            field = canvas.block(72 + 128 * column, 72 + 128 * row, 112, 112)
            field.bars(4, row + column + 1, row, upright=False)
