from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from tests.support.dicom_bytes import image_dataset, part10, stored
from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Instance
from workstation.dicom.units import RT_DOSE
from workstation.imaging.decoder import Decoder
from workstation.imaging.volume_range import find_range, is_dose, known_range


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    """The program's own."""
    decoder = Decoder(1)
    yield decoder
    decoder.shutdown()


def _dose(folder: Path, sop_class: str = RT_DOSE) -> Instance:
    dataset = image_dataset(frames=3)
    dataset.SOPClassUID, dataset.DoseGridScaling = sop_class, 0.25
    values = np.arange(45, dtype="<u2").reshape(3, 3, 5) + 8
    values[1, 2, 2] = 4000
    dataset.PixelData = values.tobytes()
    return read_instance(stored(folder, part10(dataset)))


def test_the_range_is_that_of_all_frames_in_dose(tmp_path: Path, decoder: Decoder) -> None:
    """The hottest voxel lies in the middle plane."""
    instance = _dose(tmp_path)
    assert known_range(instance) is None
    find_range(instance, frame_extents(instance), decoder)
    assert known_range(instance) == (2.0, 1000.0)


def test_it_is_looked_for_once(tmp_path: Path, decoder: Decoder) -> None:
    """Every frame that is fetched asks for it."""
    instance = _dose(tmp_path)
    find_range(instance, frame_extents(instance), decoder)
    again = Mock(spec=Decoder)
    find_range(instance, frame_extents(instance), again)
    again.decode.assert_not_called()


def test_frames_that_are_not_there_are_left_out(tmp_path: Path, decoder: Decoder) -> None:
    """A grid may be cut off; the others are shown."""
    instance = _dose(tmp_path)
    first, _second, third = frame_extents(instance)
    find_range(instance, (first, (), third), decoder)
    assert known_range(instance) == (2.0, 13.0)


def test_only_dose_is_looked_at(tmp_path: Path) -> None:
    """The frames of a cine are many."""
    instance = _dose(tmp_path, "1.2.840.10008.5.1.4.1.1.4")
    never = Mock(spec=Decoder)
    find_range(instance, frame_extents(instance), never)
    assert not is_dose(instance)
    never.decode.assert_not_called()
