"""TG18-GV, GVN and GA (AAPM On-line Report 03): veiling glare, in millimeters of the monitor.

A disk of 20 cm with a hole in its middle; what is between the disk's glare and the hole's black is
what the monitor spreads. Sizes of the hole and of the disks in it are as the report is remembered.
"""

from math import cos, pi, sin

from workstation.display.patterns_canvas import Canvas

DISK = 200.0  # mm, diameter of the white disk
HOLES = (3, 5, 8, 10, 15, 20, 25, 30)  # mm, diameters of the hole of GA
_HOLE = 10.0  # mm, of GV
_SMALL = 1.8  # mm, of the five disks in it
_STEPS = (2, 4, 6, 8, 10)  # levels above black


def draw_glare_targets(canvas: Canvas, pitch: float, *, white: bool) -> None:
    """GV: five weak disks in the hole of a white one; GVN: the same without the white.

    pitch   millimeters from one pixel to the next
    """
    canvas.fill(0)
    middle = canvas.width / 2, canvas.height / 2
    if white:
        _ring(canvas, _HOLE, pitch)
    for index, level in enumerate(_STEPS):
        angle = 2 * pi * index / len(_STEPS)
        away = 0.6 * _HOLE / 2 / pitch
        center = middle[0] + away * sin(angle), middle[1] - away * cos(angle)
        canvas.disk(center, _SMALL / 2 / pitch, level)


def draw_glare(canvas: Canvas, pitch: float, hole: float) -> None:
    """GA: the white disk with a hole of so many millimeters, for a luminance meter."""
    canvas.fill(0)
    _ring(canvas, hole, pitch)


def _ring(canvas: Canvas, hole: float, pitch: float) -> None:
    middle = canvas.width / 2, canvas.height / 2
    canvas.disk(middle, DISK / 2 / pitch, 255)
    canvas.disk(middle, hole / 2 / pitch, 0)
