import pytest

from workstation.dicom.encoding import decode
from workstation.dicom.mojibake import likelier_text
from workstation.dicom.repertoire import repertoire


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Buc^Jérôme", "ISO_IR 100"),
        ("Çavuşoğlu", "ISO_IR 148"),
        ("Wałęsa^Łukasz", "ISO_IR 101"),
        ("Διονυσιος", "ISO_IR 126"),
        ("Иванов^Иван", "ISO_IR 100"),
        ("王^小東", "ISO_IR 100"),
        ("王^小東", "GB18030"),
        ("Люксембург", "ISO_IR 144"),
        ("дом", "ISO_IR 144"),
        ("สวย", "ISO_IR 166"),
    ],
)
def test_utf_8_under_the_name_of_another_set_is_found(text: str, term: str) -> None:
    """The commonest mistake: the name is read right, and marked."""
    assert decode(text.encode(), (term,), "PN") == (text, True)


@pytest.mark.parametrize(
    ("text", "codec", "term"),
    [
        ("RŮŽENA", "iso8859_2", "ISO_IR 101"),
        ("KRĘŻEL", "iso8859_2", "ISO_IR 101"),
        ("ŻÓŁĆ", "iso8859_2", "ISO_IR 101"),
        ("İŞÇİ", "iso8859_9", "ISO_IR 148"),
        ("Jäääär", "latin_1", "ISO_IR 100"),
        ("Müller 20 °C", "latin_1", "ISO_IR 100"),
        ("УЗИ УЛ", "iso8859_5", "ISO_IR 144"),
        ("รถ", "tis_620", "ISO_IR 166"),
        ("联通", "gb18030", "GB18030"),
        ("王伟", "gbk", "GBK"),
        ("邪斜", "gbk", "GBK"),
        ("שרון", "iso8859_8", "ISO_IR 138"),
        ("قباني", "iso8859_6", "ISO_IR 127"),
    ],
)
def test_true_text_gives_no_false_alarm(text: str, codec: str, term: str) -> None:
    """Each of these is near to what is taken for a mistake, and is none."""
    assert decode(text.encode(codec), (term,), "PN") == (text, False)


@pytest.mark.parametrize(
    ("text", "codec"),
    [("Иванов", "cp1251"), ("王小明", "gbk"), ("김희중", "euc_kr"), ("Ιωάννης", "cp1253")],
)
def test_names_of_other_scripts_called_western_are_doubtful(text: str, codec: str) -> None:
    """No western word has as many letters with accents in a row; which they are is not known."""
    value = text.encode(codec)
    assert decode(value, ("ISO_IR 100",), "PN") == (value.decode("latin_1"), True)


def test_utf_8_written_twice_is_undone() -> None:
    """It is UTF-8 as declared, but of text that was taken for western before."""
    assert decode("Buc^JÃ©rÃ©".encode(), ("ISO_IR 192",), "PN") == ("Buc^Jéré", True)
    assert decode("ÃO^São".encode(), ("ISO_IR 192",), "PN") == ("ÃO^São", False)


def test_nothing_is_likelier_than_text_that_fits() -> None:
    """Neither another reading, nor a doubt."""
    declared = repertoire(("ISO_IR 100",))
    assert declared is not None
    assert likelier_text(b"J\xe9r", "Jér", declared) is None
