import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from workstation.dicom.units import CT_IMAGE, PET_IMAGE, modality_unit, written_unit

_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"


@pytest.mark.parametrize(
    ("modality", "sop_class", "rescale_type", "units", "unit"),
    [
        ("CT", CT_IMAGE, "", "", "HU"),
        ("CT", CT_IMAGE, "US", "", "US"),
        ("CT", _CAPTURE, "", "", ""),
        ("MR", CT_IMAGE, "", "", ""),
        ("MR", "1.2.840.10008.5.1.4.1.1.4", "US", "", "US"),
        ("PT", PET_IMAGE, "", "BQML", "BQML"),
        ("PT", PET_IMAGE, "HU", "GML", "GML"),
        ("NM", "1.2.840.10008.5.1.4.1.1.20", "US", "CNTS", "CNTS"),
        ("OT", _CAPTURE, "HU", "CNTS", "HU"),
    ],
)
def test_a_unit_is_what_the_object_says(
    modality: str, sop_class: str, rescale_type: str, units: str, unit: str
) -> None:
    """HU goes without saying for CT images only (PS3.3 C.8.2.1), Units are PET's (C.8.9.1)."""
    dataset = Dataset()
    dataset.Modality, dataset.SOPClassUID = modality, sop_class
    dataset.RescaleType, dataset.Units = rescale_type, units
    assert modality_unit(attributes(dataset)) == unit


@pytest.mark.parametrize(
    ("code", "written"),
    [("HU", "HU"), ("US", ""), ("BQML", "Bq/ml"), ("GY", "Gy"), ("CNTS", "counts"), ("1/s", "1/s")],
)
def test_a_unit_is_written_as_readers_know_it(code: str, written: str) -> None:
    """Codes of others stay as they are."""
    assert written_unit(code) == written
