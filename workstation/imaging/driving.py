"""From P-Values to driving levels of red, green and blue: the last step of every renderer."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.uint16]
Levels = npt.NDArray[np.uint16]

STEPS = 12  # bits between two levels of a noise


class Noise(Protocol):
    """Levels between those of the link, as in display.Noise."""

    @property
    def fine(self) -> npt.NDArray[np.uint32]: ...
    @property
    def thresholds(self) -> npt.NDArray[np.uint16]: ...


class Display(Protocol):
    """Levels of one monitor by P-Value, as in display.DisplayTable."""

    @property
    def bits(self) -> int: ...
    @property
    def ddl(self) -> npt.NDArray[np.uint16]: ...
    @property
    def triplets(self) -> npt.NDArray[np.uint16] | None: ...
    @property
    def noise(self) -> Noise | None: ...


def table_index(p: Floats) -> Indices:
    """Where a P-Value stands in a display's table: floor(p * 65535 + 0.5)."""
    index = np.multiply(p, np.float32(65535), dtype=np.float32)
    index += np.float32(0.5)
    return index.astype(np.uint16)


def driving_levels(p: Floats, display: Display, x: int, y: int) -> Levels:
    """Levels of red, green and blue, shape (rows, columns, 3).

    p      P-Values, shape (rows, columns)
    x, y   where the first of them stands on the surface: noise depends on it, nothing else does
    """
    index = table_index(p)
    if display.triplets is not None:
        return display.triplets[index]
    if display.noise is None:
        return np.repeat(display.ddl[index][:, :, None], 3, axis=2)
    rows, columns = np.arange(p.shape[0])[:, None] + y, np.arange(p.shape[1]) + x
    return np.repeat(noisy_levels(index, display.noise, rows, columns)[:, :, None], 3, axis=2)


def noisy_levels(
    index: Indices,
    noise: Noise,
    rows: npt.NDArray[np.integer],
    columns: npt.NDArray[np.integer],
) -> Levels:
    """Levels of entries of the table that stand at these rows and columns of the surface."""
    height, width = noise.thresholds.shape
    fine = noise.fine[index] + noise.thresholds[rows % height, columns % width]
    return np.asarray(fine >> np.uint32(STEPS), np.uint16)


def levels_alone(display: Display, index: int) -> npt.NDArray[np.float64]:
    """Red, green and blue of one P-Value that stands alone, without a pattern."""
    levels = display.ddl[index] if display.triplets is None else display.triplets[index]
    return np.broadcast_to(levels, 3).astype(np.float64)
