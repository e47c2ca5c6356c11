from dataclasses import replace

import pytest

from tests.support.dicom_bytes import attributes_of_bytes, element
from tests.support.sample_frames import instance
from workstation.dicom.model import Instance, Study
from workstation.dicom.tree import studies_of
from workstation.session.character_sets import (
    chosen_for,
    depends_on_character_set,
    readings,
    reread,
    with_choice,
)
from workstation.session.display_set import DisplaySet, display_sets

_CYRILLIC = "Иванов^Иван"


def _instance(name: bytes, *, terms: bytes = b"", description: bytes = b"THIN") -> Instance:
    """An image of a patient of this name, with pixels as any."""
    charset = element(0x00080005, "CS", terms) if terms else b""
    content = [
        charset + element(0x0008103E, "LO", description) + element(0x00100010, "PN", name),
        element(0x0020000D, "UI", b"1.2") + element(0x0020000E, "UI", b"1.2.3"),
    ]
    return replace(instance(), attributes=attributes_of_bytes(b"".join(content)))


def _study(name: bytes, *, terms: bytes = b"", description: bytes = b"THIN") -> Study:
    (study,) = studies_of([_instance(name, terms=terms, description=description)])
    return study


def _reading_of(study: Study, name: str) -> tuple[str, ...]:
    """The terms under which it reads so."""
    found = [each.terms for each in readings(study)[1:] if each.name.alphabetic == name]
    assert len(found) == 1, "sets that read alike are one choice"
    return found[0]


@pytest.mark.parametrize(
    ("name", "codec", "terms"),
    [
        (_CYRILLIC, "utf_8", ("ISO_IR 192",)),
        (_CYRILLIC, "cp1251", ("WINDOWS-1251",)),
        (_CYRILLIC, "koi8_r", ("KOI8-R",)),
        (_CYRILLIC, "iso8859_5", ("ISO_IR 144",)),
        ("王^小東", "big5", ("BIG5",)),
        ("山田^太郎", "shift_jis", ("SHIFT_JIS",)),
        ("김^희중", "euc_kr", ("EUC-KR",)),
        ("שרון^דבורה", "cp1255", ("ISO_IR 138",)),
        ("قباني^لنزار", "cp1256", ("WINDOWS-1256",)),
    ],
)
def test_the_true_reading_is_among_the_choices(
    name: str, codec: str, terms: tuple[str, ...]
) -> None:
    """Whatever the object says: here, nothing."""
    assert _reading_of(_study(name.encode(codec)), name) == terms


def test_the_first_choice_is_what_the_object_declares() -> None:
    """With its doubt; the others have none."""
    first, *others = readings(_study(_CYRILLIC.encode("cp1251"), terms=b"ISO_IR 100"))
    assert first.terms == ()
    assert first.titles == ("As the object says: ISO_IR 100",)
    assert first.name.doubtful
    assert not any(each.name.doubtful for each in others)


def test_other_texts_help_to_choose() -> None:
    """Those that read differently are shown; a plain one is not."""
    study = _study(b"DOE^JANE", description="Größe".encode())
    found = {each.terms: each.others for each in readings(study)}
    assert found["ISO_IR 192",] == ("Größe",)
    assert not any("Arabic" in each.titles for each in readings(study))


def test_readings_of_all_texts_come_first_and_those_that_are_no_names_do_not_come() -> None:
    """Pairs of bytes make Chinese of the name, and not of the description; DOS has boxes."""
    study = _study(_CYRILLIC.encode("cp1251"), description="Кость".encode("cp1251"))
    titles = [each.titles[0] for each in readings(study)]
    assert titles.index("Cyrillic (Windows)") < titles.index("Chinese, simplified (GB18030)")
    assert "Cyrillic (DOS)" not in titles


def test_a_study_of_plain_text_has_nothing_to_choose() -> None:
    """It reads the same in all sets."""
    assert not depends_on_character_set(_study(b"DOE^JANE"))
    assert depends_on_character_set(_study(b"DOE^J\xe9"))


def _sets(study: Study) -> tuple[DisplaySet, ...]:
    found = display_sets(study)
    assert found
    return found


def test_the_chosen_set_holds_for_all_of_a_study() -> None:
    """Name, series and image; its doubt is gone."""
    study = _study(_CYRILLIC.encode("cp1251"), description="Голова".encode("cp1251"))
    (shown,) = reread(_sets(study), with_choice((), study, ("WINDOWS-1251",)))
    assert shown.study.patient.name.alphabetic == _CYRILLIC
    assert (shown.series.description, shown.title) == ("Голова", "Голова")
    assert not shown.study.doubtful | shown.series.doubtful
    assert shown.frames[0].instance.attributes.text(0x00100010) == _CYRILLIC


def test_a_choice_can_be_taken_back() -> None:
    """The bytes were never changed."""
    study = _study(_CYRILLIC.encode("cp1251"))
    chosen = with_choice((), study, ("WINDOWS-1251",))
    read = reread(_sets(study), chosen)
    again = reread(read, with_choice(chosen, study, ()), read)
    assert again[0].study.patient == study.patient


def test_other_studies_are_left_alone() -> None:
    """The very same display sets."""
    sets = _sets(_study(_CYRILLIC.encode("cp1251")))
    assert reread(sets, (("9.9", ("KOI8-R",)),)) == sets
    assert chosen_for((("9.9", ("KOI8-R",)),), sets[0].study) == ()


def test_what_was_read_so_before_is_taken_over_while_a_study_grows() -> None:
    """Its frames would else be decoded again with each publication."""
    study = _study(_CYRILLIC.encode("cp1251"))
    chosen = with_choice((), study, ("WINDOWS-1251",))
    first = reread(_sets(study), chosen)
    second = reread(_sets(study), chosen, first)
    assert second[0].frames[0].instance is first[0].frames[0].instance
