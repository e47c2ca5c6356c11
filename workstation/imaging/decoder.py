"""From a frame of a file to decoded samples: read here, decoded in the sandbox."""

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt
import psutil

from workstation.base.errors import WorkstationError
from workstation.base.sandbox import MEBIBYTE, Sandbox
from workstation.base.text import N_, _
from workstation.dicom.color_profile import color_profile
from workstation.dicom.fragments import is_encapsulated
from workstation.dicom.model import Instance
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.stored import StoredFile
from workstation.imaging import decode_worker
from workstation.imaging.codecs import decode_frame, finish_in_place
from workstation.imaging.codecs_coding import FrameCoding, TruncatedFrameError
from workstation.imaging.icc import MOST_BYTES, not_applied
from workstation.imaging.number_notes import number_notes
from workstation.imaging.palettes import palette_for, palette_notes
from workstation.imaging.scratch import KEPT, ScratchPool
from workstation.imaging.video import VideoDecoder, is_video

Extents = Sequence[tuple[int, int]]

_MOST_SECONDS = 60.0
_BUSY_SECONDS = 30.0  # by the clock: a worker on a busy machine is not late


class FrameMissingError(WorkstationError):
    """The file of a frame cannot be read any more."""

    message_id = "frame-missing"
    sentence = N_("{name} cannot be read: {detail}.")
    advice = N_("Is the disc still in the drive, or the folder still there?")


class FrameUndecodableError(WorkstationError):
    """The file is there, and no picture can be made of the frame."""

    message_id = "frame-unreadable"
    sentence = N_("Frame {frame_number} of {name} cannot be shown: {detail}.")


class Decoder:
    """Decodes frames in up to `workers` sandboxed processes; may be used from many threads.

    Native samples are not decoded but copied, so that needs no other process.
    """

    def __init__(self, workers: int = 2) -> None:
        self._sandbox = Sandbox(decode_worker.ENTRY, workers)
        # One more than there are workers: a frame is copied out while the next one is decoded.
        self._scratch = ScratchPool(workers + 1)
        self._videos = VideoDecoder()

    def decode(
        self, instance: Instance, frame_index: int, extents: Extents
    ) -> tuple[npt.NDArray[np.generic], tuple[str, ...]]:
        """Decode one frame into an array of its own, with notes for the user."""
        coding = coding_of(instance, frame_index)
        try:
            out = np.empty(coding.result_shape, coding.result_dtype)
        except MemoryError as error:
            raise FrameUndecodableError(
                name=instance.file.name,
                frame_number=frame_index + 1,
                detail=_("there is not enough memory for it"),
            ) from error
        return out, self.decode_into(instance, frame_index, extents, out)

    def decode_into(
        self,
        instance: Instance,
        frame_index: int,
        extents: Extents,
        out: npt.NDArray[np.generic],
    ) -> tuple[str, ...]:
        """Decode one frame to where it is to stay.

        extents   (offset, length) in the instance's file of every fragment of the frame
        out       contiguous, of the instance's decoded shape and type
        returns   notes for the user

        Raises FrameMissingError and FrameUndecodableError, which name the file; then nothing is
        known of what `out` holds.
        """
        file = instance.file
        try:
            if not extents:  # the file ends before this frame
                raise TruncatedFrameError
            if is_video(instance):
                return self._videos.decode_into(instance, frame_index, extents, out)
            coding = coding_of(instance, frame_index)
            if _in_words(instance):
                plain = replace(coding, icc_profile=b"")  # a profile is not read in this process
                notes = decode_frame(_read_words(instance, extents), plain, out)[1]
                return (*notes, not_applied()) if coding.icc_profile else notes
            notes = self._decode_into(file, coding, extents, out)
            return *notes, *palette_notes(instance), *number_notes(instance, out)
        except OSError as error:
            detail = error.strerror or type(error).__name__
            raise FrameMissingError(name=file.name, detail=detail) from error
        except WorkstationError as error:
            raise FrameUndecodableError(
                name=file.name, frame_number=frame_index + 1, detail=error.summary.rstrip(".")
            ) from error

    def _decode_into(
        self,
        file: StoredFile,
        coding: FrameCoding,
        extents: Extents,
        out: npt.NDArray[np.generic],
    ) -> tuple[str, ...]:
        if coding.encapsulated or coding.icc_profile:
            return self._decode_apart(file, coding, extents, out)
        if _copied(coding):
            _read_into(file, extents[:1], out.reshape(-1).view(np.uint8).data)
            finish_in_place(out, coding)
            return ()
        return decode_frame(_read(file, extents), coding, out)[1]

    def _decode_apart(
        self,
        file: StoredFile,
        coding: FrameCoding,
        extents: Extents,
        out: npt.NDArray[np.generic],
    ) -> tuple[str, ...]:
        """Read the frame to where a worker sees it, have it decoded, and copy the result."""
        coded, start = sum(length for _, length in extents), decode_worker.coded_at(coding)
        with self._scratch.lent(start + coded) as scratch:
            _read_into(file, extents, scratch.memory.array(start, coded, np.dtype(np.uint8)).data)
            message = decode_worker.request(coding, coded, scratch)
            limits = seconds_for(coding), memory_for(coding, coded)
            fds = (scratch.memory.fd,)
            answer = self._sandbox.call(message, fds, *limits, _BUSY_SECONDS + limits[0])
            np.copyto(out, scratch.memory.array(0, out.size, out.dtype).reshape(out.shape))
        return decode_worker.notes_of(answer)

    def shutdown(self) -> None:
        """End the workers; calls that are under way raise CancelledError."""
        self._sandbox.shutdown()
        self._videos.shutdown()


def seconds_for(coding: FrameCoding) -> float:
    """Processor time that a frame may take: ten times what the slowest codec needs, and a second.

    JPEG 2000 takes 0.12 µs for each sample of a noisy CT. 512 × 512 may take 1.3 seconds.
    """
    return min(1.0 + 1.2e-6 * coding.rows * coding.columns * coding.samples, _MOST_SECONDS)


def memory_for(coding: FrameCoding, coded_bytes: int) -> int:
    """Memory that a frame may take: JPEG 2000 works on 32 bits per sample, several times over.

    A size that a header only claims gets no more than half of what this machine has.
    """
    wanted = 32 * coding.rows * coding.columns * coding.samples + 4 * coded_bytes
    return KEPT + 128 * MEBIBYTE + min(wanted, _physical_memory() // 2)


@cache
def _physical_memory() -> int:
    return int(psutil.virtual_memory().total)


def coding_of(instance: Instance, frame_index: int) -> FrameCoding:
    """Collect what a decoder must know of a frame of this instance."""
    image, location = instance.image, instance.location
    if image is None or location is None:
        raise ValueError("the instance has no pixels")
    encapsulated = is_encapsulated(instance)
    photometric = "PALETTE COLOR" if image.labels else image.photometric_interpretation
    palette = palette_for(instance) if photometric == "PALETTE COLOR" else None
    return FrameCoding(
        transfer_syntax_uid=instance.transfer_syntax_uid,
        rows=image.rows,
        columns=image.columns,
        samples=image.samples_per_pixel,
        photometric=photometric,
        bits_allocated=image.bits_allocated,
        bits_stored=image.bits_stored,
        high_bit=image.high_bit,
        signed=image.signed,
        planar=image.planar_configuration == 1,
        encapsulated=encapsulated,
        big_endian=location.big_endian,
        first_bit=0 if encapsulated else _first_bit(image, frame_index),
        palette=palette,
        icc_profile=_icc_profile(instance, frame_index),
        floating=image.floating,
    )


def _icc_profile(instance: Instance, frame_index: int) -> bytes:
    """The profile of the frame's color; what is too large to be one is as good as none."""
    profile = color_profile(instance, frame_index)
    return profile if len(profile) <= MOST_BYTES else b"?"


def _first_bit(image: ImagePixel, frame_index: int) -> int:
    """Frames of single bits follow each other without padding (PS3.5 8.1.1)."""
    pixels = image.rows * image.columns
    return frame_index * pixels % 8 if image.bits_allocated == 1 else 0


def native_cells(instance: Instance, extents: Extents) -> bytes:
    """The whole pixel cells of a native frame, in the order of the pixels.

    Raises OSError, and TruncatedFrameError where the file ends before them.
    """
    return _read_words(instance, extents) if _in_words(instance) else _read(instance.file, extents)


def _in_words(instance: Instance) -> bool:
    """Whether bytes were written as big endian words of 16 bits: OW of retired big endian files."""
    image, location = instance.image, instance.location
    if image is None or location is None or not location.big_endian or image.bits_allocated > 8:
        return False
    return instance.file.read(location.offset - 8, 2) == b"OW"


def _read_words(instance: Instance, extents: Extents) -> bytes:
    """Read a native frame from whole words, and put their bytes into the order of the pixels."""
    assert instance.location is not None
    (offset, length), base = extents[0], instance.location.offset
    start = offset - (offset - base) % 2
    words = _read(instance.file, [(start, -(-(offset + length - start) // 2) * 2)])
    pixels = np.frombuffer(words, np.uint16).byteswap().tobytes()
    return pixels[offset - start : offset - start + length]


def _copied(coding: FrameCoding) -> bool:
    """Whether native bytes are the result, but for their order and for bits to strip."""
    if coding.bits_allocated == 1:
        return False
    rgb = coding.photometric == "RGB" and not coding.planar and coding.bits_stored in (8, 16)
    return coding.monochrome or (rgb and coding.bits_allocated == coding.bits_stored)


def _read(file: StoredFile, extents: Extents) -> bytes:
    """Read a native frame; what a file no longer holds is refused, not shown in part."""
    offset, length = extents[0]
    data = file.read(offset, length)
    if len(data) < length:
        raise TruncatedFrameError
    return data


def _read_into(file: StoredFile, extents: Extents, target: memoryview) -> None:
    """Read one fragment after another to where they belong; all of them, or it is refused."""
    if sum(length for _, length in extents) < len(target):
        raise TruncatedFrameError
    descriptor = os.open(file.path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        for offset, length in extents:
            part, target = target[:length], target[length:]
            _read_at(descriptor, file, offset, part)
    finally:
        os.close(descriptor)


def _read_at(descriptor: int, file: StoredFile, offset: int, part: memoryview) -> None:
    if offset + len(part) > file.length:
        raise TruncatedFrameError
    at = file.offset + offset
    while part:
        count = os.preadv(descriptor, [part], at)
        if count == 0:
            raise TruncatedFrameError
        at, part = at + count, part[count:]
