"""Choosing the character set of a study whose own is in doubt: what there is, and its use.

The choice holds for the study while the program runs; nothing is written into a file.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from workstation.base.text import N_, _
from workstation.dicom import tags
from workstation.dicom.charset import OF_SERIES, OF_STUDY, doubtful_texts, person_name, read_as
from workstation.dicom.dataset import SPECIFIC_CHARACTER_SET
from workstation.dicom.model import Instance, PersonName, Study
from workstation.dicom.tree import studies_of
from workstation.session.display_set import DisplaySet, display_sets

Terms = tuple[str, ...]
Texts = tuple[str, ...]
Chosen = tuple[tuple[str, Terms], ...]  # by Study Instance UID

# What can be chosen, the likelier first: the Standard's, then what equipment writes all the same.
_CANDIDATES: tuple[tuple[Terms, str], ...] = (
    (("ISO_IR 192",), N_("Unicode (UTF-8)")),
    (("UTF-8 TWICE",), N_("Unicode, encoded twice by mistake")),
    (("", "ISO 2022 IR 87", "ISO 2022 IR 159"), N_("Japanese with escape sequences")),
    (("ISO 2022 IR 13", "ISO 2022 IR 87"), N_("Japanese with katakana of half width")),
    (("", "ISO 2022 IR 149"), N_("Korean with escape sequences")),
    (("", "ISO 2022 IR 58"), N_("Chinese with escape sequences")),
    (("GB18030",), N_("Chinese, simplified (GB18030)")),
    (("BIG5",), N_("Chinese, traditional (Big5)")),
    (("SHIFT_JIS",), N_("Japanese (Shift JIS)")),
    (("EUC-JP",), N_("Japanese (EUC)")),
    (("EUC-KR",), N_("Korean (EUC)")),
    (("ISO_IR 13",), N_("Japanese, katakana of half width")),
    (("WINDOWS-1251",), N_("Cyrillic (Windows)")),
    (("ISO_IR 144",), N_("Cyrillic")),
    (("KOI8-R",), N_("Cyrillic (KOI8-R)")),
    (("IBM866",), N_("Cyrillic (DOS)")),
    (("ISO_IR 126",), N_("Greek")),
    (("WINDOWS-1253",), N_("Greek (Windows)")),
    (("ISO_IR 138",), N_("Hebrew")),
    (("WINDOWS-1255",), N_("Hebrew (Windows)")),
    (("WINDOWS-1256",), N_("Arabic (Windows)")),
    (("ISO_IR 127",), N_("Arabic")),
    (("ISO_IR 166",), N_("Thai")),
    (("ISO_IR 100",), N_("Western European (Latin alphabet No. 1)")),
    (("WINDOWS-1252",), N_("Western European (Windows)")),
    (("ISO_IR 203",), N_("Western European (Latin alphabet No. 9)")),
    (("ISO_IR 101",), N_("Central European (Latin alphabet No. 2)")),
    (("WINDOWS-1250",), N_("Central European (Windows)")),
    (("ISO_IR 148",), N_("Turkish (Latin alphabet No. 5)")),
    (("WINDOWS-1254",), N_("Turkish (Windows)")),
    (("ISO_IR 109",), N_("South European (Latin alphabet No. 3)")),
    (("ISO_IR 110",), N_("North European (Latin alphabet No. 4)")),
    (("WINDOWS-1257",), N_("Baltic (Windows)")),
    (("WINDOWS-1258",), N_("Vietnamese (Windows)")),
)
_SIGNS = ("Sc", "Sm", "So", "No", "Cf")
_TEXTS = (*OF_STUDY, *OF_SERIES)
_MOST_SERIES = 8  # whose descriptions are looked at


@dataclass(frozen=True, slots=True)
class Reading:
    """How a study reads in one character set.

    terms    Specific Character Set, () for what the objects declare
    titles   of all sets in which it reads so
    name     the patient's
    others   the other texts that depend on the set
    """

    terms: Terms
    titles: tuple[str, ...]
    name: PersonName
    others: Texts


def readings(study: Study) -> tuple[Reading, ...]:
    """As the study declares it first; then every other way in which its texts can be read.

    A set in which the name is impossible, or no word, is none of them; sets that read alike are
    one. Those in which every text is possible come first.
    """
    instances = [series.instances[0] for series in study.series[:_MOST_SERIES]]
    declared, _doubts = _reading(instances, (), _declared(instances[0]))
    found: dict[tuple[bool, PersonName, Texts], Reading] = {}
    for terms, title in _CANDIDATES:
        reading, doubts = _reading(instances, terms, _(title))
        if tags.PATIENT_NAME in doubts or (doubts and not _name_tells(instances[0])):
            continue
        if _has_signs(reading.name):
            continue
        key = bool(doubts), reading.name, reading.others
        same = found.get(key, replace(reading, titles=()))
        found[key] = replace(same, titles=(*same.titles, *reading.titles))
    return declared, *(found[key] for key in sorted(found, key=itemgetter(0)))


def _reading(
    instances: Sequence[Instance], terms: Terms, title: str
) -> tuple[Reading, frozenset[int]]:
    """A reading, and the tags of the texts that it leaves in doubt."""
    read = [read_as(instance, terms).attributes for instance in instances]
    name = person_name(read[0], tags.PATIENT_NAME)
    texts = (each.text(tag) for each in read for tag in _TEXTS[1:] if not _is_plain(each.raw(tag)))
    doubts = frozenset[int]().union(*(doubtful_texts(each, _TEXTS) for each in read))
    return Reading(terms, (title,), name, tuple(dict.fromkeys(texts))), doubts


def _has_signs(name: PersonName) -> bool:
    """Whether there are boxes, arrows or currencies in it, which nobody has in a name."""
    groups = name.alphabetic + name.ideographic + name.phonetic
    return any(unicodedata.category(sign) in _SIGNS for sign in groups if not sign.isascii())


def _is_plain(value: bytes) -> bool:
    """Whether it is the same in all sets."""
    return value.isascii() and b"\x1b" not in value


def _name_tells(instance: Instance) -> bool:
    return not _is_plain(instance.attributes.raw(tags.PATIENT_NAME))


def _declared(instance: Instance) -> str:
    terms = instance.attributes.texts(SPECIFIC_CHARACTER_SET)
    if not any(terms):
        return _("As the object says: it names no character set")
    return _("As the object says: {terms}").format(terms="\\".join(terms))


def depends_on_character_set(study: Study) -> bool:
    """Whether there is anything to choose: a text that is not the same in all sets."""
    return any(
        not _is_plain(instance.attributes.raw(tag))
        for series in study.series
        for instance in series.instances[:1]
        for tag in _TEXTS
    )


def chosen_for(chosen: Chosen, study: Study) -> Terms:
    """The character set that somebody chose for a study; () where nobody did, or no longer."""
    return dict(chosen).get(study.study_instance_uid, ())


def with_choice(chosen: Chosen, study: Study, terms: Terms) -> Chosen:
    """This set for this study; () is what its objects declare."""
    return tuple({**dict(chosen), study.study_instance_uid: terms}.items())


def reread(
    sets: Sequence[DisplaySet], chosen: Chosen, known: Iterable[DisplaySet] = ()
) -> tuple[DisplaySet, ...]:
    """The display sets with the texts of each study in the set that was chosen for it.

    known   those that are shown: what was read so before is taken over
    """
    uids = dict(chosen)
    studies = {id(each.study): each.study for each in sets if each.study.study_instance_uid in uids}
    if not studies:
        return tuple(sets)
    shown = tuple(known)
    before = {id(each.attributes.content): each for each in _instances(shown)}
    fresh: dict[str, DisplaySet] = {}
    for study in studies.values():
        made = _read_study(study, uids[study.study_instance_uid], before)
        if made is not study:
            fresh |= {each.key: each for each in display_sets(made, (*sets, *shown))}
    return tuple(fresh.get(each.key, each) for each in sets)


def _instances(sets: Iterable[DisplaySet]) -> Iterator[Instance]:
    for study in {id(each.study): each.study for each in sets}.values():
        yield from (instance for series in study.series for instance in series.instances)


def _read_study(study: Study, terms: Terms, before: Mapping[int, Instance]) -> Study:
    """The study itself, where all of it is read so already."""
    own = [instance for series in study.series for instance in series.instances]
    wanted = [read_as(instance, terms) for instance in own]
    if all(map(_is_same, own, wanted)):
        return study
    kept = [before.get(id(each.attributes.content), each) for each in wanted]
    pairs = zip(kept, wanted, strict=True)
    return studies_of(known if _reads_alike(known, each) else each for known, each in pairs)[0]


def _is_same(some: Instance, other: Instance) -> bool:
    return some is other


def _reads_alike(some: Instance, other: Instance) -> bool:
    return some.attributes.character_sets == other.attributes.character_sets
