"""The pattern of SMPTE RP-133, in percent of the range of gray.

Its parts are those of published descriptions; where each lies has not been compared with the
recommended practice.
"""

from workstation.display.patterns_canvas import Canvas

_BOXES = 10  # from top to bottom
_BOX = 1024 / _BOXES
_LINES = 75.0
# The ring, open at the bottom: column, row and percent, up the left, across, down the right.
_RING = (
    *((2.5, 6 - step, 10.0 * step) for step in range(4)),
    *((3.5 + step, 3, 40.0 + 10 * step) for step in range(3)),
    *((6.5, 3 + step, 70.0 + 10 * step) for step in range(4)),
)
_PLACES = ((0.25, 0.25), (7.75, 0.25), (0.25, 7.75), (7.75, 7.75), (4, 4.15))


def draw_smpte(whole: Canvas) -> None:
    """Crosshatch, eleven grays, 5 and 95 %, windows, and fine lines in the corners and middle."""
    whole.fill(_gray(50))
    canvas = whole.square()
    _crosshatch(canvas)
    for column, row, percent in _RING:
        canvas.block(column * _BOX, row * _BOX, _BOX, _BOX).fill(_gray(percent))
    for left, outer, inset in ((3.75, 0, 5), (5.25, 100, 95)):
        square = canvas.block(left * _BOX, 6 * _BOX, _BOX, _BOX)
        square.fill(_gray(outer))
        square.centered(square.width // 2, square.height // 2).fill(_gray(inset))
    for top, outer, inner in ((1.25, 0, 100), (8.25, 100, 0)):
        canvas.block(2.5 * _BOX, top * _BOX, 5 * _BOX, 0.75 * _BOX).fill(_gray(outer))
        canvas.block(3 * _BOX, (top + 0.25) * _BOX, 4 * _BOX, 0.25 * _BOX).fill(_gray(inner))
    for left, top in _PLACES:
        _fine_lines(canvas, left * _BOX, top * _BOX)


def _gray(percent: float) -> float:
    return 2.55 * percent


def _crosshatch(canvas: Canvas) -> None:
    """Two pixels wide."""
    for index in range(_BOXES + 1):
        at = min(canvas.scaled(index * _BOX), canvas.width - 1) - 1
        canvas.part(at, 0, 2, canvas.height).fill(_gray(_LINES))
        canvas.part(0, at, canvas.width, 2).fill(_gray(_LINES))


def _fine_lines(canvas: Canvas, left: float, top: float) -> None:
    """Six boxes of stripes 1, 2 and 3 pixels wide, standing and lying, and three weak ones."""
    side = 64  # 6.25 % of the height
    for column, width in enumerate((1, 2, 3)):
        for row, upright in enumerate((True, False)):
            box = canvas.block(left + side * column, top + side * row, side, side)
            box.bars(2 * width, 255, 0, upright=upright)
        weak = canvas.block(left + side * column, top + 2 * side, side, side / 2)
        percent = (1, 3, 5)[column]
        weak.bars(4, _gray(50 + percent), _gray(50), upright=True)
