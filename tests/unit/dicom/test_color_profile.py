from dataclasses import replace

import pytest
from pydicom.dataset import Dataset

from tests.support import sample_frames
from tests.support.dicom_bytes import attributes
from workstation.dicom.color_profile import color_profile, without_profile
from workstation.dicom.model import Instance


def _slide(*paths: tuple[str, bytes]) -> Dataset:
    """A data set of these optical paths and their profiles."""
    dataset = Dataset()
    dataset.OpticalPathSequence = [Dataset() for _path in paths]
    for item, (identifier, profile) in zip(dataset.OpticalPathSequence, paths, strict=True):
        item.OpticalPathIdentifier, item.ICCProfile = identifier, profile
    return dataset


def _through(identifier: str) -> Dataset:
    """Functional groups of a frame that went through this path."""
    path, groups = Dataset(), Dataset()
    path.OpticalPathIdentifier = identifier
    groups.OpticalPathIdentificationSequence = [path]
    return groups


def _instance(dataset: Dataset, photometric: str = "RGB") -> Instance:
    instance = sample_frames.instance(photometric=photometric, frames=2)
    return replace(instance, attributes=attributes(dataset))


def test_the_profile_of_an_image_is_found() -> None:
    """At the top level, before that of any path."""
    dataset = _slide(("1", b"path"))
    dataset.ICCProfile = b"whole"
    assert color_profile(_instance(dataset), 0) == b"whole\0"


def test_the_only_optical_path_is_that_of_all_frames() -> None:
    """As most slides have it."""
    assert color_profile(_instance(_slide(("1", b"path"))), 1) == b"path"


def test_a_frame_has_the_profile_of_its_own_path() -> None:
    """Where there are several."""
    dataset = _slide(("1", b"blue"), ("2", b"pink"))
    dataset.PerFrameFunctionalGroupsSequence = [_through("2"), _through("1")]
    assert [color_profile(_instance(dataset), n) for n in (0, 1)] == [b"pink", b"blue"]


def test_frames_may_share_their_path() -> None:
    """Named once for all."""
    dataset = _slide(("1", b"blue"), ("2", b"pink"))
    dataset.SharedFunctionalGroupsSequence = [_through("2")]
    assert color_profile(_instance(dataset), 1) == b"pink"


@pytest.mark.parametrize("dataset", [Dataset(), _slide(("1", b"blue"), ("2", b"pink"))])
def test_no_profile_is_made_up(dataset: Dataset) -> None:
    """None at all, or two of which nobody knows whose they are."""
    assert color_profile(_instance(dataset), 0) == b""


def test_gray_has_no_profile() -> None:
    """It goes through the grayscale chain."""
    dataset = Dataset()
    dataset.ICCProfile = b"gray"
    assert color_profile(_instance(dataset, "MONOCHROME2"), 0) == b""


def test_an_image_can_do_without_its_profile() -> None:
    """For those who want the samples as they were stored; all else stays."""
    dataset = _slide(("1", b"path"))
    dataset.ICCProfile, dataset.PatientID = b"whole", "17"
    bare = without_profile(_instance(dataset))
    assert color_profile(bare, 0) == b""
    assert bare.attributes.text(0x00100020) == "17"
