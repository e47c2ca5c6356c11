from dataclasses import replace
from itertools import permutations
from pathlib import Path

from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes, attributes_of_bytes, element, image_dataset
from workstation.dicom.model import Instance, Study
from workstation.dicom.stored import StoredFile
from workstation.dicom.tree import conflicts, joined, studies_of


def _instance(
    study: str, series: str, uid: str, number: int | None = None, **values: object
) -> Instance:
    dataset = image_dataset()
    del dataset.PixelData
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study, series
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return _of(dataset, uid, number)


def _of(dataset: Dataset, uid: str, number: int | None) -> Instance:
    file = StoredFile(uid, Path("none"), 0, 0)
    return Instance(uid, "", "", number, None, None, attributes(dataset), file)


def _outline(studies: tuple[Study, ...]) -> list[list[list[str]]]:
    return [
        [[one.sop_instance_uid for one in series.instances] for series in study.series]
        for study in studies
    ]


def test_instances_are_grouped_whatever_order_they_come_in() -> None:
    """The tree depends on what is in it, not on the disc's directory."""
    instances = (
        _instance("1", "1.1", "a", 2, SeriesNumber=2, StudyDate="20200101"),
        _instance("1", "1.1", "b", 1, SeriesNumber=2, StudyDate="20200101"),
        _instance("1", "1.2", "c", 1, SeriesNumber=1, StudyDate="20200101"),
        _instance("2", "2.1", "d", None, StudyDate="20210101"),
    )
    outlines = [_outline(studies_of(order)) for order in permutations(instances)]
    assert all(one == [[["d"]], [["c"], ["b", "a"]]] for one in outlines)


def test_an_instance_that_comes_twice_is_kept_once() -> None:
    """The first of them."""
    first, second = _instance("1", "1.1", "a", 1), _instance("1", "1.1", "a", 2)
    (study,) = studies_of([first, second])
    assert study.series[0].instances == (first,)


def test_instances_without_a_number_come_last_by_uid() -> None:
    """Their order is the same each time."""
    instances = [_instance("1", "1.1", uid, number) for uid, number in _NUMBERED]
    assert _outline(studies_of(instances)) == [[["x", "b", "c"]]]


_NUMBERED = (("c", None), ("b", None), ("x", 5))


def test_instances_without_a_study_are_not_put_together() -> None:
    """They could be of different patients."""
    assert len(studies_of([_instance("", "", "a"), _instance("", "", "b")])) == 2


def test_a_study_says_whose_it_is() -> None:
    """Old dates have dots, old times colons."""
    instance = _instance(
        "1",
        "1.1",
        "a",
        PatientID="17",
        IssuerOfPatientID="Here",
        StudyTime="101112.5",
        StudyDescription="Head",
        SeriesDescription="Axial",
        ImageLaterality="L",
    )
    (study,) = studies_of([instance])
    assert (study.patient.patient_id, study.patient.issuer) == ("17", "Here")
    assert study.patient.name.alphabetic == "Doe^Jane"
    assert (study.time, study.description) == ("101112", "Head")
    assert (study.series[0].description, study.series[0].laterality) == ("Axial", "L")


def test_two_readings_of_a_study_are_one_study() -> None:
    """One folder holds one part of a series, another the rest: neither hides the other."""
    (before,) = studies_of([_instance("1", "1.1", "a", 1), _instance("1", "1.1", "b", 2)])
    (fresh,) = studies_of([_instance("1", "1.1", "c", 3), _instance("1", "1.2", "d", 1)])
    assert _outline((joined(before, fresh),)) == [[["a", "b", "c"], ["d"]]]


def test_an_instance_that_is_read_again_is_taken_from_where_it_was_read_last() -> None:
    """The disc that it came from at first may have been taken out."""
    (before,) = studies_of([_instance("1", "1.1", "a", 1)])
    (fresh,) = studies_of([again := _instance("1", "1.1", "a", 1)])
    assert joined(before, fresh).series[0].instances[0] is again


def test_an_instance_that_came_again_as_something_else_does_not_replace_the_first() -> None:
    """And both are named, so that the user can be told."""
    first = _instance("1", "1.1", "a", 1)
    other = replace(first, file=replace(first.file, length=7))
    (before,), (fresh,) = studies_of([first]), studies_of([other])
    assert joined(before, fresh).series[0].instances == (first,)
    assert conflicts(before, fresh) == ((first, other),)


def test_another_image_of_the_same_length_does_not_replace_the_first() -> None:
    """All images of a series are as long; their headers differ."""
    first = _instance("1", "1.1", "a", 1, AcquisitionNumber=1)
    other = _instance("1", "1.1", "a", 1, AcquisitionNumber=2)
    (before,), (fresh,) = studies_of([first]), studies_of([other])
    assert conflicts(before, fresh) == ((first, other),)


def test_study_and_series_say_which_of_their_texts_are_in_doubt() -> None:
    """Each says it of its own: here no character set is declared."""
    texts = element(0x0008103E, "LO", b"T\xeate") + element(0x00100020, "LO", b"\xe9A")
    uids = element(0x0020000D, "UI", b"1") + element(0x0020000E, "UI", b"1.1")
    found = replace(_instance("1", "1.1", "a", 1), attributes=attributes_of_bytes(texts + uids))
    (study,) = studies_of([found])
    doubtful = study.doubtful, study.series[0].doubtful
    assert doubtful == (frozenset((0x00100020,)), frozenset((0x0008103E,)))
