"""Read Modality, VOI and Presentation LUTs (PS3.3 C.11), with the traps of their descriptors."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isfinite

import numpy as np
import numpy.typing as npt

from workstation.base.text import _
from workstation.dicom import tags
from workstation.dicom.dataset import Attributes
from workstation.dicom.dictionary import keyword_of
from workstation.dicom.errors import BadLutError
from workstation.dicom.lut import (
    LookupTable,
    LutShape,
    ModalityLut,
    PresentationLut,
    Rescale,
    VoiFunction,
    VoiLut,
    Window,
)
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.remembered import remembered
from workstation.dicom.units import DOSE_UNITS, RT_DOSE, modality_unit

Range = tuple[float, float]

_PIXEL_INTENSITY_RELATIONSHIP = 0x00281040
_DOSE_GRID_SCALING = 0x3004000E
_LEAST, _LARGEST = 1e-30, 1e30  # beyond them pictures, which are of float32, cannot be computed
_ANGIOGRAPHY = ("1.2.840.10008.5.1.4.1.1.12.1", "1.2.840.10008.5.1.4.1.1.12.2")


def stored_range(image: ImagePixel) -> Range:
    """Lowest and highest stored value."""
    values = 1 << image.bits_stored
    return (-values // 2, values // 2 - 1) if image.signed else (0, values - 1)


@remembered
def modality_lut(attributes: Attributes, image: ImagePixel) -> ModalityLut:
    """Read the Modality LUT (PS3.3 C.11.1): a table, or a line; BadLutError if it is broken."""
    if _only_for_analysis(attributes):
        return Rescale()
    items = _filled(attributes.items(tags.MODALITY_LUT_SEQUENCE))
    if not items:
        return rescale(attributes)
    sequence = tags.MODALITY_LUT_SEQUENCE
    if image.floating:
        problem = _("its pixel values are fractions, which no table is for")
        raise BadLutError(keyword=keyword_of(sequence), problem=problem)
    return _lookup_table(items[0], stored_range(image), sequence, tags.MODALITY_LUT_TYPE)


def _filled(items: Sequence[Attributes]) -> list[Attributes]:
    """Items that hold something of a table: some writers leave forms that nobody filled in."""
    return [item for item in items if item.raw(tags.LUT_DESCRIPTOR) or item.raw(tags.LUT_DATA)]


def check_luts(attributes: Attributes, image: ImagePixel, name: str) -> None:
    """Refuse an image whose Modality or Presentation LUT is broken: it would look wrong."""
    try:
        modality_lut(attributes, image)
        for group in _value_transformations(attributes):
            rescale(group)
        if tags.PRESENTATION_LUT_SEQUENCE in attributes:
            presentation_lut(attributes, image)
    except BadLutError as error:
        raise BadLutError(**{**error.facts, "name": name}) from None


def _value_transformations(attributes: Attributes) -> Iterator[Attributes]:
    """The lines that all frames share, or that each has for itself (PS3.3 C.7.6.16.2.9)."""
    shared, own = tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE
    for groups in (*attributes.items(shared), *attributes.items(own)):
        yield from groups.items(tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE)


def _only_for_analysis(attributes: Attributes) -> bool:
    """The Modality LUT of an angiogram leads back to the X-ray beam, not to the display.

    PS3.3 C.8.7.1.1.2: with Pixel Intensity Relationship LIN or LOG.
    """
    return attributes.text(tags.SOP_CLASS_UID) in _ANGIOGRAPHY and attributes.text(
        _PIXEL_INTENSITY_RELATIONSHIP
    ) in ("LIN", "LOG")


def rescale(attributes: Attributes) -> Rescale:
    """Read the line, and the unit that it leads to.

    Raises BadLutError where it is there and cannot be read: without it all values would be wrong.
    """
    if attributes.text(tags.SOP_CLASS_UID) == RT_DOSE:
        return _dose_scaling(attributes)
    slope = _rescale_number(attributes, tags.RESCALE_SLOPE)
    intercept = _rescale_number(attributes, tags.RESCALE_INTERCEPT)
    if slope is None and intercept is None:
        return Rescale()
    # A slope of 0 would make every pixel alike; files that have it mean that there is none.
    return Rescale(slope or 1.0, intercept or 0.0, modality_unit(attributes))


def _dose_scaling(attributes: Attributes) -> Rescale:
    """Dose is stored times Dose Grid Scaling, whatever else the file says (PS3.3 C.8.8.3)."""
    scaling = _rescale_number(attributes, _DOSE_GRID_SCALING)
    return Rescale(scaling, 0.0, attributes.text(DOSE_UNITS)) if scaling else Rescale()


def _rescale_number(attributes: Attributes, tag: int) -> float | None:
    number = attributes.number(tag)
    if number is None and attributes.text(tag):
        raise BadLutError(keyword=keyword_of(tag), problem=_("its value is not a number"))
    least = 0 if tag == tags.RESCALE_INTERCEPT else _LEAST
    if number and not least <= abs(number) <= _LARGEST:
        raise BadLutError(keyword=keyword_of(tag), problem=_("its value is out of all measure"))
    return number


def modality_range(modality: ModalityLut, image: ImagePixel) -> Range:
    """Lowest and highest value that the Modality LUT can give."""
    if isinstance(modality, LookupTable):
        return 0, (1 << modality.bits) - 1
    ends = [value * modality.slope + modality.intercept for value in stored_range(image)]
    return min(ends), max(ends)


@remembered
def voi_luts(
    attributes: Attributes, inputs: Range, *, floating: bool = False
) -> tuple[VoiLut, ...]:
    """Read the windows, then the VOI LUTs (PS3.3 C.11.2); those that make no sense are left out.

    inputs     the range of the modality values
    floating   they are fractions: a width of 1 is then no threshold between whole numbers
    """
    windows = _windows(attributes, least=1.0 if floating else 0.0)
    return (*windows, *_voi_tables(attributes, inputs))


@remembered
def unknown_voi_function(attributes: Attributes) -> str:
    """Name a VOI LUT Function that the Standard does not know, whose windows are left out."""
    name = attributes.text(tags.VOI_LUT_FUNCTION)
    known = name.upper() in VoiFunction.__members__
    return "" if known or not attributes.numbers(tags.WINDOW_WIDTH) else name


def _windows(attributes: Attributes, least: float) -> Iterator[Window]:
    centers = _in_place(attributes, tags.WINDOW_CENTER)
    widths = _in_place(attributes, tags.WINDOW_WIDTH)
    name = attributes.text(tags.VOI_LUT_FUNCTION, "LINEAR").upper()
    if len(centers) != len(widths) and not (centers and widths):
        return
    if name not in VoiFunction.__members__:
        return  # never apply a function that is not known as if it were another
    words = attributes.texts(tags.WINDOW_CENTER_WIDTH_EXPLANATION)
    for index, (center, width) in enumerate(zip(centers, widths, strict=False)):
        explanation = words[index] if index < len(words) else ""
        if center is None or width is None:
            continue
        window = _window(center, width, VoiFunction[name], explanation)
        if window is not None and window.function is VoiFunction.LINEAR and width <= least:
            window = replace(window, function=VoiFunction.LINEAR_EXACT)
        if window is not None:
            yield window


def _in_place(attributes: Attributes, tag: int) -> Sequence[float | None]:
    """Numbers, with None for what is none: a center must not come to stand by another's width."""
    if attributes.vr(tag) != "DS":
        return attributes.numbers(tag)
    return [_finite(text) for text in attributes.texts(tag)]


def _finite(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _window(center: float, width: float, function: VoiFunction, explanation: str) -> Window | None:
    if not _LEAST <= width <= _LARGEST or abs(center) > _LARGEST:
        return None
    if function is VoiFunction.LINEAR and width < 1:
        # Forbidden by the Standard; written for images whose values are fractions.
        function = VoiFunction.LINEAR_EXACT
    return Window(center, width, function, explanation)


def _voi_tables(attributes: Attributes, inputs: Range) -> Iterator[LookupTable]:
    for item in attributes.items(tags.VOI_LUT_SEQUENCE):
        try:
            yield _lookup_table(item, inputs, tags.VOI_LUT_SEQUENCE, tags.LUT_EXPLANATION)
        except BadLutError:
            continue


@remembered
def presentation_lut(attributes: Attributes, image: ImagePixel) -> PresentationLut:
    """What the image itself asks for: table, else shape, else by photometric interpretation."""
    items = _filled(attributes.items(tags.PRESENTATION_LUT_SEQUENCE))
    if items:
        ends = 0, 65535  # P-Values, never negative
        return _lookup_table(items[0], ends, tags.PRESENTATION_LUT_SEQUENCE, tags.LUT_EXPLANATION)
    shape = attributes.text(tags.PRESENTATION_LUT_SHAPE).upper()
    if shape in LutShape.__members__ and image.monochrome:
        return LutShape[shape]
    inverse = image.photometric_interpretation == "MONOCHROME1"
    return LutShape.INVERSE if inverse else LutShape.IDENTITY


def _lookup_table(item: Attributes, inputs: Range, sequence: int, explanation: int) -> LookupTable:
    keyword = keyword_of(sequence)
    descriptor = item.raw(tags.LUT_DESCRIPTOR)
    if len(descriptor) < 6:
        raise BadLutError(keyword=keyword, problem=_("its descriptor is missing"))
    count, first, bits = struct.unpack_from("<HHH", descriptor)
    entries = _entries(item.raw(tags.LUT_DATA), count or 65536, bits)
    if entries is None:
        raise BadLutError(keyword=keyword, problem=_("it has fewer entries than it says"))
    return LookupTable(
        first_mapped=_signed_first(first, item.vr(tags.LUT_DESCRIPTOR), inputs),
        entries=entries,
        bits=_real_bits(bits, entries),
        explanation=item.text(explanation),
    )


def _signed_first(first: int, vr: str, inputs: Range) -> int:
    """First Stored Pixel Value Mapped, whose sign depends on what comes in (PS3.3 C.11.1.1.1).

    Its VR is often wrong, so it decides only where both readings are possible.
    """
    lowest, highest = inputs
    if first < 0x8000 or lowest >= 0:
        return first
    return first if vr == "US" and first <= highest else first - 0x10000


def _entries(data: bytes, count: int, bits: int) -> npt.NDArray[np.uint16] | None:
    """The table; entries of 8 bits may lie two in a word, low byte first (PS3.3 C.11.1.1.1)."""
    if len(data) >= 2 * count:
        return np.frombuffer(data, "<u2", count).astype(np.uint16)
    if len(data) >= count and bits <= 8:
        return np.frombuffer(data, np.uint8, count).astype(np.uint16)
    return None


def _real_bits(bits: int, entries: npt.NDArray[np.uint16]) -> int:
    """Bits per entry as described, or as the entries need where they are larger than that."""
    needed = max(8, int(entries.max()).bit_length())
    return max(bits, needed) if 8 <= bits <= 16 else needed
