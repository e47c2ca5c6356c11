"""Read Real World Value Mappings: of a frame, and of objects that map others (PS3.3 C.25.2)."""

import re
import struct
from collections.abc import Iterable, Iterator, Sequence

from workstation.dicom import tags
from workstation.dicom.dataset import Attributes
from workstation.dicom.real_world import RealWorldMapping

REAL_WORLD_VALUE_MAPPING = "1.2.840.10008.5.1.4.1.1.67"

MAPPING_SEQUENCE = 0x00409096
_REFERENCED_IMAGE_MAPPING_SEQUENCE = 0x00409094
_FIRST, _LAST = 0x00409216, 0x00409211
_DOUBLE_FIRST, _DOUBLE_LAST = 0x00409214, 0x00409213
_INTERCEPT, _SLOPE, _LUT_DATA = 0x00409224, 0x00409225, 0x00409212
_LUT_LABEL = 0x00409210
_MEASUREMENT_UNITS_CODE_SEQUENCE = 0x004008EA
_REFERENCED_IMAGE_SEQUENCE = 0x00081140
_REFERENCED_SOP_INSTANCE_UID, _REFERENCED_FRAME_NUMBER = 0x00081155, 0x00081160
_CODE_VALUE, _SCHEME, _MEANING = 0x00080100, 0x00080102, 0x00080104

_ANNOTATION = re.compile(r"\{([^}]*)\}")  # of UCUM: words without a meaning for the unit


def real_world_mappings(
    items: Iterable[Attributes], *, signed: bool
) -> tuple[RealWorldMapping, ...]:
    """Read the items of a Real World Value Mapping Sequence; those that say nothing are left out.

    signed   of the image: its stored values and the limits have one sign (PS3.3 C.7.6.16.2.11)
    """
    found = (_mapping(item, signed=signed) for item in items)
    return tuple(mapping for mapping in found if mapping is not None)


def mapped_images(attributes: Attributes) -> Iterator[tuple[str, tuple[int, ...], Attributes]]:
    """What an object of mappings maps: SOP Instance UID, frame numbers (none: all), the mapping.

    One for each image and each item of a mapping sequence, as `real_world_mappings` reads it.
    """
    for entry in attributes.items(_REFERENCED_IMAGE_MAPPING_SEQUENCE):
        mappings = entry.items(MAPPING_SEQUENCE)
        for image in entry.items(_REFERENCED_IMAGE_SEQUENCE):
            uid = image.text(_REFERENCED_SOP_INSTANCE_UID)
            frames = image.integers(_REFERENCED_FRAME_NUMBER)
            yield from ((uid, frames, mapping) for mapping in mappings)


def _mapping(item: Attributes, *, signed: bool) -> RealWorldMapping | None:
    first = _limit(item, _FIRST, _DOUBLE_FIRST, signed=signed)
    last = _limit(item, _LAST, _DOUBLE_LAST, signed=signed)
    table = item.numbers(_LUT_DATA)
    slope, intercept = item.number(_SLOPE), item.number(_INTERCEPT)
    if first is None or last is None or not (table or (slope is not None and slope != 0)):
        return None
    unit, label = _unit(item), item.text(_LUT_LABEL)
    return RealWorldMapping(
        first=first,
        last=last,
        slope=slope if slope is not None else 1.0,
        intercept=intercept or 0.0,
        table=table,
        unit=_ANNOTATION.sub("", unit).replace("[hnsf'U]", "HU") if unit != "1" else "",
        label=label if label not in (unit, "1") else " ".join(_ANNOTATION.findall(unit)),
        explanation=item.text(tags.LUT_EXPLANATION),
    )


def _limit(item: Attributes, tag: int, double: int, *, signed: bool) -> float | None:
    """Double limits are for stored values that 16 bits cannot hold; else the sign is the image's.

    Writers mix the VRs of the two limits of one mapping.
    """
    if (number := item.number(double)) is not None:
        return number
    value = item.raw(tag)
    if len(value) != 2:
        return item.number(tag)
    return float(struct.unpack("<h" if signed or item.vr(tag) == "SS" else "<H", value)[0])


def _unit(item: Attributes) -> str:
    """The code where it is of UCUM, which is how units are written; else what the code means."""
    codes: Sequence[Attributes] = item.items(_MEASUREMENT_UNITS_CODE_SEQUENCE)
    if not codes:
        return ""
    ucum = codes[0].text(_SCHEME) == "UCUM"
    return codes[0].text(_CODE_VALUE if ucum else _MEANING)
