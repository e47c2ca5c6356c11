from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from workstation.dicom.segmentation import (
    LABEL_MAP_SEGMENTATION,
    SEGMENTATION,
    Segment,
    maximum_fractional_value,
    segmentation_type,
    segments,
)


def _segment(number: int, label: str, code: str) -> Dataset:
    segment, kind = Dataset(), Dataset()
    segment.SegmentNumber, segment.SegmentLabel = number, label
    kind.CodeValue, kind.CodingSchemeDesignator = code, "DCM"
    segment.SegmentedPropertyTypeCodeSequence = [kind]
    return segment


def _segmentation(kind: str, sop_class: str = SEGMENTATION) -> Dataset:
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SegmentationType = sop_class, kind
    dataset.MaximumFractionalValue = 100
    return dataset


def test_segments_are_known_by_their_numbers() -> None:
    """Which need neither be in order nor without gaps."""
    liver, background = _segment(7, "Liver", "1"), _segment(0, "Rest", "125040")
    liver.RecommendedDisplayCIELabValue = [41661, 41167, 40792]
    dataset = _segmentation("BINARY")
    dataset.SegmentSequence = [liver, background, Dataset()]
    assert segments(attributes(dataset)) == {
        7: Segment(7, "Liver", (41661, 41167, 40792)),
        0: Segment(0, "Rest", background=True),
    }


def test_the_value_of_a_whole_pixel_is_that_of_fractional_segmentations_only() -> None:
    """PS3.3 C.8.20.2.3."""
    fractional, binary = _segmentation("FRACTIONAL"), _segmentation("BINARY")
    assert maximum_fractional_value(attributes(fractional)) == 100
    assert maximum_fractional_value(attributes(binary)) is None


def test_what_is_no_segmentation_has_no_type_of_one() -> None:
    """Whatever it is called; a label map is one by its class."""
    assert segmentation_type(attributes(_segmentation("LABELMAP", "1.2.3"))) == ""
    assert segmentation_type(attributes(_segmentation("", LABEL_MAP_SEGMENTATION))) == "LABELMAP"
