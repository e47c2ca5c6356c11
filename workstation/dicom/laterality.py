"""Which side of the body a frame is of, and whether it must say so (PS3.3 C.7.3.1, C.7.6.1)."""

from workstation.base.text import _
from workstation.dicom import tags
from workstation.dicom.model import Frame

_MEASUREMENT_LATERALITY = 0x0024_0113
_FRAME_ANATOMY_SEQUENCE = 0x0020_9071
_FRAME_LATERALITY = 0x0020_9072

# Body Part Examined (PS3.16 Annex L) of which everybody has two, spaces left out.
_PAIRED = frozenset(
    (
        *("ANKLE", "ARM", "BREAST", "CALCANEUS", "CLAVICLE", "EAR", "ELBOW", "EXTREMITY", "EYE"),
        *("FEMUR", "FINGER", "FOOT", "FOREARM", "HAND", "HIP", "HUMERUS", "KNEE", "LEG"),
        *("LOWERARM", "LOWERLEG", "ORBIT", "PATELLA", "RADIUS", "RADIUSULNA", "SCAPULA"),
        *("SHOULDER", "THIGH", "THUMB", "TIBIAFIBULA", "TOE", "ULNA", "UPPERARM", "WRIST"),
    )
)


def stated_side(frame: Frame) -> str:
    """L, R, U (unpaired) or B (both) as the frame, its image or its series has it; else empty."""
    anatomy = frame.attributes(_FRAME_ANATOMY_SEQUENCE).text(_FRAME_LATERALITY)
    attributes = frame.instance.attributes
    where = (tags.IMAGE_LATERALITY, tags.LATERALITY, _MEASUREMENT_LATERALITY)
    return next(filter(None, (anatomy, *map(attributes.text, where))), "")


def sided_part(frame: Frame) -> str:
    """The paired part of the body that a frame is of, in the header's word; empty: it is not.

    Laterality is required where Body Part Examined is a paired structure. Mammograms are of a
    breast, whatever else they say.
    """
    attributes = frame.instance.attributes
    part = attributes.text(tags.BODY_PART_EXAMINED)
    if part.upper().replace(" ", "").replace("_", "") in _PAIRED:
        return part
    return _("breast") if attributes.text(tags.MODALITY) == "MG" else ""
