from dataclasses import replace
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes, attributes_of_bytes, element, item
from tests.support.sample_frames import instance
from workstation.dicom.charset import OF_STUDY, doubtful_texts, person_name, read_as
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
    ("value", "name"),
    [
        (b"^^^^", PersonName()),
        (b"^", PersonName()),
        (b"^Jane", PersonName("^Jane")),
        (b"=\xe5\xb1\xb1", PersonName("", "山")),
        (b" Doe ^Jane=", PersonName("Doe ^Jane")),
        (b"a=b=c=d", PersonName("a", "b", "c=d")),
        (b"Doe\\Jane", PersonName("Doe\\Jane", doubtful=True)),
    ],
)
def test_nothing_is_lost_of_an_odd_name(value: bytes, name: PersonName) -> None:
    """Empty components are none; a backslash or a fourth group is left where it is."""
    utf_8 = element(0x00080005, "CS", b"ISO_IR 192")
    found = attributes_of_bytes(utf_8 + element(_PATIENT_NAME, "PN", value))
    assert person_name(found, _PATIENT_NAME) == name


def test_texts_in_doubt_are_named_by_their_tags() -> None:
    """What is plain, and what is absent, is not in doubt."""
    found = attributes_of_bytes(
        element(0x00081030, "LO", b"caf\xe9") + element(_PATIENT_NAME, "PN", b"DOE")
    )
    assert doubtful_texts(found, OF_STUDY) == {0x00081030}


@pytest.mark.parametrize(
    ("tag", "vr"), [(0x00080060, "CS"), (0x00080018, "UI"), (0x00200013, "IS")]
)
def test_only_texts_are_under_the_character_set(tag: int, vr: str) -> None:
    """The others have the default repertoire (PS3.5 6.1.2.2): what is not of it is in doubt."""
    utf_8 = element(0x00080005, "CS", b"ISO_IR 192")
    found = attributes_of_bytes(utf_8 + element(tag, vr, b"\xc3\xa9"))
    assert found.texts_and_doubt(tag) == (("Ã©",), True)


def test_an_item_has_the_character_set_around_it_or_its_own() -> None:
    """And only inside of it (PS3.3 C.12.1.1.2, PS3.5 7.5.3)."""
    name = element(_PATIENT_NAME, "PN", b"\xe9")
    latin_2, greek = (element(0x00080005, "CS", each) for each in (b"ISO_IR 101", b"ISO_IR 126"))
    content = latin_2 + element(0x00081110, "SQ", item(greek + name) + item(name)) + name
    found = attributes_of_bytes(content)
    read = [person_name(each, _PATIENT_NAME).alphabetic for each in found.items(0x00081110)]
    assert (*read, person_name(found, _PATIENT_NAME).alphabetic) == ("ι", "é", "é")  # noqa: RUF001


def test_an_instance_can_be_read_in_a_chosen_set_and_in_its_own_again() -> None:
    """What somebody has chosen is in no doubt, also where another set would be likelier."""
    content = element(0x00080005, "CS", b"ISO_IR 101") + element(_PATIENT_NAME, "PN", b"J\xc3\xa9r")
    own = replace(instance(), attributes=attributes_of_bytes(content))
    chosen = read_as(own, ("ISO_IR 101",))
    read = (own, chosen, read_as(chosen, ()))
    names = [person_name(each.attributes, _PATIENT_NAME) for each in read]
    assert names == [PersonName("Jér", doubtful=True), PersonName("JĂŠr"), names[0]]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("chrArab", PersonName("قباني^لنزار")),
        ("chrFren", PersonName("Buc^Jérôme")),
        ("chrFrenMulti", PersonName("Buc^Jérôme")),
        ("chrGerm", PersonName("Äneas^Rüdiger")),
        ("chrGreek", PersonName("Διονυσιος")),
        ("chrH31", PersonName("Yamada^Tarou", "山田^太郎", "やまだ^たろう")),
        ("chrH32", PersonName("ﾔﾏﾀﾞ^ﾀﾛｳ", "山田^太郎", "やまだ^たろう")),
        ("chrHbrw", PersonName("שרון^דבורה")),
        ("chrI2", PersonName("Hong^Gildong", "洪^吉洞", "홍^길동")),
        ("chrJapMulti", PersonName("やまだ^たろう")),
        ("chrJapMultiExplicitIR6", PersonName("やまだ^たろう")),
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


@pytest.mark.parametrize("file", ["chrSQEncoding", "chrSQEncoding1"])
def test_names_in_sequences_of_others_are_read(shared_data: Path, file: str) -> None:
    """One declares its set in the item, the other around it."""
    path = shared_data / "charset" / f"{file}.dcm"
    attributes = read_header(StoredFile(file, path, 0, path.stat().st_size)).attributes
    (requested,) = attributes.items(0x00321064)
    name = PersonName("ﾔﾏﾀﾞ^ﾀﾛｳ", "山田^太郎", "やまだ^たろう")
    assert person_name(requested, _PATIENT_NAME) == name
