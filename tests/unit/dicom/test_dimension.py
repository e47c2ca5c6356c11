import pytest
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from tests.support.dicom_bytes import attributes
from workstation.dicom.dimension import Dimension, dimensions, index_values
from workstation.dicom.functional_groups import FunctionalGroups, functional_groups

_TEMPORAL = Dimension(0x00209128, 0x00209111, "Time")
_PLACE = Dimension(0x00209057, 0x00209111, "")


def _groups(*values: int) -> FunctionalGroups:
    """Groups of a frame with these Dimension Index Values."""
    dataset, item, content = Dataset(), Dataset(), Dataset()
    content.DimensionIndexValues = list(values)
    item.FrameContentSequence = [content]
    dataset.PerFrameFunctionalGroupsSequence = [item]
    return functional_groups(attributes(dataset), 1)[0]


def test_the_dimensions_of_an_object_are_read_in_order() -> None:
    """With the label that the equipment gives."""
    slowest, fastest = Dataset(), Dataset()
    slowest.DimensionIndexPointer, slowest.FunctionalGroupPointer = Tag(0x00209128), 0x00209111
    slowest.DimensionDescriptionLabel = "Time"
    fastest.DimensionIndexPointer, fastest.FunctionalGroupPointer = Tag(0x00209057), 0x00209111
    dataset = Dataset()
    dataset.DimensionIndexSequence = [slowest, fastest]
    assert dimensions(attributes(dataset)) == (_TEMPORAL, _PLACE)


@pytest.mark.parametrize(
    ("pointer", "group", "spatial"),
    [
        (0x00209057, 0x00209111, True),  # In-Stack Position Number
        (0x00200032, 0x00209113, True),  # Image Position (Patient)
        (0x0048021E, 0x0048021A, True),  # Column Position In Total Image Pixel Matrix
        (0x00209128, 0x00209111, False),  # Temporal Position Index
        (0x0062000B, 0x0062000A, False),  # Referenced Segment Number
        (0x00209056, 0x00209111, False),  # Stack ID
    ],
)
def test_places_are_told_from_what_differs_in_one_place(
    pointer: int, group: int, spatial: bool
) -> None:
    """The first are scrolled through, the others are parted."""
    assert Dimension(pointer, group, "").spatial is spatial


def test_a_frame_has_an_index_in_every_dimension() -> None:
    """Or in none, where their numbers differ: nobody could say which is which."""
    assert index_values(_groups(3, 2), (_TEMPORAL, _PLACE)) == (3, 2)
    assert index_values(_groups(3), (_TEMPORAL, _PLACE)) == ()
    assert index_values(FunctionalGroups(()), (_TEMPORAL,)) == ()
