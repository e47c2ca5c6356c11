"""The demo disc: a patient disc that is made on the spot and holds nobody's images."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from workstation import __version__
from workstation.base.errors import WorkstationError
from workstation.base.jobs import Progress
from workstation.base.paths import cache_directory
from workstation.base.text import N_, _

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from workstation.media.demo_objects import DemoObject

_STAMP = 2  # counts the versions of the disc: a cached one of another version is not used
_README = f"""This is the demonstration disc of the Workstation {__version__}.

Its images are drawn by formulas. PHANTOM^DEMO is nobody.
DICOMDIR names the images, which lie in the folder DICOM.
"""


class DemoDiscError(WorkstationError):
    """The cache cannot be written."""

    message_id = "media.demo-disc-not-made"
    sentence = N_("The demo disc could not be made in {folder}: {reason}.")
    advice = N_("Make room there, or name another cache folder with XDG_CACHE_HOME.")


def demo_disc(progress: Progress | None = None) -> Path:
    """The DICOMDIR of the demo disc in the cache, made where it is not there yet."""
    cache = cache_directory()
    folder = cache / f"demo-disc-{__version__}-{_STAMP}"
    if not (folder / "DICOMDIR").is_file():
        try:
            _make_at_once(folder, progress or Progress())
        except OSError as error:
            raise DemoDiscError(folder=str(cache), reason=error.strerror) from error
    return folder / "DICOMDIR"


def _make_at_once(folder: Path, progress: Progress) -> None:
    """Make it beside its place and move it there whole; whoever comes second uses the first's."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for old in folder.parent.glob("demo-disc-*"):
        shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="making-demo-", dir=folder.parent) as scratch:
        disc = Path(scratch) / "disc"
        make_demo_disc(disc, progress)
        with suppress(FileExistsError):
            _move(disc, folder)


def _move(disc: Path, folder: Path) -> None:
    try:
        disc.rename(folder)
    except OSError as error:  # not empty: ENOTEMPTY on some systems, EEXIST or EACCES on others
        if (folder / "DICOMDIR").is_file():
            raise FileExistsError(folder) from error
        raise


def make_demo_disc(folder: Path, progress: Progress | None = None) -> Path:
    """Write the disc into a folder, which is created; the same bytes each time.

    returns   its DICOMDIR (PS3.10 section 8: File IDs of 8 capitals and digits, no extensions)
    """
    from workstation.media.demo_objects import OBJECTS, demo_objects

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.TXT").write_text(_README, encoding="ascii", newline="\r\n")
    leaves: list[_Leaf] = []
    for number, series in enumerate(demo_objects(), start=1):
        for leaf in _write_series(folder, number, series):
            leaves.append(leaf)
            if progress is not None:
                progress.step(len(leaves) / OBJECTS, _("Making the demo disc"))
    _write_dicomdir(folder / "DICOMDIR", leaves)
    return folder / "DICOMDIR"


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One object that has been written, without its pixels."""

    file_id: tuple[str, ...]
    dataset: "Dataset"
    transfer_syntax_uid: str


def _write_series(folder: Path, number: int, series: "Sequence[DemoObject]") -> Iterator[_Leaf]:
    study = series[0].dataset.StudyID
    parts = ("DICOM", "PT000001", f"ST{int(study):06}", f"SE{number:06}")
    folder.joinpath(*parts).mkdir(parents=True)
    for place, item in enumerate(series, start=1):
        file_id = (*parts, f"IM{place:06}")
        _write(folder.joinpath(*file_id), item.dataset, item.transfer_syntax_uid)
        del item.dataset.PixelData
        yield _Leaf(file_id, item.dataset, item.transfer_syntax_uid)


def _write(path: Path, dataset: "Dataset", transfer_syntax_uid: str) -> None:
    buffer = BytesIO()
    identity = (dataset.SOPClassUID, dataset.SOPInstanceUID)
    _encode(buffer, dataset, identity, transfer_syntax_uid)
    path.write_bytes(buffer.getbuffer())


def _encode(
    target: BytesIO, dataset: "Dataset", identity: tuple[str, str], transfer_syntax_uid: str
) -> None:
    """PS3.10 section 7.1; `identity` is the UIDs of SOP class and instance."""
    from pydicom.dataset import FileMetaDataset
    from pydicom.filewriter import dcmwrite
    from pydicom.uid import UID

    from workstation.media.demo_objects import demo_uid

    meta = FileMetaDataset()
    meta.FileMetaInformationVersion = b"\0\1"
    meta.MediaStorageSOPClassUID = UID(identity[0])
    meta.MediaStorageSOPInstanceUID = UID(identity[1])
    meta.TransferSyntaxUID = UID(transfer_syntax_uid)
    meta.ImplementationClassUID = UID(demo_uid("implementation"))
    meta.ImplementationVersionName = "WORKSTATION_DEMO"
    dataset.file_meta = meta
    dcmwrite(target, dataset, enforce_file_format=True)


# --------------------------------------------------------------------------------- the directory


def _write_dicomdir(path: Path, leaves: Sequence[_Leaf]) -> None:
    """Encode it once to learn where its records lie, and again with the offsets (PS3.3 F.3)."""
    from pydicom import dcmread

    directory, root = _directory(leaves)
    draft = BytesIO()
    _encode_directory(draft, directory)
    draft.seek(0)
    items = dcmread(draft).DirectoryRecordSequence
    offsets = [int(item.seq_item_tell) for item in items]
    places = dict(zip(map(id, directory.DirectoryRecordSequence), offsets, strict=True))
    _link(directory, root, places)
    final = BytesIO()
    _encode_directory(final, directory)
    path.write_bytes(final.getbuffer())


@dataclass(slots=True)
class _Node:
    """A record of the tree while it is built."""

    record: "Dataset | None"
    children: "dict[str, _Node]"


def _directory(leaves: Sequence[_Leaf]) -> "tuple[Dataset, _Node]":
    from pydicom.dataset import Dataset
    from pydicom.sequence import Sequence as Items

    root = _Node(None, {})
    records: list[Dataset] = []
    for leaf in leaves:
        node = root
        for kind, key in _LEVELS:
            name = str(leaf.dataset[key].value)
            if name not in node.children:
                node.children[name] = _Node(_record(kind, leaf), {})
                records.append(node.children[name].record)  # type: ignore[arg-type]
            node = node.children[name]
    directory = Dataset()
    directory.FileSetID = "WORKSTATION_DEMO"
    directory.FileSetConsistencyFlag = 0
    directory.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 0
    directory.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = 0
    directory.DirectoryRecordSequence = Items(records)
    return directory, root


_LEVELS = (
    ("PATIENT", "PatientID"),
    ("STUDY", "StudyInstanceUID"),
    ("SERIES", "SeriesInstanceUID"),
    ("IMAGE", "SOPInstanceUID"),
)
# Keys of PS3.3 F.5, and those of STD-CTMR (PS3.11 E.3.4) by which readers sort without opening.
_KEYS = {
    "PATIENT": "PatientName PatientID PatientBirthDate PatientSex",
    "STUDY": "StudyDate StudyTime StudyDescription StudyInstanceUID StudyID AccessionNumber",
    "SERIES": "Modality SeriesInstanceUID SeriesNumber SeriesDescription",
    "IMAGE": "InstanceNumber ImageType Rows Columns NumberOfFrames ImagePositionPatient "
    "ImageOrientationPatient FrameOfReferenceUID PixelSpacing",
}


def _record(kind: str, leaf: _Leaf) -> "Dataset":
    from pydicom.dataset import Dataset

    record = Dataset()
    record.OffsetOfTheNextDirectoryRecord = 0
    record.RecordInUseFlag = 0xFFFF
    record.OffsetOfReferencedLowerLevelDirectoryEntity = 0
    record.DirectoryRecordType = kind
    record.SpecificCharacterSet = "ISO_IR 192"
    if kind == "IMAGE":
        record.ReferencedFileID = list(leaf.file_id)
        record.ReferencedSOPClassUIDInFile = leaf.dataset.SOPClassUID
        record.ReferencedSOPInstanceUIDInFile = leaf.dataset.SOPInstanceUID
        record.ReferencedTransferSyntaxUIDInFile = leaf.transfer_syntax_uid
    for keyword in _KEYS[kind].split():
        if keyword in leaf.dataset:
            record[keyword] = leaf.dataset[keyword]
    return record


def _link(directory: "Dataset", root: _Node, places: dict[int, int]) -> None:
    """Fill in where the next record of each, and its first child, lie."""
    first, last = _link_siblings(root, places)
    directory.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = first
    directory.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = last


def _link_siblings(parent: _Node, places: dict[int, int]) -> tuple[int, int]:
    children = tuple(parent.children.values())
    offsets = [places[id(child.record)] for child in children]
    for child, following in zip(children, [*offsets[1:], 0], strict=True):
        if child.record is not None:
            child.record.OffsetOfTheNextDirectoryRecord = following
        if child.children and child.record is not None:
            lower, _last = _link_siblings(child, places)
            child.record.OffsetOfReferencedLowerLevelDirectoryEntity = lower
    return offsets[0], offsets[-1]


def _encode_directory(target: BytesIO, directory: "Dataset") -> None:
    """Only the meta information tells its UIDs: a DICOMDIR has no SOP Common module (PS3.3 F.2)."""
    from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage

    from workstation.media.demo_objects import demo_uid

    identity = (MediaStorageDirectoryStorage, demo_uid("file-set"))
    _encode(target, directory, identity, ExplicitVRLittleEndian)
