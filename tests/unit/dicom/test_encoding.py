import pytest

from workstation.dicom.encoding import decode

_KOREAN = b"\x1b$)C\xfb\xf3^\xd1\xce"


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
    assert decode(value, terms, name=True) == (text, False)


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


@pytest.mark.parametrize("term", ["ISO_IR 100", "ISO IR 100", "ISO-IR 100", "iso_ir_100"])
def test_vendors_spellings_of_a_term_are_known(term: str) -> None:
    """A hyphen for an underscore must not garble a name."""
    assert decode(b"\xe9", (term,)) == ("é", False)


def test_a_delimiter_calls_the_first_set_back() -> None:
    """PS3.5 6.1.2.5.3: after `^` the Korean half of the table is gone."""
    _text, doubtful = decode(_KOREAN, ("", "ISO 2022 IR 149"), name=True)
    assert doubtful
    assert decode(_KOREAN, ("", "ISO 2022 IR 149")) == ("洪^吉", False)
