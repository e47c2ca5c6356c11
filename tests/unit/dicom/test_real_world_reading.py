import struct

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes, attributes_of_bytes, element
from workstation.dicom.dataset import Attributes
from workstation.dicom.real_world import RealWorldMapping
from workstation.dicom.real_world_reading import mapped_images, real_world_mappings


def _code(value: str, meaning: str, scheme: str = "UCUM") -> Dataset:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, scheme, meaning
    return code


def _item(**values: object) -> Dataset:
    item = Dataset()
    item.MeasurementUnitsCodeSequence = [_code("mm2/s", "square millimeter per second")]
    for keyword, value in values.items():
        setattr(item, keyword, value)
    return item


def _line(**values: object) -> Dataset:
    ends = {"DoubleFloatRealWorldValueFirstValueMapped": -0.5}
    ends["DoubleFloatRealWorldValueLastValueMapped"] = 4095.5
    line = {"RealWorldValueSlope": 0.25, "RealWorldValueIntercept": -3.0}
    return _item(**{**ends, **line, **values})


def _read(*items: Dataset, signed: bool = False) -> tuple[RealWorldMapping, ...]:
    return real_world_mappings([attributes(each) for each in items], signed=signed)


def test_a_line_is_read_with_its_unit_and_its_names() -> None:
    """Every attribute in its place."""
    (found,) = _read(_line(LUTLabel="ADC", LUTExplanation="Diffusion"))
    assert found == RealWorldMapping(
        -0.5, 4095.5, 0.25, -3.0, unit="mm2/s", label="ADC", explanation="Diffusion"
    )


def test_a_table_is_read() -> None:
    """It needs no slope."""
    item = _line(RealWorldValueLUTData=[1.5, 7.0, -2.0])
    del item.RealWorldValueSlope
    (found,) = _read(item)
    assert found.table == (1.5, 7.0, -2.0)


@pytest.mark.parametrize("missing", ["First", "Last"])
def test_a_mapping_without_an_end_says_nothing(missing: str) -> None:
    """Nor does one whose slope is missing or makes all values alike."""
    endless = _line()
    delattr(endless, f"DoubleFloatRealWorldValue{missing}ValueMapped")
    steep = _line()
    del steep.RealWorldValueSlope
    assert _read(endless, steep, _line(RealWorldValueSlope=0.0)) == ()


def _ends(first_vr: str, first: int, last: int) -> Attributes:
    content = element(0x00409211, "US", struct.pack("<H", last))
    content += element(0x00409216, first_vr, struct.pack("<H", first))
    return attributes_of_bytes(content + element(0x00409225, "FD", struct.pack("<d", 2.0)))


@pytest.mark.parametrize(
    ("vr", "signed", "first", "last"),
    [
        ("US", False, 0xFC00, 0xFF00),
        ("US", True, -1024, -256),
        ("SS", False, -1024, 0xFF00),
    ],
)
def test_the_ends_have_the_sign_of_the_image(vr: str, signed: bool, first: int, last: int) -> None:
    """Writers mix the two VRs in one mapping."""
    (found,) = real_world_mappings([_ends(vr, 0xFC00, 0xFF00)], signed=signed)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("code", "meaning", "scheme", "label", "unit", "shown"),
    [
        ("{SUVbw}g/ml", "Standardized Uptake Value", "UCUM", "{SUVbw}g/ml", "g/ml", "SUVbw"),
        ("{SUVbw}g/ml", "Standardized Uptake Value", "UCUM", "SUV", "g/ml", "SUV"),
        ("1", "no units", "UCUM", "1", "", ""),
        ("[hnsf'U]", "Hounsfield unit", "UCUM", "", "HU", ""),
        ("X12", "counts", "99LOCAL", "N", "counts", "N"),
    ],
)
def test_units_are_written_without_what_is_only_for_machines(
    code: str, meaning: str, scheme: str, label: str, unit: str, shown: str
) -> None:
    """Words in braces are no part of a unit in UCUM, but they often are the only name."""
    (found,) = _read(
        _line(LUTLabel=label, MeasurementUnitsCodeSequence=[_code(code, meaning, scheme)])
    )
    assert (found.unit, found.label) == (unit, shown)


def test_an_object_of_mappings_names_the_images_that_it_is_for() -> None:
    """Some of their frames, or all (PS3.3 C.25.2)."""
    one, other, entry, whole = Dataset(), Dataset(), Dataset(), Dataset()
    one.ReferencedSOPInstanceUID, one.ReferencedFrameNumber = "1.2.1", [2, 5]
    other.ReferencedSOPInstanceUID = "1.2.2"
    entry.ReferencedImageSequence = [one, other]
    entry.RealWorldValueMappingSequence = [_line(LUTLabel="ADC")]
    whole.ReferencedImageRealWorldValueMappingSequence = [entry]
    found = list(mapped_images(attributes(whole)))
    assert [each[:2] for each in found] == [("1.2.1", (2, 5)), ("1.2.2", ())]
    assert real_world_mappings([found[0][2]], signed=False)[0].label == "ADC"
