"""Segmentation objects: what their values mean, and their segments (PS3.3 C.8.20.2, C.8.20.4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from workstation.dicom import tags
from workstation.dicom.dataset import Attributes

SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
LABEL_MAP_SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.7"

_SEGMENTATION_TYPE = 0x00620001
_SEGMENT_SEQUENCE = 0x00620002
_SEGMENT_NUMBER = 0x00620004
_SEGMENT_LABEL = 0x00620005
_RECOMMENDED_DISPLAY_CIELAB_VALUE = 0x0062000D
_MAXIMUM_FRACTIONAL_VALUE = 0x0062000E
_SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE = 0x0062000F
_CODE_VALUE = 0x00080100
_CODING_SCHEME_DESIGNATOR = 0x00080102
_BACKGROUND = ("125040", "DCM")  # PS3.16 D: what belongs to no segment


@dataclass(frozen=True, slots=True)
class Segment:
    """One item of the Segment Sequence.

    cielab       Recommended Display CIELab Value as stored, 0 to 65535 each; None: there is none
    background   what belongs to no segment
    """

    number: int
    label: str
    cielab: tuple[int, int, int] | None = None
    background: bool = False


def segmentation_type(attributes: Attributes) -> str:
    """BINARY, FRACTIONAL or LABELMAP; empty for what is no segmentation."""
    sop_class = attributes.text(tags.SOP_CLASS_UID)
    if sop_class == LABEL_MAP_SEGMENTATION:
        return "LABELMAP"
    return attributes.text(_SEGMENTATION_TYPE).upper() if sop_class == SEGMENTATION else ""


def holds_labels(attributes: Attributes) -> bool:
    """Whether pixel values are Segment Numbers (C.8.20.2.3)."""
    return segmentation_type(attributes) == "LABELMAP"


def maximum_fractional_value(attributes: Attributes) -> int | None:
    """The value of complete occupancy or certainty, of a fractional segmentation; else None."""
    if segmentation_type(attributes) != "FRACTIONAL":
        return None
    return attributes.integer(_MAXIMUM_FRACTIONAL_VALUE) or 255


def segments(attributes: Attributes) -> Mapping[int, Segment]:
    """The segments that an object describes, by number."""
    found = (_segment(item) for item in attributes.items(_SEGMENT_SEQUENCE))
    return {segment.number: segment for segment in found if segment is not None}


def _segment(item: Attributes) -> Segment | None:
    number = item.integer(_SEGMENT_NUMBER)
    if number is None:
        return None
    lab = item.integers(_RECOMMENDED_DISPLAY_CIELAB_VALUE)
    return Segment(
        number,
        item.text(_SEGMENT_LABEL),
        (lab[0], lab[1], lab[2]) if len(lab) == 3 else None,
        _is_background(item),
    )


def _is_background(item: Attributes) -> bool:
    return any(
        (code.text(_CODE_VALUE), code.text(_CODING_SCHEME_DESIGNATOR)) == _BACKGROUND
        for code in item.items(_SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE)
    )
