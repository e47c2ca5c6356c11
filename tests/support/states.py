"""Small presentation states and the images that they are for, written by pydicom."""

import struct
from pathlib import Path

from pydicom.dataset import Dataset

from tests.support.dicom_bytes import image_dataset, part10, stored
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Frame, Instance
from workstation.dicom.multiframe import frames_of

IMAGE_UID = "1.2.826.0.1.3680043.8.498.1"
_STATE = "1.2.840.10008.5.1.4.1.1.11."


def item(**values: object) -> Dataset:
    """A data set with these attributes."""
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def image_reference(uid: str = IMAGE_UID, *frames: int) -> Dataset:
    """An item that names an image, or some frames of it."""
    found = item(ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.2", ReferencedSOPInstanceUID=uid)
    if frames:
        found.ReferencedFrameNumber = list(frames)
    return found


def shown_area(first: tuple[int, int], last: tuple[int, int], **values: object) -> Dataset:
    """An item of the Displayed Area Selection Sequence."""
    area = item(
        DisplayedAreaTopLeftHandCorner=list(first),
        DisplayedAreaBottomRightHandCorner=list(last),
        PresentationSizeMode="SCALE TO FIT",
        PresentationPixelAspectRatio=[1, 1],
    )
    area.update(item(**values))
    return area


def state_dataset(
    *references: Dataset, kind: str = "1", uid: str = "1.2.826.0.1.3680043.8.498.9"
) -> Dataset:
    """A grayscale state that changes nothing, for the one image unless others are named."""
    series = item(
        SeriesInstanceUID="1.2.826.0.1.3680043.8.498.3",
        ReferencedImageSequence=list(references or (image_reference(),)),
    )
    return item(
        SOPClassUID=_STATE + kind,
        SOPInstanceUID=uid,
        StudyInstanceUID="1.2.826.0.1.3680043.8.498.2",
        SeriesInstanceUID="1.2.826.0.1.3680043.8.498.4",
        Modality="PR",
        PatientName="Doe^Jane",
        ReferencedSeriesSequence=[series],
        ContentLabel="REPORT",
        ContentDescription="as reported",
        PresentationCreationDate="20240229",
        PresentationCreationTime="123456",
        ContentCreatorName="Roe^Richard",
        PresentationLUTShape="IDENTITY",
        DisplayedAreaSelectionSequence=[shown_area((1, 1), (5, 3))],
    )


def table_item(
    entries: list[int], first: int = 0, bits: int = 16, count: int | None = None
) -> Dataset:
    """An item of a LUT sequence, which may say that it has more entries than it has."""
    found = item(LUTDescriptor=[count or len(entries), first & 0xFFFF, bits])
    found.add_new(0x0028_3006, "OW", struct.pack(f"<{len(entries)}H", *entries))
    return found


def image_frames(folder: Path, dataset: Dataset | None = None) -> tuple[Frame, ...]:
    """The frames of an image, as the program reads them."""
    found = image_dataset() if dataset is None else dataset
    return frames_of(read_instance(stored(folder, part10(found))))


def state_instance(folder: Path, dataset: Dataset) -> Instance:
    """A state, as the program reads it."""
    return read_instance(stored(folder, part10(dataset), "state.dcm"))
