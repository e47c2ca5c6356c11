from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.dicom_bytes import element
from workstation.dicom.dataset import Attributes, attributes_of, read_header
from workstation.dicom.element_table import ElementTable
from workstation.dicom.elements import Walk
from workstation.dicom.errors import DicomError
from workstation.dicom.image_pixel import image_pixel
from workstation.dicom.lut_reading import (
    modality_lut,
    presentation_lut,
    unknown_voi_function,
    voi_luts,
)
from workstation.dicom.padding import pixel_padding
from workstation.dicom.plane import patient_orientation, pixel_aspect, spacing_of
from workstation.dicom.remembered import remembered
from workstation.dicom.stored import StoredFile

_DESCRIBED = remembered(image_pixel)

_A, _B, _C = 0x00080060, 0x00100020, 0x00200013


def _attributes(a: bytes, b: bytes = b"b ", c: bytes = b"1 ", vr: str = "CS") -> Attributes:
    content = element(_A, vr, a) + element(_B, "LO", b) + element(_C, "IS", c)
    table = ElementTable(Walk(content, explicit=True).columns(0, len(content)))
    return attributes_of(content, table, explicit_vr=True)


@pytest.fixture(autouse=True)
def _known_layout() -> None:
    """Nothing is shared before a layout is met again."""
    for vr in ("CS", "LO"):
        _attributes(b"a ", vr=vr), _attributes(b"a ", vr=vr)


class _Counted:
    """A reader that knows how often it was run."""

    def __init__(self, read: Callable[..., object]) -> None:
        self.times = 0
        self._read = read

    def __call__(self, attributes: Attributes, *others: Any, **named: Any) -> object:
        self.times += 1
        return self._read(attributes, *others, **named)


def test_equal_bytes_are_read_once() -> None:
    """What was not looked at may differ."""
    counted = _Counted(lambda attributes: [attributes.text(_A)])
    read = remembered(counted)
    assert read(_attributes(b"CT", c=b"1 ")) is read(_attributes(b"CT", c=b"2 "))
    assert counted.times == 1


@pytest.mark.parametrize(
    "other",
    [
        _attributes(b"MR"),
        _attributes(b"CT", vr="LO"),
        _attributes(b"CT ", b"b"),
        Attributes(_attributes(b"CT").content, _attributes(b"CT").elements, True, ("x",)),
        Attributes(_attributes(b"CT").content, _attributes(b"CT").elements, explicit_vr=False),
    ],
    ids=["value", "VR", "length", "character set", "encoding"],
)
def test_what_differs_is_read_anew(other: Attributes) -> None:
    """Also where only how the bytes are to be understood differs."""
    counted = _Counted(lambda attributes: attributes.raw(_A))
    read = remembered(counted)
    read(_attributes(b"CT"))
    assert read(other) == other.raw(_A)
    assert counted.times == 2


def test_the_way_may_depend_on_what_is_met() -> None:
    """An element that is looked at on one of the ways only decides on that one."""
    read = remembered(lambda each: each.text(_B if each.text(_A) == "B" else _C))
    asked = [(a, b, c) for a in (b"B ", b"C ") for b in (b"1 ", b"2 ") for c in (b"3 ", b"4 ")]
    for a, b, c in asked * 2:
        assert read(_attributes(a, b, c)) == (b if a == b"B " else c).decode().strip()


def test_other_arguments_count() -> None:
    """By position and by name."""
    read = remembered(lambda each, before, after="": before + each.text(_A) + after)
    same = [_attributes(b"CT") for _ in range(4)]
    found = [read(same[0], "x"), read(same[1], "y"), read(same[2], "x", after="z")]
    assert found == ["xCT", "yCT", "xCTz"]


def test_a_reader_of_all_elements_is_run_each_time() -> None:
    """It may have looked at every one."""
    counted = _Counted(lambda attributes: [attributes.raw(tag) for tag in attributes])
    read = remembered(counted)
    assert read(_attributes(b"CT")) == read(_attributes(b"CT"))
    assert counted.times == 2


def test_much_is_not_kept() -> None:
    """A long table is seldom met again."""
    counted = _Counted(lambda attributes: len(attributes.raw(_B)))
    read = remembered(counted)
    assert {read(_attributes(b"CT", bytes(2000))) for _ in range(3)} == {2000}
    assert counted.times == 3


def test_what_was_met_long_ago_is_forgotten() -> None:
    """Memory is bounded, whatever a disc holds."""
    counted = _Counted(lambda attributes: attributes.text(_B))
    read = remembered(counted)
    for number in (*range(200), 0):
        assert read(_attributes(b"CT", f"{number:04}".encode())) == f"{number:04}"
    assert counted.times == 201


def test_none_is_a_value_and_an_error_is_not() -> None:
    """An error is raised anew each time: it names its file."""
    counted = _Counted(lambda attributes: attributes.integer(_B))
    read = remembered(counted)
    assert [read(_attributes(b"CT")), read(_attributes(b"CT"))] == [None, None]
    assert counted.times == 1
    refusing = remembered(_refused)
    for _time in range(2):
        with pytest.raises(DicomError):
            refusing(_attributes(b"CT"))


def _refused(_attributes: Attributes) -> None:
    raise DicomError(name="a")


def _readings(attributes: Attributes) -> list[tuple[Callable[..., Any], tuple[Any, ...], Any]]:
    """Every reader that remembers, its arguments, and those by name."""
    image = _DESCRIBED(attributes)
    class_uid = attributes.text(0x00080016)
    return [
        (_DESCRIBED, (), {}),
        (modality_lut, (image,), {}),
        (presentation_lut, (image,), {}),
        (pixel_padding, (image,), {}),
        (patient_orientation, (), {}),
        (unknown_voi_function, (), {}),
        (voi_luts, ((0.0, 4095.0),), {}),
        (spacing_of, (class_uid, None), {"placed": True}),
        (pixel_aspect, (None,), {}),
    ]


def _plain(value: object) -> str:
    entries = getattr(value, "entries", None)
    return repr(value) + ("" if entries is None else repr(entries.tobytes()))


def test_what_is_remembered_of_files_of_others_is_what_is_read(shared_data: Path) -> None:
    """Every reader on every file, twice: with and without a memory."""
    paths = [path for path in sorted(shared_data.rglob("*.dcm")) if path.stat().st_size < 2_000_000]
    headers = []
    for path in paths:
        try:
            header = read_header(StoredFile(path.name, path, 0, path.stat().st_size))
            headers += [header.attributes] * (_readings(header.attributes) != [])
        except DicomError:
            continue
    assert len(headers) > 100
    for attributes in headers * 2:
        for read, others, named in _readings(attributes):
            fresh: Any = getattr(read, "__wrapped__")  # noqa: B009  # no part of its type
            try:
                expected = _plain(fresh(attributes, *others, **named))
            except DicomError:
                continue
            assert _plain(read(attributes, *others, **named)) == expected
