from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import image_dataset, part10, stored
from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.lut import VoiFunction, Window
from workstation.dicom.model import Frame
from workstation.dicom.multiframe import frames_of
from workstation.dicom.segmentation import SEGMENTATION
from workstation.dicom.units import RT_DOSE
from workstation.imaging.decoder import Decoder
from workstation.imaging.first_window import first_window
from workstation.imaging.volume_range import find_range


def _frame(folder: Path, dataset: Dataset) -> Frame:
    return frames_of(read_instance(stored(folder, part10(dataset))))[0]


def _exact(low: float, high: float) -> Window:
    return Window((low + high) / 2, high - low, VoiFunction.LINEAR_EXACT)


@pytest.mark.parametrize("value", [0, 1])
def test_single_bits_are_black_and_white(tmp_path: Path, value: int) -> None:
    """Also on a frame on which all are alike, which would else be gray."""
    dataset = image_dataset()
    dataset.SOPClassUID, dataset.SegmentationType = SEGMENTATION, "BINARY"
    dataset.BitsAllocated = dataset.BitsStored = 1
    dataset.HighBit, dataset.PixelData = 0, bytes(2)
    window = first_window(_frame(tmp_path, dataset), np.full((3, 5), value, np.uint8))
    assert window == _exact(0, 1)


def test_fractions_go_to_the_value_of_the_whole(tmp_path: Path) -> None:
    """However little of it a frame has (PS3.3 C.8.20.2.3)."""
    dataset = image_dataset()
    dataset.SOPClassUID, dataset.SegmentationType = SEGMENTATION, "FRACTIONAL"
    dataset.MaximumFractionalValue = 200
    window = first_window(_frame(tmp_path, dataset), np.full((3, 5), 3, np.uint16))
    assert window == _exact(0, 200)


def _dose(frames: int = 1, scaling: float = 0.5) -> Dataset:
    dataset = image_dataset(frames=frames)
    dataset.SOPClassUID, dataset.Modality = RT_DOSE, "RTDOSE"
    dataset.DoseGridScaling, dataset.DoseUnits = scaling, "GY"
    return dataset


def test_dose_goes_from_0_to_the_largest_of_its_grid(tmp_path: Path) -> None:
    """Not of the plane that is seen first."""
    dataset = _dose(frames=3)
    frame = _frame(tmp_path, dataset)
    decoder = Decoder(1)
    find_range(frame.instance, frame_extents(frame.instance), decoder)
    decoder.shutdown()
    largest = float(np.frombuffer(dataset.PixelData, "<u2").max()) * 0.5
    assert first_window(frame, np.full((3, 5), 1, np.uint16)) == _exact(0, largest)


def test_a_grid_that_nobody_looked_at_shows_what_is_there(tmp_path: Path) -> None:
    """From 0 as well."""
    window = first_window(_frame(tmp_path, _dose()), np.array([[40, 60]], np.uint16))
    assert window == _exact(0, 30)


def test_dose_of_nothing_has_a_window(tmp_path: Path) -> None:
    """Which leaves it black."""
    assert first_window(_frame(tmp_path, _dose()), np.zeros((3, 5), np.uint16)) == _exact(0, 1)


def test_errors_of_dose_may_be_negative(tmp_path: Path) -> None:
    """PS3.3 C.8.8.3.4.6: Dose Type ERROR is signed."""
    window = first_window(_frame(tmp_path, _dose()), np.array([[-40, 60]], np.int16))
    assert window == _exact(-20, 30)


def test_other_images_are_shown_by_modality_and_values(tmp_path: Path) -> None:
    """As ever."""
    assert first_window(_frame(tmp_path, image_dataset()), np.zeros((3, 5), np.uint16)) == Window(
        40, 400
    )
