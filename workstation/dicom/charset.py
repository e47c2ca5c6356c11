"""Names of persons under Specific Character Set (PS3.5 6.2.1)."""

from workstation.dicom.dataset import Attributes
from workstation.dicom.model import PersonName


def person_name(attributes: Attributes, tag: int) -> PersonName:
    """Read the first value of a PN; empty groups where there is none."""
    values, doubtful = attributes.texts_and_doubt(tag)
    groups = [group.rstrip("^ ") for group in (values[0] if values else "").split("=")]
    alphabetic, ideographic, phonetic, *_ = [*groups, "", ""]
    return PersonName(alphabetic, ideographic, phonetic, doubtful)
