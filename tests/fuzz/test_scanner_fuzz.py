"""Files that nobody wrote: cut, overwritten, put together from pieces of others."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.dicom_bytes import image_dataset, part10, stored
from workstation.dicom.dump import json_model, rows
from workstation.dicom.errors import DicomError
from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.multiframe import frames_of
from workstation.dicom.stored import StoredFile
from workstation.dicom.tree import studies_of
from workstation.dicom.uids import DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE

_LARGEST = 200_000
_SECONDS = 5.0  # two for the sandbox, and a machine under load

_SAMPLES = [
    part10(image_dataset(frames=2), syntax)
    for syntax in (EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED)
]


def _use(file: StoredFile) -> None:
    """All that opening a study does with a file: it works, or says which file does not."""
    begun = time.monotonic()
    assert _named(file) == file.name
    assert time.monotonic() - begun < _SECONDS


def _named(file: StoredFile) -> object:
    try:
        instance = read_instance(file)
        frames_of(instance)
        list(rows(instance.attributes))
        json_model(instance.attributes)
        studies_of([instance])
        frame_extents(instance)
    except DicomError as error:
        return error.facts["name"]
    return file.name


def _changed(content: bytes, changes: list[tuple[float, bytes]], end: float) -> bytes:
    """Some bytes overwritten, the rest cut off; places as fractions of the length."""
    whole = bytearray(content)
    for place, value in changes:
        start = int(place * len(whole))
        whole[start : start + len(value)] = value
    return bytes(whole[: int(end * len(whole))])


_CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.binary(min_size=1, max_size=8)
        | st.sampled_from([b"\xff\xff\xff\xff", b"\xfe\xff\x00\xe0", b"SQ\0\0", b"UN\0\0\xff\xff"]),
    ),
    max_size=6,
)
_ENDS = st.just(1.0) | st.floats(0, 1)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(content=st.sampled_from(_SAMPLES), changes=_CHANGES, end=_ENDS)
def test_a_changed_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    content: bytes,
    changes: list[tuple[float, bytes]],
    end: float,
) -> None:
    """Nothing else is ever raised."""
    _use(stored(tmp_path_factory.getbasetemp(), _changed(content, changes, end)))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(content=st.binary(max_size=2000), preamble=st.booleans())
def test_noise_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, preamble: bool
) -> None:
    """With and without the four letters that promise more."""
    head = bytes(128) + b"DICM" if preamble else b"\x08\0"
    _use(stored(tmp_path_factory.getbasetemp(), head + content))


def _real_files(shared_data: Path) -> list[Path]:
    found = [path for path in sorted(shared_data.rglob("*")) if path.is_file()]
    return [path for path in found if path.stat().st_size < _LARGEST]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_changed_files_of_others_are_read_or_refused(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Sequences, private elements, fragments, enhanced objects."""
    path = data.draw(st.sampled_from(_real_files(shared_data)))
    changes, end = data.draw(_CHANGES), data.draw(_ENDS)
    _use(stored(tmp_path_factory.getbasetemp(), _changed(path.read_bytes(), changes, end)))
