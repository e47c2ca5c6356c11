from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import image_dataset, part10, stored
from tests.support.states import image_frames, item, state_dataset, state_instance
from workstation.dicom.apply_state import presented
from workstation.dicom.instance import read_instance
from workstation.dicom.multiframe import frames_of
from workstation.dicom.presentation_state import read_presentation_state
from workstation.dicom.units import CT_IMAGE, PET_IMAGE, RT_DOSE
from workstation.dicom.value_doubts import value_doubts

_MR = "1.2.840.10008.5.1.4.1.1.4"
_ENHANCED_CT, _ENHANCED_PET = "1.2.840.10008.5.1.4.1.1.2.1", "1.2.840.10008.5.1.4.1.1.130"


def _scale(slope: float) -> dict[str, object]:
    """What stands for all frames of an enhanced object."""
    group = item(PixelValueTransformationSequence=[item(RescaleSlope=slope, RescaleIntercept=0)])
    return {"SharedFunctionalGroupsSequence": [group]}


def _doubts(folder: Path, dataset: Dataset) -> tuple[str, ...]:
    (frame,) = frames_of(read_instance(stored(folder, part10(dataset))))
    return value_doubts(frame)


def _dataset(sop_class: str, **values: object) -> Dataset:
    dataset = image_dataset()
    dataset.SOPClassUID = sop_class
    for keyword in ("RescaleSlope", "RescaleIntercept", "RescaleType"):
        if keyword in dataset:
            delattr(dataset, keyword)
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


@pytest.mark.parametrize(
    ("sop_class", "values", "words"),
    [
        (CT_IMAGE, {}, ["No rescale"]),
        (CT_IMAGE, {"RescaleSlope": 1, "RescaleIntercept": 0}, []),
        (_MR, {}, []),
        (_ENHANCED_CT, {}, ["No rescale"]),
        (_ENHANCED_CT, _scale(1), []),
        (_ENHANCED_PET, {}, ["No rescale"]),
        (_ENHANCED_PET, _scale(0), ["Rescale Slope is 0"]),
        (PET_IMAGE, {"Units": "BQML"}, ["No rescale"]),
        (PET_IMAGE, {"Units": "BQML", "RescaleSlope": 2, "RescaleType": "BQML"}, []),
        (PET_IMAGE, {"Units": "BQML", "RescaleSlope": 2, "RescaleType": "GML"}, ["Two units"]),
        (PET_IMAGE, {"Units": "BQML", "RescaleSlope": 0}, ["Rescale Slope is 0"]),
        (PET_IMAGE, {"RescaleSlope": 2}, ["No units"]),
        (PET_IMAGE, {"RescaleSlope": 2, "RescaleType": "BQML"}, []),
        (RT_DOSE, {"DoseUnits": "GY"}, ["No dose scaling"]),
        (RT_DOSE, {"DoseGridScaling": 0.5}, ["No dose units"]),
        (RT_DOSE, {"DoseGridScaling": 0.5, "DoseUnits": "GY"}, []),
    ],
)
def test_what_is_wrong_with_the_numbers_is_said(
    tmp_path: Path, sop_class: str, values: dict[str, object], words: list[str]
) -> None:
    """Only where it is: a warning that always stands is not read."""
    found = _doubts(tmp_path, _dataset(sop_class, **values))
    assert [any(word in each for each in found) for word in words] == [True] * len(words)
    assert len(found) == len(words)


def test_a_second_scale_is_said_to_be_left_out(tmp_path: Path) -> None:
    """PS3.3 C.11.1: a table or a line, but not both."""
    table = Dataset()
    table.LUTDescriptor, table.LUTData, table.ModalityLUTType = [2, 0, 16], bytes(4), "HU"
    dataset = _dataset(_MR, RescaleSlope=2, ModalityLUTSequence=[table])
    assert _doubts(tmp_path, dataset) == ("A Modality LUT and a rescale: the rescale is left out",)


def test_a_table_of_a_presentation_state_is_no_second_scale(tmp_path: Path) -> None:
    """It takes the place of what the image says."""
    table = item(LUTDescriptor=[2, 0, 16], LUTData=bytes(4), ModalityLUTType="HU")
    state = state_dataset()
    state.ModalityLUTSequence = [table]
    (frame,) = image_frames(tmp_path, _dataset(_MR, RescaleSlope=2))
    shown = presented(frame, read_presentation_state(state_instance(tmp_path, state)))
    assert value_doubts(shown) == ()


def test_color_has_no_such_doubts(tmp_path: Path) -> None:
    """It has no modality values."""
    dataset = _dataset(CT_IMAGE)
    dataset.PhotometricInterpretation, dataset.SamplesPerPixel = "RGB", 3
    dataset.PixelData = dataset.PixelData * 3
    assert _doubts(tmp_path, dataset) == ()
