import pytest

from workstation.dicom.repertoire import Repertoire, repertoire


@pytest.mark.parametrize(
    "term",
    ["ISO_IR 101", "ISO IR 101", "ISO-IR 101", "iso_ir_101", "ISO-IR-101", "ISO_IR101"],
)
def test_vendors_spellings_of_a_term_are_known(term: str) -> None:
    """A hyphen for an underscore must not garble a name."""
    assert repertoire((term,)) == Repertoire(
        "ascii", "iso8859_2", declared=frozenset(("6", "14", "101"))
    )


@pytest.mark.parametrize("term", ["ISO 8859-2", "ISO8859-2", "8859_2"])
def test_a_part_of_iso_8859_is_its_registration(term: str) -> None:
    """Latin alphabet No. 2 is ISO-IR 101."""
    assert repertoire((term,)) == repertoire(("ISO_IR 101",))


@pytest.mark.parametrize("term", ["ISO_IR 192", "ISO IR 192", "ISO-IR-192", "UTF-8", "utf8"])
def test_utf_8_is_the_codec_of_the_whole_value(term: str) -> None:
    """Code extensions are not used with it (PS3.5 6.1.2.5.4 d)."""
    assert repertoire((term, "ISO 2022 IR 87")) == Repertoire(whole="utf_8")


@pytest.mark.parametrize("first", ["", "ISO 2022 IR 6", "ISO_IR 6"])
def test_an_empty_first_value_is_the_default_repertoire(first: str) -> None:
    """Its upper half is undefined until an escape sequence calls a set."""
    found = repertoire((first, "ISO 2022 IR 149"))
    assert found is not None
    assert (found.low, found.high) == ("ascii", "")
    assert found.declared >= {"6", "149"}


@pytest.mark.parametrize("terms", [(), ("",), ("KLINGON",), ("KLINGON", "ISO 2022 IR 87")])
def test_nothing_is_known_of_absent_and_unknown_sets(terms: tuple[str, ...]) -> None:
    """What the first value is decides: all starts in its set."""
    assert repertoire(terms) is None


def test_a_multi_byte_set_alone_is_declared_and_waits_to_be_called() -> None:
    """Writers leave the empty first value out."""
    found = repertoire(("ISO 2022 IR 87",))
    assert found is not None
    assert (found.low, found.high, "87" in found.declared) == ("ascii", "", True)
