"""A video of any length, made by ffmpeg for benchmarks: moving patterns under noise."""

import shutil
import subprocess
from pathlib import Path

from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID

from workstation.base.errors import WorkstationError
from workstation.base.text import N_

RATE = 30
_ROOT = "2.25.1938475611"
_ENDOSCOPIC_VIDEO = UID("1.2.840.10008.5.1.4.1.1.77.1.1.1")
# Transfer syntax and options of encoders, the wanted one first: some systems leave out H.264's.
_ENCODERS = (
    ("102", ("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-f", "h264")),
    ("101", ("-c:v", "mpeg2video", "-b:v", "20M", "-f", "mpeg2video")),
)


class NoVideoEncoderError(WorkstationError):
    message_id = "media.no-video-encoder"
    sentence = N_("No video can be made: ffmpeg is not installed, or knows no encoder.")
    advice = N_("Install the package ffmpeg.")


def write_video(folder: Path, frames: int, shape: tuple[int, int] = (1080, 1920)) -> None:
    """Write one color video, as an endoscope makes it, into the folder.

    shape   rows, columns, both even
    """
    folder.mkdir(parents=True, exist_ok=True)
    syntax, stream = _coded(frames, shape)
    instance = _instance(frames, shape, UID(f"1.2.840.10008.1.2.4.{syntax}"))
    instance.PixelData = encapsulate([stream], has_bot=False)
    instance["PixelData"].VR = "OB"
    instance["PixelData"].is_undefined_length = True
    instance.save_as(folder / "IM00000", enforce_file_format=True)


def _coded(frames: int, shape: tuple[int, int]) -> tuple[str, bytes]:
    program = shutil.which("ffmpeg")
    if program is None:
        raise NoVideoEncoderError
    source = f"testsrc2=size={shape[1]}x{shape[0]}:rate={RATE},noise=alls=8:allf=t"
    given = ("-v", "quiet", "-f", "lavfi", "-i", source, "-frames:v", str(frames))
    for syntax, encoder in _ENCODERS:
        command = (program, *given, "-pix_fmt", "yuv420p", *encoder, "-")
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode == 0 and done.stdout:
            return syntax, done.stdout
    raise NoVideoEncoderError


def _instance(frames: int, shape: tuple[int, int], syntax: UID) -> FileDataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID, meta.MediaStorageSOPClassUID = syntax, _ENDOSCOPIC_VIDEO
    meta.MediaStorageSOPInstanceUID = UID(f"{_ROOT}.3")
    instance = FileDataset("", {}, preamble=bytes(128), file_meta=meta)
    instance.SOPClassUID, instance.SOPInstanceUID = _ENDOSCOPIC_VIDEO, UID(f"{_ROOT}.3")
    instance.StudyInstanceUID, instance.SeriesInstanceUID = UID(f"{_ROOT}.1"), UID(f"{_ROOT}.2")
    instance.PatientName, instance.PatientID, instance.Modality = "Video^Sample", "VIDEO", "ES"
    instance.SamplesPerPixel, instance.PhotometricInterpretation = 3, "YBR_PARTIAL_420"
    instance.PlanarConfiguration, instance.NumberOfFrames = 0, frames
    instance.Rows, instance.Columns = shape
    instance.BitsAllocated, instance.BitsStored, instance.HighBit = 8, 8, 7
    instance.PixelRepresentation, instance.CineRate = 0, RATE
    instance.FrameIncrementPointer, instance.FrameTime = 0x00181063, 1000 / RATE
    instance.LossyImageCompression = "01"
    return instance
