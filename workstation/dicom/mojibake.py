"""Whether bytes that are possible in their declared set are far likelier to be of another.

Each sign is one that true text hardly ever shows: a false alarm on every image would teach the
reader to overlook the true one.
"""

import re
import unicodedata

from workstation.dicom.repertoire import Repertoire
from workstation.dicom.strict_codecs import strictly, undone

# Signs are all that ISO 8859-1 and -9 have where UTF-8 has its continuation bytes: "Ã©".
_SIGNS_FIRST = ("latin_1", "iso8859_9")
# Letters of other scripts or of Latin stand there in these; pairs of them are also words.
_LETTERS_FIRST = ("iso8859_2", "iso8859_3", "iso8859_4", "iso8859_6", "iso8859_7", "iso8859_8")
_ALSO_WORDS = (*_LETTERS_FIRST, "iso8859_15")
# Letters stand there too, but what is meant is the same script: аДаОаМ is дом
_OWN_SCRIPT = {"iso8859_5": "CYRILLIC", "tis_620": "THAI"}
# So many letters with accents in a row are no word of a western language: jäääär, żółć, İŞÇİ
_NO_WORD = {
    "latin_1": re.compile(rb"[\xa1-\xff]{5}|(?<![A-Za-z])[\xa1-\xff]{4}(?![A-Za-z])"),
    "iso8859_15": re.compile(rb"[\xa1-\xff]{5}|(?<![A-Za-z])[\xa1-\xff]{4}(?![A-Za-z])"),
    "iso8859_2": re.compile(rb"[\xa1-\xff]{6}"),
    "iso8859_3": re.compile(rb"[\xa1-\xff]{6}"),
    "iso8859_4": re.compile(rb"[\xa1-\xff]{6}"),
    "iso8859_9": re.compile(rb"[\xa1-\xff]{6}"),
}
# Phonetic and African letters, which the bytes of ĘŻ would be
_RARE = re.compile("[\u0180-\u019f\u01a2-\u01ae\u01b1-\u0217\u021c-\u02af]")
_IDEOGRAPHIC = "CJK"
_WITH_IDEOGRAPHS = ("HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "KATAKANA-HIRAGANA")
_FIRST_IDEOGRAPH = "\u2e80"


def likelier_text(value: bytes, text: str, declared: Repertoire) -> str | None:
    """A likelier reading, or the text itself where only that it is wrong is known; None: neither.

    text   the value as declared, without an impossible byte
    """
    if declared.chosen:
        return None
    if declared.whole == "utf_8":
        return _written_twice(text)
    hidden = strictly(value, "utf_8")
    if hidden is not None and _is_likelier(hidden, declared):
        return hidden
    no_word = _NO_WORD.get(declared.high)
    return text if no_word is not None and no_word.search(value) else None


def _written_twice(text: str) -> str | None:
    """UTF-8 that was taken for western text, which was then written as UTF-8."""
    before = undone(text)
    return None if before is None or len(before) == len(text) else before


def _is_likelier(hidden: str, declared: Repertoire) -> bool:
    """Whether bytes that happen to be UTF-8 are meant to be."""
    if declared.high in _SIGNS_FIRST:
        return True
    if declared.high in _ALSO_WORDS:
        return _reads_well(hidden)
    if declared.high in _OWN_SCRIPT:
        foreign = (character for character in hidden if not character.isascii())
        return {_script(character) for character in foreign} == {_OWN_SCRIPT[declared.high]}
    ideographic = any(character >= _FIRST_IDEOGRAPH for character in hidden)
    return declared.whole in ("gb18030", "gbk") and ideographic and _reads_well(hidden)


def _reads_well(text: str) -> bool:
    """Whether it has no strange signs, and no word of it mixes scripts: RŮŽENA is not RٮENA."""
    if _RARE.search(text):
        return False
    scripts: set[str] = set()
    for character in text:
        if unicodedata.category(character)[0] in "LM":
            scripts.add(_script(character))
        elif not character.isascii() and character < _FIRST_IDEOGRAPH:
            return False
        else:
            scripts.clear()
        if len(scripts) > 1:
            return False
    return True


def _script(character: str) -> str:
    script = unicodedata.name(character, "UNKNOWN").partition(" ")[0]
    return _IDEOGRAPHIC if script in _WITH_IDEOGRAPHS else script
