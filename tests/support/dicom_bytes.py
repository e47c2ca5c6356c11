"""DICOM data sets and files for tests, written by pydicom or byte by byte."""

import struct
from io import BytesIO
from pathlib import Path

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filewriter import dcmwrite
from pydicom.uid import UID

from workstation.dicom.dataset import Attributes, attributes_of
from workstation.dicom.element_table import ElementTable
from workstation.dicom.elements import Walk
from workstation.dicom.stored import StoredFile
from workstation.dicom.uids import EXPLICIT_LITTLE


def element(tag: int, vr: str, value: bytes) -> bytes:
    """One element, Explicit VR Little Endian."""
    head = struct.pack("<HH2s", tag >> 16, tag & 0xFFFF, vr.encode())
    if vr in ("OB", "OW", "SQ", "UN", "UT"):
        return head + struct.pack("<HI", 0, len(value)) + value
    return head + struct.pack("<H", len(value)) + value


def item(content: bytes) -> bytes:
    """One item of defined length."""
    return struct.pack("<HHI", 0xFFFE, 0xE000, len(content)) + content


def attributes(dataset: Dataset) -> Attributes:
    """What our own reader makes of a data set."""
    return attributes_of_bytes(encoded(dataset, EXPLICIT_LITTLE))


def attributes_of_bytes(content: bytes, *, explicit: bool = True) -> Attributes:
    """What our own reader makes of the bytes of a data set."""
    walk = Walk(content, explicit=explicit)
    return attributes_of(content, ElementTable(walk.columns(0, len(content))), explicit)


def encoded(dataset: Dataset, syntax: str) -> bytes:
    """A bare data set."""
    buffer = BytesIO()
    implicit, little = syntax.endswith("10008.1.2"), not syntax.endswith("1.2.2")
    dcmwrite(buffer, dataset, implicit_vr=implicit, little_endian=little)
    return buffer.getvalue()


def part10(dataset: Dataset, syntax: str = EXPLICIT_LITTLE) -> bytes:
    """A whole file."""
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = UID(syntax)
    dataset.file_meta.MediaStorageSOPClassUID = dataset.get("SOPClassUID", "1.2.3")
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.get("SOPInstanceUID", "1.2.3.4")
    buffer = BytesIO()
    dcmwrite(buffer, dataset, enforce_file_format=True)
    return buffer.getvalue()


def stored(folder: Path, content: bytes, name: str = "image.dcm") -> StoredFile:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content)
    return StoredFile(name, path, 0, len(content))


def image_dataset(rows: int = 3, columns: int = 5, frames: int = 1) -> Dataset:
    """A small CT slice: asymmetric, 16 bits unsigned, every pixel its own value."""
    dataset = Dataset()
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    dataset.SOPInstanceUID = "1.2.826.0.1.3680043.8.498.1"
    dataset.StudyInstanceUID = "1.2.826.0.1.3680043.8.498.2"
    dataset.SeriesInstanceUID = "1.2.826.0.1.3680043.8.498.3"
    dataset.Modality = "CT"
    dataset.PatientName = "Doe^Jane"
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows, dataset.Columns = rows, columns
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 12, 11
    dataset.PixelRepresentation = 0
    if frames > 1:
        dataset.NumberOfFrames = frames
    count = rows * columns * frames
    dataset.PixelData = struct.pack(f"<{count}H", *range(count))
    dataset["PixelData"].VR = "OW"
    return dataset
