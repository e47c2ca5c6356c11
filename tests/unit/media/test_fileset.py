"""DICOMDIRs as they should be, and as they are."""

import struct
from pathlib import Path

import pytest

from tests.support.demo import demo_dicomdir
from workstation.dicom.stored import StoredFile
from workstation.media.errors import DamagedDirectoryError
from workstation.media.fileset import FileSet, LeafRecord, read_fileset
from workstation.media.folder import FolderSource

FIRST, NEXT, LOWER = 0x1200, 0x1400, 0x1420


def fileset_of(content: bytes, folder: Path) -> FileSet:
    folder.joinpath("DICOMDIR").write_bytes(content)
    return read_fileset(FolderSource(folder, "folder"))


@pytest.fixture(scope="module")
def content() -> bytes:
    """A sound DICOMDIR."""
    return demo_dicomdir().read_bytes()


@pytest.fixture(scope="module")
def records(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[LeafRecord, ...]:
    """What it says."""
    return fileset_of(content, tmp_path_factory.mktemp("sound")).records


def pointers(content: bytes, element: int) -> list[int]:
    """Where the values of (0004,element) UL stand."""
    tag = struct.pack("<HH2sH", 4, element, b"UL", 4)
    places, place = [], content.find(tag)
    while place >= 0:
        places.append(place + 8)
        place = content.find(tag, place + 1)
    return places


def with_pointers(content: bytes, change: dict[int, int]) -> bytes:
    """Write values at places."""
    changed = bytearray(content)
    for place, value in change.items():
        changed[place : place + 4] = value.to_bytes(4, "little")
    return bytes(changed)


def test_all_files_are_named_in_the_order_of_the_tree(records: tuple[LeafRecord, ...]) -> None:
    assert len(records) == 152
    assert [record.file_id for record in records] == sorted(record.file_id for record in records)


def test_a_record_says_what_its_file_holds(records: tuple[LeafRecord, ...]) -> None:
    assert records[0].kind == "IMAGE"
    assert records[0].sop_class_uid == "1.2.840.10008.5.1.4.1.1.2"


def test_the_file_set_has_its_name(content: bytes, tmp_path: Path) -> None:
    assert fileset_of(content, tmp_path).file_set_id == "WORKSTATION_DEMO"


def test_the_order_follows_the_offsets_not_the_file(
    content: bytes, records: tuple[LeafRecord, ...], tmp_path: Path
) -> None:
    """The second study is put before the first by pointers alone."""
    patient_lower = pointers(content, LOWER)[0]
    first = int.from_bytes(content[patient_lower : patient_lower + 4], "little")
    next_of_first = content.index(struct.pack("<HH2sH", 4, NEXT, b"UL", 4), first) + 8
    second = int.from_bytes(content[next_of_first : next_of_first + 4], "little")
    next_of_second = content.index(struct.pack("<HH2sH", 4, NEXT, b"UL", 4), second) + 8
    third = int.from_bytes(content[next_of_second : next_of_second + 4], "little")
    swapped = with_pointers(
        content, {patient_lower: second, next_of_second: first, next_of_first: third}
    )
    got = fileset_of(swapped, tmp_path).records
    assert got == (*records[120:144], *records[:120], *records[144:])


@pytest.mark.parametrize("shift", [2, -22, 1000])
def test_offsets_that_are_all_wrong_by_the_same_are_understood(
    shift: int, content: bytes, records: tuple[LeafRecord, ...], tmp_path: Path
) -> None:
    change = {
        place: value + shift
        for element in (FIRST, NEXT, LOWER)
        for place in pointers(content, element)
        if (value := int.from_bytes(content[place : place + 4], "little"))
    }
    assert fileset_of(with_pointers(content, change), tmp_path).records == records


@pytest.mark.parametrize("value", [0, 1, 0xFFFFFFFF, 412])
def test_offsets_that_lead_nowhere_or_in_circles_lose_nothing(
    value: int, content: bytes, records: tuple[LeafRecord, ...], tmp_path: Path
) -> None:
    change = {place: value for element in (NEXT, LOWER) for place in pointers(content, element)}
    assert fileset_of(with_pointers(content, change), tmp_path).records == records


def test_a_deleted_record_is_left_out_and_what_follows_it_is_not(
    content: bytes, records: tuple[LeafRecord, ...], tmp_path: Path
) -> None:
    tag = struct.pack("<HH2sH", 4, 0x1410, b"US", 2)
    image = content.index(b"IMAGE ")
    flag = content.rindex(tag, 0, image) + 8
    changed = bytearray(content)
    changed[flag : flag + 2] = b"\0\0"
    assert fileset_of(bytes(changed), tmp_path).records == records[1:]


def test_a_medium_without_a_dicomdir_names_nothing(tmp_path: Path) -> None:
    assert read_fileset(FolderSource(tmp_path, "folder")) == FileSet()


@pytest.mark.parametrize("content", [b"", b"\0" * 200, b"nonsense " * 50])
def test_what_is_no_dicomdir_is_called_damaged(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(DamagedDirectoryError):
        fileset_of(content, tmp_path)


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("DICOMDIR", 31),
        ("DICOMDIR-bigEnd", 31),
        ("DICOMDIR-implicit", 31),
        ("DICOMDIR-nooffset", 31),
        ("DICOMDIR-nopatient", 31),
        ("DICOMDIR-reordered", 31),
        ("DICOMDIR-empty.dcm", 0),
        ("TINY_ALPHA/DICOMDIR", 50),
    ],
)
def test_damaged_directories_of_others_are_read(shared_data: Path, name: str, files: int) -> None:
    """Each file they name is on the disc, and is found."""
    path = shared_data / "discs" / "pydicom_dicomdirtests" / name
    source = FolderSource(path.parent, "dicomdir", path.name)
    found = [source.find(record.file_id) for record in read_fileset(source).records]
    assert len([file for file in found if isinstance(file, StoredFile)]) == files
