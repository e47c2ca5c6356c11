"""Frames, display sets and workspaces made up for tests; asymmetric, so that flips show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from workstation.base.store import Store
from workstation.dicom.dataset import Attributes
from workstation.dicom.element_table import Element
from workstation.dicom.geometry import PlaneGeometry, Spacing, SpacingSource, Vector
from workstation.dicom.lut import LutShape, Rescale, VoiLut, Window
from workstation.dicom.model import Frame, Instance, Patient, PersonName, Series, Study
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.stored import StoredFile
from workstation.scene.scene import FramePixels
from workstation.session.display_set import DisplaySet
from workstation.session.frames import FrameAnswer, FrameStatus
from workstation.session.hanging import arrived, with_layout
from workstation.session.history import History
from workstation.session.stage import Stage
from workstation.session.workspace import Workspace

ROWS, COLUMNS = 6, 10
ROW_DIRECTION: Vector = (1.0, 0.0, 0.0)
COLUMN_DIRECTION: Vector = (0.0, 1.0, 0.0)
Values = Mapping[int, tuple[str, str]]


def attributes(values: Values | None = None) -> Attributes:
    """Attributes of tag: (VR, text)."""
    content, elements = b"", {}
    for tag, (vr, text) in sorted((values or {}).items()):
        encoded = text.encode("latin-1")
        elements[tag] = Element(vr, len(content), len(encoded))
        content += encoded
    return Attributes(content, elements)


def instance(
    uid: str = "1.2.3.1",
    number: int | None = 1,
    *,
    frames: int = 1,
    size: tuple[int, int] = (ROWS, COLUMNS),
    photometric: str = "MONOCHROME2",
    values: Values | None = None,
) -> Instance:
    """An image of 16 bits, or of RGB; `size` is rows, columns."""
    samples = 1 if photometric.startswith("MONO") else 3
    bits = 16 if samples == 1 else 8
    image = ImagePixel(*size, samples, photometric, bits, bits, bits - 1, samples == 1, 0, frames)
    file = StoredFile(uid, Path("nowhere"), 0, 0)
    return Instance(uid, "1.2", "1.2.1", number, image, None, attributes(values), file)


def report(uid: str = "1.2.3.9", sop_class: str = "1.2.840.10008.5.1.4.1.1.88.11") -> Instance:
    """An object without pixels: a Basic Text SR."""
    file = StoredFile(uid, Path("nowhere"), 0, 0)
    return Instance(uid, sop_class, "1.2.1", 1, None, None, attributes(), file)


def geometry(
    z: float = 0.0,
    row_direction: Vector = ROW_DIRECTION,
    col_direction: Vector = COLUMN_DIRECTION,
    position: Vector | None = None,
) -> PlaneGeometry:
    """An axial plane of 0.5 mm columns and 0.75 mm rows, unless told otherwise."""
    return PlaneGeometry(position or (-30.0, 20.0, z), row_direction, col_direction, 0.75, 0.5)


def frame(
    of: Instance | None = None,
    *,
    frame_index: int = 0,
    plane: PlaneGeometry | None = None,
    spacing: Spacing | None = None,
    voi: tuple[VoiLut, ...] = (Window(40, 400),),
    orientation: tuple[str, str] | None = None,
    frame_time: float | None = None,
) -> Frame:
    """A frame; with a plane it has its spacing."""
    if plane is not None and spacing is None:
        spacing = Spacing(plane.row_spacing, plane.col_spacing, SpacingSource.PATIENT)
    aspect = 1.0 if spacing is None else spacing.row / spacing.column
    return Frame(
        of or instance(),
        frame_index,
        plane,
        spacing,
        aspect,
        Rescale(2.0, -1000.0, "HU"),
        voi,
        LutShape.IDENTITY,
        None,
        orientation,
        frame_time,
    )


def patient(patient_id: str = "P1", name: str = "DOE^JANE") -> Patient:
    """Somebody."""
    return Patient(patient_id, "", PersonName(name), "19500401", "F")


def study(series: Sequence[Series] = (), of: Patient | None = None, uid: str = "1.2") -> Study:
    """A study of these series."""
    person = of or patient()
    return Study(uid, person, "20240131", "0815", "CHEST", "A7", "HOSPITAL", tuple(series))


def series(
    instances: Sequence[Instance] = (), *, uid: str = "1.2.3", modality: str = "CT"
) -> Series:
    """A series of these instances."""
    return Series(uid, modality, 4, "THIN", "CHEST", "", "20240131", tuple(instances))


def stack(count: int = 5, *, step: float = 2.5, uid: str = "1.2.3") -> tuple[Frame, ...]:
    """Axial slices, each in its own instance, from the feet up."""
    return tuple(
        frame(instance(f"{uid}.{number + 1}", number + 1), plane=geometry(number * step))
        for number in range(count)
    )


def display_set(
    frames: Sequence[Frame] | None = None,
    key: str = "one",
    *,
    of: Patient | None = None,
    warnings: tuple[str, ...] = (),
    study_uid: str = "1.2",
) -> DisplaySet:
    """A display set of these frames, five slices unless given."""
    frames = tuple(stack(uid=f"1.2.{key}") if frames is None else frames)
    shown = series([each.instance for each in frames], uid=key)
    return DisplaySet(key, study([shown], of, study_uid), shown, key.title(), frames, warnings)


def workspace(*sets: DisplaySet, rows: int = 1, columns: int = 1) -> Workspace:
    """These display sets in viewports."""
    return arrived(with_layout(Workspace(), rows, columns), sets or (display_set(),))


def stored_values(shape: tuple[int, ...] = (ROWS, COLUMNS), number: int = 0) -> np.ndarray:
    """A ramp that differs at each pixel, and with the number of the frame."""
    kind = np.int16 if len(shape) == 2 else np.uint8
    return (np.arange(np.prod(shape)) + number).astype(kind).reshape(shape)


def ready(key: str, frame_index: int, shape: tuple[int, ...] = (ROWS, COLUMNS)) -> FrameAnswer:
    """Decoded pixels of a frame."""
    values = stored_values(shape, frame_index)
    return FrameAnswer(FrameStatus.READY, FramePixels((key, frame_index, 0), values))


@dataclass
class Surface:
    """A stage of which a test sees the parts."""

    store: Store[Workspace]
    history: History
    stage: Stage = field(init=False)
    frames: Callable[[str, int], FrameAnswer] = ready
    size: tuple[int, int, float] = (200, 100, 1.0)

    def __post_init__(self) -> None:
        self.stage = Stage(
            self.store,
            self.history,
            self._frames,
            lambda: self.size,
        )

    def _frames(self, key: str, frame_index: int) -> FrameAnswer:
        return self.frames(key, frame_index)

    @property
    def workspace(self) -> Workspace:
        """The state now."""
        return self.store.value


def surface(start: Workspace | None = None) -> Surface:
    """A surface of 200 by 100 pixels that shows a workspace."""
    store = Store(start or workspace())
    return Surface(store, History(store))
