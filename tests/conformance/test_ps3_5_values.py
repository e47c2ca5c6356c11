"""Values of files made by others, as pydicom reads them (PS3.5)."""

import csv
import warnings
from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.tag import BaseTag
from pydicom.valuerep import PersonName

from workstation.dicom import tags
from workstation.dicom.dataset import Attributes, Header, read_header
from workstation.dicom.stored import StoredFile

# What the program reads: text, numbers and sequences, of every level
_TAGS = sorted(value for name, value in vars(tags).items() if name.isupper())
_LARGEST = 20_000_000

# pydicom takes "DICM" within a value of a bare data set for the end of a preamble.
_PYDICOM_IS_WRONG = {"malformed/no_preamble_dicm_in_data"}
# One byte too many at its beginning: no reader can know that it is DICOM; pydicom was forced.
_NOT_DICOM = {"pydicom/no_meta.dcm"}
# Ends in the middle of its header: refused, where pydicom gives what is left.
_CUT = {"pydicom/rtplan_truncated.dcm"}


def _parsable(shared_data: Path) -> Iterator[StoredFile]:
    with (shared_data / "index.csv").open(encoding="utf-8") as opened:
        rows = [row for row in csv.DictReader(opened) if row["parse_ok"] != "no"]
    for row in rows:
        name, length = row["path"], int(row["size"])
        if name not in _PYDICOM_IS_WRONG | _NOT_DICOM | _CUT and length < _LARGEST:
            yield StoredFile(name, shared_data / name, 0, length)


def _theirs(dataset: Dataset, tag: int) -> list[str]:
    """The values of an element in a form that both readers can be brought to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            value = dataset[tag].value
        except (ValueError, TypeError, OverflowError, NotImplementedError):
            return ["malformed"]
    if isinstance(value, str) and dataset[tag].VR in ("IS", "DS"):
        return ["malformed"]
    if value is None:
        return []
    values = value if isinstance(value, (MultiValue, list)) else [value]
    return [_plain(one) for one in values]


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{float(value):.10g}"
    if isinstance(value, int) and not isinstance(value, BaseTag):
        return str(int(value))  # not the text it was read from, "01"
    if isinstance(value, PersonName):
        return str(value).rstrip("= ")
    return str(value).strip("\0 ")


def _ours(attributes: Attributes, tag: int) -> list[str]:
    vr = attributes.vr(tag)
    if vr in ("DS", "FL", "FD"):
        return [f"{value:.10g}" for value in attributes.numbers(tag)]
    if vr in ("IS", "US", "SS", "UL", "SL"):
        return [str(value) for value in attributes.integers(tag)]
    if vr == "AT":
        return [f"({v >> 16:04X},{v & 0xFFFF:04X})" for v in attributes.integers(tag)]
    if vr == "PN":
        return [text.rstrip("= ") for text in attributes.texts(tag)]
    return list(attributes.texts(tag))


def _comparable(attributes: Attributes, dataset: Dataset, tag: int) -> bool:
    """Sequences are compared by their items; the sign of US or SS is the reader's choice."""
    vr = attributes.vr(tag)
    return vr not in ("SQ", "OW", "OB", "UN") and str(dataset[tag].VR)[:2] == vr


def _differences(header: Attributes, dataset: Dataset) -> Iterator[str]:
    for tag in _TAGS:
        if (tag in header) != (tag in dataset):
            yield f"{tag:08X} is only in one"
        elif tag not in header:
            continue
        elif header.vr(tag) == "SQ":
            yield from _item_differences(header, dataset, tag)
        elif _comparable(header, dataset, tag):
            ours, theirs = _ours(header, tag), _theirs(dataset, tag)
            if theirs != ["malformed"] and ours != [
                one for one in theirs if one or len(theirs) > 1
            ]:
                yield f"{tag:08X} {ours} {theirs}"


def _item_differences(header: Attributes, dataset: Dataset, tag: int) -> Iterator[str]:
    ours, theirs = header.items(tag), list(dataset[tag].value or ())
    if len(ours) != len(theirs):
        yield f"{tag:08X} has {len(ours)} and {len(theirs)} items"
        return
    for our, their in zip(ours, theirs, strict=True):
        yield from _differences(our, their)


def _read_both(file: StoredFile) -> tuple[Header, Dataset]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = pydicom.dcmread(file.path, stop_before_pixels=True, force=True)
    return read_header(file), theirs


def test_every_value_is_as_pydicom_reads_it(
    shared_data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Over a thousand files of all encodings, the whole ones and the odd ones."""
    different = {}
    for file in _parsable(shared_data):
        header, theirs = _read_both(file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = list(_differences(header.attributes, theirs))
        if found:
            different[file.name] = found
    caplog.clear()  # pydicom complains of what is malformed in them
    assert different == {}
