from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import image_dataset, part10, stored
from workstation.dicom.geometry import SpacingSource
from workstation.dicom.instance import read_instance
from workstation.dicom.lut import LutShape, Rescale, Window
from workstation.dicom.model import Frame
from workstation.dicom.multiframe import frames_of
from workstation.dicom.note import kind_of
from workstation.dicom.pixels import PixelPadding

_ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1"


def _frames(folder: Path, dataset: Dataset) -> tuple[Frame, ...]:
    return frames_of(read_instance(stored(folder, part10(dataset))))


def _group(sequence: str, **values: object) -> Dataset:
    """A functional group in an item of its own."""
    item, group = Dataset(), Dataset()
    for keyword, value in values.items():
        setattr(group, keyword, value)
    setattr(item, sequence, [group])
    return item


def _joined(*groups: Dataset) -> Dataset:
    whole = Dataset()
    for group in groups:
        whole.update(group)
    return whole


def _enhanced() -> Dataset:
    dataset = image_dataset(frames=3)
    dataset.SOPClassUID = _ENHANCED_CT
    dataset.SharedFunctionalGroupsSequence = [
        _joined(
            _group("PixelMeasuresSequence", PixelSpacing=[2, 1]),
            _group("PlaneOrientationSequence", ImageOrientationPatient=[1, 0, 0, 0, 1, 0]),
            _group(
                "PixelValueTransformationSequence",
                RescaleSlope=2,
                RescaleIntercept=-5,
                RescaleType="HU",
            ),
            _group("FrameVOILUTSequence", WindowCenter=1, WindowWidth=10),
        )
    ]
    dataset.PerFrameFunctionalGroupsSequence = [
        _group("PlanePositionSequence", ImagePositionPatient=[0, 0, 7 * index])
        for index in range(3)
    ]
    return dataset


def test_a_slice_has_its_place_size_and_chain(tmp_path: Path) -> None:
    """All from the top level."""
    dataset = image_dataset()
    dataset.ImagePositionPatient, dataset.PixelSpacing = [1, 2, 3], [2, 1]
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 0, -1]
    dataset.RescaleSlope, dataset.RescaleIntercept = 1, -1024
    dataset.WindowCenter, dataset.WindowWidth = 40, 400
    dataset.PatientOrientation = ["L", "F"]
    dataset.PixelPaddingValue = 7
    (frame,) = _frames(tmp_path, dataset)
    assert frame.geometry is not None
    assert frame.geometry.position == (1.0, 2.0, 3.0)
    assert frame.spacing is not None
    assert (frame.spacing.source, frame.pixel_aspect) == (SpacingSource.PATIENT, 2.0)
    assert frame.modality_lut == Rescale(1, -1024, "HU")
    assert frame.voi == (Window(40, 400),)
    assert frame.presentation is LutShape.IDENTITY
    assert (frame.padding, frame.orientation) == (PixelPadding(7, 7), None)


def test_an_image_without_a_place_has_its_letters(tmp_path: Path) -> None:
    """Patient Orientation stands in."""
    dataset = image_dataset()
    dataset.PatientOrientation = ["L", "F"]
    (frame,) = _frames(tmp_path, dataset)
    assert (frame.geometry, frame.spacing, frame.orientation) == (None, None, ("L", "F"))


def test_shared_groups_hold_for_every_frame(tmp_path: Path) -> None:
    """Each frame has its own position."""
    frames = _frames(tmp_path, _enhanced())
    assert [frame.geometry and frame.geometry.position[2] for frame in frames] == [0, 7, 14]
    assert {frame.modality_lut for frame in frames} == {Rescale(2, -5, "HU")}
    assert {frame.voi for frame in frames} == {(Window(1, 10),)}


def test_a_frames_own_group_wins(tmp_path: Path) -> None:
    """Over the shared one and the top level."""
    dataset = _enhanced()
    dataset.WindowCenter, dataset.WindowWidth = 99, 99
    own = _group("FrameVOILUTSequence", WindowCenter=2, WindowWidth=20)
    dataset.PerFrameFunctionalGroupsSequence[1].update(own)
    voi = [frame.voi for frame in _frames(tmp_path, dataset)]
    assert voi == [(Window(1, 10),), (Window(2, 20),), (Window(1, 10),)]


def test_what_a_group_leaves_open_the_top_level_says(tmp_path: Path) -> None:
    """Measures without a spacing, a VOI LUT group without a window."""
    dataset = _enhanced()
    shared = dataset.SharedFunctionalGroupsSequence[0]
    del shared.PixelMeasuresSequence[0].PixelSpacing
    del shared.FrameVOILUTSequence[0].WindowCenter
    dataset.PixelSpacing, dataset.WindowCenter, dataset.WindowWidth = [3, 4], 99, 98
    (frame, *_others) = _frames(tmp_path, dataset)
    assert frame.geometry is not None
    assert (frame.geometry.row_spacing, frame.geometry.col_spacing) == (3, 4)
    assert frame.voi == (Window(99, 98),)


def test_a_frame_without_a_group_of_its_own_has_no_place(tmp_path: Path) -> None:
    """Fewer items than frames: nobody else's position is taken."""
    dataset = _enhanced()
    del dataset.PerFrameFunctionalGroupsSequence[2]
    frames = _frames(tmp_path, dataset)
    assert [frame.geometry is not None for frame in frames] == [True, True, False]
    assert [kind_of(note, "") for frame in frames for note in frame.notes] == ["values"]
    assert frames[2].notes


def _grid(offsets: list[float]) -> Dataset:
    dataset = image_dataset(frames=3)
    dataset.ImagePositionPatient, dataset.PixelSpacing = [1, 2, 3], [2, 1]
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    dataset.GridFrameOffsetVector = offsets
    return dataset


def test_the_frames_of_a_dose_grid_lie_along_its_normal(tmp_path: Path) -> None:
    """PS3.3 C.8.8.3.2."""
    frames = _frames(tmp_path, _grid([0, 2, 5]))
    positions = [frame.geometry and frame.geometry.position for frame in frames]
    assert positions == [(1, 2, 3), (1, 2, 5), (1, 2, 8)]


def test_offsets_may_be_the_patients_z_itself(tmp_path: Path) -> None:
    """PS3.3 C.8.8.3.2, for axial planes: also where the normal points to the feet."""
    dataset = _grid([3, 1, -3])
    dataset.ImageOrientationPatient = [1, 0, 0, 0, -1, 0]
    frames = _frames(tmp_path, dataset)
    positions = [frame.geometry and frame.geometry.position for frame in frames]
    assert positions == [(1, 2, 3), (1, 2, 1), (1, 2, -3)]


def test_offsets_of_a_tilted_grid_are_not_its_z(tmp_path: Path) -> None:
    """The Standard allows it for axial planes only."""
    dataset = _grid([3, 5, 7])
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 0, -1]
    assert all(frame.geometry is None for frame in _frames(tmp_path, dataset))


def test_a_frame_knows_its_groups(tmp_path: Path) -> None:
    """What they do not hold, the top level says."""
    dataset = _enhanced()
    dataset.ImagePositionPatient = [9, 9, 9]
    frames = _frames(tmp_path, dataset)
    places = [each.attributes(0x00209113).numbers(0x00200032)[2] for each in frames]
    assert places == [0, 7, 14]
    assert frames[1].attributes(0x00189114).numbers(0x00200032) == (9, 9, 9)


@pytest.mark.parametrize("offsets", [[0, 2], [4, 5, 7], []])
def test_frames_are_not_all_put_in_one_place(tmp_path: Path, offsets: list[float]) -> None:
    """A position that all frames share is that of none."""
    assert all(frame.geometry is None for frame in _frames(tmp_path, _grid(offsets)))


def test_a_cine_has_its_times(tmp_path: Path) -> None:
    """For each frame."""
    dataset = image_dataset(frames=2)
    dataset.FrameTime = 40
    assert [frame.frame_time for frame in _frames(tmp_path, dataset)] == [40, 40]


def test_an_object_without_pixels_has_no_frames(tmp_path: Path) -> None:
    """Not even one."""
    dataset = image_dataset()
    del dataset.PixelData
    assert _frames(tmp_path, dataset) == ()
