"""Memory that workers decode into, lent for one frame at a time and always warm.

Fresh memory costs a third of a millisecond for a CT slice, more than the quickest codec; this is
used again and again, and frames are copied out of it to where they stay. So a worker never holds
any memory but that of the frame that it is asked for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from queue import LifoQueue

from workstation.base.pages import page_aligned
from workstation.base.shared_memory import SharedMemory

KEPT = 96 << 20
"""Bytes of lent memory that a worker keeps mapped."""

REUSED = KEPT // 2
"""Bytes of the largest piece that is lent again; what is larger is fresh, and zeros, each time."""

_ROOM = 2 << 20  # bytes by which a new one is larger than asked for: coded frames differ in size
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Scratch:
    """Shared memory with a number that no other has or had: workers know it again by that."""

    memory: SharedMemory
    number: int


class ScratchPool:
    """Some pieces of scratch memory, made when needed, the last used first."""

    def __init__(self, pieces: int) -> None:
        self._pieces: LifoQueue[Scratch | None] = LifoQueue()
        for _piece in range(pieces):
            self._pieces.put(None)

    @contextmanager
    def lent(self, length: int) -> Iterator[Scratch]:
        """Wait for a piece, and have at least so many bytes for as long as the context lasts."""
        piece = self._pieces.get()
        try:
            if piece is None or piece.memory.length < length:
                piece = _exchanged(piece, length)
            yield piece
        finally:
            self._pieces.put(_kept(piece))


def _exchanged(piece: Scratch | None, length: int) -> Scratch:
    if piece is not None:
        piece.memory.close()
    return Scratch(SharedMemory(page_aligned(length) + _ROOM), next(_numbers))


def _kept(piece: Scratch | None) -> Scratch | None:
    """None in place of what is too large to keep."""
    if piece is None or piece.memory.fd < 0:
        return None
    if piece.memory.length <= REUSED:
        return piece
    piece.memory.close()
    return None
