import json
import math
import struct

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes, attributes_of_bytes, element, item
from workstation.dicom.dump import json_model, rows


def _dataset() -> Dataset:
    inner = Dataset()
    inner.ReferencedSOPInstanceUID = "1.2.3"
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.ImageType = ["ORIGINAL", "", "AXIAL"]
    dataset.ReferencedImageSequence = [inner, Dataset()]
    dataset.PatientName = "Yamada^Tarou=山田^太郎"
    dataset.PatientWeight = "70.5"
    dataset.Rows = 3
    dataset.FrameIncrementPointer = 0x00181063
    dataset.EventElapsedTimes = [1.5, 2]
    dataset.RedPaletteColorLookupTableData = bytes(range(40))
    dataset.TriggerVector = []
    dataset.DiffusionBValue = 0.25
    return dataset


def test_a_row_shows_an_element() -> None:
    """Items are indented; long binary values are cut."""
    found = [
        (row.depth, row.tag_text, row.vr, row.keyword, row.value)
        for row in rows(attributes(_dataset()))
    ]
    assert (0, "(0008,1140)", "SQ", "ReferencedImageSequence", "2 items") in found
    assert (1, "(0008,1155)", "UI", "ReferencedSOPInstanceUID", "1.2.3") in found
    assert (0, "(0008,0008)", "CS", "ImageType", "ORIGINAL\\\\AXIAL") in found
    assert (0, "(0028,0009)", "AT", "FrameIncrementPointer", "00181063") in found
    assert (0, "(0018,9087)", "FD", "DiffusionBValue", "0.25") in found
    assert (0, "(0010,1030)", "DS", "PatientWeight", "70.5") in found
    assert (0, "(0008,2130)", "DS", "EventElapsedTimes", "1.5\\2.0") in found
    assert any(row[-1].endswith("0e 0f... (40 bytes)") for row in found)


def test_the_json_model_is_that_of_pydicom() -> None:
    """PS3.18 F.2; but an empty value among others is null (F.2.5)."""
    expected = json.loads(_dataset().to_json())
    expected["00080008"]["Value"][1] = None
    assert json_model(attributes(_dataset())) == expected


def test_group_lengths_are_left_out_of_json() -> None:
    """PS3.18 F.2.2."""
    content = element(0x00080000, "UL", bytes(4)) + element(0x00080060, "CS", b"CT")
    assert list(json_model(attributes_of_bytes(content))) == ["00080060"]


def test_a_malformed_number_stays_visible_in_json() -> None:
    """As text."""
    found = json_model(attributes_of_bytes(element(0x00200013, "IS", b"1x\\2")))
    assert found == {"00200013": {"vr": "IS", "Value": ["1x", 2]}}


def test_values_that_are_no_numbers_keep_their_places() -> None:
    """As text: JSON has no such numbers, and the others must not move up."""
    values = struct.pack("<4d", 1.5, math.nan, -math.inf, 2)
    found = attributes_of_bytes(element(0x00189087, "FD", values))
    assert json_model(found)["00189087"] == {"vr": "FD", "Value": [1.5, "NaN", "-inf", 2.0]}
    assert [row.value for row in rows(found)] == ["1.5\\nan\\-inf\\2"]


@pytest.mark.parametrize(("representation", "vr", "value"), [(0, "US", 63536), (1, "SS", -2000)])
def test_implicit_pixel_values_have_the_sign_of_the_pixels(
    representation: int, vr: str, value: int
) -> None:
    """Pixel Padding Value is US or SS (PS3.6)."""
    implicit = struct.pack("<HHIHHHIH", 0x28, 0x103, 2, representation, 0x28, 0x120, 2, 63536)
    found = attributes_of_bytes(implicit, explicit=False)
    assert json_model(found)["00280120"] == {"vr": vr, "Value": [value]}
    assert [(row.vr, row.value) for row in rows(found)][1] == (vr, str(value))


def test_what_unknown_vrs_hide_is_shown_to_a_bounded_depth() -> None:
    """The scanner does not look into them."""
    content = b""
    for _level in range(200):
        content = b"\x09\0\x10\x10" + len(item(content)).to_bytes(4, "little") + item(content)
    found = attributes_of_bytes(element(0x00091010, "UN", item(content)))
    assert max(row.depth for row in rows(found)) == 32
    assert json.dumps(json_model(found))


def test_json_is_unicode_and_says_so() -> None:
    """PS3.18 F.2: whatever the set of the file, also in items; absent stays absent."""
    latin, greek = (element(0x00080005, "CS", each) for each in (b"ISO_IR 100", b"ISO_IR 126"))
    nested = item(greek + element(0x00100010, "PN", b"\xeb"))
    name = element(0x00100010, "PN", b"J\xe9r=\xe9=a=b")
    model = json_model(attributes_of_bytes(latin + element(0x00081110, "SQ", nested) + name))
    unicode = {"vr": "CS", "Value": ["ISO_IR 192"]}
    groups = {"Alphabetic": "Jér", "Ideographic": "é", "Phonetic": "a=b"}
    assert (model["00080005"], model["00100010"]) == (unicode, {"vr": "PN", "Value": [groups]})
    assert model["00081110"] == {
        "vr": "SQ",
        "Value": [
            {"00080005": unicode, "00100010": {"vr": "PN", "Value": [{"Alphabetic": "λ"}]}},
        ],
    }
    assert "00080005" not in json_model(attributes_of_bytes(name))


def test_a_row_tells_that_its_text_is_in_doubt() -> None:
    """Only texts are under the character set."""
    content = element(0x00100010, "PN", b"J\xe9r ") + element(0x00100020, "LO", b"A1")
    found = rows(attributes_of_bytes(content + element(0x00280010, "US", b"\xe9\xe9")))
    assert [(row.value, row.doubtful) for row in found] == [
        ("Jér", True),
        ("A1", False),
        ("59881", False),
    ]
