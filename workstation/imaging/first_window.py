"""The window of a frame that names none: what kind of object it is says more than its pixels."""

from workstation.dicom import tags
from workstation.dicom.lut import VoiFunction, Window
from workstation.dicom.model import Frame
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.segmentation import maximum_fractional_value
from workstation.imaging.pipeline import Stored, default_window, value_range
from workstation.imaging.volume_range import is_dose, known_range


def first_window(frame: Frame, stored: Stored) -> Window:
    """The window that a grayscale frame is first shown with.

    stored   its values

    Single bits are black and white; a fractional segmentation goes from 0 to its Maximum
    Fractional Value (PS3.3 C.8.20.2.3); dose from 0 to the largest of its whole grid, as far as
    that is known. All others: see imaging.voi.default_voi.
    """
    attributes, image = frame.instance.attributes, frame.instance.image
    if image is not None and _is_bits(image):
        return _from_to(0.0, 1.0)
    most = maximum_fractional_value(attributes)
    if most is not None:
        return _from_to(0.0, float(most))
    if is_dose(frame.instance):
        low, high = known_range(frame.instance) or _own_range(frame, stored)
        return _from_to(min(0.0, low), max(0.0, high))
    modality = attributes.text(tags.MODALITY)
    return default_window(modality, stored, frame.modality_lut, frame.padding)


def _is_bits(image: ImagePixel) -> bool:
    return image.bits_stored == 1 and not image.signed


def _own_range(frame: Frame, stored: Stored) -> tuple[float, float]:
    return value_range(stored, frame.modality_lut, frame.padding)


def _from_to(low: float, high: float) -> Window:
    width = high - low if high > low else 1.0
    return Window(low + width / 2, width, VoiFunction.LINEAR_EXACT)
