"""Shutters and overlays of the raster path: imaging.veil, with what a window drag leaves as it was.

What is covered whole is painted once and copied from then on; only pixels that are covered in part
go through the chain again.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.display.table import DisplayTable
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.driving import noisy_levels, table_index
from workstation.imaging.picture import rounded
from workstation.imaging.pipeline import Plane, p_values, placement_of, presented
from workstation.imaging.veil import Veil, in_levels, in_p_values, level_veil, p_value_veil
from workstation.render.raster_image import (
    OPAQUE,
    ColorPlane,
    Packed,
    Prepared,
    StoredPlane,
    noise_of,
    packed_levels,
)
from workstation.scene.scene import ImageLayer, Rect

Floats = npt.NDArray[np.float32]
Indices = tuple[npt.NDArray[np.intp], ...]
_HIGHEST = 255.0  # of the framebuffer, whatever the display's table has
_SHIFTS = np.array([16, 8, 0], np.uint32)


@dataclass(frozen=True, slots=True, eq=False)
class RasterVeil:
    """What lies over a prepared image, where that shows image.

    solid   which pixels no value of the image shines through
    fixed   their framebuffer values; of the same shape, without meaning elsewhere
    at      rows and columns of the pixels that are covered in part
    place   the same on the surface
    p_value, level   what lies over these, over their P-Values and then over their levels
    """

    solid: npt.NDArray[np.bool_]
    fixed: Packed
    at: Indices
    place: Indices
    p_value: Veil | None
    level: Veil | None


def veil_key(layer: ImageLayer, rect: Rect, display: DisplayTable) -> Hashable:
    """Layers with equal keys have equal veils; a color one also holds what it lies over."""
    place = layer.surface_from_image, rect, layer.interpolation, layer.pixels.values.shape[:2]
    return layer.masks, place, display, layer.pixels.key if layer.chain is None else None


def prepare_veil(
    layer: ImageLayer, rect: Rect, display: DisplayTable, prepared: Prepared
) -> RasterVeil:
    """Place the masks, and paint what does not change with the window."""
    if isinstance(prepared, ColorPlane):
        return _over_color(layer, rect, display, prepared)
    rows, columns = layer.pixels.values.shape[:2]
    place = placement_of(layer, rect)
    p_value = p_value_veil(in_p_values(layer.masks), (rows, columns), place)
    level = level_veil(in_levels(layer.masks), (rows, columns), place, display, _HIGHEST)
    keeps = [veil.keep for veil in (p_value, level) if veil is not None]
    solid = reduce(np.logical_or, [keep == 0 for keep in keeps])
    touched = reduce(np.logical_or, [keep != 1 for keep in keeps])
    at = np.divmod(np.flatnonzero(touched & ~solid), solid.shape[1])
    begin = rect.y + prepared.rows.start, rect.x + prepared.columns.start
    fixed = _fixed(solid, p_value, level, display, begin)
    return RasterVeil(solid, fixed, at, _moved(at, begin), _part(p_value, at), _part(level, at))


def lay_over(
    target: Packed,
    veil: RasterVeil,
    prepared: Prepared,
    chain: GrayscaleChain | None,
    display: DisplayTable,
) -> None:
    """Write what lies over an image that was painted, into the same rectangle."""
    part = target[prepared.rows, prepared.columns]
    np.copyto(part, veil.fixed, where=veil.solid)
    if chain is not None and len(veil.at[0]):
        p = _p_values_at(prepared, veil.at, chain)
        part[veil.at] = _finished(p, veil.p_value, veil.level, display, veil.place)


def _over_color(
    layer: ImageLayer, rect: Rect, display: DisplayTable, prepared: ColorPlane
) -> RasterVeil:
    """No window changes color, so all of it is painted now."""
    rows, columns = layer.pixels.values.shape[:2]
    place = placement_of(layer, rect)
    veil = level_veil(layer.masks, (rows, columns), place, display, _HIGHEST)
    assert veil is not None
    solid = veil.keep != 1
    fixed = np.zeros(solid.shape, np.uint32)
    channels = (prepared.packed[solid][:, None] >> _SHIFTS & np.uint32(255)).astype(np.float32)
    fixed[solid] = _packed(channels, Veil(veil.keep[solid], veil.add[solid]))
    nowhere = np.empty(0, np.intp), np.empty(0, np.intp)
    return RasterVeil(solid, fixed, nowhere, nowhere, None, None)


def _moved(at: Indices, begin: tuple[int, int]) -> Indices:
    return at[0] + begin[0], at[1] + begin[1]


def _fixed(
    solid: npt.NDArray[np.bool_],
    p_value: Veil | None,
    level: Veil | None,
    display: DisplayTable,
    begin: tuple[int, int],
) -> Packed:
    """Framebuffer values where nothing of the image is left: any will do for it.

    begin   row and column of the surface where the image's part begins
    """
    if p_value is not None and level is None and display.noise is None:
        return packed_levels(display).take(table_index(p_value.add))
    fixed = np.zeros(solid.shape, np.uint32)
    nothing = np.zeros(np.count_nonzero(solid), np.float32)
    over = _part(p_value, solid), _part(level, solid)
    fixed[solid] = _finished(nothing, *over, display, _moved(np.nonzero(solid), begin))
    return fixed


def _part(veil: Veil | None, where: Any) -> Veil | None:
    return None if veil is None else Veil(veil.keep[where], veil.add[where])


def _p_values_at(prepared: Prepared, at: Indices, chain: GrayscaleChain) -> Floats:
    """P-Values of some pixels, as the image under the veil has them."""
    if isinstance(prepared, StoredPlane):
        return p_values(prepared.values[at].view(prepared.dtype), chain)
    assert isinstance(prepared, Plane)
    p = presented(prepared.values[at], chain)
    if prepared.inside is not None:
        p = p * prepared.inside[at]
    return p


def _finished(
    p: Floats,
    p_value: Veil | None,
    level: Veil | None,
    display: DisplayTable,
    place: Indices,
) -> Packed:
    """Framebuffer values of P-Values, with what lies over them.

    place   rows and columns of the surface
    """
    packed = _shown(table_index(p if p_value is None else p_value.over(p)), display, place)
    if level is None:
        return packed
    return _packed((packed[:, None] >> _SHIFTS & np.uint32(255)).astype(np.float32), level)


def _shown(index: npt.NDArray[np.uint16], display: DisplayTable, place: Indices) -> Packed:
    """Framebuffer values of entries of the table."""
    noise = noise_of(display)
    if noise is None:
        return packed_levels(display)[index]
    levels = noisy_levels(index, noise, *place).astype(np.uint32)
    return levels * np.uint32(0x010101) | np.uint32(OPAQUE)


def _packed(channels: Floats, veil: Veil) -> Packed:
    """Red, green and blue under a veil, as framebuffer values."""
    levels = rounded(veil, channels).astype(np.uint32) << _SHIFTS
    packed: Packed = np.bitwise_or.reduce(levels, axis=1) | np.uint32(OPAQUE)
    return packed
