"""What test patterns are drawn on: P-Values, parts of them, and the few shapes that patterns have.

Gray levels are those of the published patterns, 0 to 255, and may have fractions; the P-Value of
level g is g * 257, so that level 255 is P-Value 65535.
"""

from dataclasses import dataclass
from math import floor
from typing import Self

import numpy as np
import numpy.typing as npt

from workstation.display.patterns_text import lettering

PValues = npt.NDArray[np.uint16]
BASE = 1024  # pixels of the side that the reports give their measures for
_PER_LEVEL = 257


@dataclass(frozen=True, slots=True)
class Canvas:
    """A rectangle of pixels, shape (height, width); a part of it is drawn on as itself."""

    values: PValues

    @classmethod
    def blank(cls, width: int, height: int, level: float) -> Self:
        """A new one of one level."""
        canvas = cls(np.empty((height, width), np.uint16))
        canvas.fill(level)
        return canvas

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.values.shape[1])

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.values.shape[0])

    @property
    def scale(self) -> float:
        """Pixels for each one of the base size, of a square."""
        return self.width / BASE

    def part(self, left: int, top: int, width: int, height: int) -> "Canvas":
        """These pixels, as far as there are any."""
        rows = slice(max(top, 0), max(top + height, 0))
        columns = slice(max(left, 0), max(left + width, 0))
        return Canvas(self.values[rows, columns])

    def block(self, left: float, top: float, width: float, height: float) -> "Canvas":
        """A part in measures of the base size; its edges are rounded, so that neighbors meet."""
        x0, y0 = self.scaled(left), self.scaled(top)
        return self.part(x0, y0, self.scaled(left + width) - x0, self.scaled(top + height) - y0)

    def centered(self, width: int, height: int) -> "Canvas":
        """The part of this size in the middle."""
        return self.part((self.width - width) // 2, (self.height - height) // 2, width, height)

    def square(self) -> "Canvas":
        """The largest square in the middle: patterns that are square stay so on any monitor."""
        side = min(self.width, self.height)
        return self.centered(side, side)

    def scaled(self, length: float) -> int:
        """A length of the base size in pixels, rounded half up."""
        return floor(length * self.scale + 0.5)

    def fill(self, level: float) -> None:
        """Let all of it have this level."""
        self.values[...] = round(level * _PER_LEVEL)

    def paint(self, levels: npt.NDArray[np.floating | np.integer]) -> None:
        """Give each pixel a level of its own; one row or one column is repeated."""
        wanted = np.clip(np.rint(np.asarray(levels, np.float64) * _PER_LEVEL), 0, 65535)
        self.values[...] = wanted.astype(np.uint16)

    def bars(
        self, period: int, on: float, off: float | None = None, *, upright: bool, begun: int = 0
    ) -> None:
        """Half a period of `on`, half a period of `off`, in pixels that no scale changes.

        off       None: what is there already
        upright   bars stand side by side; else they lie one below the other
        begun     pixels of the first period that lie before this part
        """
        count = self.width if upright else self.height
        lit = (np.arange(count) + begun) % period < period // 2
        if off is not None:
            self.fill(off)
        lit = lit[np.newaxis, :] if upright else lit[:, np.newaxis]
        self.values[np.broadcast_to(lit, self.values.shape)] = round(on * _PER_LEVEL)

    def disk(self, center: tuple[float, float], radius: float, level: float) -> None:
        """All pixels whose middle lies within the radius, in pixels, of (x, y)."""
        self.values[self.within(center, radius)] = round(level * _PER_LEVEL)

    def within(self, center: tuple[float, float], radius: float) -> npt.NDArray[np.bool_]:
        """Which pixels' middles lie within the radius of (x, y)."""
        x = np.arange(self.width) + 0.5 - center[0]
        y = np.arange(self.height) + 0.5 - center[1]
        inside: npt.NDArray[np.bool_] = np.hypot(x[np.newaxis, :], y[:, np.newaxis]) <= radius
        return inside

    def outline(self, level: float, thickness: int = 1) -> None:
        """A line along the inner edge."""
        wide, high, thick = self.width, self.height, thickness
        for edge in ((0, 0, wide, thick), (0, high - thick, wide, thick)):
            self.part(*edge).fill(level)
        for edge in ((0, 0, thick, high), (wide - thick, 0, thick, high)):
            self.part(*edge).fill(level)

    def write(self, text: str, level: float, size: int) -> None:
        """Text in the middle, each dot of its letters `size` pixels wide; too wide: left out."""
        dots = np.kron(lettering(text), np.ones((size, size), np.bool_))
        height, width = dots.shape
        if width <= self.width and height <= self.height:
            self.centered(width, height).values[dots] = round(level * _PER_LEVEL)
