"""What a study is: Patient, Study, Series, Instance, Frame as frozen values (PS3.3 A.1.2).

Values that describe one level hold what the Standard says of that level, as read; children
are tuples, in the order in which they should be listed.
"""

from dataclasses import dataclass, field

from workstation.dicom.dataset import Attributes
from workstation.dicom.functional_groups import FunctionalGroups
from workstation.dicom.geometry import PlaneGeometry, Spacing
from workstation.dicom.lut import LookupTable, LutShape, ModalityLut, VoiLut
from workstation.dicom.overlay import Overlay
from workstation.dicom.pixels import ImagePixel, PixelLocation, PixelPadding
from workstation.dicom.presented import Presented
from workstation.dicom.real_world import RealWorldMapping
from workstation.dicom.shutter import Shutter
from workstation.dicom.stored import StoredFile
from workstation.dicom.tiles import Tile


@dataclass(frozen=True, slots=True)
class PersonName:
    """The three groups of a PN (PS3.5 6.2.1), as text, components still separated by `^`.

    doubtful   the character set was absent, unknown or contradicted by the bytes
    """

    alphabetic: str = ""
    ideographic: str = ""
    phonetic: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Patient:
    """Whose study it is. Dates are as in DICOM: YYYYMMDD; empty where unknown."""

    patient_id: str
    issuer: str
    name: PersonName
    birth_date: str
    sex: str


@dataclass(frozen=True, slots=True)
class Instance:
    """One SOP Instance as it lies in a file, with its header.

    image       None: the object has no pixels (a report, a plan, a waveform)
    location    None likewise
    attributes  the whole header up to Pixel Data
    file        where the bytes are
    """

    sop_instance_uid: str
    sop_class_uid: str
    transfer_syntax_uid: str
    instance_number: int | None
    image: ImagePixel | None
    location: PixelLocation | None
    attributes: Attributes
    file: StoredFile


@dataclass(frozen=True, slots=True)
class Series:
    """Instances of one Series Instance UID.

    doubtful   tags of its texts that the character set leaves in doubt
    """

    series_instance_uid: str
    modality: str
    number: int | None
    description: str
    body_part: str
    laterality: str
    date: str
    instances: tuple[Instance, ...]
    doubtful: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Study:
    """One study of one patient. Date YYYYMMDD, time HHMMSS; empty where unknown.

    doubtful   tags of its texts and its patient's that the character set leaves in doubt
    """

    study_instance_uid: str
    patient: Patient
    date: str
    time: str
    description: str
    accession_number: str
    institution: str
    series: tuple[Series, ...]
    doubtful: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of one instance, with all that its picture depends on.

    Multi-frame (PS3.3 C.7.6.16): per-frame functional groups win over shared ones, those over
    the top level.

    frame_index    from 0
    geometry       None: it has no place in the patient
    spacing        None: the size of a pixel is unknown
    pixel_aspect   height of a pixel over its width; 1.0 unless spacing or Pixel Aspect Ratio says
    modality_lut   Rescale() when the image has none
    voi            the stored windows first, then the VOI LUTs; may be empty
    presentation   what the image itself asks for: its Presentation LUT, else its shape, else
                   INVERSE for MONOCHROME1 and IDENTITY for MONOCHROME2
    padding        stored values that are no image, or None
    orientation    Patient Orientation (PS3.3 C.7.6.1.1.1) where geometry is None: letters towards
                   which the columns and the rows run, e.g. ("L", "F"); else None
    frame_time     milliseconds until the next frame of a cine, or None
    unknown_voi_function   a function that nobody here knows: its windows are not in voi
    voi_identity   voi is empty on purpose: all modality values are shown (PS3.4 N.2.1.2), as a
                   presentation state without VOI LUT asks
    overlays       planes that are drawn over this frame, those of the image or of a state
    shutter        what of it is covered, or None
    notes          sentences for the picture: overlays and shutters that cannot be shown
    real_world     what its stored values mean outside of the display chain, for numbers
    presented      what a presentation state asks beyond the chain; None: no state is applied
    groups         its functional groups; those of a classic image are none
    tile           what part of a larger image it is, or None
    """

    instance: Instance
    frame_index: int
    geometry: PlaneGeometry | None
    spacing: Spacing | None
    pixel_aspect: float
    modality_lut: ModalityLut
    voi: tuple[VoiLut, ...]
    presentation: LutShape | LookupTable
    padding: PixelPadding | None
    orientation: tuple[str, str] | None
    frame_time: float | None
    unknown_voi_function: str = ""
    voi_identity: bool = False
    overlays: tuple[Overlay, ...] = ()
    shutter: Shutter | None = None
    notes: tuple[str, ...] = ()
    real_world: tuple[RealWorldMapping, ...] = ()
    presented: Presented | None = None
    groups: FunctionalGroups = field(default=FunctionalGroups(()), compare=False, repr=False)
    tile: Tile | None = None

    @property
    def frame_number(self) -> int:
        """The Standard's number, from 1."""
        return self.frame_index + 1

    def attributes(self, sequence: int) -> Attributes:
        """What says of this frame what a functional group says: the group, else the top level."""
        return self.groups.item(sequence) or self.instance.attributes
