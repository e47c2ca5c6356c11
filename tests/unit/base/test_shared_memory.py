import os
import sys

import numpy as np
import pytest

from workstation.base.pages import PAGE
from workstation.base.shared_memory import SharedMemory

_WORDS = np.dtype(np.uint16)


def test_what_is_written_through_the_descriptor_is_seen() -> None:
    """By the array that was there before, at its place."""
    memory = SharedMemory(2 * PAGE)
    view = memory.array(PAGE, 3, _WORDS)
    os.pwrite(memory.fd, np.array([7, 8, 9], _WORDS).tobytes(), PAGE)
    memory.close()
    assert view.tolist() == [7, 8, 9]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="seals are Linux's")
def test_nobody_can_shrink_it_under_a_reader() -> None:
    """That would kill the program with SIGBUS."""
    memory = SharedMemory(2 * PAGE)
    with pytest.raises(PermissionError):
        os.ftruncate(memory.fd, 0)
    memory.close()


def test_arrays_outlive_it() -> None:
    """Closing gives back the descriptor, twice without harm."""
    memory = SharedMemory(PAGE)
    view = memory.array(0, 4, _WORDS)
    view[:] = 3
    memory.close()
    memory.close()
    assert view[1:].sum() == 9
