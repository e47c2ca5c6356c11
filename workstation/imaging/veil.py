"""What lies over an image, as what it leaves of a value and what it puts in its place.

A mask covers a pixel of the surface in part, by the weights of the layer's interpolation, and
blends: v + (ink - v) * coverage. One mask after the other comes to v * keep + add, which does not
change with the window: whoever draws keeps the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from workstation.dicom.lut import Rescale
from workstation.imaging.driving import Display, levels_alone
from workstation.imaging.masks import common_part
from workstation.imaging.modality import ModalityConversion
from workstation.imaging.placement import Placement
from workstation.imaging.resample import interpolated, seen_part

Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Ink = float | tuple[float, float, float]

_AS_THEY_ARE = ModalityConversion(Rescale())


class MaskPlane(Protocol):
    """Where something lies over pixels, as in scene.MaskPlane."""

    @property
    def covered(self) -> Bools: ...
    @property
    def colors(self) -> Bytes | None: ...


class Mask(Protocol):
    """A mask over an image, as in scene.MaskLayer."""

    @property
    def plane(self) -> MaskPlane: ...
    @property
    def ink(self) -> Ink: ...
    @property
    def first_row(self) -> int: ...
    @property
    def first_column(self) -> int: ...


@dataclass(frozen=True, slots=True, eq=False)
class Veil:
    """What masks make of the values of a rectangle.

    keep   (rows, columns), 0.0 to 1.0
    add    (rows, columns), or with three channels as a third axis
    """

    keep: Floats
    add: Floats

    def over(self, values: Floats, at: Any = ...) -> Floats:
        """The values, with the masks over them; `at` picks those pixels of the veil."""
        keep = self.keep[at]
        covered: Floats = values * (keep if values.ndim == keep.ndim else keep[..., None])
        covered += self.add[at]
        return covered


Masks = Sequence[Mask]
M = TypeVar("M", bound=Mask)


def has_color(mask: Mask) -> bool:
    """Whether it cannot be blended among P-Values."""
    return mask.plane.colors is not None or not isinstance(mask.ink, float | int)


def in_p_values(masks: Sequence[M]) -> Sequence[M]:
    """Those over a gray frame that are blended among its P-Values: all below the first color."""
    first = next((index for index, mask in enumerate(masks) if has_color(mask)), len(masks))
    return masks[:first]


def in_levels(masks: Sequence[M]) -> Sequence[M]:
    """Those over a gray frame that are blended among the levels of the interface."""
    return masks[len(in_p_values(masks)) :]


def p_value_veil(masks: Masks, shape: tuple[int, int], place: Placement) -> Veil | None:
    """The veil over P-Values of what is seen of an image; None where nothing lies over it.

    shape   rows and columns of the image
    """
    inks = [np.array([_p_value(mask.ink)], np.float32) for mask in masks]
    veil = _veil(masks, inks, shape, place)
    return None if veil is None else Veil(veil.keep, veil.add[:, :, 0])


def level_veil(
    masks: Masks, shape: tuple[int, int], place: Placement, display: Display, highest: float
) -> Veil | None:
    """The veil over levels of 0 to `highest` of red, green and blue."""
    inks = [unit_of(mask, display, highest) for mask in masks]
    return _veil(masks, inks, shape, place)


def unit_of(mask: Mask, display: Display, highest: float) -> Floats:
    """What full coverage by a mask adds to red, green and blue: its ink as levels.

    For a plane with colors of its own: what one step of them adds.
    """
    if mask.plane.colors is not None:
        return np.full(3, highest / 255, np.float32)
    if has_color(mask):
        return np.array(mask.ink, np.float32) * np.float32(highest / 255)
    index = int(np.float32(_p_value(mask.ink)) * np.float32(65535) + np.float32(0.5))
    levels = levels_alone(display, index) * highest / (2**display.bits - 1)
    return np.asarray(levels, np.float32)


def _p_value(ink: Ink) -> float:
    if isinstance(ink, tuple):
        raise TypeError("a color has no P-Value")
    return min(max(float(ink), 0.0), 1.0)


def grid_of(mask: Mask, shape: tuple[int, int]) -> Bytes:
    """1 where the mask covers the image, in the image's own grid; what lies beside it is cut."""
    return _laid(mask.plane.covered.view(np.uint8), mask, shape)


def color_grids_of(mask: Mask, shape: tuple[int, int]) -> tuple[Bytes, ...]:
    """Red, green and blue of a plane with colors of its own, 0 where it does not cover."""
    colors, covered = mask.plane.colors, mask.plane.covered
    if colors is None:
        return ()
    return tuple(_laid(colors[:, :, channel] * covered, mask, shape) for channel in range(3))


def _laid(values: Bytes, mask: Mask, shape: tuple[int, int]) -> Bytes:
    if values.shape == shape and (mask.first_row, mask.first_column) == (0, 0):
        return values
    grid = np.zeros(shape, np.uint8)
    rows, from_rows = common_part(mask.first_row, values.shape[0], shape[0])
    columns, from_columns = common_part(mask.first_column, values.shape[1], shape[1])
    grid[rows, columns] = values[from_rows, from_columns]
    return grid


def _veil(
    masks: Masks, inks: Sequence[Floats], shape: tuple[int, int], place: Placement
) -> Veil | None:
    """Fold the masks, the first lowest: keep * (1 - c), add * (1 - c) + c * ink, from 1 and 0."""
    if not masks:
        return None
    (rows, _down), (columns, _across) = seen_part(place.down), seen_part(place.across)
    height, width = rows.stop - rows.start, columns.stop - columns.start
    keep: Floats | None = None
    add = np.empty((len(inks[0]), height, width), np.float32)
    for mask, ink in zip(masks, inks, strict=True):
        coverage = _placed(grid_of(mask, shape), place, np.float32(1))
        left = np.float32(1) - coverage
        most = coverage * np.float32(255)
        own = [_placed(grid, place, most) for grid in color_grids_of(mask, shape)]
        for channel, unit in enumerate(ink):
            drawn = (own[channel] if own else coverage) * unit
            add[channel] = drawn if keep is None else add[channel] * left + drawn
        keep = left if keep is None else keep * left
    assert keep is not None
    return Veil(keep, np.moveaxis(add, 0, -1))


def _placed(grid: Bytes, place: Placement, most: np.float32 | Floats) -> Floats:
    """The sum over the taps of what is seen; what a sharp kernel overshoots by is cut off."""
    upright = np.ascontiguousarray(grid.T) if place.turned else grid
    down, across = seen_part(place.down)[1], seen_part(place.across)[1]
    sums = interpolated(upright, down, across, _AS_THEY_ARE)
    return np.clip(sums, 0, most, out=sums)
