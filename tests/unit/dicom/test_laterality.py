from dataclasses import replace

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from tests.support.sample_frames import Values, frame, instance
from workstation.dicom.functional_groups import functional_groups
from workstation.dicom.laterality import sided_part, stated_side


def _side(values: Values) -> str:
    return stated_side(frame(instance(values=values)))


def test_the_side_of_the_image_wins_over_that_of_the_series() -> None:
    """Image Laterality is of the image, Laterality of all its series (PS3.3 C.7.3.1)."""
    series = {0x0020_0060: ("CS", "R")}
    assert _side({}) == ""
    assert _side(series) == "R"
    assert _side({**series, 0x0020_0062: ("CS", "L")}) == "L"


def test_a_frame_has_a_side_of_its_own() -> None:
    """Its functional group wins over what the top level says of all frames."""
    item, anatomy, top = Dataset(), Dataset(), Dataset()
    anatomy.FrameLaterality = "L"
    item.FrameAnatomySequence = [anatomy]
    top.PerFrameFunctionalGroupsSequence = [item]
    whole = frame(instance(values={0x0020_0062: ("CS", "R")}))
    assert stated_side(replace(whole, groups=functional_groups(attributes(top), 1)[0])) == "L"


@pytest.mark.parametrize(
    ("modality", "part", "said"),
    [
        ("DX", "KNEE", "KNEE"),
        ("MR", "TIBIA_FIBULA", "TIBIA_FIBULA"),
        ("DX", "Lower leg", "Lower leg"),
        ("DX", "CHEST", ""),
        ("MG", "", "breast"),
        ("CT", "", ""),
    ],
)
def test_some_parts_are_of_a_side(modality: str, part: str, said: str) -> None:
    """However they are written; a mammogram always is."""
    values = {0x0008_0060: ("CS", modality), 0x0018_0015: ("CS", part)}
    assert sided_part(frame(instance(values=values))) == said
