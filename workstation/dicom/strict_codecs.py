"""Decoding that fails where text was lost, and decoding that makes the best of it."""

from workstation.dicom.repertoire import TWO_BYTE_LOW

_PREFIX = {"jisx0208": (b"\x1b$B", "iso2022_jp"), "jisx0212": (b"\x1b$(D", "iso2022_jp_2")}
_OVERRIDES = "\u202d\u202e"  # letters in another order than they are stored in: no name needs them
_LARGER = {"gb2312": "gbk", "euc_kr": "cp949"}  # what is written under the name of the smaller


def strictly(value: bytes, codec: str) -> str | None:
    """The text; None where the bytes are impossible in it, or stand for nothing readable.

    Control characters of ISO 6429 (0x80 to 0x9F) are in no set of DICOM (PS3.5 6.1.3); private
    characters and U+FFFD are what is left of text that somebody lost before.
    """
    try:
        text = _decoded(value, codec)
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
    return None if text is None or any(map(_unreadable, text)) else text


def _unreadable(character: str) -> bool:
    code = ord(character)
    if character in _OVERRIDES:
        return True
    return 0x7F < code < 0xA0 or 0xE000 <= code < 0xF900 or code == 0xFFFD or code >= 0xF0000


def _decoded(value: bytes, codec: str) -> str | None:
    if codec in TWO_BYTE_LOW:
        prefix, name = _PREFIX[codec]
        return (prefix + value).decode(name)
    if codec == "katakana":  # not the two-byte characters that Shift JIS has beside it
        return value.decode("shift_jis") if all(0xA1 <= code <= 0xDF for code in value) else None
    if codec == "utf_8_twice":
        return undone(value.decode("utf_8"))
    return value.decode("ascii" if codec == "romaji" else codec) if codec else None


def undone(text: str) -> str | None:
    """What was UTF-8 before somebody took it for western text and wrote that as UTF-8."""
    for codec in ("latin_1", "cp1252"):
        try:
            return text.encode(codec).decode("utf_8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return None


def forgiving(value: bytes, codec: str = "") -> str:
    """The best guess at bytes that are impossible in a codec; it never fails."""
    if codec in TWO_BYTE_LOW:
        return _pairs(value, codec)
    text = strictly(value, _LARGER.get(codec, codec))
    if text is not None:
        return text
    cut = value.decode("utf_8", "replace") if codec == "utf_8" else ""
    if any(character.isalpha() and not character.isascii() for character in cut):
        return cut  # most of it is as declared: cut in the middle of a character, as a rule
    return _western(value)


def _western(value: bytes) -> str:
    for codec in ("utf_8", "cp1252"):
        try:
            return value.decode(codec)
        except UnicodeDecodeError:
            continue
    return value.decode("latin_1")


def _pairs(value: bytes, codec: str) -> str:
    """Pair by pair; a byte left over is a delimiter before which the writer did not switch back."""
    pairs = (value[at : at + 2] for at in range(0, len(value), 2))
    return "".join(_pair(pair, codec) for pair in pairs)


def _pair(pair: bytes, codec: str) -> str:
    text = pair.decode("ascii", "replace") if len(pair) == 1 else strictly(pair, codec)
    if text is None and codec == "jisx0208":
        text = strictly(_shift_jis(*pair), "cp932")
    return "�" if text is None else text


def _shift_jis(first: int, second: int) -> bytes:
    """The same cell in Shift JIS, where Microsoft's has the names' characters that JIS lacks."""
    lead = (first - 0x21 >> 1) + 0x81
    trail = second + (0x1F if first % 2 else 0x7E)
    trail += 1 if first % 2 and trail >= 0x7F else 0
    return bytes(((lead + 0x40 if lead > 0x9F else lead) & 0xFF, trail & 0xFF))
