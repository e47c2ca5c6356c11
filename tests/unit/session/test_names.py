import pytest

from workstation.dicom.model import PersonName
from workstation.session import names

_JAPANESE = PersonName("Yamada^Tarou", "山田^太郎", "やまだ^たろう")


@pytest.mark.parametrize(
    ("group", "written"),
    [
        ("DOE^JANE^M^DR^PHD", "DOE, DR JANE M PHD"),
        ("DOE", "DOE"),
        ("^JANE", "JANE"),
        ("DOE^^^DR", "DOE, DR"),
        ("a^b^c^d^e^f", "a, d b c e f"),
        ("قباني^لنزار", "قباني, لنزار"),
        ("", ""),
    ],
)
def test_an_alphabetic_name_has_the_family_first(group: str, written: str) -> None:
    """PS3.5 6.2.1: family, given, middle, prefix, suffix. More than the five are not lost."""
    assert names.western(group) == written


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (_JAPANESE, ("Yamada, Tarou", "山田 太郎 (やまだ たろう)")),
        (PersonName("", "山田^太郎"), ("山田 太郎",)),
        (PersonName("", "", "やまだ"), ("やまだ",)),
        (PersonName(), ()),
    ],
)
def test_groups_stand_in_lines(name: PersonName, lines: tuple[str, ...]) -> None:
    """The alphabetic first; what is missing takes no line."""
    assert names.name_lines(name) == lines


def test_a_name_in_one_line_has_the_others_in_parentheses() -> None:
    """Or behind it, where there are parentheses in them already."""
    assert names.full_name(PersonName("Wang^XiaoDong", "王^小東")) == "Wang, XiaoDong (王 小東)"
    assert names.full_name(_JAPANESE) == "Yamada, Tarou  山田 太郎 (やまだ たろう)"
    assert names.full_name(PersonName()) == ""


def test_a_doubtful_text_is_behind_a_mark() -> None:
    """Nothing is not marked: there is nothing to doubt."""
    assert names.marked("x", True) == f"{names.MARK} x"
    assert names.marked("x", False) == "x"
    assert names.marked("", True) == ""


def test_all_groups_and_their_components_are_searched() -> None:
    """Hiragana is found by who types katakana, and the other way round."""
    found = names.all_groups(_JAPANESE)
    assert found[:3] == ("yamada tarou", "山田 太郎", "ヤマダ タロウ")
    assert {"yamada", "tarou", "山田", "太郎", "ヤマダ", "タロウ"} <= set(found)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("jerome", "Jérôme"),
        ("ヤマダ", "ﾔﾏﾀﾞ"),
        ("strasse", "Straße"),
        ("διονυσιος", "Διονύσιος"),
        ("김희중", "김희중"),
        ("שרון", "שָׁרוֹן"),
    ],
)
def test_a_search_does_not_mind_what_nobody_types(typed: str, written: str) -> None:
    """Case, accents, width and points."""
    assert names.searched(typed) == names.searched(written)


def test_sounds_are_not_taken_for_accents() -> None:
    """ヤマタ is another name than ヤマダ."""
    assert names.searched("やまた") != names.searched("やまだ")
