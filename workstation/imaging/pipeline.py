"""Stored values to P-Values to DDL: the definition that every renderer must equal.

The order is the Standard's (PS3.4 N.2): padding decided on stored values, Modality LUT,
interpolation, VOI LUT, Presentation LUT, the user's inversion, shutters and overlays over it,
then the display's table.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from workstation.dicom.lut import ModalityLut, VoiLut, Window
from workstation.dicom.model import Frame
from workstation.dicom.pixels import PixelPadding
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.driving import table_index
from workstation.imaging.modality import ModalityConversion, modality_range, modality_values
from workstation.imaging.placement import Monomial, Placement, Rectangle, placement
from workstation.imaging.presentation import apply_presentation
from workstation.imaging.resample import for_each_band, interpolated, resample, seen_part
from workstation.imaging.veil import Masks, in_p_values, p_value_veil
from workstation.imaging.voi import apply_voi, default_voi

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Stored = npt.NDArray[np.integer | np.floating]


class Samples(Protocol):
    """Decoded samples of one frame, as in scene.FramePixels."""

    @property
    def values(self) -> Stored: ...


class Kernel(Protocol):
    """A choice of interpolation: nearest, linear or sharp."""

    @property
    def value(self) -> str: ...


class Placed(Protocol):
    """One frame, placed on the surface, as in scene.ImageLayer."""

    @property
    def pixels(self) -> Samples: ...
    @property
    def chain(self) -> GrayscaleChain | None: ...
    @property
    def surface_from_image(self) -> Monomial: ...
    @property
    def interpolation(self) -> Kernel: ...
    @property
    def masks(self) -> Masks: ...


class DrivingLevels(Protocol):
    """65536 digital driving levels by P-Value, as in display.DisplayTable."""

    @property
    def ddl(self) -> npt.NDArray[np.uint16]: ...


def chain_of(
    frame: Frame, voi: VoiLut | None, inverted: bool, stored: Stored | None = None
) -> GrayscaleChain:
    """The chain of a grayscale frame as it asks to be shown, with this VOI and inversion.

    stored   its values. Where they are floating and there is no VOI LUT their own range is spread
             over all grays: that of their type would leave every picture at one gray.
    """
    image = frame.instance.image
    if image is None:
        raise ValueError("an object without pixels has no grayscale chain")
    if not image.floating:
        ends = modality_range(frame.modality_lut, image.signed, image.bits_stored)
    elif voi is None and stored is not None:
        ends = value_range(stored, frame.modality_lut, frame.padding)
    else:
        ends = (0.0, 1.0)
    return GrayscaleChain(
        frame.modality_lut,
        ends,
        voi,
        frame.presentation,
        inverted,
        frame.padding,
    )


def default_window(
    modality_cs: str, stored: Stored, modality: ModalityLut, padding: PixelPadding | None
) -> Window:
    """The window of a frame that names none, from its stored values where it has to be."""
    valid = valid_pixels(stored, padding)
    return default_voi(
        modality_cs, modality_values(stored if valid is None else stored[valid], modality)
    )


def value_range(
    stored: Stored, modality: ModalityLut, padding: PixelPadding | None
) -> tuple[float, float]:
    """Lowest and highest modality value that is image; 0 and 1 where none is."""
    valid = valid_pixels(stored, padding)
    values = modality_values(stored if valid is None else stored[valid], modality)
    return (float(values.min()), float(values.max())) if values.size else (0.0, 1.0)


def p_values(stored: Stored, chain: GrayscaleChain) -> Floats:
    """P-Values of stored values of any shape; padding becomes 0, whatever the polarity."""
    p = presented(modality_values(stored, chain.modality), chain)
    valid = valid_pixels(stored, chain.padding)
    if valid is not None:
        p[~valid] = 0
    return p


def presented(values: Floats, chain: GrayscaleChain) -> Floats:
    """P-Values of modality values: VOI LUT, Presentation LUT, the user's inversion."""
    p = apply_voi(values, chain.voi, chain.modality_range)
    p = apply_presentation(p, chain.presentation)
    return np.subtract(np.float32(1), p) if chain.inverted else p


def valid_pixels(stored: Stored, padding: PixelPadding | None) -> Bools | None:
    """Which stored values are image and no padding; None where all are.

    Of floating values what is infinite or not a number is no image either.
    """
    if stored.dtype.kind == "f":
        return _finite_image(stored, padding)
    if padding is None:
        return None
    limits = np.iinfo(stored.dtype.name)
    if padding.last < limits.min or padding.first > limits.max:
        return None
    first, last = max(padding.first, int(limits.min)), min(padding.last, int(limits.max))
    return (stored < first) | (stored > last)


def may_have_gaps(dtype: np.dtype[Any], padding: PixelPadding | None) -> bool:
    """Whether some pixels of a frame may be no image."""
    return padding is not None or dtype.kind == "f"


def _finite_image(stored: Stored, padding: PixelPadding | None) -> Bools | None:
    valid = np.isfinite(stored)
    if padding is not None:
        valid &= (stored < padding.first) | (stored > padding.last)
    return None if valid.all() else valid


def ddl(p: Floats, table: DrivingLevels) -> npt.NDArray[np.uint16]:
    """Digital driving levels of P-Values on one monitor: the nearest grays, of any shape."""
    return table.ddl[table_index(p)]


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """Values between the source pixels, where a rectangle of the surface shows image.

    rows, columns   of the rectangle; around them there is no image
    values          shape (rows, columns)
    inside          same shape, which of them are image and no padding; None: all
    """

    rows: slice
    columns: slice
    values: Floats
    inside: Bools | None


def modality_plane(layer: Placed, rect: Rectangle, chain: GrayscaleChain) -> Plane:
    """Modality values of a rectangle of the surface."""
    place = placement_of(layer, rect)
    stored = upright(layer.pixels.values, place)
    (rows, down), (columns, across) = seen_part(place.down), seen_part(place.across)
    valid = valid_pixels(stored, chain.padding)
    convert = ModalityConversion(chain.modality)
    if valid is None or valid.all():
        return Plane(rows, columns, interpolated(stored, down, across, convert), None)
    drawn, inside = resample(stored, down, across, valid, convert)
    return Plane(rows, columns, drawn, None if inside.all() else inside)


def placement_of(layer: Placed, rect: Rectangle) -> Placement:
    """Where the source pixels of a layer lie under a rectangle of the surface."""
    rows, columns = layer.pixels.values.shape[:2]
    kernel = layer.interpolation.value
    return placement(layer.surface_from_image, rect, (rows, columns), kernel)


def upright(samples: npt.NDArray[Any], place: Placement) -> npt.NDArray[Any]:
    """Rows and columns of samples changed places where the image lies on its side."""
    return np.ascontiguousarray(samples.swapaxes(0, 1)) if place.turned else samples


def draw_image(layer: Placed, rect: Rectangle) -> Floats:
    """P-Values of a rectangle of the surface, shape (height, width); 0 around the image.

    With all that lies over it up to the first mask in color, after which there are only levels.
    """
    if layer.chain is None:
        raise ValueError("a color frame has no P-Values")
    plane = modality_plane(layer, rect, layer.chain)
    p = presented(plane.values, layer.chain)
    if plane.inside is not None:
        p[~plane.inside] = 0
    rows, columns = layer.pixels.values.shape[:2]
    veil = p_value_veil(in_p_values(layer.masks), (rows, columns), placement_of(layer, rect))
    p = p if veil is None else veil.over(p)
    drawn = np.zeros((rect.height, rect.width), np.float32)
    drawn[plane.rows, plane.columns] = p
    return drawn


def draw_color(layer: Placed, rect: Rectangle) -> tuple[npt.NDArray[np.uint8], Bools]:
    """8-bit RGB of a rectangle, shape (height, width, 3), and which of its pixels show image.

    Samples of 16 bit span 0 to 65535.
    """
    rows, columns, levels = color_levels(layer.pixels.values, placement_of(layer, rect))
    drawn = np.zeros((rect.height, rect.width, 3), np.uint8)
    inside = np.zeros((rect.height, rect.width), np.bool_)
    drawn[rows, columns] = levels
    inside[rows, columns] = True
    return drawn, inside


def color_levels(samples: Stored, place: Placement) -> tuple[slice, slice, npt.NDArray[np.uint8]]:
    """Rows and columns that show image, and their levels, of as many channels as the samples."""
    (rows, down), (columns, across) = seen_part(place.down), seen_part(place.across)
    height, width = rows.stop - rows.start, columns.stop - columns.start
    levels = np.empty((height, width, samples.shape[2]), np.uint8)

    def keep(part: slice, values: Floats) -> None:
        np.copyto(levels[part], _rounded(values, samples.dtype), casting="unsafe")

    for_each_band(upright(samples, place), down, across, None, keep)
    return rows, columns, levels


def eight_bit(samples: Stored) -> npt.NDArray[np.uint8]:
    """The levels of samples that are not interpolated."""
    if samples.dtype == np.uint8:
        return samples.astype(np.uint8, copy=False)
    return _rounded(samples.astype(np.float32), samples.dtype).astype(np.uint8)


def _rounded(values: Floats, dtype: np.dtype[Any]) -> Floats:
    """Levels of 0 to 255, still to be cut off to whole numbers; the values are used up."""
    if dtype != np.uint8:
        values /= np.float32(257)
    values += np.float32(0.5)
    return np.clip(values, 0, 255, out=values)
