"""One placed frame with all that lies over it, as levels of a display: the whole definition."""

import numpy as np
import numpy.typing as npt

from workstation.imaging.driving import Display, driving_levels, levels_alone
from workstation.imaging.pipeline import Placed, draw_color, draw_image, placement_of
from workstation.imaging.placement import Rectangle
from workstation.imaging.resample import seen_part
from workstation.imaging.veil import Masks, Veil, in_levels, level_veil

Levels = npt.NDArray[np.uint16]


def draw_levels(layer: Placed, rect: Rectangle, display: Display) -> Levels:
    """Levels of a rectangle of the surface, shape (height, width, 3); black around the image.

    Of 0 to 2^bits - 1; for a color frame of 0 to 255, which no display's table changes.
    """
    if layer.chain is None:
        return _color_levels(layer, rect, display)
    levels = driving_levels(draw_image(layer, rect), display, rect.x, rect.y)
    return _covered(levels, layer, rect, in_levels(layer.masks), display, 2**display.bits - 1)


def _color_levels(layer: Placed, rect: Rectangle, display: Display) -> Levels:
    drawn, inside = draw_color(layer, rect)
    highest = 2**display.bits - 1
    levels = drawn.astype(np.uint16)
    levels[~inside] = (levels_alone(display, 0) * 255 + highest // 2) // highest
    return _covered(levels, layer, rect, layer.masks, display, 255)


def _covered(
    levels: Levels, layer: Placed, rect: Rectangle, masks: Masks, display: Display, highest: float
) -> Levels:
    rows, columns = layer.pixels.values.shape[:2]
    place = placement_of(layer, rect)
    veil = level_veil(masks, (rows, columns), place, display, highest)
    if veil is not None:
        part = seen_part(place.down)[0], seen_part(place.across)[0]
        levels[part] = rounded(veil, levels[part].astype(np.float32))
    return levels


def rounded(veil: Veil, levels: npt.NDArray[np.float32]) -> Levels:
    """The nearest whole levels under a veil."""
    covered = veil.over(levels)
    covered += np.float32(0.5)
    return covered.astype(np.uint16)
