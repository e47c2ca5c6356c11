"""What a presentation state says, as values (PS3.3 A.33, C.10, C.11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from workstation.base.text import N_, _
from workstation.dicom.annotation import Annotation, GraphicLayer
from workstation.dicom.dataset import Attributes
from workstation.dicom.presented import ColorPalette, DisplayedArea

T = TypeVar("T")

_STATE = "1.2.840.10008.5.1.4.1.1.11."


class StateKind(Enum):
    """SOP classes whose states can be applied; the values are their UIDs."""

    GRAYSCALE = _STATE + "1"
    COLOR = _STATE + "2"
    PSEUDO_COLOR = _STATE + "3"
    XA_XRF_GRAYSCALE = _STATE + "5"

    @property
    def of_gray_images(self) -> bool:
        """Whether it is for images of one gray sample; else for those in color."""
        return self is not StateKind.COLOR


# Kinds that nobody here applies: the end of the UID, and what they are.
_OTHERS = {
    "4": N_("blending"),
    "6": N_("volumetric rendering"),
    "7": N_("volumetric rendering"),
    "8": N_("advanced blending"),
    "9": N_("volumetric rendering"),
    "10": N_("volumetric rendering"),
    "11": N_("volumetric rendering"),
    "12": N_("a Modality LUT for each image"),
}


def words_of_kind(sop_class_uid: str) -> str:
    """What a kind of state that cannot be applied is for."""
    words = _OTHERS.get(sop_class_uid.removeprefix(_STATE))
    return sop_class_uid if words is None else _(words)


def is_presentation_state(sop_class_uid: str) -> bool:
    """Whether an object is a presentation state, of whatever kind."""
    return sop_class_uid.startswith(_STATE)


@dataclass(frozen=True, slots=True)
class ImageReference:
    """An item of the Image SOP Instance Reference Macro (PS3.3 Table 10-3).

    frames   Referenced Frame Number, from 1; empty: all of them
    """

    sop_instance_uid: str
    frames: tuple[int, ...] = ()

    def names(self, sop_instance_uid: str, frame_number: int) -> bool:
        """Whether this frame is meant."""
        same = self.sop_instance_uid == sop_instance_uid
        return same and (not self.frames or frame_number in self.frames)


References = tuple[ImageReference, ...]


@dataclass(frozen=True, slots=True)
class Scoped(Generic[T]):
    """A part of a state, and the images that it is for.

    references   empty: all that the state refers to
    """

    references: References
    value: T


def applicable(parts: Iterable[Scoped[T]], uid: str, frame_number: int) -> tuple[T, ...]:
    """The parts that are for one frame, in their order."""
    return tuple(part.value for part in parts if _for(part.references, uid, frame_number))


def _for(references: References, uid: str, frame_number: int) -> bool:
    return not references or any(each.names(uid, frame_number) for each in references)


@dataclass(frozen=True, slots=True)
class ShownArea:
    """An item of the Displayed Area Selection Sequence (C.10.4).

    pixel_aspect   height of a pixel over its width; None where the item does not say
    """

    area: DisplayedArea
    pixel_aspect: float | None


@dataclass(frozen=True, slots=True)
class StateTitle:
    """What a state is chosen by; each may be empty.

    created   Presentation Creation Date, YYYYMMDD, and Time, HHMMSS
    creator   Content Creator's Name as written
    """

    label: str
    description: str
    created: tuple[str, str]
    creator: str

    @property
    def name(self) -> str:
        """Content Label, else Content Description; may be empty."""
        return self.label or self.description


@dataclass(frozen=True, slots=True, eq=False)
class PresentationState:
    """One presentation state. Its LUTs are read when they meet an image.

    The sign of the first value that a table maps is that of the values which go in, and these
    are the image's (C.11.1.1.1).

    uid             SOP Instance UID
    references      every image that it is for; at least one
    attributes      its header: Modality and Presentation LUT, shutter, overlay planes
    voi             items of the Softcopy VOI LUT Sequence (C.11.8)
    quarter_turns   clockwise, after the flip
    flipped         mirrored left to right, before turning
    activations     layer that each overlay group (0x6000...) is drawn in (C.11.7)
    layers          in the order in which they are drawn
    palette         of a pseudo-color state, else None
    icc_profile     of a color or pseudo-color state; may be empty
    unheeded        what it asks for and is not done, in words
    """

    uid: str
    kind: StateKind
    title: StateTitle
    references: References
    attributes: Attributes
    voi: tuple[Scoped[Attributes], ...]
    areas: tuple[Scoped[ShownArea], ...]
    quarter_turns: int
    flipped: bool
    activations: tuple[tuple[int, str], ...]
    layers: tuple[GraphicLayer, ...]
    annotations: tuple[Scoped[Annotation], ...]
    palette: ColorPalette | None
    icc_profile: bytes
    unheeded: tuple[str, ...]

    def names(self, sop_instance_uid: str, frame_number: int) -> bool:
        """Whether it is for this frame."""
        return any(each.names(sop_instance_uid, frame_number) for each in self.references)
