"""What Specific Character Set names: the sets of PS3.3 C.12.1.1.2, and what is written for them.

Python's own codecs know every character set of the Standard; three names here are not theirs:
"romaji" and "katakana", the halves of JIS X 0201, and "utf_8_twice".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

CHOSEN = "\\chosen"  # beside terms that a person chose; no value read from a file holds a backslash

# ISO-IR registration number: (codec of 7-bit codes, codec of 8-bit codes); PS3.3 Table C.12-2
_HALVES = {
    "6": ("ascii", ""),
    "100": ("ascii", "latin_1"),
    "101": ("ascii", "iso8859_2"),
    "109": ("ascii", "iso8859_3"),
    "110": ("ascii", "iso8859_4"),
    "144": ("ascii", "iso8859_5"),
    "127": ("ascii", "iso8859_6"),
    "126": ("ascii", "iso8859_7"),
    "138": ("ascii", "iso8859_8"),
    "148": ("ascii", "iso8859_9"),
    "203": ("ascii", "iso8859_15"),
    "13": ("romaji", "katakana"),
    "14": ("romaji", ""),
    "166": ("ascii", "tis_620"),
    "87": ("ascii", ""),  # multi-byte sets are empty until an escape sequence calls them
    "159": ("ascii", ""),
    "149": ("ascii", ""),
    "58": ("ascii", ""),
}
# What the upper half can only mean where nobody called a set into it
UNCALLED = {"149": "cp949", "58": "gbk", "13": "katakana"}

# Escape sequence: (half that it sets, codec, registration number); PS3.3 Tables C.12-3 and C.12-4
ESCAPES = {
    b"(B": ("low", "ascii", "6"),
    b"(J": ("low", "romaji", "14"),
    b")I": ("high", "katakana", "13"),
    b"-A": ("high", "latin_1", "100"),
    b"-B": ("high", "iso8859_2", "101"),
    b"-C": ("high", "iso8859_3", "109"),
    b"-D": ("high", "iso8859_4", "110"),
    b"-L": ("high", "iso8859_5", "144"),
    b"-G": ("high", "iso8859_6", "127"),
    b"-F": ("high", "iso8859_7", "126"),
    b"-H": ("high", "iso8859_8", "138"),
    b"-M": ("high", "iso8859_9", "148"),
    b"-b": ("high", "iso8859_15", "203"),
    b"-T": ("high", "tis_620", "166"),
    b"$B": ("low", "jisx0208", "87"),
    b"$(D": ("low", "jisx0212", "159"),
    b"$)C": ("high", "euc_kr", "149"),
    b"$)A": ("high", "gb2312", "58"),
    b"$@": ("low", "jisx0208", "42"),  # JIS C 6226 of 1978, which the Standard does not have
}
TWO_BYTE_LOW = ("jisx0208", "jisx0212")

# Whole-value encodings, in which no escape sequence has a meaning: three are the Standard's, the
# others are what files hold all the same, whatever they say, and what the user can choose.
_WHOLE = {
    "192": "utf_8",
    "UTF8": "utf_8",
    "GB18030": "gb18030",
    "GBK": "gbk",
    "GB2312": "gbk",
    "UTF8TWICE": "utf_8_twice",
    "SHIFTJIS": "cp932",
    "EUCJP": "euc_jp",
    "EUCKR": "cp949",
    "BIG5": "big5hkscs",
    "WINDOWS1250": "cp1250",
    "WINDOWS1251": "cp1251",
    "WINDOWS1252": "cp1252",
    "WINDOWS1253": "cp1253",
    "WINDOWS1254": "cp1254",
    "WINDOWS1255": "cp1255",
    "WINDOWS1256": "cp1256",
    "WINDOWS1257": "cp1257",
    "WINDOWS1258": "cp1258",
    "WINDOWS874": "cp874",
    "IBM866": "cp866",
    "KOI8R": "koi8_r",
}
_LATIN_PARTS = {  # of ISO 8859, which some name instead of the registration
    "1": "100",
    "2": "101",
    "3": "109",
    "4": "110",
    "5": "144",
    "6": "127",
    "7": "126",
    "8": "138",
    "9": "148",
    "11": "166",
    "15": "203",
}
_TERM = re.compile(r"ISO(?:2022)?IR(\d+)")
_PART = re.compile(r"(?:ISO)?8859(\d+)")


@dataclass(frozen=True, slots=True)
class Repertoire:
    """What holds at the start of a value, and what may be called by escape sequences.

    low, high   codecs of codes below 0x80 and from 0x80, G0 and G1; "" stands for nothing
    whole       codec of the whole value instead; "" where there are halves
    declared    registration numbers of the sets that Specific Character Set names
    chosen      somebody has looked at the text and says that it is so
    """

    low: str = "ascii"
    high: str = ""
    whole: str = ""
    declared: frozenset[str] = frozenset()
    chosen: bool = False


@lru_cache(maxsize=64)
def repertoire(terms: tuple[str, ...]) -> Repertoire | None:
    """What the values of Specific Character Set mean; None: nothing that is known.

    One empty value before others is the default repertoire (PS3.5 6.1.2.5.4 c).
    """
    chosen = CHOSEN in terms
    terms = tuple(term for term in terms if term != CHOSEN)
    names = [_known_name(term) for term in terms]
    if not any(names) or (not names[0] and terms[0].strip()):
        return None
    if names[0] in _WHOLE:
        return Repertoire(whole=_WHOLE[names[0]], chosen=chosen)
    low, high = _HALVES[names[0] or "6"]
    return Repertoire(low, high, declared=frozenset(("6", "14", *names)), chosen=chosen)


def _known_name(term: str) -> str:
    """The registration number in a term, or a key of _WHOLE; vendors write it in many ways."""
    plain = "".join(filter(str.isalnum, term.upper()))
    found = _TERM.fullmatch(plain)
    part = _PART.fullmatch(plain)
    name = found[1] if found else _LATIN_PARTS.get(part[1], "") if part else plain
    return name if name in _HALVES or name in _WHOLE else ""
