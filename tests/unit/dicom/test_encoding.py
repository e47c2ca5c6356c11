import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.dicom.encoding import decode
from workstation.dicom.repertoire import ESCAPES


@pytest.mark.parametrize(
    ("value", "terms", "text"),
    [
        (b"Doe^Jane", (), "Doe^Jane"),
        (b"Buc^J\xe9r\xf4me", ("ISO_IR 100",), "Buc^Jérôme"),
        (b"\xbb\xee\xda\x63\x65\xdc\xd1\x79\x70\xd3", ("ISO_IR 144",), "Люкceмбypг"),  # noqa: RUF001  # Cyrillic is the point
        ("Wang^XiaoDong=王^小東".encode(), ("ISO_IR 192",), "Wang^XiaoDong=王^小東"),
        ("王^小东".encode("gb18030"), ("GB18030",), "王^小东"),
        (b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3", ("ISO_IR 13",), "ﾔﾏﾀﾞ^ﾀﾛｳ"),
        (
            b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B",
            ("", "ISO 2022 IR 87"),
            "Yamada^Tarou=山田^太郎",
        ),
        (
            b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7",
            ("", "ISO 2022 IR 149"),
            "Hong^Gildong=洪^吉洞",
        ),
        (
            b"\xd4\xcf\xc0\xde=\x1b$B;3ED\x1b(J=x",
            ("ISO 2022 IR 13", "ISO 2022 IR 87"),
            "ﾔﾏﾀﾞ=山田=x",
        ),
        (
            b"Zhang=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1",
            ("", "ISO 2022 IR 58"),
            "Zhang=张^小",
        ),
        (
            b"Dionysios \x1b-F\xc4\xe9\xef\xed",
            ("ISO 2022 IR 100", "ISO 2022 IR 126"),
            "Dionysios Διον",
        ),
    ],
)
def test_text_in_a_declared_character_set(value: bytes, terms: tuple[str, ...], text: str) -> None:
    """PS3.5 annexes H, I, J and K; nothing is doubtful."""
    assert decode(value, terms, "PN") == (text, False)


@pytest.mark.parametrize(
    ("value", "terms"),
    [
        (b"J\xe9r", ()),
        (b"J\xe9r", ("KLINGON",)),
        (b"J\xe9r", ("ISO_IR 192",)),
        (b"J\xe9r", ("ISO_IR 6",)),
        (b"J\xe9r", ("", "ISO 2022 IR 87")),
        (b"a\x1b%zb", ("", "ISO 2022 IR 87")),
        (b"\x1b$B;3E\x1b(B", ("", "ISO 2022 IR 87")),
    ],
    ids=["absent", "unknown", "not UTF-8", "not ASCII", "no high half", "no escape", "half a sign"],
)
def test_text_that_contradicts_its_character_set_is_doubtful(
    value: bytes, terms: tuple[str, ...]
) -> None:
    """It is read as well as possible, and marked."""
    assert decode(value, terms)[1]


def test_undeclared_utf_8_is_guessed() -> None:
    """The commonest mistake; other bytes are taken as Latin-1, which shows something."""
    assert decode("Jérôme".encode(), ()) == ("Jérôme", True)
    assert decode(b"J\xe9r", ()) == ("Jér", True)


@pytest.mark.parametrize(
    ("value", "vr", "text", "doubtful"),
    [
        (b"\x1b$)C\xfb\xf3^\xd1\xce", "PN", "洪^吉", True),
        (b"\x1b$)C\xfb\xf3=\xd1\xce", "PN", "洪=吉", True),
        (b"\x1b$)C\xfb\xf3^\x1b(B\xd1\xce", "PN", "洪^吉", True),
        (b"\x1b$)C\xfb\xf3\\\xd1\xce", "PN", "洪\\吉", True),
        (b"\x1b$)C\xfb\xf3^=\xd1\xce", "LO", "洪^=吉", False),
        (b"\x1b$)C\xfb\xf3\\\xd1\xce", "LO", "洪\\吉", True),
        (b"\x1b$)C\xfb\xf3\\\xd1\xce", "LT", "洪\\吉", False),
        (b"\x1b$)C\xfb\xf3\r\n\xd1\xce", "UT", "洪\r\n吉", True),
        (b"\x1b$)C\xfb\xf3\t\xd1\xce", "ST", "洪\t吉", True),
    ],
)
def test_delimiters_call_the_first_set_back(
    value: bytes, vr: str, text: str, doubtful: bool
) -> None:
    """PS3.5 6.1.2.5.3: after them no Korean is called; where they are text, it still is.

    What is not called and can be nothing else is read all the same, and marked.
    """
    assert decode(value, ("", "ISO 2022 IR 149"), vr) == (text, doubtful)


def test_the_first_set_is_back_after_a_delimiter() -> None:
    """Not the default repertoire: Greek is called, then Latin holds again."""
    terms = ("ISO 2022 IR 100", "ISO 2022 IR 126")
    assert decode(b"\x1b-F\xeb^\xe9", terms, "PN") == ("λ^é", False)


def test_backslash_inside_a_multi_byte_character_parts_nothing() -> None:
    """0x5C is the second half of many characters of GBK, GB18030 and JIS X 0208."""
    assert decode(b"\x81\x5c^\x81\x5e", ("GBK",), "PN") == ("乗^乛", False)
    assert decode(b"\x1b$B0\\0=0^\x1b(B", ("", "ISO 2022 IR 87"), "PN") == ("移綾緯", False)


def test_a_set_that_is_called_but_not_declared_is_doubtful() -> None:
    """The escape sequence says what it is; the object does not say that it has one."""
    value = b"\x1b$B;3ED\x1b(B"
    assert decode(value, ("ISO_IR 100",), "PN") == ("山田", True)
    assert decode(value, (), "PN") == ("山田", True)
    assert decode(value, ("ISO 2022 IR 87",), "PN") == ("山田", False)
    assert decode(value, ("ISO_IR 192",), "PN") == ("山田", True)


def test_padding_is_no_half_of_a_character() -> None:
    """Also where the writer did not switch back at the end of the value."""
    assert decode(b"\x1b$B;3ED ", ("", "ISO 2022 IR 87"), "PN") == ("山田", False)


def test_a_delimiter_before_which_nobody_switched_back_is_kept() -> None:
    """It would else be the first half of a two-byte character, and the name would run on."""
    value = b"\x1b$B;3ED^\x1b$BBB@O:\x1b(B"[:-6] + b"\x1b(B"
    assert decode(value, ("", "ISO 2022 IR 87"), "PN")[0].startswith("山田^")


def test_the_yen_sign_of_jis_x_0201_is_text_only_where_one_value_stands() -> None:
    """0x5C parts values whatever it looks like; in texts it is what the set has there."""
    assert decode(b"a\\b~", ("ISO_IR 13",), "LO") == ("a\\b‾", False)
    assert decode(b"a\\\xd4", ("ISO_IR 13",), "LT") == ("a¥ﾔ", False)


@pytest.mark.parametrize("vr", ["PN", "LO", "LT"])
def test_a_name_of_question_marks_was_lost_before(vr: str) -> None:
    """Somebody's conversion had no signs for it; in other texts they are questions."""
    assert decode(b"????^??", ("ISO_IR 100",), vr)[1] == (vr == "PN")


_PIECES = (
    *(b"\x1b" + escape for escape in ESCAPES),
    *(b"\x1b", b"\x1b$", b"\x1b$(", b"\x1b%G", b"^", b"=", b"\\", b"\r\n", b"\t", b" ", b"\0"),
    *(b";3ED", b"\xfb\xf3", b"\xd5\xc5", b"\xe9", b"\xc3\xa9", b"abc", b"\x81", b"\xff", b"?"),
)
_LOST = re.compile("[\x1b\x7f-\x9f\ufffd]")
_VALUES = st.lists(st.sampled_from(_PIECES), max_size=7).map(b"".join)
_TERMS = st.sampled_from(
    [
        *((), ("",), ("KLINGON",), ("ISO_IR 6",), ("ISO_IR 100",), ("ISO_IR 13",), ("SHIFT_JIS",)),
        *(("ISO_IR 192",), ("GB18030",), ("GBK",), ("", "ISO 2022 IR 87", "ISO 2022 IR 149")),
        *(("ISO 2022 IR 13", "ISO 2022 IR 87"), ("ISO 2022 IR 100", "ISO 2022 IR 58")),
    ]
)


@given(_VALUES, _TERMS, st.sampled_from(["PN", "LO", "UT"]))
def test_any_bytes_are_read_and_what_was_lost_is_doubtful(
    value: bytes, terms: tuple[str, ...], vr: str
) -> None:
    """Mutated escape sequences: never an exception, and none of them passes as text."""
    text, doubtful = decode(value, terms, vr)
    assert doubtful or not _LOST.search(text)


def test_a_long_value_of_escape_sequences_takes_no_long_time() -> None:
    """The time grows with the length alone."""
    text, doubtful = decode(b"\x1b$)C\xfb\xf3^" * 15_000, ("", "ISO 2022 IR 149"), "UT")
    assert (len(text), doubtful) == (30_000, False)
