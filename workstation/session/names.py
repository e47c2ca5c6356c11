"""Names of persons as they are written on the screen, and as they are searched for (PS3.5 6.2.1).

Each group stays in its own script and its own order: `^` between components becomes what a reader
of that script expects.
"""

import unicodedata

from workstation.dicom.model import PersonName

MARK = "⚠"  # of a text that the character set leaves in doubt; never without the words elsewhere


def marked(text: str, doubtful: bool) -> str:
    """The text behind its mark, where it is doubtful; nothing stays nothing."""
    return f"{MARK} {text}" if doubtful and text else text


def western(group: str) -> str:
    """DOE^JANE^M^DR^PHD: family name, the rest behind a comma."""
    family, given, middle, prefix, suffix = (*group.split("^", 4), "", "", "", "")[:5]
    rest = " ".join(part for part in (prefix, given, middle, suffix.replace("^", " ")) if part)
    return ", ".join(part for part in (family, rest) if part)


def together(group: str) -> str:
    """Components in the order in which they stand, as ideographic and phonetic names are read."""
    return " ".join(part for part in group.split("^") if part)


def written_name(name: PersonName) -> str:
    """One line: the alphabetic group, else the one that there is."""
    return western(name.alphabetic) or together(name.ideographic) or together(name.phonetic)


def name_lines(name: PersonName) -> tuple[str, ...]:
    """All groups: the alphabetic one, then the ideographic one with the phonetic in parentheses."""
    written, phonetic = together(name.ideographic), together(name.phonetic)
    second = f"{written} ({phonetic})" if written and phonetic else written or phonetic
    return tuple(line for line in (western(name.alphabetic), second) if line)


def full_name(name: PersonName) -> str:
    """All groups in one line, the others in parentheses behind the first."""
    first, *more = name_lines(name) or ("",)
    return f"{first} ({more[0]})" if more and "(" not in more[0] else "  ".join((first, *more))


def all_groups(name: PersonName) -> tuple[str, ...]:
    """What a search looks through: each group and each of its components, as `searched` writes it.

    A doubtful name is among what is searched: it may be right.
    """
    groups = [group for group in (name.alphabetic, name.ideographic, name.phonetic) if group]
    parts = [part for group in groups for part in group.split("^") if part]
    return tuple(dict.fromkeys(map(searched, (*map(together, groups), *parts))))


def searched(text: str) -> str:
    """Text without what a searcher does not type: case, accents, width, points of vowels.

    Hiragana is searched as katakana: which of them a name has been written in nobody remembers.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign) or _voiced(sign))
    return unicodedata.normalize("NFC", kept.translate(_KATAKANA))


def _voiced(sign: str) -> bool:
    """Kana have another sound with these: they are not accents."""
    return sign in "\u3099\u309a"


_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
