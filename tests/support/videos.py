"""Videos whose frames carry their number, made by ffmpeg's encoders where it has them."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pytest
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate

from tests.support.dicom_bytes import image_dataset, part10, stored
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Instance

MPEG2, H264, HEVC, MAIN_10 = (f"1.2.840.10008.1.2.4.{number}" for number in (100, 102, 107, 108))
ROWS, COLUMNS = 64, 96
_BITS, _SIDE = 8, 12  # a bit of the number is a square of so many pixels
_X264 = ("-c:v", "libx264", "-qp", "0", "-preset", "ultrafast")
# Closed and open groups of pictures, pictures that are shown in another order than they are coded
ENCODERS = {
    "h264": (*_X264, "-g", "10", "-bf", "2", "-f", "h264"),
    "mp4": (*_X264, "-g", "10", "-f", "mp4"),
    "ts": (*_X264, "-g", "10", "-f", "mpegts"),
    "mpeg2": ("-c:v", "mpeg2video", "-q:v", "1", "-g", "10", "-bf", "2", "-f", "mpeg2video"),
    "ps": ("-c:v", "mpeg2video", "-q:v", "1", "-g", "10", "-bf", "2", "-f", "vob"),
    "hevc": (
        *("-c:v", "libx265", "-preset", "ultrafast", "-f", "hevc", "-x265-params"),
        "lossless=1:keyint=10:open-gop=0:log-level=none",
    ),
    "main10": (
        *("-c:v", "libx265", "-preset", "ultrafast", "-f", "hevc", "-pix_fmt", "yuv420p10le"),
        *("-x265-params", "lossless=1:log-level=none"),
    ),
}
SYNTAXES = {"h264": H264, "mp4": H264, "ts": H264, "mpeg2": MPEG2, "ps": MPEG2, "hevc": HEVC}
_LIBRARIES = {"h264": "libx264", "mp4": "libx264", "ts": "libx264"}
_LIBRARIES |= {"hevc": "libx265", "main10": "libx265", "mpeg2": "mpeg2video", "ps": "mpeg2video"}


def numbered(frame_index: int) -> npt.NDArray[np.uint8]:
    """Luminance of a frame: a slope that only one corner is black in, and the number in squares."""
    rows, columns = np.mgrid[0:ROWS, 0:COLUMNS]
    luminance: npt.NDArray[np.uint8] = (16 + rows + columns).astype(np.uint8)
    for bit in range(_BITS):
        square = slice(8, 8 + _SIDE), slice(bit * _SIDE, (bit + 1) * _SIDE)
        luminance[square] = 235 if frame_index >> bit & 1 else 16
    return luminance


def number_in(frame: npt.NDArray[np.generic]) -> int:
    """Read the number back from a decoded frame, gray or color."""
    gray = frame.astype(np.float64).reshape(ROWS, COLUMNS, -1).mean(axis=2)
    squares = [gray[10:18, bit * _SIDE + 2 : (bit + 1) * _SIDE - 2].mean() for bit in range(_BITS)]
    return sum(1 << bit for bit, mean in enumerate(squares) if mean > gray.max() / 2)


@cache
def coded_video(encoder: str, frames: int, *told: str, size: tuple[int, int] = (1, 1)) -> bytes:
    """A video of numbered frames.

    told   more options of ffmpeg
    size   columns and rows, as multiples of what `numbered` makes
    """
    _require(_LIBRARIES[encoder])
    chroma = np.full(ROWS * COLUMNS // 2, 128, np.uint8).tobytes()
    planes = b"".join(numbered(index).tobytes() + chroma for index in range(frames))
    return encoded_video(planes, encoder, (COLUMNS, ROWS), *_enlarged(size), *told)


def encoded_video(planes: bytes, encoder: str, size: tuple[int, int], *told: str) -> bytes:
    """Encode frames of YCbCr 4:2:0, 8 bits."""
    _require(_LIBRARIES[encoder])
    given = ("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{size[0]}x{size[1]}", "-i", "-")
    command = ["ffmpeg", "-v", "error", "-y", *given, *ENCODERS[encoder], *told]
    if encoder != "mp4":
        return subprocess.run([*command, "-"], input=planes, capture_output=True, check=True).stdout
    with TemporaryDirectory() as folder:  # a writer of MP4 goes back in its file
        path = Path(folder, "video.mp4")
        subprocess.run([*command, str(path)], input=planes, capture_output=True, check=True)
        return path.read_bytes()


def video_dataset(stream: bytes, frames: int, fragments: int = 1) -> Dataset:
    """A video object as endoscopy systems make it."""
    dataset = image_dataset(rows=ROWS, columns=COLUMNS)
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.77.1.1.1"
    dataset.Modality = "ES"
    dataset.SamplesPerPixel, dataset.PlanarConfiguration = 3, 0
    dataset.PhotometricInterpretation = "YBR_PARTIAL_420"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 8, 8, 7
    dataset.NumberOfFrames = frames
    dataset.CineRate = 25
    dataset.LossyImageCompression = "01"
    dataset.PixelData = encapsulate([stream], fragments_per_frame=fragments, has_bot=False)
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    return dataset


def video_instance(
    folder: Path, encoder: str, frames: int, *told: str, fragments: int = 1, **values: object
) -> Instance:
    """A file with a numbered video.

    values   attributes of another value
    """
    dataset = video_dataset(coded_video(encoder, frames, *told), frames, fragments)
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return read_instance(stored(folder, part10(dataset, SYNTAXES.get(encoder, MAIN_10))))


def _enlarged(size: tuple[int, int]) -> tuple[str, ...]:
    if size == (1, 1):
        return ()
    return ("-vf", f"scale={COLUMNS * size[0]}:{ROWS * size[1]}:flags=neighbor")


def has_encoder(name: str) -> bool:
    """Whether ffmpeg is there and can make videos of this name."""
    return _LIBRARIES[name] in _encoders()


def _require(encoder: str) -> None:
    if encoder not in _encoders():
        pytest.skip(f"there is no ffmpeg with {encoder}")


@cache
def _encoders() -> str:
    if shutil.which("ffmpeg") is None:
        return ""
    command = ["ffmpeg", "-v", "error", "-encoders"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout
