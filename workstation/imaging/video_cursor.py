"""One run of the decoder through a video, frame after frame; those passed over are kept a while."""

import fcntl
import os
import select
from collections import deque
from contextlib import suppress
from threading import Lock
from time import monotonic

import numpy as np
import numpy.typing as npt
import psutil

from workstation.base.errors import CancelledError, WorkstationError
from workstation.base.text import N_
from workstation.dicom.pixels import ImagePixel
from workstation.imaging.video_index import EntryPoint
from workstation.imaging.video_program import VideoFacts, decoding, seconds_per_frame
from workstation.imaging.video_stream import BitStream

Frame = npt.NDArray[np.generic]

_KEPT_BYTES = 128 << 20
_PIPE_BYTES = 1 << 20
_F_SETPIPE_SZ = 1031  # fcntl.h; the fcntl module of Python 3.11 does not always name it
_LOOK_SECONDS = 1.0
_WALL_SECONDS = 60.0  # without a frame, however busy the machine may be
_AHEAD = 40  # frames that a decoder may be busy with before the next comes out


class VideoEndsError(WorkstationError):
    """There are fewer frames than the header says."""

    message_id = "video.ends"
    sentence = N_("its header says {expected} frames, its video has {found}")


class DamagedVideoError(WorkstationError):
    """From here on frames may be wrong, and their numbers too: none is shown until a new start."""

    message_id = "video.damaged"
    sentence = N_("the video is damaged here")


class SlowVideoError(WorkstationError):
    message_id = "video.slow"
    sentence = N_("the video took more time or memory than its size allows, and was stopped")


class Cursor:
    """A decoder that runs from an entry point on; one thread at a time reads, who has the lock.

    position   index of the frame that comes next
    lock       held while frames are read
    """

    def __init__(
        self, stream: BitStream, entry: EntryPoint, facts: VideoFacts, image: ImagePixel
    ) -> None:
        self.entry = entry
        self.position = entry.frame_index
        self.lock = Lock()
        self.ended = False
        self._image = image
        self._kept: deque[tuple[int, Frame]] = deque()
        self._closed = False
        self._output, writer = os.pipe()
        with suppress(AttributeError, OSError):
            fcntl.fcntl(self._output, _F_SETPIPE_SZ, _PIPE_BYTES)
        try:
            self._fed = decoding(stream, entry.offset, facts, image, writer)
        except BaseException:
            os.close(self._output)
            raise
        finally:
            os.close(writer)

    def has(self, frame_index: int) -> bool:
        """Whether the frame was passed over and is still here."""
        return any(frame_index == index for index, _frame in tuple(self._kept))

    def reaches(self, frame_index: int) -> bool:
        """Whether reading on leads to the frame."""
        return not self.ended and self.position <= frame_index

    def read_into(self, frame_index: int, out: Frame) -> None:
        """Go to a frame that it `has` or `reaches`.

        Raises OSError where the stream cannot be read, and the errors of this module.
        """
        for index, frame in self._kept:
            if index == frame_index:
                np.copyto(out, frame)
                return
        while self.position < frame_index:
            passed = self._room(out)
            self._read(passed)
            self._kept.append((self.position - 1, passed))
        self._read(out)

    def goes_on(self) -> bool:
        """Whether there are bytes of another frame; waits until that is known."""
        return not self.ended and self._wait() and bool(os.read(self._output, 1))

    def give_up(self) -> bool:
        """End the program unless somebody reads; whether it has ended."""
        if not self.lock.acquire(blocking=False):
            return False
        try:
            self._finish()
        finally:
            self.lock.release()
        return True

    def close(self) -> None:
        """End the program; a thread that reads meets CancelledError."""
        self._closed = True
        self._fed.end()
        with self.lock:
            self._finish()

    def _finish(self) -> None:
        """Leave nothing behind; who has the lock does this."""
        self.ended = True
        self._kept.clear()
        self._fed.end()
        if self._output >= 0:
            os.close(self._output)
            self._output = -1

    def _room(self, like: Frame) -> Frame:
        """Memory for a frame that is passed over: that of the oldest, once there are enough."""
        if self._kept and (len(self._kept) + 1) * like.nbytes > _KEPT_BYTES:
            return self._kept.popleft()[1]
        return np.empty(like.shape, like.dtype)

    def _read(self, out: Frame) -> None:
        target = out.reshape(-1).view(np.uint8).data
        filled = 0
        while filled < len(target):
            count = os.readv(self._output, [target[filled:]]) if self._wait() else 0
            if not count:
                raise self._why()
            filled += count
        self.position += 1

    def _wait(self) -> bool:
        """Wait for bytes; False where the decoder uses up more time than a frame may take."""
        if self._readable():
            return True
        begun, spent = monotonic(), self._spent()
        most = 2.0 + _AHEAD * seconds_per_frame(self._image)
        while not self._readable():
            if monotonic() - begun > _WALL_SECONDS or self._spent() - spent > most:
                self._fed.end()
                return False
        return True

    def _readable(self) -> bool:
        return bool(select.select([self._output], [], [], _LOOK_SECONDS)[0])

    def _spent(self) -> float:
        """Processor time that the decoder has taken."""
        try:
            times = psutil.Process(self._fed.process.pid).cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system)

    def _why(self) -> Exception:
        """What it means that no frame came."""
        self.ended = True
        if self._closed:
            return CancelledError()
        self._fed.wait(_WALL_SECONDS)
        code = self._fed.process.returncode
        if code < 0:
            return SlowVideoError()
        if code > 0:
            return DamagedVideoError()
        return VideoEndsError(expected=self._image.number_of_frames, found=self.position)
