"""The DICOM objects of the demo disc, as pydicom data sets."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import (
    CTImageStorage,
    ExplicitVRLittleEndian,
    JPEGBaseline8Bit,
    MRImageStorage,
    RLELossless,
    SecondaryCaptureImageStorage,
    UltrasoundMultiFrameImageStorage,
    XRayAngiographicImageStorage,
)

from workstation.imaging import phantom
from workstation.media import demo_patterns

_PATTERNS = 6
OBJECTS = phantom.CT_SLICES + phantom.MR_SLICES + 2 + _PATTERNS  # on the whole disc
_NAMESPACE = uuid.UUID("6f3d2a14-54a3-4d8e-9a4e-1f0c9c7e2b11")


@dataclass(frozen=True, slots=True)
class DemoObject:
    """One object and the encoding of its pixels."""

    dataset: Dataset
    transfer_syntax_uid: str = ExplicitVRLittleEndian


def demo_uid(name: str) -> str:
    """A UID that is the same each time the disc is made (PS3.5 B.2)."""
    return f"2.25.{uuid.uuid5(_NAMESPACE, name).int}"


def demo_objects() -> Iterator[tuple[DemoObject, ...]]:
    """The series of the disc, in its order, one at a time."""
    yield tuple(_ct_image(index) for index in range(phantom.CT_SLICES))
    yield tuple(_mr_image(index) for index in _interleaved(phantom.MR_SLICES))
    yield (_ultrasound(),)
    yield (_angiogram(),)
    yield tuple(_test_patterns())


def _interleaved(count: int) -> tuple[int, ...]:
    """The order in which a scanner excites slices, and no order of the body."""
    return (*range(1, count, 2), *range(0, count, 2))


# --------------------------------------------------------------------------- what all of them say


def _base(study: str, series: int, number: int, modality: str, description: str) -> Dataset:
    """Patient, Study, Series and General Image modules (PS3.3 C.7)."""
    image = Dataset()
    image.SpecificCharacterSet = "ISO_IR 192"
    image.PatientName = "PHANTOM^DEMO"
    image.PatientID = "DEMO-0001"
    image.PatientBirthDate = "19700101"
    image.PatientSex = "O"
    image.PatientAge = "056Y"
    for keyword, value in _STUDIES[study].items():
        setattr(image, keyword, value)
    image.StudyInstanceUID = demo_uid(f"study {study}")
    image.ReferringPhysicianName = ""
    image.InstitutionName = "Workstation Demonstration"
    image.Manufacturer = "Workstation Project"
    image.ManufacturerModelName = "Phantom"
    image.SoftwareVersions = "1"
    image.Modality = modality
    image.SeriesInstanceUID = demo_uid(f"series {study} {series}")
    image.SeriesNumber = series
    image.SeriesDescription = description
    image.SeriesDate = image.ContentDate = image.AcquisitionDate = image.StudyDate
    image.SeriesTime = image.ContentTime = image.AcquisitionTime = image.StudyTime
    image.InstanceNumber = number
    image.SOPInstanceUID = demo_uid(f"image {study} {series} {number}")
    image.PatientOrientation = ""
    image.BurnedInAnnotation = "NO"  # nothing in the pixels tells who the patient is
    return image


_STUDIES = {
    "CT": {
        "StudyDate": "20261102",
        "StudyTime": "101500",
        "StudyDescription": "CT chest and abdomen",
        "StudyID": "1",
        "AccessionNumber": "A100001",
    },
    "MR": {
        "StudyDate": "20261028",
        "StudyTime": "143000",
        "StudyDescription": "MR head",
        "StudyID": "2",
        "AccessionNumber": "A100002",
    },
    "CINE": {
        "StudyDate": "20261021",
        "StudyTime": "090000",
        "StudyDescription": "Moving pictures",
        "StudyID": "3",
        "AccessionNumber": "A100003",
    },
    "TEST": {
        "StudyDate": "20261015",
        "StudyTime": "080000",
        "StudyDescription": "Test patterns",
        "StudyID": "4",
        "AccessionNumber": "A100004",
    },
}


def _set_pixels(image: Dataset, pixels: npt.NDArray[np.integer], bits_stored: int) -> None:
    """Image Pixel module of one gray frame (PS3.3 C.7.6.3)."""
    image.SamplesPerPixel = 1
    image.PhotometricInterpretation = "MONOCHROME2"
    image.Rows, image.Columns = pixels.shape[-2:]
    image.BitsAllocated = 8 * pixels.itemsize
    image.BitsStored = bits_stored
    image.HighBit = bits_stored - 1
    image.PixelRepresentation = int(np.issubdtype(pixels.dtype, np.signedinteger))
    image["PixelData"] = _pixel_data("OW", pixels.tobytes())


def _pixel_data(vr: str, value: bytes) -> DataElement:
    return DataElement(0x7FE00010, vr, value)


# -------------------------------------------------------------------------------- cross-sections


def _ct_image(index: int) -> DemoObject:
    image = _base("CT", 1, index + 1, "CT", "Chest 2.5 mm")
    image.SOPClassUID = CTImageStorage
    image.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    image.BodyPartExamined = "CHEST"
    image.FrameOfReferenceUID = demo_uid("frame of reference CT")
    image.PositionReferenceIndicator = ""
    image.PatientPosition = "HFS"
    image.AcquisitionNumber = 1
    image.KVP = "120"
    image.ConvolutionKernel = "STANDARD"
    image.GantryDetectorTilt = "0"
    image.SliceThickness = f"{phantom.CT_THICKNESS}"
    image.PixelSpacing = [f"{phantom.CT_SPACING}"] * 2
    image.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    _place(image, phantom.ct_position(index), axis=2)
    image.RescaleIntercept = "-1024"
    image.RescaleSlope = "1"
    image.RescaleType = "HU"
    image.PixelPaddingValue = int(phantom.CT_PADDING) + 1024
    image.WindowCenter = ["40", "-600", "480"]
    image.WindowWidth = ["400", "1500", "2500"]
    image.WindowCenterWidthExplanation = ["SOFT TISSUE", "LUNG", "BONE"]
    stored = np.round(phantom.ct_slice(index)).astype(np.int16) + np.int16(1024)
    _set_pixels(image, stored, bits_stored=16)
    return DemoObject(image)


def _mr_image(index: int) -> DemoObject:
    """Instance numbers follow the order of acquisition; only geometry tells the order in space."""
    order = _interleaved(phantom.MR_SLICES).index(index)
    image = _base("MR", 1, order + 1, "MR", "T1 sagittal")
    image.SOPClassUID = MRImageStorage
    image.ImageType = ["ORIGINAL", "PRIMARY", "M", "SE"]
    image.BodyPartExamined = "HEAD"
    image.FrameOfReferenceUID = demo_uid("frame of reference MR")
    image.PositionReferenceIndicator = ""
    image.PatientPosition = "HFS"
    image.AcquisitionNumber = 1
    image.ScanningSequence = "SE"
    image.SequenceVariant = "NONE"
    image.ScanOptions = ""
    image.MRAcquisitionType = "2D"
    image.RepetitionTime = "520"
    image.EchoTime = "12"
    image.EchoTrainLength = "1"
    image.MagneticFieldStrength = "1.5"
    image.SliceThickness = "5"
    image.SpacingBetweenSlices = f"{phantom.MR_THICKNESS}"
    image.PixelSpacing = [f"{phantom.MR_SPACING}"] * 2
    image.ImageOrientationPatient = ["0", "1", "0", "0", "0", "-1"]
    _place(image, phantom.mr_position(index), axis=0)
    image.WindowCenter = "500"
    image.WindowWidth = "1000"
    signal = phantom.mr_slice(index)
    phantom.stamp_code(signal, index + 1, (184, 8), 0.0, 1600.0)
    _set_pixels(image, np.round(signal).astype(np.uint16), bits_stored=12)
    return DemoObject(image)


def _place(image: Dataset, position: tuple[float, float, float], axis: int) -> None:
    image.ImagePositionPatient = [f"{value:.6f}" for value in position]
    image.SliceLocation = f"{position[axis]:.3f}"


# ------------------------------------------------------------------------------- moving pictures


def _ultrasound() -> DemoObject:
    import imagecodecs

    image = _base("CINE", 1, 1, "US", "Color Doppler")
    image.SOPClassUID = UltrasoundMultiFrameImageStorage
    image.ImageType = ["ORIGINAL", "PRIMARY", "", "0010"]
    image.BodyPartExamined = "AORTA"
    frames = [demo_patterns.color_frame(index) for index in range(demo_patterns.COLOR_FRAMES)]
    coded = [
        bytes(imagecodecs.jpeg8_encode(frame, level=90, subsampling="422")) for frame in frames
    ]
    _set_pixels(image, frames[0][..., 0], bits_stored=8)
    image.SamplesPerPixel = 3
    image.PlanarConfiguration = 0
    image.PhotometricInterpretation = "YBR_FULL_422"
    image.UltrasoundColorDataPresent = 1
    image["PixelData"] = _pixel_data("OB", encapsulate(coded))
    image["PixelData"].is_undefined_length = True
    image.LossyImageCompression = "01"
    image.LossyImageCompressionMethod = "ISO_10918_1"
    raw, compressed = sum(frame.nbytes for frame in frames), sum(map(len, coded))
    image.LossyImageCompressionRatio = f"{raw / compressed:.2f}"
    _set_cine(image, len(frames), milliseconds=40)
    image.SequenceOfUltrasoundRegions = Sequence([_region()])
    return DemoObject(image, JPEGBaseline8Bit)


def _region() -> Dataset:
    """A 2-D region of tissue, 0.4 mm a pixel (PS3.3 C.8.5.5)."""
    region = Dataset()
    region.RegionSpatialFormat = 1
    region.RegionDataType = 1
    region.RegionFlags = 0
    region.RegionLocationMinX0, region.RegionLocationMinY0 = 40, 40
    region.RegionLocationMaxX1, region.RegionLocationMaxY1 = 440, 331
    region.ReferencePixelX0, region.ReferencePixelY0 = 200, 0
    region.PhysicalUnitsXDirection = region.PhysicalUnitsYDirection = 3  # centimeters
    region.ReferencePixelPhysicalValueX = region.ReferencePixelPhysicalValueY = 0.0
    region.PhysicalDeltaX = region.PhysicalDeltaY = 0.04
    return region


def _angiogram() -> DemoObject:
    image = _base("CINE", 2, 1, "XA", "Angiography")
    image.SOPClassUID = XRayAngiographicImageStorage
    image.ImageType = ["ORIGINAL", "PRIMARY", "SINGLE PLANE"]
    image.BodyPartExamined = "HEART"
    image.PixelIntensityRelationship = "LIN"
    image.RadiationSetting = "GR"
    image.KVP = "75"
    image.Exposure = "5"
    image.PositionerMotion = "STATIC"
    image.PositionerPrimaryAngle = "20"
    image.PositionerSecondaryAngle = "-10"
    image.ImagerPixelSpacing = ["0.3", "0.3"]
    image.WindowCenter = "512"
    image.WindowWidth = "1024"
    frames = [demo_patterns.gray_frame(index) for index in range(demo_patterns.GRAY_FRAMES)]
    _set_pixels(image, frames[0], bits_stored=10)
    image["PixelData"] = _pixel_data("OB", encapsulate([_run_lengths(frame) for frame in frames]))
    image["PixelData"].is_undefined_length = True
    _set_cine(image, len(frames), milliseconds=66.7)
    return DemoObject(image, RLELossless)


def _set_cine(image: Dataset, frames: int, milliseconds: float) -> None:
    """Multi-frame and Cine modules (PS3.3 C.7.6.5, C.7.6.6)."""
    image.NumberOfFrames = frames
    image.FrameIncrementPointer = 0x00181063
    image.FrameTime = f"{milliseconds:g}"
    image.CineRate = round(1000 / milliseconds)


def _run_lengths(frame: npt.NDArray[np.uint16]) -> bytes:
    """One frame in two byte segments, high byte first (PS3.5 G.2, G.3)."""
    segments = [_packed(plane) for plane in ((frame >> 8).astype(np.uint8), frame.astype(np.uint8))]
    offsets = (2, 64, 64 + len(segments[0]), *([0] * 13))
    return np.array(offsets, "<u4").tobytes() + b"".join(segments)


def _packed(plane: npt.NDArray[np.uint8]) -> bytes:
    """PackBits row by row, padded to an even length: no run crosses a row (PS3.5 G.3.1)."""
    import imagecodecs

    packed = b"".join(imagecodecs.packbits_encode(row.tobytes()) for row in plane)
    return packed + b"\0" * (len(packed) % 2)


# --------------------------------------------------------------------------------- test patterns


def _test_patterns() -> Iterator[DemoObject]:
    """The same pictures through every kind of VOI LUT and both polarities."""
    patterns = (
        (demo_patterns.ramps(), _linear),
        (demo_patterns.resolution_bars(), _linear),
        (demo_patterns.squares(), _linear),
        (demo_patterns.squares(), _lookup_table),
        (demo_patterns.ramps(), _inverse),
        (demo_patterns.ramps(), _sigmoid),
    )
    for number, (pixels, describe) in enumerate(patterns, start=1):
        image = _base("TEST", 1, number, "OT", "Test patterns")
        image.SOPClassUID = SecondaryCaptureImageStorage
        image.ConversionType = "SYN"
        image.Laterality = ""
        image.ImageType = ["DERIVED", "SECONDARY"]
        _set_pixels(image, pixels, bits_stored=12)
        describe(image)
        yield DemoObject(image)


def _linear(image: Dataset) -> None:
    image.ImageComments = "linear window"
    image.WindowCenter, image.WindowWidth = "2048", "4096"


def _sigmoid(image: Dataset) -> None:
    image.ImageComments = "sigmoid window"
    image.WindowCenter, image.WindowWidth = "2048", "3000"
    image.VOILUTFunction = "SIGMOID"


def _inverse(image: Dataset) -> None:
    image.ImageComments = "MONOCHROME1"
    image.PhotometricInterpretation = "MONOCHROME1"
    image.WindowCenter, image.WindowWidth = "2048", "4096"


def _lookup_table(image: Dataset) -> None:
    """VOI LUT Sequence (PS3.3 C.11.2.1.1): a curve that lifts the shadows."""
    curve = Dataset()
    curve.add_new(0x00283002, "US", [4096, 0, 16])
    curve.LUTExplanation = "SHADOWS"
    entries = np.round(65535 * (np.arange(4096) / 4095) ** 0.6).astype("<u2")
    curve.add_new(0x00283006, "OW", entries.tobytes())
    image.ImageComments = "VOI LUT Sequence"
    image.VOILUTSequence = Sequence([curve])
