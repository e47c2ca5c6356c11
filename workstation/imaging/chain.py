"""The grayscale chain of one picture as a value: what pipeline.py computes and GLSL repeats."""

from dataclasses import dataclass

from workstation.dicom.lut import LookupTable, LutShape, ModalityLut, Rescale, VoiLut
from workstation.dicom.pixels import PixelPadding

_UNCHANGED = Rescale()


@dataclass(frozen=True, slots=True)
class GrayscaleChain:
    """Stored values to P-Values (PS3.4 N.2): Modality, VOI and Presentation LUT, in this order.

    modality         line or table
    modality_range   lowest and highest modality value that the stored type can give
    voi              None: identity, modality_range becomes 0 to 1 (PS3.4 N.2.1.2)
    presentation     shape or table
    inverted         the user's inversion, after all the rest: 1 - P
    padding          stored values shown as background: never windowed, inverted or interpolated
    """

    modality: ModalityLut = _UNCHANGED
    modality_range: tuple[float, float] = (0.0, 65535.0)
    voi: VoiLut | None = None
    presentation: LutShape | LookupTable = LutShape.IDENTITY
    inverted: bool = False
    padding: PixelPadding | None = None
