"""Names of persons under Specific Character Set (PS3.5 6.2.1), and what it leaves in doubt."""

from dataclasses import replace

from workstation.dicom import tags
from workstation.dicom.dataset import SPECIFIC_CHARACTER_SET, Attributes
from workstation.dicom.model import Instance, PersonName
from workstation.dicom.repertoire import CHOSEN

# What is shown of patient and study, and of series and image; all are under the character set.
OF_STUDY = (
    tags.PATIENT_NAME,
    tags.PATIENT_ID,
    tags.STUDY_DESCRIPTION,
    tags.INSTITUTION_NAME,
    tags.ACCESSION_NUMBER,
)
OF_SERIES = (tags.SERIES_DESCRIPTION,)


def person_name(attributes: Attributes, tag: int) -> PersonName:
    """Read a PN of one value; empty groups where there is none.

    Nothing is lost of one that is written wrongly: a backslash and a fourth group stay in it.
    """
    values, doubtful = attributes.texts_and_doubt(tag)
    groups = [group.strip(" ").rstrip("^= ") for group in "\\".join(values).split("=", 2)]
    alphabetic, ideographic, phonetic = (*groups, "", "", "")[:3]
    return PersonName(alphabetic, ideographic, phonetic, doubtful or len(values) > 1)


def doubtful_texts(attributes: Attributes, shown: tuple[int, ...]) -> frozenset[int]:
    """Which of these elements the character set leaves in doubt."""
    return frozenset(tag for tag in shown if attributes.texts_and_doubt(tag)[1])


def read_as(instance: Instance, terms: tuple[str, ...]) -> Instance:
    """The same instance under this Specific Character Set, by choice; () is its own again.

    Items of sequences that declare their own keep it.
    """
    attributes = instance.attributes
    wanted = (*terms, CHOSEN) if terms else attributes.texts(SPECIFIC_CHARACTER_SET)
    if wanted == attributes.character_sets:
        return instance
    return replace(instance, attributes=replace(attributes, character_sets=wanted))
