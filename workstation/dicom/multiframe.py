"""The frames of an instance, single or many, classic or enhanced (PS3.3 C.7.6.6, C.7.6.16).

In an enhanced object what holds for a frame stands in its per-frame functional groups, else in
the shared ones, else at the top level.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from workstation.base.text import _
from workstation.dicom import tags
from workstation.dicom.dataset import Attributes
from workstation.dicom.fragments import is_encapsulated
from workstation.dicom.functional_groups import (
    FunctionalGroups,
    described_frames,
    functional_groups,
)
from workstation.dicom.geometry import PlaneGeometry
from workstation.dicom.lut import ModalityLut, VoiLut
from workstation.dicom.lut_reading import (
    modality_lut,
    modality_range,
    presentation_lut,
    rescale,
    unknown_voi_function,
    voi_luts,
)
from workstation.dicom.model import Frame, Instance
from workstation.dicom.note import Note
from workstation.dicom.overlay import Overlay
from workstation.dicom.overlay_reading import overlays_of
from workstation.dicom.padding import pixel_padding
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.plane import (
    pair,
    patient_orientation,
    pixel_aspect,
    plane_geometry,
    spacing_of,
)
from workstation.dicom.real_world import RealWorldMapping
from workstation.dicom.real_world_reading import MAPPING_SEQUENCE, real_world_mappings
from workstation.dicom.shutter import Shutter
from workstation.dicom.shutter_reading import shutter_of
from workstation.dicom.tiles import Tile, tiles_of
from workstation.dicom.timing import frame_times

T = TypeVar("T")

_GRID_FRAME_OFFSET_VECTOR = 0x3004000C
_UPRIGHT = 1e-6  # of a direction cosine
_SAME_PLACE = 0.01  # mm


def frames_of(instance: Instance) -> tuple[Frame, ...]:
    """All frames, in the order of their numbers; none where the object has no pixels.

    Raises BadLutError, which `instance.read_instance` would have raised before.
    """
    if instance.image is None:
        return ()
    return _Reader(instance, instance.image).frames()


class _Reader:
    """Reads the frames of one instance; a functional group that repeats is read once."""

    def __init__(self, instance: Instance, image: ImagePixel) -> None:
        self._instance = instance
        self._image = image
        self._top = instance.attributes
        self._known: dict[tuple[object, ...], object] = {}
        self._top_modality = modality_lut(self._top, image)
        self._presentation = presentation_lut(self._top, image)
        self._padding = pixel_padding(self._top, image)
        self._orientation = patient_orientation(self._top)
        self._overlays = overlays_of(self._top, image, self._native)
        self._described = described_frames(self._top, image.number_of_frames)

    def frames(self) -> tuple[Frame, ...]:
        count = self._image.number_of_frames
        times = frame_times(self._top, count)
        groups = functional_groups(self._top, count)
        tiles = tiles_of(self._top, self._image, groups)
        return tuple(
            self._frame(index, groups[index], times[index], tiles[index]) for index in range(count)
        )

    def _frame(
        self, index: int, groups: FunctionalGroups, time: float | None, tile: Tile | None
    ) -> Frame:
        measured = self._measured(groups)
        geometry = self._geometry(index, groups, measured)
        spacing = spacing_of(
            self._top, self._instance.sop_class_uid, measured, placed=geometry is not None
        )
        modality = self._modality(groups)
        drawn = self._overlays.of(index)
        shutter, notes = self._shutter(groups, drawn)
        if shutter is not None:
            drawn = tuple(overlay for overlay in drawn if overlay != shutter.bitmap)
        return Frame(
            instance=self._instance,
            frame_index=index,
            geometry=geometry,
            spacing=spacing,
            pixel_aspect=pixel_aspect(self._top, spacing),
            modality_lut=modality,
            voi=self._voi(groups, modality),
            presentation=self._presentation,
            padding=self._padding,
            orientation=None if geometry is not None else self._orientation,
            frame_time=time,
            unknown_voi_function=unknown_voi_function(self._voi_item(groups)),
            overlays=drawn,
            shutter=shutter,
            real_world=self._real_world(groups),
            notes=(*self._undescribed(index), *self._overlays.notes, *notes),
            groups=groups,
            tile=tile,
        )

    def _undescribed(self, index: int) -> tuple[Note, ...]:
        """That a frame has no functional groups, where each of the others has its own."""
        if index < self._described:
            return ()
        note = _(
            "The header does not describe this frame: its scale, window and place may be wrong"
        )
        return (Note(note, "values"),)

    def _native(self) -> bool:
        """Whether bits beside those of the pixels can be read."""
        try:
            return not is_encapsulated(self._instance)
        except OSError:
            return False

    def _once(self, key: tuple[object, ...], read: Callable[[], T]) -> T:
        """The value for this key, read at most once."""
        if key not in self._known:
            self._known[key] = read()
        return self._known[key]  # type: ignore[return-value]  # the key decides the type

    def _measured(self, groups: FunctionalGroups) -> tuple[float, float] | None:
        def read() -> tuple[float, float] | None:
            measures = groups.item(tags.PIXEL_MEASURES_SEQUENCE)
            own = None if measures is None else pair(measures, tags.PIXEL_SPACING)
            return own or pair(self._top, tags.PIXEL_SPACING)

        sequence = tags.PIXEL_MEASURES_SEQUENCE
        return self._once((sequence, groups.raw(sequence)), read)

    def _modality(self, groups: FunctionalGroups) -> ModalityLut:
        def read() -> ModalityLut:
            transformation = groups.item(tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE)
            return self._top_modality if transformation is None else rescale(transformation)

        sequence = tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE
        return self._once((sequence, groups.raw(sequence)), read)

    def _voi(self, groups: FunctionalGroups, modality: ModalityLut) -> tuple[VoiLut, ...]:
        def read() -> tuple[VoiLut, ...]:
            inputs = modality_range(modality, self._image)
            return voi_luts(self._voi_item(groups), inputs, floating=self._image.floating)

        sequence = tags.FRAME_VOI_LUT_SEQUENCE
        return self._once((sequence, groups.raw(sequence), modality), read)

    def _real_world(self, groups: FunctionalGroups) -> tuple[RealWorldMapping, ...]:
        def read() -> tuple[RealWorldMapping, ...]:
            items = groups.items(MAPPING_SEQUENCE) or self._top.items(MAPPING_SEQUENCE)
            return real_world_mappings(items, signed=self._image.signed)

        if not self._image.monochrome:
            return ()
        return self._once((MAPPING_SEQUENCE, groups.raw(MAPPING_SEQUENCE)), read)

    def _voi_item(self, groups: FunctionalGroups) -> Attributes:
        item = groups.item(tags.FRAME_VOI_LUT_SEQUENCE)
        if item is None or not (tags.WINDOW_CENTER in item or tags.VOI_LUT_SEQUENCE in item):
            return self._top
        return item

    def _shutter(
        self, groups: FunctionalGroups, overlays: tuple[Overlay, ...]
    ) -> tuple[Shutter | None, tuple[str, ...]]:
        def read() -> tuple[Shutter | None, tuple[str, ...]]:
            return shutter_of(groups.item(sequence) or self._top, overlays)

        sequence = tags.FRAME_DISPLAY_SHUTTER_SEQUENCE
        return self._once((sequence, groups.raw(sequence), overlays), read)

    def _geometry(
        self, index: int, groups: FunctionalGroups, measured: tuple[float, float] | None
    ) -> PlaneGeometry | None:
        place = groups.item(tags.PLANE_POSITION_SEQUENCE)
        turn = groups.item(tags.PLANE_ORIENTATION_SEQUENCE)
        position = (place or self._top).numbers(tags.IMAGE_POSITION_PATIENT)
        orientation = (turn or self._top).numbers(tags.IMAGE_ORIENTATION_PATIENT)
        plane = plane_geometry(position, orientation, measured)
        if plane is None or place is not None or self._image.number_of_frames == 1:
            return plane
        return self._in_grid(index, plane)

    def _in_grid(self, index: int, first: PlaneGeometry) -> PlaneGeometry | None:
        """Place a frame of a dose grid (PS3.3 C.8.8.3.2).

        No other classic multi-frame object says where its further frames are.
        """
        offsets = self._offsets(first)
        if offsets is None:
            return None
        x, y, z = (float(value) for value in first.position + first.normal() * offsets[index])
        return PlaneGeometry(
            (x, y, z),
            first.row_direction,
            first.col_direction,
            first.row_spacing,
            first.col_spacing,
        )

    def _offsets(self, first: PlaneGeometry) -> Sequence[float] | None:
        """Mm of each frame from the first, along the normal; None unless they are said for all.

        They may also be the patient's z itself, for axial planes only: then the first is that of
        the first plane.
        """
        offsets = self._top.numbers(_GRID_FRAME_OFFSET_VECTOR)
        if len(offsets) != self._image.number_of_frames:
            return None
        if offsets[0] == 0:
            return offsets
        start, upright = first.position[2], float(first.normal()[2])
        if abs(abs(upright) - 1) > _UPRIGHT or abs(offsets[0] - start) > _SAME_PLACE:
            return None
        return [(z - start) * upright for z in offsets]
