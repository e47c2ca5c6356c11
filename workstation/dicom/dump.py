"""A header as text, and as the DICOM JSON model (PS3.18 F)."""

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite, isnan

from workstation.dicom import tags
from workstation.dicom.dataset import Attributes
from workstation.dicom.dictionary import keyword_of
from workstation.dicom.vr import TEXT_VRS

JsonValue = str | int | float | dict[str, str] | dict[str, object] | None

_DEEPEST = 32
_LONGEST = 64  # bytes of binary and characters of text that a row shows
_FLOATS = {"FD": "d", "FL": "f"}  # as struct calls them
_INTEGERS = frozenset(("IS", "SL", "SS", "SV", "UL", "US", "UV"))
# Smallest and Largest Image Pixel Value and the like, Pixel Padding Value and Range Limit
_PIXEL_VALUES = frozenset((*range(0x00280106, 0x00280112), 0x00280120, 0x00280121))
_WITHIN_JSON = 2**53  # larger numbers are written as text (PS3.18 F.2.3)


@dataclass(frozen=True, slots=True)
class Row:
    """One element of a dump.

    depth      how many sequences it is in
    value      as text; "3 items" for a sequence, a summary for long binary values
    doubtful   the character set leaves the text in doubt
    """

    depth: int
    tag: int
    vr: str
    keyword: str
    value: str
    doubtful: bool = False

    @property
    def tag_text(self) -> str:
        """(0010,0020)."""
        return f"({self.tag >> 16:04X},{self.tag & 0xFFFF:04X})"


def rows(attributes: Attributes, depth: int = 0) -> Iterator[Row]:
    """Give every element, a sequence followed by the elements of its items."""
    for tag in attributes:
        vr, items = _vr(attributes, tag), _items(attributes, tag, depth)
        value = f"{len(items)} items" if items or vr == "SQ" else value_text(attributes, tag)
        doubtful = vr in TEXT_VRS and attributes.texts_and_doubt(tag)[1]
        yield Row(depth, tag, vr, keyword_of(tag), value, doubtful)
        for item in items:
            yield from rows(item, depth + 1)


def _vr(attributes: Attributes, tag: int) -> str:
    """The VR; where it is not written, pixels say whether pixel values are signed (PS3.5 A.1)."""
    vr = attributes.vr(tag)
    if vr != "US" or attributes.explicit_vr or tag not in _PIXEL_VALUES:
        return vr
    return "SS" if attributes.integer(tags.PIXEL_REPRESENTATION) == 1 else "US"


def _integers(attributes: Attributes, tag: int) -> tuple[int, ...]:
    values = attributes.integers(tag)
    if _vr(attributes, tag) == attributes.vr(tag):
        return values
    return tuple((value ^ 0x8000) - 0x8000 for value in values)


def _floats(attributes: Attributes, tag: int) -> tuple[float, ...]:
    """Binary values, those too that are no numbers: each stays in its place."""
    code, value = _FLOATS[attributes.vr(tag)], attributes.raw(tag)
    return struct.unpack_from(f"<{len(value) // struct.calcsize(code)}{code}", value)


def value_text(attributes: Attributes, tag: int) -> str:
    """The values of an element, separated by backslashes, shortened where they are long."""
    vr = attributes.vr(tag)
    if vr in TEXT_VRS or vr == "UI":
        return _shortened("\\".join(attributes.texts(tag)))
    if vr == "AT":
        return "\\".join(f"{value:08X}" for value in attributes.integers(tag))
    if vr in _INTEGERS:
        return _shortened("\\".join(str(value) for value in _integers(attributes, tag)[:_LONGEST]))
    if vr in _FLOATS:
        return _shortened("\\".join(f"{value:g}" for value in _floats(attributes, tag)[:_LONGEST]))
    value = attributes.raw(tag)
    more = f"... ({len(value)} bytes)" if len(value) > _LONGEST // 4 else ""
    return value[: _LONGEST // 4].hex(" ") + more


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."


def _items(attributes: Attributes, tag: int, depth: int) -> tuple[Attributes, ...]:
    """Items to go into; an unknown VR may hide a sequence, which begins with an item.

    The scanner bounds how deep sequences are nested, but not what unknown VRs hide.
    """
    vr = attributes.vr(tag)
    hidden = vr == "UN" and attributes.raw(tag)[:4] == b"\xfe\xff\x00\xe0"
    return attributes.items(tag) if depth < _DEEPEST and (hidden or vr == "SQ") else ()


def json_model(attributes: Attributes, depth: int = 0) -> dict[str, object]:
    """The data set in the DICOM JSON model; group lengths and bulk pixel data are left out."""
    return {
        f"{tag:08X}": _json_element(attributes, tag, depth)
        for tag in attributes
        if tag & 0xFFFF != 0
    }


def _json_element(attributes: Attributes, tag: int, depth: int) -> dict[str, object]:
    vr, items = _vr(attributes, tag), _items(attributes, tag, depth)
    if tag == tags.SPECIFIC_CHARACTER_SET and attributes.raw(tag):
        return {"vr": vr, "Value": ["ISO_IR 192"]}  # of the text here, not of the file
    if items or vr == "SQ":
        nested = [json_model(item, depth + 1) for item in items]
        return {"vr": "SQ", "Value": nested} if nested else {"vr": "SQ"}
    if vr.startswith("O") or vr == "UN":
        value = attributes.raw(tag)
        return {"vr": vr, "InlineBinary": base64.b64encode(value).decode()} if value else {"vr": vr}
    values = _json_values(attributes, tag, vr)
    return {"vr": vr, "Value": values} if values else {"vr": vr}


def _json_values(attributes: Attributes, tag: int, vr: str) -> list[JsonValue]:
    if vr == "AT":
        return [f"{value:08X}" for value in attributes.integers(tag)]
    if vr in _FLOATS:
        return [_json_float(value) for value in _floats(attributes, tag)]
    if vr in _INTEGERS - {"IS"}:
        return [_json_integer(value) for value in _integers(attributes, tag)]
    texts = attributes.texts(tag)
    if vr == "PN":
        return [_json_name(text) for text in texts]
    if vr in ("IS", "DS"):
        return [_json_number(text) for text in texts]
    return [text or None for text in texts]


def _json_float(value: float) -> JsonValue:
    """JSON has no numbers that are none: text stands for them (PS3.18 F.2.3)."""
    if isfinite(value):
        return value
    return "NaN" if isnan(value) else f"{value}"


def _json_integer(value: int) -> JsonValue:
    return value if abs(value) < _WITHIN_JSON else str(value)


def _json_number(text: str) -> JsonValue:
    """A number where the text is one, else the text: what is malformed stays visible."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        value = float(text)
    except ValueError:
        return text or None
    return value if value - value == 0 else text


def _json_name(text: str) -> JsonValue:
    groups = zip(("Alphabetic", "Ideographic", "Phonetic"), text.split("=", 2), strict=False)
    name = {key: group for key, group in groups if group}
    return name or None
