"""Our own patterns: neighboring P-Values beside each other, and a ramp of all that can be shown."""

import numpy as np

from workstation.display.patterns_canvas import Canvas

_BACKGROUND = 128


def draw_staircase(whole: Canvas, count: int) -> None:
    """Each of so many P-Values with the next one in the middle of its field; the last has the last.

    A middle that cannot be seen is a step that the monitor does not show. `count` is a square.
    """
    whole.fill(_BACKGROUND)
    canvas = whole.square()
    across = round(count**0.5)
    edges = [index * canvas.width // across for index in range(across + 1)]
    for index in range(count):
        row, column = divmod(index, across)
        left, top = edges[column], edges[row]
        field = canvas.part(left, top, edges[column + 1] - left, edges[row + 1] - top)
        field.fill(_step(index, count))
        inner = field.centered(field.width // 2, field.height // 2)
        inner.fill(_step(min(index + 1, count - 1), count))


def _step(index: int, count: int) -> float:
    return 255 * index / (count - 1)


def draw_ramp(canvas: Canvas) -> None:
    """From black to white in as many P-Values as there are columns; below, from white to black."""
    half = canvas.height // 2
    steps = np.linspace(0, 255, canvas.width)[np.newaxis, :]
    canvas.part(0, 0, canvas.width, half).paint(steps)
    canvas.part(0, half, canvas.width, canvas.height - half).paint(steps[:, ::-1])
