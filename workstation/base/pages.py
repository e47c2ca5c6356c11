"""Memory of this process alone, taken up and given back in whole pages."""

import mmap
import sys

import numpy as np
import numpy.typing as npt

PAGE = mmap.PAGESIZE

# mmap.h; the mmap module of Python 3.11 does not name it. Much is mapped that is never used.
_UNRESERVED = 0x4000 if sys.platform.startswith("linux") else 0


def page_aligned(length: int) -> int:
    """Bytes of the whole pages that hold `length` bytes."""
    return -(-length // PAGE) * PAGE


class Pages:
    """So many bytes of zeros, in arrays that keep them alive.

    A page takes up memory from when it is written first until it is discarded.
    """

    def __init__(self, length: int) -> None:
        self._map = _anonymous(max(length, 1))

    def array(
        self, offset: int, count: int, dtype: np.dtype[np.generic]
    ) -> npt.NDArray[np.generic]:
        """View a part of the memory, writable: the array that all views of it keep alive."""
        return np.frombuffer(self._map, dtype, count, offset)

    def discard(self, offset: int, length: int) -> None:
        """Give whole pages back to the system; what is in them is lost.

        Where the system cannot take a part they are given back at the end.
        """
        advice = getattr(mmap, "MADV_DONTNEED", None)
        if advice is not None:
            self._map.madvise(advice, offset, page_aligned(length))

    def use_large_pages(self) -> None:
        """Take up what is not there yet in pieces of megabytes: that is twice as fast."""
        advice = getattr(mmap, "MADV_HUGEPAGE", None)
        if advice is not None:
            self._map.madvise(advice)


def _anonymous(length: int) -> mmap.mmap:
    """Map memory without a file; private where that can be said, for shared pages stay small."""
    if hasattr(mmap, "MAP_PRIVATE"):
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _UNRESERVED
        return mmap.mmap(-1, length, flags=flags)
    return mmap.mmap(-1, length)
