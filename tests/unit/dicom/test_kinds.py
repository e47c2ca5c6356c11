import pytest
from pydicom._uid_dict import UID_dictionary

from workstation.dicom.kinds import kind_name

_STORAGE = "1.2.840.10008.5.1.4.1.1."
_NETWORK = "Storage Commitment"
_ALL = [
    uid
    for uid, (name, kind, *_more) in UID_dictionary.items()
    if kind == "SOP Class" and "Storage" in name and not name.startswith(_NETWORK)
]


@pytest.mark.parametrize("uid", _ALL, ids=str)
def test_every_storage_sop_class_of_the_standard_has_a_name(uid: str) -> None:
    """As many as pydicom's table has; none is called by its UID."""
    assert uid not in kind_name(uid)


def test_reports_states_and_recordings_are_not_all_alike() -> None:
    """The user is told which of them it is."""
    ends = ("88.67", "88.50", "11.1", "11.3", "9.1.1", "9.4.1", "104.1", "104.3", "66.1", "66")
    assert len({kind_name(_STORAGE + end) for end in ends}) == len(ends)


@pytest.mark.parametrize(
    ("sop_class_uid", "name"),
    [
        (_STORAGE + "2", "CT"),
        (_STORAGE + "2.1", "Multi-frame CT"),
        (_STORAGE + "20", "Nuclear medicine"),
        (_STORAGE + "4.2", "MR spectroscopy"),
        (_STORAGE + "88.59", "Key object selection"),
        (_STORAGE + "88.33", "Comprehensive report"),
        (_STORAGE + "481.3", "Radiotherapy structures"),
        (_STORAGE + "104.1", "PDF document"),
        (_STORAGE + "67", "Real-world value mapping"),
        (_STORAGE + "88.999", "Structured report"),
        (_STORAGE + "481.99.1", "Radiotherapy object"),
        (_STORAGE + "999", f"Object of class {_STORAGE}999"),
        ("1.3.12.2.1107.5.9.1", "Private object 1.3.12.2.1107.5.9.1"),
        ("9.1", "Private object 9.1"),
        ("", "Object of an unknown kind"),
    ],
)
def test_a_kind_of_object_has_a_name(sop_class_uid: str, name: str) -> None:
    """Also one that is newer than the table, or private."""
    assert kind_name(sop_class_uid) == name
