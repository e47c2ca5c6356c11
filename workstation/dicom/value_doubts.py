"""What makes the numbers of an image doubtful: no scale, or two that contradict each other."""

from collections.abc import Callable

from workstation.base.text import _
from workstation.dicom import tags
from workstation.dicom.lut import LookupTable, Rescale
from workstation.dicom.model import Frame
from workstation.dicom.units import (
    CT_IMAGE,
    DOSE_UNITS,
    PET_IMAGE,
    RT_DOSE,
    UNITS,
    UNSPECIFIED,
    written_unit,
)

_UNSCALED = Rescale()
# Enhanced CT and PET, and those converted to them: as the classic ones.
_ENHANCED = tuple(f"1.2.840.10008.5.1.4.1.1.{end}" for end in ("2.1", "2.2", "130", "128.1"))
_SCALED = (CT_IMAGE, PET_IMAGE, RT_DOSE, *_ENHANCED)


def value_doubts(frame: Frame) -> tuple[str, ...]:
    """Sentences on the modality values of a frame; none where nothing is wrong with them.

    Kinds of images whose values have a meaning only by a scale, but that have none; units that
    contradict each other; two Modality LUTs, of which only one can hold (PS3.3 C.11.1).
    """
    image = frame.instance.image
    if image is None or not image.monochrome:
        return ()
    found = (check(frame) for check in _CHECKS)
    return tuple(sentence for sentence in found if sentence)


def _no_scale(frame: Frame) -> str:
    sop_class = frame.instance.attributes.text(tags.SOP_CLASS_UID)
    if frame.modality_lut != _UNSCALED or sop_class not in _SCALED:
        return ""
    if sop_class in _ENHANCED and _slope(frame) is not None:
        return ""  # that of 1, which is how values without a scale are written there
    if sop_class == RT_DOSE:
        return _("No dose scaling: values as stored, not dose")
    return _("No rescale: values as stored, their unit is not known")


def _no_dose_units(frame: Frame) -> str:
    attributes = frame.instance.attributes
    if attributes.text(tags.SOP_CLASS_UID) != RT_DOSE or attributes.text(DOSE_UNITS):
        return ""
    return _("No dose units")


def _no_pet_units(frame: Frame) -> str:
    """Units says what the pixels of PET are (PS3.3 C.8.9.1.1.3); Rescale Type may stand for it."""
    attributes = frame.instance.attributes
    stated = attributes.text(UNITS) or attributes.text(tags.RESCALE_TYPE)
    if attributes.text(tags.SOP_CLASS_UID) != PET_IMAGE or stated:
        return ""
    return _("No units: what is measured is not known")


def _two_units(frame: Frame) -> str:
    attributes = frame.instance.attributes
    rescale_type, units = attributes.text(tags.RESCALE_TYPE), attributes.text(UNITS)
    if not units or rescale_type in ("", UNSPECIFIED, units):
        return ""
    sentence = _("Two units: {units} and {rescale_type}")
    return sentence.format(units=written_unit(units), rescale_type=written_unit(rescale_type))


def _two_scales(frame: Frame) -> str:
    if not isinstance(frame.modality_lut, LookupTable) or frame.presented is not None:
        return ""  # a presentation state replaces both
    rescaled = frame.instance.attributes.number(tags.RESCALE_SLOPE) is not None
    return _("A Modality LUT and a rescale: the rescale is left out") if rescaled else ""


def _no_slope(frame: Frame) -> str:
    return _("Rescale Slope is 0: taken as 1") if _slope(frame) == 0 else ""


def _slope(frame: Frame) -> float | None:
    """Rescale Slope of the frame's own scale, else of the image; None where neither has one."""
    own = frame.groups.item(tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE)
    attributes = frame.instance.attributes if own is None else own
    return attributes.number(tags.RESCALE_SLOPE)


_CHECKS: tuple[Callable[[Frame], str], ...] = (
    _no_scale,
    _no_dose_units,
    _no_pet_units,
    _two_units,
    _two_scales,
    _no_slope,
)
