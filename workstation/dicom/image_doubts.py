"""What a reader must know of an image before relying on it, as its header has it.

Each check reads one thing and answers a sentence, or nothing. The id beside it names the kind of
sign, of which `session.sign_kinds` says what it means and what to do.
"""

from collections.abc import Callable

from workstation.base.text import N_, _
from workstation.dicom import tags
from workstation.dicom.geometry import SpacingSource
from workstation.dicom.laterality import sided_part, stated_side
from workstation.dicom.model import Frame
from workstation.dicom.note import Note

_PRESENTATION_INTENT_TYPE = 0x0008_0068
_PATIENT_IDENTITY_REMOVED = 0x0012_0062
_CONTENT_QUALIFICATION = 0x0018_9004
_QUALITY_CONTROL_IMAGE = 0x0028_0300
_BURNED_IN_ANNOTATION = 0x0028_0301
_PARTIAL_VIEW = 0x0028_1350
_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7."  # a point behind: 77.1 is visible light
_FRAME_VOI = tags.FRAME_VOI_LUT_SEQUENCE
# Images of these have a direction in the patient, without which sides can be mistaken.
_DIRECTED = frozenset(("CT", "MR", "PT", "NM", "CR", "DX", "MG"))
_SHAPES = {"MONOCHROME1": "INVERSE", "MONOCHROME2": "IDENTITY"}
_SQUARE = 1e-3  # of the aspect

_LENGTHS = {
    SpacingSource.CALIBRATED: N_("Lengths by a calibration"),
    SpacingSource.DETECTOR: N_("Lengths at the detector: larger than in the patient"),
    SpacingSource.MAGNIFIED: N_("Lengths by an estimated magnification"),
    SpacingSource.NOMINAL: N_("Nominal lengths, of what was scanned"),
    SpacingSource.ULTRASOUND: N_("Lengths of the ultrasound region, not outside of it"),
}


def image_doubts(frame: Frame) -> tuple[Note, ...]:
    """Everything that its header gives cause to say of a frame, each with its kind of sign."""
    if frame.instance.image is None:
        return ()
    found = ((check(frame), kind) for kind, check in _CHECKS)
    return tuple(Note(sentence, kind) for sentence, kind in found if sentence)


def _says(frame: Frame, tag: int, value: str) -> bool:
    return frame.instance.attributes.text(tag).upper() == value


def _for_processing(frame: Frame) -> str:
    meant = not _says(frame, _PRESENTATION_INTENT_TYPE, "FOR PROCESSING")
    return "" if meant else _("For processing: not meant to be read")


def _not_clinical(frame: Frame) -> str:
    if _says(frame, _QUALITY_CONTROL_IMAGE, "YES"):
        return _("Quality control: no patient")
    qualified = frame.instance.attributes.text(_CONTENT_QUALIFICATION).upper()
    if qualified not in ("RESEARCH", "SERVICE"):
        return ""
    return _("Not for diagnosis: {value}").format(value=qualified)


def _two_polarities(frame: Frame) -> str:
    """A Presentation LUT Shape that is not the one of the Photometric Interpretation.

    PS3.3 C.7.6.1: INVERSE with MONOCHROME1, IDENTITY with MONOCHROME2. A state overrides both.
    """
    image, shape = frame.instance.image, frame.instance.attributes.text(tags.PRESENTATION_LUT_SHAPE)
    if image is None or not shape or frame.presented is not None:
        return ""
    photometric = image.photometric_interpretation
    if _SHAPES.get(photometric, shape) == shape.upper():
        return ""
    sentence = _("{photometric} with the shape {shape}: what is bright is in doubt")
    return sentence.format(photometric=photometric, shape=shape)


def _no_direction(frame: Frame) -> str:
    modality = frame.instance.attributes.text(tags.MODALITY)
    directed = frame.geometry is not None or frame.orientation is not None
    if directed or modality not in _DIRECTED or _captured(frame) or frame.tile is not None:
        return ""
    return _("Orientation not known")


def _no_side(frame: Frame) -> str:
    part = sided_part(frame)
    if not part or stated_side(frame):
        return ""
    return _("Side not stated: {part}").format(part=part)


def _unknown_function(frame: Frame) -> str:
    name = frame.unknown_voi_function
    return _("Unknown VOI function {name}: not its window").format(name=name) if name else ""


def _damaged_window(frame: Frame) -> str:
    """It has a window or a VOI LUT, and none that can be used."""
    if frame.voi or frame.voi_identity or frame.unknown_voi_function or frame.presented is not None:
        return ""
    image = frame.instance.image
    attributes = frame.groups.item(_FRAME_VOI) or frame.instance.attributes
    stated = any(attributes.text(tag) for tag in (tags.WINDOW_CENTER, tags.WINDOW_WIDTH))
    if image is None or not image.monochrome:
        return ""
    if not stated and not attributes.items(tags.VOI_LUT_SEQUENCE):
        return ""
    return _("Its window is damaged: not used")


def _part_of_view(frame: Frame) -> str:
    return _("Partial view") if _says(frame, _PARTIAL_VIEW, "YES") else ""


def _no_spacing(frame: Frame) -> str:
    return "" if frame.spacing is not None else _("Pixel size not known")


def _spacing(frame: Frame) -> str:
    words = None if frame.spacing is None else _LENGTHS.get(frame.spacing.source)
    return "" if words is None else _(words)


def _not_square(frame: Frame) -> str:
    if abs(frame.pixel_aspect - 1) < _SQUARE:
        return ""
    return _("Pixels {aspect} times as high as wide: drawn so").format(
        aspect=f"{frame.pixel_aspect:.3g}"
    )


def _nobody(frame: Frame) -> str:
    return _("Identity removed") if _says(frame, _PATIENT_IDENTITY_REMOVED, "YES") else ""


def _burned_in(frame: Frame) -> str:
    return _("Text burned into the image") if _says(frame, _BURNED_IN_ANNOTATION, "YES") else ""


def _captured(frame: Frame) -> bool:
    return f"{frame.instance.sop_class_uid}.".startswith(_SECONDARY_CAPTURE)


def _secondary(frame: Frame) -> str:
    return _("Secondary capture") if _captured(frame) else ""


def _derived(frame: Frame) -> str:
    """A copy of a screen always is: it is called that."""
    derived = frame.instance.attributes.texts(tags.IMAGE_TYPE)[:1] == ("DERIVED",)
    return _("Derived image") if derived and not _captured(frame) else ""


def _padded(frame: Frame) -> str:
    return "" if frame.padding is None else _("Padding is left black")


_CHECKS: tuple[tuple[str, Callable[[Frame], str]], ...] = (
    ("processing", _for_processing),
    ("not-clinical", _not_clinical),
    ("color", _two_polarities),
    ("orientation", _no_direction),
    ("side", _no_side),
    ("window", _unknown_function),
    ("window", _damaged_window),
    ("partial", _part_of_view),
    ("no-spacing", _no_spacing),
    ("spacing", _spacing),
    ("aspect", _not_square),
    ("identity", _nobody),
    ("burned-in", _burned_in),
    ("secondary", _secondary),
    ("derived", _derived),
    ("padding", _padded),
)
