from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes, attributes_of_bytes, element
from workstation.dicom.charset import person_name
from workstation.dicom.dataset import read_header
from workstation.dicom.model import PersonName
from workstation.dicom.stored import StoredFile

_PATIENT_NAME = 0x00100010


def test_a_name_has_three_groups() -> None:
    """Components stay separated; what is empty at the end is left out."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.PatientName = "Yamada^Tarou^^^=山田^太郎=やまだ^たろう"
    name = person_name(attributes(dataset), _PATIENT_NAME)
    assert name == PersonName("Yamada^Tarou", "山田^太郎", "やまだ^たろう")


def test_an_absent_name_is_empty() -> None:
    """And not doubtful."""
    assert person_name(attributes(Dataset()), _PATIENT_NAME) == PersonName()


def test_a_name_without_a_character_set_is_doubtful() -> None:
    """Whose name this is cannot be relied on."""
    found = attributes_of_bytes(element(_PATIENT_NAME, "PN", b"J\xe9r\xf4me "))
    assert person_name(found, _PATIENT_NAME) == PersonName("Jérôme", doubtful=True)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("chrArab", PersonName("قباني^لنزار")),
        ("chrFren", PersonName("Buc^Jérôme")),
        ("chrGerm", PersonName("Äneas^Rüdiger")),
        ("chrGreek", PersonName("Διονυσιος")),
        ("chrH31", PersonName("Yamada^Tarou", "山田^太郎", "やまだ^たろう")),
        ("chrH32", PersonName("ﾔﾏﾀﾞ^ﾀﾛｳ", "山田^太郎", "やまだ^たろう")),
        ("chrHbrw", PersonName("שרון^דבורה")),
        ("chrI2", PersonName("Hong^Gildong", "洪^吉洞", "홍^길동")),
        ("chrKoreanMulti", PersonName("김희중")),
        ("chrRuss", PersonName("Люкceмбypг")),  # noqa: RUF001  # Cyrillic is the point
        ("chrX1", PersonName("Wang^XiaoDong", "王^小東")),
        ("chrX2", PersonName("Wang^XiaoDong", "王^小东")),
    ],
)
def test_names_of_others_are_read(shared_data: Path, file: str, name: PersonName) -> None:
    """The examples of PS3.5 annexes H to K, as files."""
    path = shared_data / "charset" / f"{file}.dcm"
    header = read_header(StoredFile(file, path, 0, path.stat().st_size))
    assert person_name(header.attributes, _PATIENT_NAME) == name
