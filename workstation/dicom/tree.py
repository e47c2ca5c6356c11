"""Group instances into series, studies and patients (PS3.3 A.1.2)."""

from collections.abc import Iterable

from workstation.dicom import tags
from workstation.dicom.charset import OF_SERIES, OF_STUDY, doubtful_texts, person_name
from workstation.dicom.dataset import Attributes
from workstation.dicom.model import Instance, Patient, Series, Study

_LAST = 1 << 62  # numbers that are missing come last


def studies_of(instances: Iterable[Instance]) -> tuple[Study, ...]:
    """Group instances; newest study first, series and instances by number, then by UID.

    An instance that comes twice is kept once: the first. One without a Study or Series Instance
    UID is a study or series of its own: it could be anybody's.
    """
    grouped: dict[str, dict[str, dict[str, Instance]]] = {}
    for instance in instances:
        own = instance.sop_instance_uid
        study = grouped.setdefault(instance.attributes.text(tags.STUDY_INSTANCE_UID) or own, {})
        series = study.setdefault(instance.attributes.text(tags.SERIES_INSTANCE_UID) or own, {})
        series.setdefault(own, instance)
    studies = [_study(uid, series) for uid, series in grouped.items()]
    studies.sort(key=lambda study: study.study_instance_uid)
    studies.sort(key=lambda study: (study.date, study.time), reverse=True)
    return tuple(studies)


def joined(before: Study, fresh: Study) -> Study:
    """One study of what was known of it and of what was read now, from another place perhaps.

    Of an instance that came again the fresh file is taken, as the old medium may be gone; but
    where the two differ the first stays, and `conflicts` tells of it.
    """
    kept = {first.sop_instance_uid for first, _second in conflicts(before, fresh)}
    again = [each for each in _instances(fresh) if each.sop_instance_uid not in kept]
    return studies_of((*again, *_instances(before)))[0]


def conflicts(before: Study, fresh: Study) -> tuple[tuple[Instance, Instance], ...]:
    """Instances of one identity that are two: their files differ in length, or their headers do.

    Pixels are not compared: the medium of the first may be gone.
    """
    first = {each.sop_instance_uid: each for each in _instances(before)}
    return tuple(
        (first[each.sop_instance_uid], each)
        for each in _instances(fresh)
        if each.sop_instance_uid in first and _differ(first[each.sop_instance_uid], each)
    )


def _differ(one: Instance, other: Instance) -> bool:
    same_length = one.file.length == other.file.length
    return not same_length or one.attributes.content != other.attributes.content


def _instances(study: Study) -> tuple[Instance, ...]:
    return tuple(each for series in study.series for each in series.instances)


def _study(uid: str, members: dict[str, dict[str, Instance]]) -> Study:
    series = [_series(name, tuple(instances.values())) for name, instances in members.items()]
    series.sort(key=lambda one: (_ordinal(one.number), one.series_instance_uid))
    attributes = series[0].instances[0].attributes
    return Study(
        study_instance_uid=uid,
        patient=_patient(attributes),
        date=_digits(attributes.text(tags.STUDY_DATE)),
        time=_digits(attributes.text(tags.STUDY_TIME).partition(".")[0]),
        description=attributes.text(tags.STUDY_DESCRIPTION),
        accession_number=attributes.text(tags.ACCESSION_NUMBER),
        institution=attributes.text(tags.INSTITUTION_NAME),
        series=tuple(series),
        doubtful=doubtful_texts(attributes, OF_STUDY),
    )


def _patient(attributes: Attributes) -> Patient:
    return Patient(
        patient_id=attributes.text(tags.PATIENT_ID),
        issuer=attributes.text(tags.ISSUER_OF_PATIENT_ID),
        name=person_name(attributes, tags.PATIENT_NAME),
        birth_date=_digits(attributes.text(tags.PATIENT_BIRTH_DATE)),
        sex=attributes.text(tags.PATIENT_SEX),
    )


def _series(uid: str, members: tuple[Instance, ...]) -> Series:
    instances = sorted(members, key=_instance_order)
    attributes = instances[0].attributes
    return Series(
        series_instance_uid=uid,
        modality=attributes.text(tags.MODALITY),
        number=attributes.integer(tags.SERIES_NUMBER),
        description=attributes.text(tags.SERIES_DESCRIPTION),
        body_part=attributes.text(tags.BODY_PART_EXAMINED),
        laterality=attributes.text(tags.LATERALITY) or attributes.text(tags.IMAGE_LATERALITY),
        date=_digits(attributes.text(tags.SERIES_DATE)),
        instances=tuple(instances),
        doubtful=doubtful_texts(attributes, OF_SERIES),
    )


def _digits(text: str) -> str:
    """A date or time without the separators of ACR-NEMA: 1995.10.26, 12:30:00."""
    return text.replace(".", "").replace(":", "")


def _instance_order(instance: Instance) -> tuple[int, str]:
    return _ordinal(instance.instance_number), instance.sop_instance_uid


def _ordinal(number: int | None) -> int:
    return _LAST if number is None else number
