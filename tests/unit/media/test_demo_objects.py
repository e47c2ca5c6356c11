"""The objects of the demo disc."""

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.dataset import FileDataset
from pydicom.uid import UID

from tests.support.demo import demo_dicomdir
from workstation.imaging import phantom
from workstation.media import demo_patterns
from workstation.media.demo_objects import demo_uid


def image(series: int, number: int) -> FileDataset:
    """Read one image of the disc; series are numbered through."""
    study = {1: 1, 2: 2, 3: 3, 4: 3, 5: 4}[series]
    folder = demo_dicomdir().parent / "DICOM" / "PT000001" / f"ST{study:06}" / f"SE{series:06}"
    return dcmread(folder / f"IM{number:06}")


def test_a_uid_is_valid_and_the_same_each_time() -> None:
    assert UID(demo_uid("a")).is_valid
    assert demo_uid("a") == demo_uid("a") != demo_uid("b")


@pytest.mark.parametrize("number", [1, 60, 120])
def test_ct_values_are_hounsfield_units_after_rescaling(number: int) -> None:
    dataset = image(1, number)
    values = dataset.pixel_array * dataset.RescaleSlope + dataset.RescaleIntercept
    assert np.abs(values - phantom.ct_slice(number - 1)).max() <= 0.5


def test_the_padding_value_is_what_lies_outside_the_scanners_circle() -> None:
    dataset = image(1, 1)
    assert dataset.pixel_array[511, 0] == dataset.PixelPaddingValue


def test_mr_files_are_in_no_order_of_the_body() -> None:
    places = [float(image(2, number).ImagePositionPatient[0]) for number in range(1, 25)]
    assert places != sorted(places)
    assert len(set(places)) == 24


def test_mr_instance_numbers_do_not_follow_the_body_either() -> None:
    images = sorted((image(2, number) for number in range(1, 25)), key=lambda i: i.InstanceNumber)
    places = [float(dataset.ImagePositionPatient[0]) for dataset in images]
    assert places != sorted(places)


@pytest.mark.parametrize("index", [0, 13])
def test_run_lengths_give_back_the_frame(index: int) -> None:
    """Decoded by pydicom's own decoder."""
    frames = image(4, 1).pixel_array
    assert np.array_equal(frames[index], demo_patterns.gray_frame(index))


def test_the_ultrasound_has_all_its_frames_in_color() -> None:
    dataset = image(3, 1)
    assert dataset.NumberOfFrames == demo_patterns.COLOR_FRAMES
    assert dataset.PhotometricInterpretation == "YBR_FULL_422"


def test_every_kind_of_voi_is_there() -> None:
    images = [image(5, number) for number in range(1, 7)]
    assert sum("VOILUTSequence" in dataset for dataset in images) == 1
    assert sum(dataset.get("VOILUTFunction") == "SIGMOID" for dataset in images) == 1
    assert sum(dataset.PhotometricInterpretation == "MONOCHROME1" for dataset in images) == 1
