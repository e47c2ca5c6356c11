"""Bytes to text under Specific Character Set (PS3.3 C.12.1.1.2, PS3.5 6.1), with code extensions.

Python's own codecs know every character set of the Standard; only the escape sequences of
ISO 2022 that change between them inside a value are ours.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

_ESCAPE = b"\x1b"
_TERM = re.compile(r"ISO[ _-]*(?:2022[ _-]*)?IR[ _-]*(\d+)")

# ISO-IR registration number: (codec of 7-bit codes, codec of 8-bit codes)
_SETS = {
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
    "13": ("shift_jis", "shift_jis"),
    "166": ("ascii", "tis_620"),
    "87": ("ascii", ""),  # multi-byte sets are empty until an escape sequence calls them
    "159": ("ascii", ""),
    "149": ("ascii", ""),
    "58": ("ascii", ""),
}
# Whole-value encodings, in which no escape sequence has a meaning
_UNICODE = {"ISO_IR 192": "utf_8", "GB18030": "gb18030", "GBK": "gbk", "UTF-8": "utf_8"}

# Escape sequence: (half of the code table that it sets, codec); PS3.3 Tables C.12-3 and C.12-4
_ESCAPES = {
    b"(B": ("low", "ascii"),
    b"(J": ("low", "shift_jis"),
    b")I": ("high", "shift_jis"),
    b"-A": ("high", "latin_1"),
    b"-B": ("high", "iso8859_2"),
    b"-C": ("high", "iso8859_3"),
    b"-D": ("high", "iso8859_4"),
    b"-L": ("high", "iso8859_5"),
    b"-G": ("high", "iso8859_6"),
    b"-F": ("high", "iso8859_7"),
    b"-H": ("high", "iso8859_8"),
    b"-M": ("high", "iso8859_9"),
    b"-T": ("high", "tis_620"),
    b"-b": ("high", "iso8859_15"),
    b"$B": ("low", "iso2022_jp"),
    b"$@": ("low", "iso2022_jp"),
    b"$(D": ("low", "iso2022_jp_2"),
    b"$)C": ("high", "euc_kr"),
    b"$)A": ("high", "gb2312"),
}
_TWO_BYTE_LOW = {"iso2022_jp": b"\x1b$B", "iso2022_jp_2": b"\x1b$(D"}
_DELIMITERS = re.compile(rb"(?=[\\\t\n\f\r])")
_NAME_DELIMITERS = re.compile(rb"(?=[\\^=\t\n\f\r])")
_RUNS = re.compile(rb"[\x00-\x7f]+|[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class _Halves:
    """The codecs that codes below 0x80 and from 0x80 stand for; empty: nothing."""

    low: str
    high: str


def decode(value: bytes, terms: tuple[str, ...], *, name: bool = False) -> tuple[str, bool]:
    """Text of a value, and whether it is doubtful.

    terms   the values of Specific Character Set, () where it is absent
    name    it is of a person: `^` and `=` delimit its parts

    Doubtful: the set is absent or unknown and the bytes are not plain ASCII, or the bytes are
    impossible in the set. The text is then the best guess.
    """
    if value.isascii() and _ESCAPE not in value:
        return value.decode("ascii"), False
    initial = _initial(terms)
    if isinstance(initial, str):
        return _whole(value, initial)
    if initial is None:
        return _guess(value), True
    if _ESCAPE not in value:
        return _plain(value, initial)
    return _extended(value, initial, _NAME_DELIMITERS if name else _DELIMITERS)


@lru_cache(maxsize=64)
def _initial(terms: tuple[str, ...]) -> _Halves | str | None:
    """What holds at the start of a value: two halves, one codec for all, or nothing known."""
    first = terms[0].upper().strip() if terms else ""
    if first in _UNICODE or _number(first) == "192":
        return _UNICODE.get(first, "utf_8")
    if not first:
        return _Halves("ascii", "") if len(terms) > 1 else None
    halves = _SETS.get(_number(first))
    return None if halves is None else _Halves(*halves)


def _number(term: str) -> str:
    """The registration number in a term; vendors write it in many ways."""
    found = _TERM.search(term)
    return found[1] if found else ""


def _whole(value: bytes, codec: str) -> tuple[str, bool]:
    try:
        return value.decode(codec), False
    except UnicodeDecodeError:
        return value.decode(codec, "replace"), True


def _guess(value: bytes) -> str:
    try:
        return value.decode("utf_8")
    except UnicodeDecodeError:
        return value.decode("latin_1")


def _plain(value: bytes, halves: _Halves) -> tuple[str, bool]:
    """Decode with the first set alone: its upper half contains ASCII, or is the same codec."""
    return _whole(value, halves.high) if halves.high else (_guess(value), True)


def _extended(value: bytes, initial: _Halves, delimiters: re.Pattern[bytes]) -> tuple[str, bool]:
    """Decode piece by piece between escape sequences (PS3.5 6.1.2.5).

    Delimiters call the initial sets back (6.1.2.5.3), where they are delimiters.
    """
    first, *others = value.split(_ESCAPE)
    texts = [_run(first, initial)]
    halves = initial
    for piece in others:
        found = _escape(piece)
        if not found:
            texts.append((_guess(piece), True))
            continue
        half, codec = _ESCAPES[found]
        halves = replace(halves, **{half: codec})
        body = piece[len(found) :]
        stretches = [body] if halves.low in _TWO_BYTE_LOW else delimiters.split(body)
        texts.append(_run(stretches[0], halves))
        for stretch in stretches[1:]:
            halves = initial
            texts.append(_run(stretch, halves))
    return "".join(text for text, _ in texts), any(doubtful for _, doubtful in texts)


def _escape(piece: bytes) -> bytes:
    return next((piece[:n] for n in (2, 3) if piece[:n] in _ESCAPES), b"")


def _run(body: bytes, halves: _Halves) -> tuple[str, bool]:
    """Decode bytes between which no escape sequence stands."""
    texts: list[str] = []
    doubtful = False
    for run in _RUNS.findall(body):
        codec = halves.low if run[0] < 0x80 else halves.high
        prefix = _TWO_BYTE_LOW.get(codec, b"")
        try:
            texts.append((prefix + run).decode(codec or "ascii"))
        except UnicodeDecodeError:
            texts.append(_guess(run))
            doubtful = True
    return "".join(texts), doubtful
