import pytest

from workstation.dicom.strict_codecs import forgiving, strictly, undone


@pytest.mark.parametrize(
    ("value", "codec"),
    [
        (b"J\x92r", "latin_1"),
        ("\ue000".encode(), "utf_8"),
        ("J\ufffdr".encode(), "utf_8"),
        ("J\u202er".encode(), "utf_8"),
        (b"\x88\x9f", "katakana"),
        (b"\xe0", "katakana"),
        (b"a", ""),
        (b"\xa1", "iso8859_8"),
        ("é".encode(), "utf_8_twice"),
    ],
    ids=[
        "control",
        "private",
        "replaced",
        "turned",
        "Shift JIS",
        "no katakana",
        "none",
        "hole",
        "once",
    ],
)
def test_text_that_was_lost_or_is_not_in_the_set_is_none(value: bytes, codec: str) -> None:
    """Python's codecs let the first three pass."""
    assert strictly(value, codec) is None


@pytest.mark.parametrize(
    ("value", "codec", "text"),
    [
        (b"\xd4\xcf", "katakana", "ﾔﾏ"),
        (b";3ED", "jisx0208", "山田"),
        (b"0!", "jisx0212", "丂"),
        ("JÃ©r".encode(), "utf_8_twice", "Jér"),
        (b"a\\b", "romaji", "a\\b"),
    ],
)
def test_the_codecs_that_python_lacks(value: bytes, codec: str, text: str) -> None:
    """Halves of JIS X 0201, planes of two bytes, and UTF-8 of UTF-8."""
    assert strictly(value, codec) == text


@pytest.mark.parametrize(
    ("value", "codec", "text"),
    [
        (b"|b6W", "jisx0208", "髙琴"),
        (b";3ED^", "jisx0208", "山田^"),
        (b";3\x20!", "jisx0208", "山�"),
        (b"\x81\x30", "gb2312", "\x810"),
        ("俠".encode("gbk"), "gb2312", "俠"),
        ("펲".encode("cp949"), "euc_kr", "펲"),
        ("Jérôme".encode()[:-3], "utf_8", "Jér�"),
        (b"J\xe9r\xf4me", "utf_8", "Jérôme"),
        ("Jérôme".encode(), "", "Jérôme"),
        (b"J\x92r", "", "J’r"),  # Windows' apostrophe is the point
        (b"J\x81r", "", "J\x81r"),
    ],
)
def test_a_guess_is_the_likeliest_text(value: bytes, codec: str, text: str) -> None:
    """What is written under the name of a smaller set, cut, or western as most is."""
    assert forgiving(value, codec) == text


def test_utf_8_written_twice_is_undone_once() -> None:
    """Also where Windows' signs came between."""
    assert undone("JÃ©rÃ©") == "Jéré"
    assert undone("Ð˜") == "И"  # noqa: RUF001  # what Windows has for 0x98
    assert undone("Иван") is None
