"""Images of the raster path: the reference pipeline, with what a window drag leaves as it was.

Every value is computed by the functions of imaging.pipeline, in the same order; only the
work that has been done already is left out, so the picture is equal value by value.
"""

import sys
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from workstation.dicom.lut import ModalityLut
from workstation.dicom.pixels import PixelPadding
from workstation.display.table import DisplayTable, Noise
from workstation.imaging import kernel
from workstation.imaging.bands import in_bands, in_stripes
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.driving import STEPS, table_index
from workstation.imaging.kernel import Stages, Tile
from workstation.imaging.packing import stages_of
from workstation.imaging.pipeline import (
    Plane,
    color_levels,
    eight_bit,
    modality_plane,
    p_values,
    placement_of,
    presented,
    upright,
)
from workstation.imaging.placement import Placement
from workstation.imaging.resample import seen_part
from workstation.scene.scene import Affine, ImageLayer, Interpolation, Rect

Packed = npt.NDArray[np.uint32]
Unsigned = npt.NDArray[np.uint8 | np.uint16]
Pixels = TypeVar("Pixels", Packed, Unsigned)

OPAQUE = 0xFF000000
# Which of red, green and blue each byte of a framebuffer value is, in memory; alpha is none.
CHANNELS_OF_BYTES = [-1, 0, 1, 2] if sys.byteorder == "big" else [2, 1, 0, -1]
_BITS = 8  # of a level of the framebuffer
_KEPT_TABLES = 8  # of 256 KiB each
_TABLE_BITS = 16  # stored values of at most so many bits are looked up instead of computed


@dataclass(frozen=True, slots=True)
class PlaneKey:
    """All that a prepared image depends on; the rest of the chain is done anew each time."""

    frame: tuple[str, int, int]
    surface_from_image: Affine
    rect: Rect
    interpolation: Interpolation
    modality: ModalityLut | None
    padding: PixelPadding | None


@dataclass(frozen=True, slots=True, eq=False)
class StoredPlane:
    """Stored values where every pixel of the surface is one source pixel, unchanged.

    values   the bits of stored values, as unsigned; dtype is how to read them
    """

    rows: slice
    columns: slice
    values: Unsigned
    dtype: np.dtype[Any]


@dataclass(frozen=True, slots=True, eq=False)
class ColorPlane:
    """A color frame as framebuffer values, where a rectangle of the surface shows image."""

    rows: slice
    columns: slice
    packed: Packed


class Place(NamedTuple):
    """Column and row of the surface."""

    x: int
    y: int


Prepared = Plane | StoredPlane | ColorPlane


def plane_key(layer: ImageLayer, rect: Rect) -> PlaneKey:
    """Layers with equal keys have equal prepared images."""
    chain = layer.chain
    return PlaneKey(
        layer.pixels.key,
        layer.surface_from_image,
        rect,
        layer.interpolation,
        None if chain is None else chain.modality,
        None if chain is None else chain.padding,
    )


def prepare(layer: ImageLayer, rect: Rect) -> Prepared:
    """Place and interpolate: what a new window, inversion or monitor does not change."""
    if layer.chain is None:
        return _colored(layer, rect)
    return _stored_plane(layer, rect) or modality_plane(layer, rect, layer.chain)


def _colored(layer: ImageLayer, rect: Rect) -> ColorPlane:
    place, samples = placement_of(layer, rect), _four_channels(layer.pixels.values)
    if place.picks():
        return ColorPlane(*_picked(_pixels(eight_bit(samples)), place))
    rows, columns, levels = color_levels(samples, place)
    return ColorPlane(rows, columns, _pixels(levels))


def _pixels(levels: npt.NDArray[np.uint8]) -> Packed:
    return levels.view(np.uint32)[:, :, 0]


def _four_channels(color: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Samples in the order of the framebuffer's bytes, with an opaque one among them.

    numpy gathers pixels of 4 samples several times as fast as pixels of 3.
    """
    four = np.empty((*color.shape[:2], 4), color.dtype)
    for place, channel in enumerate(CHANNELS_OF_BYTES):
        four[:, :, place] = np.iinfo(color.dtype).max if channel < 0 else color[:, :, channel]
    return four


def _stored_plane(layer: ImageLayer, rect: Rect) -> StoredPlane | None:
    """Stored values of the rectangle, where nothing is interpolated."""
    stored = layer.pixels.values
    place = placement_of(layer, rect)
    if stored.dtype.itemsize * 8 > _TABLE_BITS or not place.picks():
        return None
    bits: Unsigned = stored.view(np.uint8 if stored.dtype.itemsize == 1 else np.uint16)
    return StoredPlane(*_picked(bits, place), stored.dtype)


def _picked(pixels: Pixels, place: Placement) -> tuple[slice, slice, Pixels]:
    """The pixels of a frame that are seen, where nothing is interpolated."""
    (rows, down), (columns, across) = seen_part(place.down), seen_part(place.across)
    pixels = upright(pixels, place)
    return rows, columns, pixels.take(down.nearest, axis=0).take(across.nearest, axis=1)


def paint(
    target: Packed,
    prepared: Prepared,
    layer: ImageLayer,
    table: DisplayTable,
    at: tuple[int, int] = (0, 0),
    around: bool = True,
) -> None:
    """Write an image into its rectangle of the framebuffer, and black around it.

    at       column and row of the surface where the rectangle begins: noise depends on it
    around   False where it is black already
    """
    if around:
        _paint_around(target, prepared.rows, prepared.columns, packed_levels(table)[0])
    part = target[prepared.rows, prepared.columns]
    if isinstance(prepared, ColorPlane):
        part[...] = prepared.packed
        return
    if layer.chain is None:
        raise ValueError("a grayscale plane without a chain")
    place = Place(at[0] + prepared.columns.start, at[1] + prepared.rows.start)
    if isinstance(prepared, StoredPlane):
        _paint_stored(part, prepared, layer.chain, table, place)
    else:
        _paint_plane(part, prepared, layer.chain, table, place)


def _paint_around(target: Packed, rows: slice, columns: slice, black: np.uint32) -> None:
    target[: rows.start] = black
    target[rows.stop :] = black
    target[rows, : columns.start] = black
    target[rows, columns.stop :] = black


def _paint_stored(
    target: Packed, plane: StoredPlane, chain: GrayscaleChain, display: DisplayTable, at: Place
) -> None:
    """One look-up per pixel, from stored value to framebuffer value."""
    table, noise = _table_of_stored(plane.dtype, chain, display), _tile(display, at)

    def compiled(part: slice) -> None:
        kernel.look_up(target[part], plane.values[part], table, noise and noise.down(part.start))

    def band(part: slice) -> None:
        target[part] = table.take(plane.values[part])
        if noise is not None:
            add_noise(target[part], noise.down(part.start))

    if kernel.available():
        in_stripes(len(target), target.shape[1], compiled)
    else:
        in_bands(len(target), target.shape[1], band)


def _tile(display: DisplayTable, at: Place) -> Tile | None:
    noise = noise_of(display)
    return None if noise is None else Tile(noise.thresholds, *at)


def add_noise(target: Packed, noise: Tile) -> None:
    """Framebuffer values of levels in 4096ths, in their place."""
    if kernel.available():
        kernel.dither(target, noise)
        return
    height, width = noise.thresholds.shape
    rows = (np.arange(target.shape[0]) + noise.y) % height
    columns = (np.arange(target.shape[1]) + noise.x) % width
    target += noise.thresholds[rows[:, None], columns]
    target >>= np.uint32(STEPS)
    target *= np.uint32(0x010101)
    target |= np.uint32(OPAQUE)


@lru_cache(maxsize=_KEPT_TABLES)
def _table_of_stored(dtype: np.dtype[Any], chain: GrayscaleChain, display: DisplayTable) -> Packed:
    """The framebuffer value of each pattern of bits that a stored value may be."""
    every = np.arange(2 ** (8 * dtype.itemsize)).astype(f"u{dtype.itemsize}").view(dtype)
    return painted_levels(display)[table_index(p_values(every, chain))]


def _paint_plane(
    target: Packed, plane: Plane, chain: GrayscaleChain, display: DisplayTable, at: Place
) -> None:
    """VOI LUT, Presentation LUT, inversion and display table over values in between."""
    levels, noise = painted_levels(display), _tile(display, at)
    stages = _stages(chain, display) if kernel.available() else None

    def band(part: slice) -> None:
        index = table_index(presented(plane.values[part], chain))
        if plane.inside is not None:
            index *= plane.inside[part]  # P-Value 0 where there is no image
        target[part] = levels.take(index)
        if noise is not None:
            add_noise(target[part], noise.down(part.start))

    def compiled(part: slice, stages: Stages) -> None:
        inside = None if plane.inside is None else plane.inside[part]
        tile = noise and noise.down(part.start)
        kernel.paint(target[part], plane.values[part], inside, stages, tile)

    if stages is None:
        in_bands(len(target), target.shape[1], band)
    else:
        in_stripes(len(target), target.shape[1], partial(compiled, stages=stages))


@lru_cache(maxsize=_KEPT_TABLES)
def _stages(chain: GrayscaleChain, display: DisplayTable) -> Stages | None:
    return stages_of(chain, painted_levels(display))


def noise_of(table: DisplayTable) -> Noise | None:
    """The noise of a table whose levels are those of the framebuffer."""
    return table.noise if table.bits == _BITS else None


def painted_levels(table: DisplayTable) -> Packed:
    """What is painted for each of the 65536 P-Values: where there is noise, levels in 4096ths."""
    noise = noise_of(table)
    return packed_levels(table) if noise is None else noise.fine


@lru_cache(maxsize=8)
def packed_levels(table: DisplayTable) -> Packed:
    """The framebuffer value of each of the 65536 P-Values, 8 bits each of red, green, blue.

    Without noise: that of a P-Value that stands alone.
    """
    highest = 2**table.bits - 1
    shown = table.ddl[:, None] if table.triplets is None else table.triplets
    levels = (shown.astype(np.uint32) * 255 + highest // 2) // highest
    red, green, blue = np.broadcast_to(levels, (len(levels), 3)).T
    return _pack(red, green, blue)


def _pack(red: Packed, green: Packed, blue: Packed) -> Packed:
    packed: Packed = np.uint32(OPAQUE) | red << np.uint32(16) | green << np.uint32(8) | blue
    return np.ascontiguousarray(packed)
