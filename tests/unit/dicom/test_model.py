from pathlib import Path

from tests.support.dicom_bytes import image_dataset, part10, stored
from workstation.dicom.instance import read_instance
from workstation.dicom.multiframe import frames_of


def test_frames_are_numbered_from_one(tmp_path: Path) -> None:
    """The Standard's number; the index is ours."""
    instance = read_instance(stored(tmp_path, part10(image_dataset(frames=3))))
    assert [frame.frame_number for frame in frames_of(instance)] == [1, 2, 3]
    assert [frame.frame_index for frame in frames_of(instance)] == [0, 1, 2]
