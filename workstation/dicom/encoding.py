"""Bytes to text under Specific Character Set (PS3.3 C.12.1.1.2, PS3.5 6.1), with code extensions.

Text that cannot be relied on is doubtful, and is then the best guess: bytes that are impossible in
the declared sets, sets that are absent, unknown or not declared, and bytes that are possible in the
declared set but far likelier in another.
"""

import re
from dataclasses import replace

from workstation.dicom.mojibake import likelier_text
from workstation.dicom.repertoire import ESCAPES, TWO_BYTE_LOW, UNCALLED, Repertoire, repertoire
from workstation.dicom.strict_codecs import forgiving, strictly

TEXTS = frozenset(("LT", "ST", "UR", "UT"))  # of one value: a backslash is text in these

_ESCAPE = b"\x1b"
_RUNS = re.compile(rb"[\x00-\x7f]+|[\x80-\xff]+")
# Before these the first set is in force again (PS3.5 6.1.2.5.3): control characters in any text,
# what parts values, and in names what parts components and groups.
_CONTROLS = re.compile(rb"(?=[\x00-\x1a\x1c-\x1f])")
_DELIMITERS = re.compile(rb"(?=[\x00-\x1a\x1c-\x1f\\])")
_NAME_DELIMITERS = re.compile(rb"(?=[\x00-\x1a\x1c-\x1f\\^=])")
_ANYTHING = Repertoire(declared=frozenset(number for _half, _codec, number in ESCAPES.values()))

Reading = tuple[str, bool]


def decode(value: bytes, terms: tuple[str, ...], vr: str = "LO") -> Reading:
    """Text of a value, and whether it is doubtful.

    terms   the values of Specific Character Set, () where it is absent
    vr      one of LO, LT, PN, SH, ST, UC and UT, which say what delimits their parts
    """
    if value.isascii() and _ESCAPE not in value:
        return _default_repertoire(value, terms, vr)
    value = value.rstrip(b"\0 ")  # padding, which could else be half of a two-byte character
    declared = repertoire(terms)
    if declared is None:
        return _guess(value, vr), True
    if declared.whole:
        return _whole(value, declared, vr)
    if _ESCAPE in value:
        return _extended(value, declared, vr)
    text, doubtful = _run(value, declared, vr)
    likelier = strictly(value, "utf_8") if doubtful else likelier_text(value, text, declared)
    return (text, doubtful) if likelier is None else (likelier, True)


def _default_repertoire(value: bytes, terms: tuple[str, ...], vr: str) -> Reading:
    """Codes below 0x80: ASCII in all sets but one; question marks stand for what somebody lost."""
    text = value.decode("ascii")
    if "\\" in text or "~" in text:
        declared = repertoire(terms)
        if declared is not None and declared.low == "romaji":
            text = _romaji(text, vr)
    return text, vr == "PN" and "??" in text


def _romaji(text: str, vr: str) -> str:
    """JIS X 0201: a yen sign where ASCII has its backslash, which parts values all the same."""
    text = text.replace("~", "‾")
    return text.replace("\\", "¥") if vr in TEXTS else text


def _guess(value: bytes, vr: str) -> str:
    """What the bytes seem to be, where nothing says it: registered sets, UTF-8, western."""
    if any(_escape(piece) for piece in value.split(_ESCAPE)[1:]):
        return _extended(value, _ANYTHING, vr)[0]
    return forgiving(value)


def _whole(value: bytes, declared: Repertoire, vr: str) -> Reading:
    if _ESCAPE in value:
        return _guess(value, vr), True
    text = strictly(value, declared.whole)
    if text is None:
        return forgiving(value, declared.whole), True
    likelier = likelier_text(value, text, declared)
    return (text, False) if likelier is None else (likelier, True)


def _extended(value: bytes, declared: Repertoire, vr: str) -> Reading:
    """Decode piece by piece between escape sequences (PS3.5 6.1.2.5)."""
    first, *others = value.split(_ESCAPE)
    readings = [_run(first, declared, vr)]
    now = declared
    for piece in others:
        found = _escape(piece)
        if not found:
            readings.append((forgiving(piece), True))
            continue
        half, codec, number = ESCAPES[found]
        now = replace(now, low=codec) if half == "low" else replace(now, high=codec)
        stretch, *reset = _parting(now, vr).split(piece[len(found) :])
        text, doubtful = _run(stretch, now, vr)
        readings.append((text, doubtful or number not in declared.declared))
        now = declared if reset else now
        readings += [_run(each, declared, vr) for each in reset]
    return "".join(text for text, _ in readings), any(doubtful for _, doubtful in readings)


def _escape(piece: bytes) -> bytes:
    return next((piece[:n] for n in (2, 3) if piece[:n] in ESCAPES), b"")


def _parting(now: Repertoire, vr: str) -> re.Pattern[bytes]:
    """What calls the first set back; in a set of two bytes of G0 each, delimiters are halves."""
    if now.low in TWO_BYTE_LOW or vr in TEXTS:
        return _CONTROLS
    return _NAME_DELIMITERS if vr == "PN" else _DELIMITERS


def _run(body: bytes, now: Repertoire, vr: str) -> Reading:
    """Decode bytes between which no escape sequence stands."""
    texts: list[str] = []
    doubtful = False
    for run in _RUNS.findall(body):
        codec = now.low if run[0] < 0x80 else now.high
        text = strictly(run, codec)
        if text is None:
            doubtful = True
            text = forgiving(run, codec or _uncalled(now))
        texts.append(_romaji(text, vr) if codec == "romaji" else text)
    return "".join(texts), doubtful


def _uncalled(now: Repertoire) -> str:
    return next((codec for number, codec in UNCALLED.items() if number in now.declared), "")
