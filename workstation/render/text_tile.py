"""A piece of text as coverage with its dark outline, cut to what is covered."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt

from workstation.render import blending

Coverage = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class TextTile:
    """Where a text stands and how much of each pixel it covers, 0 to 255.

    x, y   pixel of the top left corner: on the surface, or from where the text is held
    ink    shape (height, width), read only; the text itself
    halo   same shape; the dark outline, with what lies under the ink; all 0 without one
    """

    x: int
    y: int
    ink: Coverage
    halo: Coverage

    def moved(self, x: int, y: int) -> "TextTile":
        """The same arrays in another place."""
        return TextTile(self.x + x, self.y + y, self.ink, self.halo)


def cut(ink: Coverage, origin: tuple[int, int], halo_radius: float) -> TextTile:
    """What is covered of a drawing, and its halo.

    origin   column and row of the drawing from which the tile's place is counted
    """
    halo = grown(ink, halo_radius) if halo_radius else np.zeros_like(ink)
    covered = ink | halo
    rows, columns = np.nonzero(covered.any(axis=1))[0], np.nonzero(covered.any(axis=0))[0]
    if not rows.size:
        nothing = np.zeros((0, 0), np.uint8)
        return TextTile(0, 0, nothing, nothing)
    inside = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    x, y = int(columns[0]) - origin[0], int(rows[0]) - origin[1]
    return TextTile(x, y, _fixed(ink[inside]), _fixed(halo[inside]))


def _fixed(part: Coverage) -> Coverage:
    own = np.ascontiguousarray(part)
    own.setflags(write=False)
    return own


def halo_radius(size: float) -> float:
    """How far the halo of letters of this height reaches, in pixels."""
    return max(2.0, size / 5.5)


def grown(ink: Coverage, radius: float) -> Coverage:
    """Each pixel takes the most that any pixel within the radius has, less at the rim."""
    reach = int(radius + 0.5)
    if blending.available():
        return blending.grown(np.ascontiguousarray(ink), reach, *_steps(radius))
    height, width = ink.shape
    around = np.zeros((height + 2 * reach, width + 2 * reach), np.uint8)
    for weight, steps in _rings(radius):
        near = ink if weight == 1 else (ink * weight).astype(np.uint8)
        for dy, dx in steps:
            to = around[reach + dy : reach + dy + height, reach + dx : reach + dx + width]
            np.maximum(to, near, out=to)
    return around[reach : reach + height, reach : reach + width]


@lru_cache(maxsize=32)
def _rings(radius: float) -> list[tuple[float, list[tuple[int, int]]]]:
    """Steps down and to the right within the radius, by how much they count, 0 to 1."""
    reach = int(radius + 0.5)
    rings: dict[float, list[tuple[int, int]]] = {}
    for dy, dx in product(range(-reach, reach + 1), repeat=2):
        weight = min(1.0, radius + 0.5 - float(np.hypot(dx, dy)))
        if weight > 0:
            rings.setdefault(weight, []).append((dy, dx))
    return list(rings.items())


@lru_cache(maxsize=32)
def _steps(radius: float) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]:
    """The same as the compiled loop reads it: each step, and how much it counts."""
    steps = [(step, weight) for weight, ring in _rings(radius) for step in ring]
    places = np.array([step for step, _ in steps], np.int32)
    return places, np.array([weight for _, weight in steps], np.float64)
