"""Memory without a name that worker processes can write into."""

import fcntl
import mmap
import os
import tempfile

import numpy as np
import numpy.typing as npt

# fcntl.h; the fcntl module of Python 3.11 names them only where it was built against them.
_ADD_SEALS = 1033
_SEAL_SEAL, _SEAL_SHRINK, _SEAL_GROW = 1, 2, 4


class SharedMemory:
    """So many bytes of zeros, for this process and for whoever is given the descriptor.

    Pages take up memory from when they are written first. Arrays keep the memory alive after
    `close`, which only gives back the descriptor.
    """

    def __init__(self, length: int) -> None:
        self.length = length
        self.fd = _anonymous_file(length)
        self._map = mmap.mmap(self.fd, length)

    def array(
        self, offset: int, count: int, dtype: np.dtype[np.generic]
    ) -> npt.NDArray[np.generic]:
        """View a part of the memory, writable: the array that all views of it keep alive."""
        return np.frombuffer(self._map, dtype, count, offset)

    def close(self) -> None:
        """Give back the descriptor; the memory goes with the last array."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def _anonymous_file(length: int) -> int:
    """Open a file in memory that nobody who holds it can shrink under a reader's feet."""
    if not hasattr(os, "memfd_create"):
        return _unlinked_file(length)
    fd = os.memfd_create("frames", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(fd, length)
    fcntl.fcntl(fd, _ADD_SEALS, _SEAL_SEAL | _SEAL_SHRINK | _SEAL_GROW)
    return fd


def _unlinked_file(length: int) -> int:
    with tempfile.TemporaryFile() as file:
        os.ftruncate(file.fileno(), length)
        return os.dup(file.fileno())
