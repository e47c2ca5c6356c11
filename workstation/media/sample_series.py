"""Images of any number, size and transfer syntax, made on the spot for benchmarks and soak tests.

The pictures are ellipses under Gaussian noise whose entropy is that of real ones (JPEG-LS about
3:1 for CT); the header of a slice has the size of a real one (about 260 elements, 6 kB).
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID

SIZE = 512
_ROOT = "2.25.1938475610"
_CT_IMAGE_STORAGE = UID("1.2.840.10008.5.1.4.1.1.2")
_PRIVATE_ELEMENTS = 200

Encoder = Callable[[npt.NDArray[np.uint16]], bytes | bytearray]


def _encoders() -> dict[str, tuple[str, Encoder | None]]:
    """Transfer syntax UID and encoder of each name."""
    import imagecodecs

    return {
        "native": ("1.2.840.10008.1.2.1", None),
        "rle": ("1.2.840.10008.1.2.5", _rle),
        "jpeg-lossless": (
            "1.2.840.10008.1.2.4.70",
            lambda pixels: imagecodecs.ljpeg_encode(pixels, bitspersample=16),
        ),
        "jpeg-ls": ("1.2.840.10008.1.2.4.80", imagecodecs.jpegls_encode),
        "jpeg2000": (
            "1.2.840.10008.1.2.4.90",
            lambda pixels: imagecodecs.jpeg2k_encode(
                pixels, codecformat="j2k", reversible=True, level=0
            ),
        ),
        "htj2k": (
            "1.2.840.10008.1.2.4.201",
            lambda pixels: imagecodecs.htj2k_encode(pixels, reversible=True),
        ),
    }


def _rle(pixels: npt.NDArray[np.uint16]) -> bytes | bytearray:
    from pydicom.pixels.encoders.base import RLELosslessEncoder

    return RLELosslessEncoder.encode(
        pixels.tobytes(),
        rows=pixels.shape[0],
        columns=pixels.shape[1],
        samples_per_pixel=1,
        number_of_frames=1,
        bits_allocated=16,
        bits_stored=16,
        pixel_representation=0,
        photometric_interpretation="MONOCHROME2",
    )


def syntaxes() -> tuple[str, ...]:
    """Names that `write_ct_series` takes."""
    return tuple(_encoders())


def write_ct_series(folder: Path, slices: int, syntax: str = "native", size: int = SIZE) -> None:
    """Write a series of `slices` square axial images into the folder, which is created."""
    folder.mkdir(parents=True, exist_ok=True)
    base = _picture(size)
    noise = np.random.default_rng(7).normal(0, 9, (size, size + slices))
    for number in range(slices):
        pixels = np.asarray(base + noise[:, number : number + size], np.int16)
        instance = _instance(number, pixels, UID(_encoders()[syntax][0]))
        _save(instance, pixels.view(np.uint16), syntax, folder)


def write_mammogram(folder: Path, shape: tuple[int, int], syntax: str = "native") -> None:
    """Write one image of 12 bits, more than half of it background, into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    y, x = np.mgrid[-1 : 1 : shape[0] * 1j, 0 : 1 : shape[1] * 1j]
    tissue = (y / 0.85) ** 2 + (x / 0.7) ** 2 < 1
    noise = np.random.default_rng(7).normal(0, 12, shape)
    pixels = np.where(tissue, 1800 + 900 * np.cos(3 * x) * np.cos(2 * y) + noise, 0)
    instance = _instance(0, pixels, UID(_encoders()[syntax][0]))
    instance.Modality, instance.PatientOrientation = "MG", ["P", "L"]
    instance.BitsStored, instance.HighBit, instance.PixelRepresentation = 12, 11, 0
    instance.WindowCenter, instance.WindowWidth = 1800, 2400
    del instance.ImagePositionPatient, instance.ImageOrientationPatient
    _save(instance, np.asarray(pixels, np.uint16), syntax, folder)


def write_cine(folder: Path, frames: int, shape: tuple[int, int] = (480, 640)) -> None:
    """Write one color cine of JPEG frames (YBR_FULL_422, as ultrasound has it) into the folder."""
    import imagecodecs

    folder.mkdir(parents=True, exist_ok=True)
    coded = [
        bytes(imagecodecs.jpeg8_encode(_color_frame(index, shape), level=90, subsampling="422"))
        for index in range(frames)
    ]
    instance = _instance(0, np.zeros(shape), UID("1.2.840.10008.1.2.4.50"))
    instance.Modality, instance.SamplesPerPixel, instance.PlanarConfiguration = "US", 3, 0
    instance.PhotometricInterpretation, instance.NumberOfFrames = "YBR_FULL_422", frames
    instance.BitsAllocated, instance.BitsStored, instance.HighBit = 8, 8, 7
    instance.PixelRepresentation, instance.FrameTime = 0, 40
    instance.PixelData = encapsulate(coded)
    instance["PixelData"].VR = "OB"
    instance.save_as(folder / "IM00000", enforce_file_format=True)


def _color_frame(index: int, shape: tuple[int, int]) -> npt.NDArray[np.uint8]:
    """Gray speckle with a patch of flow in it that moves."""
    speckle = np.random.default_rng(index).rayleigh(40, shape)
    frame = np.repeat(np.clip(speckle, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
    left = shape[1] // 4 + 2 * index % (shape[1] // 4)
    frame[shape[0] // 3 : shape[0] // 2, left : left + shape[1] // 4, 1:] //= 3
    return frame


def _save(instance: FileDataset, pixels: npt.NDArray[np.uint16], syntax: str, folder: Path) -> None:
    encode = _encoders()[syntax][1]
    data = pixels.tobytes() if encode is None else encapsulate([bytes(encode(pixels))])
    instance.PixelData = data
    instance["PixelData"].VR = "OW" if encode is None else "OB"
    instance.save_as(folder / f"IM{int(instance.InstanceNumber) - 1:05d}", enforce_file_format=True)


def _picture(size: int) -> npt.NDArray[np.float64]:
    """A body with two lungs and a spine, HU."""
    y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j]
    picture = np.full((size, size), -1000.0)
    for center_x, center_y, half_x, half_y, value in (
        (0.0, 0.0, 0.85, 0.62, -90.0),
        (0.0, 0.0, 0.80, 0.57, 50.0),
        (-0.38, -0.05, 0.25, 0.38, -850.0),
        (0.38, -0.05, 0.28, 0.38, -850.0),
        (0.0, 0.38, 0.12, 0.11, 700.0),
        (0.1, 0.0, 0.18, 0.2, 120.0),
    ):
        inside = ((x - center_x) / half_x) ** 2 + ((y - center_y) / half_y) ** 2 < 1
        picture[inside] = value
    return picture


def _instance(number: int, pixels: npt.NDArray[np.generic], syntax: UID) -> FileDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = _CT_IMAGE_STORAGE
    meta.MediaStorageSOPInstanceUID = UID(f"{_ROOT}.3.{number + 1}")
    meta.TransferSyntaxUID = syntax
    instance = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    instance.SOPClassUID = meta.MediaStorageSOPClassUID
    instance.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    _describe(instance, number)
    instance.Rows, instance.Columns = pixels.shape
    _fill(instance)
    return instance


def _describe(instance: Dataset, number: int) -> None:
    instance.PatientName, instance.PatientID = "BENCH^MARK", "BENCH"
    instance.PatientBirthDate, instance.PatientSex = "19700101", "O"
    instance.StudyInstanceUID, instance.SeriesInstanceUID = f"{_ROOT}.1", f"{_ROOT}.2"
    instance.FrameOfReferenceUID = f"{_ROOT}.4"
    instance.StudyDate, instance.StudyTime, instance.StudyID = "20260101", "101500", "1"
    instance.Modality, instance.SeriesNumber, instance.InstanceNumber = "CT", 1, number + 1
    instance.SeriesDescription, instance.Manufacturer = "Benchmark", "None"
    instance.ImagePositionPatient = [-180.0, -180.0, number * 1.25]
    instance.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    instance.PixelSpacing, instance.SliceThickness = [0.703125, 0.703125], 1.25
    instance.SamplesPerPixel, instance.PhotometricInterpretation = 1, "MONOCHROME2"
    instance.BitsAllocated, instance.BitsStored, instance.HighBit = 16, 16, 15
    instance.PixelRepresentation = 1
    instance.WindowCenter, instance.WindowWidth = 40, 400
    instance.RescaleIntercept, instance.RescaleSlope, instance.RescaleType = 0, 1, "HU"


def _fill(instance: Dataset) -> None:
    """Private elements, so that the header is as long as a scanner's."""
    block = instance.private_block(0x0043, "WORKSTATION BENCH", create=True)
    for element in range(_PRIVATE_ELEMENTS):
        block.add_new(element, "DS", f"{element * 1.25:016.8f}")
