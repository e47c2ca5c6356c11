"""Files made by others: what is read by which way, and what is refused (PS3.10)."""

import csv
import time
import warnings
from pathlib import Path

import pydicom
import pytest

from workstation.dicom.dataset import read_header
from workstation.dicom.elements import BeyondError, RefusedError
from workstation.dicom.errors import DicomError
from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.multiframe import frames_of
from workstation.dicom.scanner import scan
from workstation.dicom.stored import StoredFile


def _files(shared_data: Path) -> list[StoredFile]:
    with (shared_data / "index.csv").open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    return [StoredFile(row["path"], shared_data / row["path"], 0, int(row["size"])) for row in rows]


def test_nearly_all_files_go_the_fast_way(shared_data: Path) -> None:
    """The others are big endian, deflated or damaged."""
    files = _files(shared_data)
    slow = []
    for file in files:
        try:
            scan(file)
        except (RefusedError, BeyondError):
            slow.append(file.name)
    assert len(slow) <= 0.03 * len(files)


def test_every_file_is_read_or_refused_with_its_name_in_time(shared_data: Path) -> None:
    """Two seconds is the longest that anybody waits for a broken file."""
    for file in _files(shared_data):
        begun = time.monotonic()
        assert _outcome(file) in ("read", file.name)
        # The first file that needs it waits for the sandbox to start as well.
        assert time.monotonic() - begun < 10


def _outcome(file: StoredFile) -> str:
    """What came of it: "read", or the name in the error."""
    try:
        instance = read_instance(file)
        same = len(frames_of(instance)) == len(frame_extents(instance))
    except DicomError as error:
        return str(error.facts["name"])
    return "read" if same else "not one place for each frame"


def test_pixel_data_lies_where_pydicom_finds_it(
    shared_data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Byte for byte, native and encapsulated."""
    different = []
    for file in _files(shared_data):
        if file.length > 2_000_000 or file.name.startswith("malformed"):
            continue
        ours, theirs = _pixel_data(file)
        if ours is not None and theirs is not None and not _same(ours, theirs):
            different.append(file.name)
    caplog.clear()  # pydicom complains of what is malformed in them
    assert not different


def _same(ours: bytes, theirs: bytes) -> bool:
    """pydicom pads what is cut and gives encapsulated data up to its delimiter."""
    return ours.startswith(theirs) or theirs.startswith(ours)


def _pixel_data(file: StoredFile) -> tuple[bytes | None, bytes | None]:
    try:
        header = read_header(file)
    except DicomError:
        return None, None
    if header.location is None:
        return None, None
    length = header.location.length
    ours = header.file.read(
        header.location.offset, header.file.length if length is None else length
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = pydicom.dcmread(file.path, force=True)
    return ours, theirs.get("PixelData")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pydicom/rtplan_truncated.dcm", "ends in the middle of its header"),
        ("pydicom/MR_truncated.dcm", "needs 8192 bytes, and 8130 are there"),
        ("pydicom/no_meta.dcm", "is not a DICOM file"),
        ("malformed/dwv-test_no-number-rows.dcm", "has no Rows"),
    ],
)
def test_a_broken_file_is_refused_in_words(shared_data: Path, name: str, words: str) -> None:
    """Which file, and what is wrong with it."""
    path = shared_data / name
    with pytest.raises(DicomError, match=words) as raised:
        read_instance(StoredFile(name, path, 0, path.stat().st_size))
    assert name in str(raised.value)
