"""The data dictionary (PS3.6): which VR and which keyword a tag has.

Its table is a text file beside this module, one line for an attribute, because the first picture
cannot wait the 0.4 s that importing pydicom takes. Where the Standard leaves a choice the table
has one answer: US for "US or SS" and "US or OW", OW for "OB or OW".
"""

from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("dictionary.txt")
_REPEATING = (0x5000, 0x6000)  # groups 50xx and 60xx, xx even (PS3.5 7.6)


@lru_cache(maxsize=1)
def _entries() -> dict[int, str]:
    lines = _TABLE.read_text("ascii").splitlines()
    return {int(line[:8], 16): line[9:] for line in lines}


@lru_cache(maxsize=1)
def sequence_tags() -> frozenset[int]:
    """The tags whose value is a sequence of items."""
    return frozenset(tag for tag, entry in _entries().items() if entry.startswith("SQ"))


def vr_of(tag: int) -> str:
    """The VR of a tag; LO for a private creator, UN for what the Standard does not know."""
    entry = _entries().get(_table_tag(tag))
    if entry is not None:
        return entry[:2]
    if tag & 0xFFFF == 0:
        return "UL"  # a group length (PS3.5 7.2)
    return "LO" if _is_private_creator(tag) else "UN"


def keyword_of(tag: int) -> str:
    """The Standard's keyword, e.g. PatientName; empty for what the Standard does not know."""
    return _entries().get(_table_tag(tag), "")[3:]


def _table_tag(tag: int) -> int:
    group = tag >> 16 & 0xFF00
    if group in _REPEATING and not tag & 0x10000:
        return tag & 0xFF00FFFF
    return tag


def _is_private_creator(tag: int) -> bool:
    return bool(tag & 0x10000) and 0x10 <= tag & 0xFFFF <= 0xFF
