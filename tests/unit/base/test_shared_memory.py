import os
import sys

import numpy as np
import pytest

from workstation.base.shared_memory import PAGE, SharedMemory, page_aligned

_WORDS = np.dtype(np.uint16)


def test_lengths_are_rounded_up_to_whole_pages() -> None:
    """So that one slot can be given back without its neighbor."""
    assert [page_aligned(n) for n in (0, 1, PAGE, PAGE + 1)] == [0, PAGE, PAGE, 2 * PAGE]


def test_what_is_written_through_the_descriptor_is_seen() -> None:
    """By the array that was there before, at its place."""
    memory = SharedMemory(2 * PAGE)
    view = memory.array(PAGE, 3, _WORDS)
    os.pwrite(memory.fd, np.array([7, 8, 9], _WORDS).tobytes(), PAGE)
    memory.close()
    assert view.tolist() == [7, 8, 9]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="holes are Linux's")
def test_discarded_pages_take_up_no_memory() -> None:
    """Their neighbors stay."""
    memory = SharedMemory(8 * PAGE)
    everything = memory.array(0, 8 * PAGE // 2, _WORDS)
    everything[:] = 5
    memory.discard(2 * PAGE, 3 * PAGE - 100)
    held = os.fstat(memory.fd).st_blocks * 512
    memory.close()
    assert held == 5 * PAGE
    assert [int(everything[page * PAGE // 2]) for page in (1, 2, 4, 5)] == [5, 0, 0, 5]


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
