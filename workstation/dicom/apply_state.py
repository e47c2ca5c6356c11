"""A frame as a presentation state wants it: another frame, so that all the rest stays as it is.

What the state does not say is not taken from the image instead: without a Modality or VOI LUT
of its own the state asks for identity (PS3.4 N.2.1), its Presentation LUT replaces Photometric
Interpretation (N.2.1.4), and of shutters and overlays only its own, and those that it activates,
are seen.
"""

from dataclasses import replace

from workstation.base.identity_cache import IdentityCache
from workstation.base.text import _
from workstation.dicom.dataset import Attributes
from workstation.dicom.errors import (
    BadLutError,
    BadPresentationStateError,
    DicomError,
    StateNotForImageError,
)
from workstation.dicom.lut import LutShape, ModalityLut, PresentationLut, VoiLut
from workstation.dicom.lut_reading import (
    modality_lut,
    modality_range,
    presentation_lut,
    voi_luts,
)
from workstation.dicom.model import Frame
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.presentation_state_values import (
    PresentationState,
    ShownArea,
    StateKind,
    applicable,
)
from workstation.dicom.presented import Presented
from workstation.dicom.state_planes import StatePlanes, state_planes

ICC_PROFILE = 0x0028_2000
COLOR_SPACE = 0x0028_2002

_LARGEST_AREA = 64  # times the image: it would be drawn as a point
_KEPT = 2048
_presented: IdentityCache[Frame] = IdentityCache(_KEPT)


def presented(frame: Frame, state: PresentationState) -> Frame:
    """The frame under a state; DicomError where the state is not for it, or contradicts it."""
    return _presented.get((frame, state), lambda: _Applied(frame, state).frame())


class _Applied:
    """One state meeting one frame."""

    def __init__(self, frame: Frame, state: PresentationState) -> None:
        self._frame = frame
        self._state = state
        self._uid = frame.instance.sop_instance_uid
        self._image = self._checked_image()

    def frame(self) -> Frame:
        """All that the state changes; geometry, spacing and padding stay the image's."""
        frame, state, shown = self._frame, self._state, self._area()
        planes = self._planes()
        aspect = None if shown is None else shown.pixel_aspect
        return replace(
            self._in_gray() if self._image.monochrome else frame,
            pixel_aspect=frame.pixel_aspect if aspect is None else aspect,
            overlays=planes.overlays,
            shutter=planes.shutter,
            presented=Presented(
                uid=state.uid,
                label=state.title.name,
                quarter_turns=state.quarter_turns,
                flipped=state.flipped,
                area=None if shown is None else shown.area,
                annotations=applicable(state.annotations, self._uid, frame.frame_number),
                palette=state.palette,
                date=state.title.created[0],
                unheeded=(*state.unheeded, *self._unheeded_colors(), *planes.notes),
            ),
        )

    def _bad(self, problem: str) -> DicomError:
        return BadPresentationStateError(name=self._state.title.name, problem=problem)

    def _checked_image(self) -> ImagePixel:
        image = self._frame.instance.image
        if image is None or not self._state.names(self._uid, self._frame.frame_number):
            raise StateNotForImageError(
                name=self._state.title.name, image=self._frame.instance.file.name
            )
        if self._state.kind.of_gray_images is not image.monochrome:
            color = _("it is for images in color")
            raise self._bad(_("it is for gray images") if not image.monochrome else color)
        return image

    def _planes(self) -> StatePlanes:
        """What lies over the frame; a shutter that cannot be read would leave too much in view."""
        planes = state_planes(self._frame, self._image, self._state)
        if planes.shutter_notes:
            raise self._bad(_("its shutter cannot be read"))
        return planes

    def _unheeded_colors(self) -> tuple[str, ...]:
        """A color profile, unless it is sRGB or that of the image, by which that was decoded."""
        top, profile = self._state.attributes, self._state.icc_profile
        own = self._frame.instance.attributes.raw(ICC_PROFILE)
        if not profile or profile == own or top.text(COLOR_SPACE).upper() == "SRGB":
            return ()
        return (_("its color profile"),)

    def _in_gray(self) -> Frame:
        """The grayscale chain that the state asks for."""
        top = self._state.attributes
        try:
            modality = modality_lut(top, self._image)
            presentation = self._presentation(top)
        except BadLutError as error:
            raise self._bad(str(error.facts["problem"])) from error
        voi = self._voi(modality)
        return replace(
            self._frame,
            modality_lut=modality,
            voi=voi,
            voi_identity=not voi,
            unknown_voi_function="",
            presentation=presentation,
        )

    def _presentation(self, top: Attributes) -> PresentationLut:
        """A pseudo-color state has none: its palette stands there instead."""
        if self._state.kind is StateKind.PSEUDO_COLOR:
            return LutShape.IDENTITY
        return presentation_lut(top, self._image)

    def _voi(self, modality: ModalityLut) -> tuple[VoiLut, ...]:
        """The windows and tables of the item for this frame; none where there is no item."""
        items = applicable(self._state.voi, self._uid, self._frame.frame_number)
        if not items:
            return ()
        if len(items) > 1:
            raise self._bad(_("it has two VOI LUTs for one image"))
        inputs = modality_range(modality, self._image)
        found = voi_luts(items[0], inputs, floating=self._image.floating)
        if not found:
            raise self._bad(_("its VOI LUT cannot be applied"))
        return found

    def _area(self) -> ShownArea | None:
        """The displayed area; None where the state does not choose one."""
        found = applicable(self._state.areas, self._uid, self._frame.frame_number)
        if not found:
            return None
        if len(found) > 1:
            raise self._bad(_("it has two displayed areas for one image"))
        (left, top), (right, bottom) = found[0].area.first, found[0].area.last
        if right < 1 or bottom < 1 or left > self._image.columns or top > self._image.rows:
            raise self._bad(_("its displayed area lies beside the image"))
        longest = max(self._image.columns, self._image.rows)
        if max(right - left, bottom - top) >= _LARGEST_AREA * longest:
            raise self._bad(_("its displayed area is too large for the image to be seen in it"))
        return found[0]
