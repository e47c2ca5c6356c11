"""One data set or item as read-only attributes over its bytes; and reading a file's header.

The bytes are always little endian: what is not (big endian, deflated, damaged) was normalised
by pydicom in the sandbox before it came here.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import isfinite

from workstation.dicom.dictionary import vr_of
from workstation.dicom.element_table import Element, ElementTable
from workstation.dicom.elements import BeyondError, RefusedError
from workstation.dicom.encoding import TEXTS, decode
from workstation.dicom.errors import UnreadableFileError
from workstation.dicom.lenient import read_leniently
from workstation.dicom.native_walk import walk_of
from workstation.dicom.pixels import PixelLocation
from workstation.dicom.scanner import ScannedHeader, scan
from workstation.dicom.stored import StoredFile

SPECIFIC_CHARACTER_SET = 0x00080005
_PIXEL_DATA = (0x7FE00008, 0x7FE00009, 0x7FE00010)  # Float, Double Float, Pixel Data

# struct codes of the VRs that hold numbers in binary; AT is two unsigned shorts, seen as one tag
_BINARY = {
    "US": "H",
    "SS": "h",
    "UL": "I",
    "SL": "i",
    "UV": "Q",
    "SV": "q",
    "FL": "f",
    "FD": "d",
    "OW": "H",
    "OL": "I",
    "OF": "f",
    "OD": "d",
    "OB": "B",
    "OV": "Q",
}
_SIZES = {code: struct.calcsize("<" + code) for code in _BINARY.values()}
_ENCODED = frozenset(("LO", "LT", "PN", "SH", "ST", "UC", "UT"))  # under Specific Character Set
_SHORT_TEXT = 256  # bytes; what is longer is seldom met again
_FEW = 8  # numbers; longer lists are seldom met again


@dataclass(frozen=True, slots=True, eq=False)
class Attributes:
    """The elements of one data set or sequence item; values are decoded when asked for.

    content        the bytes that the elements point into (shared between items)
    elements       by tag, 0xGGGGEEEE, ascending
    explicit_vr    how nested items are encoded
    character_set  decoded Specific Character Set terms in force here (inherited by items)
    """

    content: bytes
    elements: Mapping[int, Element]
    explicit_vr: bool = True
    character_sets: tuple[str, ...] = field(default=())

    def seen_through(self, elements: Mapping[int, Element]) -> "Attributes":
        """The same, where every look at an element goes through this mapping."""
        return Attributes(self.content, elements, self.explicit_vr, self.character_sets)

    def __contains__(self, tag: int) -> bool:
        """Whether the element is present, with or without a value."""
        return tag in self.elements

    def __iter__(self) -> Iterator[int]:
        """The tags, ascending."""
        return iter(self.elements)

    def vr(self, tag: int) -> str:
        """The VR of an element, from the dictionary where its writer did not know it."""
        element = self.elements.get(tag)
        return vr_of(tag) if element is None or element.vr == "UN" else element.vr

    def raw(self, tag: int) -> bytes:
        """The value as stored, little endian; empty when absent."""
        element = self.elements.get(tag)
        if element is None:
            return b""
        return self.content[element.offset : element.offset + element.length]

    def texts(self, tag: int) -> tuple[str, ...]:
        """The values as text, split at backslashes, padding stripped; () when absent or empty."""
        return self.texts_and_doubt(tag)[0]

    def texts_and_doubt(self, tag: int) -> tuple[tuple[str, ...], bool]:
        """As texts, and whether the character set leaves them doubtful."""
        element = self.elements.get(tag)
        if element is None or not element.length:
            return (), False
        vr, offset, length = element
        value = self.content[offset : offset + length]
        if vr == "UN":
            vr = vr_of(tag)
        split = _split if length <= _SHORT_TEXT else _split.__wrapped__
        return split(value, vr, self.character_sets if vr in _ENCODED else None)

    def text(self, tag: int, default: str = "") -> str:
        """The first value as text."""
        values = self.texts(tag)
        return values[0] if values else default

    def integers(self, tag: int) -> tuple[int, ...]:
        """Values of IS, US, SS, UL, SL, AT...; malformed values are skipped."""
        if tag not in self.elements:
            return ()
        vr = self.vr(tag)
        if vr in _BINARY:
            return tuple(map(int, _unpack(_BINARY[vr], self.raw(tag))))
        if vr == "AT":
            shorts = _unpack("H", self.raw(tag))
            pairs = zip(shorts[::2], shorts[1::2], strict=False)
            return tuple(int(group) << 16 | int(number) for group, number in pairs)
        return tuple(value for text in self.texts(tag) for value in _parsed_integer(text))

    def integer(self, tag: int) -> int | None:
        """The first value as a whole number."""
        values = self.integers(tag)
        return values[0] if values else None

    def numbers(self, tag: int) -> tuple[float, ...]:
        """Values of DS, FD, FL and all integers; malformed and infinite values are skipped."""
        if tag not in self.elements:
            return ()
        vr = self.vr(tag)
        values: tuple[float, ...]
        if vr in _BINARY:
            values = _unpack(_BINARY[vr], self.raw(tag))
        elif vr == "AT":
            values = self.integers(tag)
        else:
            texts = self.texts(tag)
            return _finite_numbers(texts) if len(texts) <= _FEW else _finite(_parsed_numbers(texts))
        return _finite(values)

    def number(self, tag: int) -> float | None:
        """The first value as a number."""
        values = self.numbers(tag)
        return values[0] if values else None

    def items(self, tag: int) -> tuple["Attributes", ...]:
        """The items of a sequence; () when absent.

        A sequence that the scan knew was walked by it and cannot fail here. One that it took
        for bytes of unknown VR can: it then has no items.
        """
        element = self.elements.get(tag)
        if element is None or not element.length:
            return ()
        explicit = self.explicit_vr and element.vr != "UN"
        walk = walk_of(self.content, explicit=explicit)
        end = element.offset + element.length
        try:
            tables = [ElementTable(found) for found in walk.items(element.offset, end)]
        except (RefusedError, BeyondError):
            return ()
        return tuple(self._item(table, explicit_vr=explicit) for table in tables)

    def _item(self, table: ElementTable, *, explicit_vr: bool) -> "Attributes":
        return attributes_of(self.content, table, explicit_vr, self.character_sets)


@lru_cache(maxsize=4096)
def _split(
    value: bytes, vr: str, character_sets: tuple[str, ...] | None
) -> tuple[tuple[str, ...], bool]:
    """The texts of a value, and whether they are doubtful.

    character_sets   None: what is no text of persons has the default repertoire (PS3.5 6.1.2.2)
    """
    if character_sets is None:
        text, doubtful = value.decode("latin_1"), not value.isascii()
    else:
        text, doubtful = decode(value, character_sets, vr)
    if vr in TEXTS:
        text = text.rstrip("\0 ")
        return ((text,) if text else ()), doubtful
    if "\\" not in text:
        text = text.strip("\0 ")
        return ((text,) if text else ()), doubtful
    return tuple(part.strip("\0 ") for part in text.split("\\")), doubtful


def attributes_of(
    content: bytes, table: ElementTable, explicit_vr: bool, inherited: tuple[str, ...] = ()
) -> Attributes:
    """Attributes with the character set in force: their own, else the inherited one."""
    attributes = Attributes(content, table, explicit_vr, inherited)
    own = attributes.texts(SPECIFIC_CHARACTER_SET)
    return Attributes(content, table, explicit_vr, own) if own else attributes


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """What stands in a file before its pixel data.

    attributes            the data set
    meta                  the file meta information (group 0002); None where the file has none
    transfer_syntax_uid   as declared, else as found
    location              of the pixel data; None where there is none
    pixel_data            tag of the pixel data, also Float or Double Float, or None
    file                  where its bytes are: for a deflated data set an inflated copy
    """

    attributes: Attributes
    meta: Attributes | None
    transfer_syntax_uid: str
    location: PixelLocation | None
    pixel_data: int | None
    file: StoredFile


def read_header(file: StoredFile) -> Header:
    """Read a header: by the scanner, and by pydicom in the sandbox what the scanner refuses.

    Raises DicomError, which names the file.
    """
    try:
        try:
            return _header(scan(file), file)
        except (RefusedError, BeyondError):
            return _header(*read_leniently(file))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFileError(name=file.name, reason=reason) from error


def _header(found: ScannedHeader, file: StoredFile) -> Header:
    meta = None if found.meta is None else Attributes(found.content, found.meta)
    return Header(
        attributes=attributes_of(found.content, found.elements, found.explicit_vr),
        meta=meta,
        transfer_syntax_uid=found.transfer_syntax_uid,
        location=found.location if found.pixel_data in _PIXEL_DATA else None,
        pixel_data=found.pixel_data,
        file=file,
    )


def _unpack(code: str, value: bytes) -> tuple[float, ...]:
    """Little endian values of one struct code; bytes left over at the end are dropped."""
    count = len(value) // _SIZES[code]
    return struct.unpack_from(f"<{count}{code}", value)


def _parsed_integer(text: str) -> tuple[int, ...]:
    try:
        return (int(text),)
    except ValueError:
        # Some writers put a whole number into IS as if it were DS: "1.0".
        return tuple(int(value) for value in _parsed_numbers((text,)) if value.is_integer())


@lru_cache(maxsize=1024)
def _finite_numbers(texts: tuple[str, ...]) -> tuple[float, ...]:
    """Directions, spacings and windows: the same in slice after slice."""
    return _finite(_parsed_numbers(texts))


def _finite(values: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(float(value) for value in values if isfinite(value))


def _parsed_numbers(texts: tuple[str, ...]) -> tuple[float, ...]:
    try:
        return tuple(map(float, texts))
    except ValueError:
        return tuple(float(text) for text in texts if _is_number(text))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
