"""The bit stream of a video: all fragments of Pixel Data joined (PS3.5 A.4.5 to A.4.11)."""

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from workstation.dicom.stored import READ_ONLY, StoredFile

Extents = Sequence[tuple[int, int]]

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BitStream:
    """Bytes that lie in memory, then stretches of a file; read piece by piece, never whole.

    head      what goes before the file's own bytes; the whole stream where there is no file
    extents   (offset, length) in the file
    """

    head: memoryview
    file: StoredFile | None = None
    extents: Extents = ()

    @property
    def length(self) -> int:
        """Bytes of the whole stream."""
        return len(self.head) + sum(length for _offset, length in self.extents)

    def read(self, start: int, length: int) -> bytes:
        """Some bytes of the stream; fewer at its end. Raises OSError."""
        found = bytearray()
        for chunk in self.chunks(start, max(1, min(length, _CHUNK))):
            found += chunk[: length - len(found)]
            if len(found) >= length:
                break
        return bytes(found)

    def chunks(self, start: int = 0, most: int = _CHUNK) -> Iterator[memoryview]:
        """The stream from `start` on, in pieces of up to `most` bytes; raises OSError."""
        for at in range(start, len(self.head), most):
            yield self.head[at : at + most]
        if self.file is not None:
            yield from self._stored(max(0, start - len(self.head)), most)

    def _stored(self, skipped: int, most: int) -> Iterator[memoryview]:
        assert self.file is not None
        descriptor = os.open(self.file.path, READ_ONLY)
        try:
            for offset, length in self.extents:
                begin, end = offset + min(skipped, length), offset + length
                skipped -= begin - offset
                while begin < end:
                    chunk = os.pread(descriptor, min(most, end - begin), self.file.offset + begin)
                    if not chunk:
                        raise OSError(errno.EIO, os.strerror(errno.EIO))
                    yield memoryview(chunk)
                    begin += len(chunk)
        finally:
            os.close(descriptor)


def stored_stream(file: StoredFile, extents: Extents) -> BitStream:
    """The stream as it lies in a file."""
    return BitStream(memoryview(b""), file, extents)


def pour(stream: BitStream, start: int, descriptor: int) -> None:
    """Write the stream into a pipe until it ends or nobody reads it any more; raises OSError.

    The descriptor is closed.
    """
    try:
        for chunk in stream.chunks(start):
            if not _written(chunk, descriptor):
                return
    finally:
        os.close(descriptor)


def _written(chunk: memoryview, descriptor: int) -> bool:
    with suppress(BrokenPipeError):
        while chunk:
            chunk = chunk[os.write(descriptor, chunk) :]
        return True
    return False
