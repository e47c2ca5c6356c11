import pytest
from pydicom.datadict import DicomDictionary  # type: ignore[attr-defined]  # it is the dictionary itself

from workstation.dicom.dictionary import keyword_of, sequence_tags, vr_of

_CHOICES = {"US or SS": "US", "OB or OW": "OW", "US or OW": "US", "US or SS or OW": "US"}


def test_every_attribute_has_the_vr_and_keyword_of_pydicoms_dictionary() -> None:
    """Ours is a copy of theirs, which follows PS3.6."""
    entries = {
        tag: (_CHOICES.get(entry[0], entry[0]), entry[4])
        for tag, entry in DicomDictionary.items()
        if entry[4] and entry[0] != "NONE" and tag > 0xFFFF  # group 0000 is of messages
    }
    assert {tag: (vr_of(tag), keyword_of(tag)) for tag in entries} == entries


@pytest.mark.parametrize(
    ("tag", "vr"),
    [
        (0x60023000, "OW"),  # overlay data of the second overlay
        (0x60010010, "LO"),  # an odd group is private, whatever its hundreds
        (0x00090010, "LO"),
        (0x00091010, "UN"),
        (0x00180000, "UL"),
    ],
)
def test_a_tag_that_is_not_in_the_table_has_the_vr_of_its_kind(tag: int, vr: str) -> None:
    """Repeating groups, private creators, private elements, group lengths."""
    assert vr_of(tag) == vr


def test_sequences_are_known_without_reading_them() -> None:
    """The walk over implicit VR needs to know."""
    assert 0x00081140 in sequence_tags()
    assert 0x00100010 not in sequence_tags()
