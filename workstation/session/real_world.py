"""Real-world values of the pixel under the pointer: from the frame, and from mapping objects.

They are numbers for readers. Nothing here is seen by the display chain (PS3.3 C.7.6.16.2.11).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workstation.base.identity_cache import IdentityCache
from workstation.dicom.dataset import Attributes
from workstation.dicom.model import Frame, Study
from workstation.dicom.real_world import RealWorldMapping
from workstation.dicom.real_world_reading import (
    REAL_WORLD_VALUE_MAPPING,
    mapped_images,
    real_world_mappings,
)

_Mapped = Mapping[str, Sequence[tuple[tuple[int, ...], Attributes]]]

_studies: IdentityCache[_Mapped] = IdentityCache(8)


@dataclass(frozen=True, slots=True)
class RealWorldValue:
    """One number, as a reader wants it.

    label   what it is: SUVbw, ADC, ...; may be empty
    """

    value: float
    unit: str = ""
    label: str = ""


def mappings_of(study: Study, frame: Frame) -> tuple[RealWorldMapping, ...]:
    """The mappings of a frame: its own, then those of the study's mapping objects for it."""
    image = frame.instance.image
    if image is None or not image.monochrome:
        return ()
    mapped = _studies.get((study,), lambda: _mapped(study))
    items = [
        item
        for numbers, item in mapped.get(frame.instance.sop_instance_uid, ())
        if not numbers or frame.frame_number in numbers
    ]
    others = real_world_mappings(items, signed=image.signed)
    return tuple(dict.fromkeys((*frame.real_world, *others)))


def real_world_values(
    mappings: Sequence[RealWorldMapping], stored: float
) -> tuple[RealWorldValue, ...]:
    """The values of those mappings that hold for this stored value; named ones first."""
    found = [
        RealWorldValue(value, mapping.unit, mapping.label)
        for mapping in mappings
        if (value := mapping.value(stored)) is not None
    ]
    return tuple(sorted(found, key=lambda each: not each.label))


def _mapped(study: Study) -> _Mapped:
    found = defaultdict(list)
    for series in study.series:
        for instance in series.instances:
            if instance.sop_class_uid == REAL_WORLD_VALUE_MAPPING:
                for uid, numbers, item in mapped_images(instance.attributes):
                    found[uid].append((numbers, item))
    return found
