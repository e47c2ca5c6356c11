"""How ffmpeg is asked: what a stream is, the same stream without its container, its frames.

It gets bytes through a pipe and is told their format: it opens nothing by name, and tries nothing
else on them. What comes out has the size that the image says, or nothing comes out.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from threading import Thread
from typing import BinaryIO, cast

import psutil

from workstation.base.errors import WorkstationError
from workstation.base.sandbox_program import ProgramLimits, start
from workstation.base.text import N_
from workstation.dicom.pixels import ImagePixel
from workstation.imaging.video_container import Container
from workstation.imaging.video_stream import BitStream, pour


class NoVideoProgramError(WorkstationError):
    message_id = "video.no-program"
    sentence = N_("videos are read with the program ffmpeg: install the package ffmpeg")


class UnreadableVideoError(WorkstationError):
    message_id = "video.unreadable"
    sentence = N_("its video is damaged: nothing in it can be read")


class VideoSizeError(WorkstationError):
    """The frames have another size than the header says: nothing is scaled to fit."""

    message_id = "video.size"
    sentence = N_("its header says {expected}, its video holds {found}")


class UnsupportedVideoError(WorkstationError):
    message_id = "video.unsupported"
    sentence = N_("its video is coded in a way that is not supported: {detail}")


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What a stream says of its frames.

    codec    the elementary stream that it holds
    size     columns, rows
    matrix   of its YCbCr, as ffmpeg calls it; empty where it is RGB or gray already
    full     luminance uses all values; else black is 16 of 255, and white 235
    """

    codec: Container
    size: tuple[int, int]
    matrix: str
    full: bool


class Fed:
    """A program that runs, and a thread that gives it a stream.

    failure   why the stream could not be read to its end
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.failure: OSError | None = None

    def pour(self, stream: BitStream, offset: int, writer: int) -> None:
        """Give it all; the descriptor is closed."""
        try:
            pour(stream, offset, writer)
        except OSError as error:
            self.failure = error

    def wait(self, seconds: float) -> None:
        """Wait for its end, and see to it; raises OSError where the stream could not be read."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.end()
        if self.failure is not None:
            raise self.failure

    def end(self) -> None:
        """End it now."""
        self.process.kill()
        self.process.wait()


_CODECS = {
    "mpeg1video": Container.MPEG2,
    "mpeg2video": Container.MPEG2,
    "h264": Container.H264,
    "hevc": Container.HEVC,
}
_FORMATS = {Container.MPEG2: "mpeg2video", Container.H264: "h264", Container.HEVC: "hevc"}
# Matrix coefficients (ISO/IEC 23091-2 8.3) by ffprobe's names, under the names of the scale filter
_MATRICES = {
    "bt709": "bt709",
    "smpte170m": "smpte170m",
    "bt470bg": "bt470",
    "fcc": "fcc",
    "smpte240m": "smpte240m",
    "bt2020nc": "bt2020",
}
_SD_ROWS = 576
_UNSAID = ("", "unknown", "reserved")
_PLAIN = ("gray", "gbr", "rgb")  # how formats begin that no matrix applies to
_EXACT = "accurate_rnd+full_chroma_int+full_chroma_inp+bitexact+bilinear"
_MEBIBYTE = 1 << 20
_PROBED = 8 * _MEBIBYTE
_PROBE_SECONDS, _PROBE_WALL = 8, 60.0
_THREADS = 2
_FRAMES_HELD = 64  # reference pictures, those that wait for their turn, those of each thread


def matrix_of(color_space: str, rows: int) -> str | None:
    """The matrix to undo; None: one that is not supported.

    A stream that does not say is taken for BT.709 where it has more rows than standard definition
    television, for BT.601 else (docs/decisions/0016-video-by-ffmpeg.md).
    """
    if color_space in _UNSAID:
        return "bt709" if rows > _SD_ROWS else "smpte170m"
    return _MATRICES.get(color_space)


def facts_of(stream: BitStream, kind: Container) -> VideoFacts:
    """Ask ffprobe what the first video of a stream is."""
    entries = "stream=codec_name,width,height,pix_fmt,color_space,color_range"
    told = ("-select_streams", "v:0", "-show_entries", entries, "-of", "json")
    answer = _answer((_program("ffprobe"), *_input(kind), "-i", "pipe:0", *told), stream)
    try:
        found = json.loads(answer)["streams"][0]
        codec, size = str(found["codec_name"]), (int(found["width"]), int(found["height"]))
        pixels, space = str(found["pix_fmt"]), str(found.get("color_space", ""))
    except (ValueError, LookupError, TypeError) as error:
        raise UnreadableVideoError from error
    if codec not in _CODECS:
        raise UnsupportedVideoError(detail=codec)
    plain = pixels.startswith(_PLAIN)
    matrix = "" if plain else matrix_of(space, size[1])
    if matrix is None:
        raise UnsupportedVideoError(detail=space)
    full = found.get("color_range") == "pc" or pixels.startswith("yuvj")
    return VideoFacts(_CODECS[codec], size, matrix, full)


def unwrapped(stream: BitStream, kind: Container, codec: Container) -> BitStream:
    """The elementary stream alone, in memory: it can be begun anywhere, and says no times."""
    most = stream.length + stream.length // 4 + _MEBIBYTE
    if most > psutil.virtual_memory().total // 4:
        raise UnsupportedVideoError(detail=f"{stream.length // 1_000_000} MB {kind.value}")
    limits = ProgramLimits(_PROBE_SECONDS + stream.length // (5 * _MEBIBYTE), 2 << 30, most)
    copied = ("-map", "0:v:0", "-c", "copy", "-f", _FORMATS[codec], "pipe:1")
    command = (_program("ffmpeg"), "-nostdin", *_input(kind), "-i", "pipe:0", *copied)
    with _memory_file() as file:
        fed = _fed(command, limits, stream, 0, file.fileno())
        fed.wait(_PROBE_WALL + stream.length / (5 * _MEBIBYTE))
        file.seek(0)
        data = file.read()
    if not data or fed.process.returncode < 0:
        raise UnreadableVideoError
    return BitStream(memoryview(data))


def decoding(
    stream: BitStream, offset: int, facts: VideoFacts, image: ImagePixel, output: int
) -> Fed:
    """Start to write the frames from an entry point on to a pipe, as `ImagePixel` has them."""
    size = f"if(eq(iw,{image.columns})*eq(ih,{image.rows}),iw,-1)"  # else the filter fails
    chain = f"crop=w='{size}':h=ih:exact=1,{_scale(facts, image)}"
    written = ("-map", "0:v:0", "-autoscale", "0", "-fps_mode", "passthrough", "-vf", chain)
    raw = ("-c:v", "rawvideo", "-pix_fmt", _pixel_format(image), "-f", "rawvideo", "pipe:1")
    given = ("-xerror", "-noautorotate", "-threads", str(_THREADS), *_input(facts.codec))
    command = (_program("ffmpeg"), "-nostdin", *given, "-i", "pipe:0", *written, *raw)
    return _fed(command, limits_of(image), stream, offset, output)


def check(facts: VideoFacts, image: ImagePixel) -> None:
    """Refuse frames that cannot become what the header says."""
    if facts.size != (image.columns, image.rows):
        columns, rows = facts.size
        expected = f"{image.columns} × {image.rows}"
        raise VideoSizeError(expected=expected, found=f"{columns} × {rows}")
    _pixel_format(image)


def seconds_per_frame(image: ImagePixel) -> float:
    """Processor time that a frame may take: twenty times what HEVC needs with its conversion."""
    return 0.05 + 3e-7 * image.rows * image.columns


def limits_of(image: ImagePixel) -> ProgramLimits:
    """What the decoding of all frames may take."""
    seconds = 20 + round(seconds_per_frame(image) * image.number_of_frames)
    frame = image.rows * image.columns * 6
    memory = min(_FRAMES_HELD * frame, int(psutil.virtual_memory().total) // 2)
    return ProgramLimits(seconds, (2 << 30) + memory)


def _pixel_format(image: ImagePixel) -> str:
    """What ffmpeg calls the samples of a decoded frame: color fills its type, gray its bits."""
    if not image.monochrome:
        return "rgb24" if image.decoded_dtype.itemsize == 1 else "rgb48le"
    formats = {(8, 8): "gray", (16, 10): "gray10le", (16, 12): "gray12le", (16, 16): "gray16le"}
    found = formats.get((image.bits_allocated, image.bits_stored))
    if found is None or image.signed:
        raise UnsupportedVideoError(detail=f"{image.bits_stored} / {image.bits_allocated}")
    return found


def _scale(facts: VideoFacts, image: ImagePixel) -> str:
    """The filters that make RGB or full range gray; they never change the size.

    RGB is made by planes and then interleaved: that takes a third of the time of making it at
    once with the same exactness (half a level, measured with ffmpeg 5.1).
    """
    given = f"in_range={'pc' if facts.full else 'tv'}:out_range=pc"
    matrix = f":in_color_matrix={facts.matrix}" if facts.matrix else ""
    scaled = f"scale=w=iw:h=ih:{given}{matrix}:flags={_EXACT}"
    planes = {"rgb24": ",format=gbrp,scale", "rgb48le": ",format=gbrp16le,scale"}
    return scaled + planes.get(_pixel_format(image), "")


def _input(kind: Container) -> tuple[str, ...]:
    return ("-v", "quiet", "-protocol_whitelist", "pipe", "-f", kind.value)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NoVideoProgramError
    return found


def _memory_file() -> BinaryIO:
    """A file that has no name, on Linux not on any disk either: what is in it is a patient's."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("video", os.MFD_CLOEXEC), "r+b")
    return cast("BinaryIO", TemporaryFile())


def _answer(command: Sequence[str], stream: BitStream) -> bytes:
    reader, writer = os.pipe()
    with open(reader, "rb") as file:
        try:
            fed = _fed(command, ProgramLimits(_PROBE_SECONDS, 2 << 30), stream, 0, writer)
        finally:
            os.close(writer)
        answer = file.read(_MEBIBYTE)
    fed.wait(_PROBE_WALL)
    return answer


def _fed(
    command: Sequence[str], limits: ProgramLimits, stream: BitStream, offset: int, output: int
) -> Fed:
    """Start a program that reads the stream; a thread fills its pipe."""
    reader, writer = os.pipe()
    try:
        fed = Fed(start(command, limits, reader, output))
    except BaseException:
        os.close(writer)
        raise
    finally:
        os.close(reader)
    Thread(target=fed.pour, args=(stream, offset, writer), daemon=True).start()
    return fed
