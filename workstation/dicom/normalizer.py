"""Have pydicom read a header that the scanner refused, and write it again as it should have been.

Runs in a sandbox, which imports it before it takes work: nothing can be imported or opened later.
In: where the file lies in descriptor 0. Out: its header as Explicit VR Little Endian bytes, and
where its pixel data lies. Values go from one encoding to the other as bytes, so that text in a
wrong character set and malformed numbers arrive as they were.
"""

import io
import os
import struct
import warnings
from array import array
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from pydicom.dataelem import DataElement, RawDataElement, convert_raw_data_element
from pydicom.dataset import Dataset, FileDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filereader import read_partial
from pydicom.filewriter import write_data_element
from pydicom.tag import BaseTag

from workstation.dicom.dictionary import vr_of
from workstation.dicom.elements import FIRST_PIXEL_DATA, ITEM, LAST_PIXEL_DATA, UNDEFINED
from workstation.dicom.errors import DamagedHeaderError, TruncatedError
from workstation.dicom.normalized import (
    Normalized,
    Request,
    pack_answer,
    unpack_request,
)
from workstation.dicom.uids import EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE
from workstation.dicom.vr import LONG_VRS, TEXT_VRS, VRS

vr_of(0)  # reads the dictionary while files can still be read

_SWAPPED = {
    "US": "H", "SS": "H", "OW": "H", "AT": "H", "UL": "I", "SL": "I", "FL": "I", "OF": "I",
    "OL": "I", "FD": "Q", "OD": "Q", "OV": "Q", "SV": "Q", "UV": "Q",
}  # fmt: skip
_ITEM = struct.pack("<HH", 0xFFFE, 0xE000)


def normalize(message: bytes, fds: Sequence[int]) -> bytes:
    """Read one header leniently; the entry of the sandbox."""
    request = unpack_request(message)
    window = io.BufferedReader(_Window(fds[0], request.offset, request.length), 65536)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        dataset = read_partial(window, stop_when=_at_pixel_data, force=True)
        meta = _meta(dataset)
        content = _encoded(dataset)
    facts = _facts(dataset, window, len(meta))
    if facts.pixel_data is None:
        _require_whole(request, dataset, [str(warning.message) for warning in heard])
        _require_no_rest(request, dataset, fds[0])
    if not content:
        raise DamagedHeaderError(name=request.name, problem="no element of it can be read")
    return pack_answer(facts, meta + content)


class _Window(io.RawIOBase):
    """A stretch of a descriptor as a file of its own."""

    def __init__(self, fd: int, offset: int, length: int) -> None:
        self._fd = fd
        self._offset = offset
        self._length = length
        self._position = 0
        self.name = ""  # pydicom asks for it

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._length}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: Any) -> int:
        wanted = max(0, min(len(buffer), self._length - self._position))
        data = os.pread(self._fd, wanted, self._offset + self._position)
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)


def _at_pixel_data(tag: BaseTag, _vr: str | None, _length: int) -> bool:
    return FIRST_PIXEL_DATA <= int(tag) <= LAST_PIXEL_DATA


def _require_whole(request: Request, dataset: Dataset, heard: Iterable[str]) -> None:
    """Refuse a data set that ends in the middle of an element."""
    cut = any("end of file" in message.lower() for message in heard)
    if cut or any(_is_cut(element) for element in dataset._dict.values()):
        raise TruncatedError(name=request.name, where="its header")


def _require_no_rest(request: Request, dataset: Dataset, fd: int) -> None:
    """Refuse a file that ends in the middle of the head of an element: pydicom overlooks it."""
    last = max(dataset._dict.values(), key=_place, default=None)
    if not isinstance(last, RawDataElement):
        return
    end = last.value_tell + len(last.value or b"")
    rest = os.pread(fd, 8, request.offset + end)[: max(0, request.length - end)]
    if 0 < len(rest) < 8 and any(rest):
        raise TruncatedError(name=request.name, where="its header")


def _place(element: DataElement | RawDataElement) -> int:
    """Where its value lies; a sequence that pydicom has parsed does not say where it ends."""
    if isinstance(element, RawDataElement):
        return element.value_tell
    return int(element.file_tell or 0)


def _is_cut(element: DataElement | RawDataElement) -> bool:
    if not isinstance(element, RawDataElement) or element.value is None:
        return False
    return element.length != UNDEFINED and len(element.value) < element.length


def _facts(dataset: FileDataset, window: BinaryIO, meta_length: int) -> Normalized:
    """Where the pixel data lies: pydicom has left the file at its first byte."""
    implicit, little = dataset.original_encoding
    uid = str(dataset.file_meta.get("TransferSyntaxUID", "")) or _native_uid(
        implicit=bool(implicit), little=bool(little)
    )
    head = window.read(12)
    order = "<" if little else ">"
    tag = _tag(head, order)
    if not FIRST_PIXEL_DATA <= tag <= LAST_PIXEL_DATA:
        return Normalized(uid, meta_length)
    # Some data sets are not encoded as they say, which pydicom has seen but does not tell.
    value = 12 if head[4:6].decode("latin_1") in VRS else 8
    (length,) = struct.unpack_from(order + "I", head, value - 4)
    offset = window.tell() - len(head) + value
    value_length = None if length == UNDEFINED else length
    return Normalized(uid, meta_length, tag, offset, value_length, big_endian=not little)


def _tag(head: bytes, order: str) -> int:
    if len(head) < 12:
        return 0
    group, number = struct.unpack_from(order + "HH", head)
    return int(group) << 16 | int(number)


def _native_uid(*, implicit: bool, little: bool) -> str:
    if implicit:
        return IMPLICIT_LITTLE
    return EXPLICIT_LITTLE if little else EXPLICIT_BIG


def _meta(dataset: FileDataset) -> bytes:
    """The file meta information; without Transfer Syntax UID it was missing or made up."""
    return _encoded(dataset.file_meta)


def _encoded(dataset: Dataset) -> bytes:
    """The elements of a data set or item, ascending, as Explicit VR Little Endian."""
    elements = sorted(dataset._dict.items())
    return b"".join(_element(tag, element) for tag, element in elements if 0xFFFF < tag < ITEM)


def _element(tag: int, element: DataElement | RawDataElement) -> bytes:
    if isinstance(element, RawDataElement) and _vr(tag, element.VR) == "SQ":
        element = convert_raw_data_element(element)
    if isinstance(element, RawDataElement):
        vr = _vr(tag, element.VR)
        value = _little(vr, element.value or b"", little=element.is_little_endian)
    elif element.VR == "SQ":
        vr, value = "SQ", _sequence(element)
    else:
        return _decoded(element)
    if len(value) % 2:
        value += b" " if vr in TEXT_VRS else b"\0"
    if len(value) > 0xFFFF and vr not in LONG_VRS:
        vr = "UN"
    return _header(tag, vr, value) + value


def _vr(tag: int, vr: str | None) -> str:
    if vr is None or vr not in VRS:
        return vr_of(tag)
    return vr


def _header(tag: int, vr: str, value: bytes) -> bytes:
    group, number = tag >> 16, tag & 0xFFFF
    if vr in LONG_VRS:
        return struct.pack("<HH2sHI", group, number, vr.encode(), 0, len(value))
    return struct.pack("<HH2sH", group, number, vr.encode(), len(value))


def _sequence(element: DataElement) -> bytes:
    items = (_encoded(item) for item in element.value or ())
    return b"".join(_ITEM + struct.pack("<I", len(item)) + item for item in items)


def _decoded(element: DataElement) -> bytes:
    """What pydicom decoded while it read: character set, transfer syntax, lengths."""
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, False
    write_data_element(buffer, element)
    return buffer.getvalue()


def _little(vr: str, value: bytes, *, little: bool) -> bytes:
    """The value in little endian; a tail that is no whole number is dropped."""
    if little or vr not in _SWAPPED:
        return value
    numbers = array(_SWAPPED[vr])
    numbers.frombytes(value[: len(value) // numbers.itemsize * numbers.itemsize])
    numbers.byteswap()
    return numbers.tobytes()
