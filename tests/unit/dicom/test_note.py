from workstation.dicom.note import Note, kind_of


def test_a_note_is_its_sentence() -> None:
    """Who only shows sentences needs not know of kinds."""
    assert Note("Bits are missing", "frames") == "Bits are missing"


def test_a_plain_sentence_has_the_kind_of_where_it_comes_from() -> None:
    """A note has its own."""
    assert kind_of(Note("x", "lossy"), "decoder") == "lossy"
    assert kind_of("x", "decoder") == "decoder"
