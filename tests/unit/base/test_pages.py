import sys

import numpy as np
import psutil
import pytest

from workstation.base.pages import PAGE, Pages, page_aligned

_WORDS = np.dtype(np.uint16)
_linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux says how much")


def _resident() -> int:
    """Pages that this process takes up."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1])


def test_lengths_are_rounded_up_to_whole_pages() -> None:
    """So that one slot can be given back without its neighbor."""
    assert [page_aligned(n) for n in (0, 1, PAGE, PAGE + 1)] == [0, PAGE, PAGE, 2 * PAGE]


@_linux_only
def test_discarded_pages_take_up_no_memory() -> None:
    """Their neighbors stay."""
    pages = Pages(8000 * PAGE)
    everything = pages.array(0, 8000 * PAGE // 2, _WORDS)
    everything[:] = 5
    before = _resident()
    pages.discard(2000 * PAGE, 3000 * PAGE - 100)
    assert before - _resident() == pytest.approx(3000, abs=100)
    assert [int(everything[page * PAGE // 2]) for page in (1999, 2000, 4999, 5000)] == [5, 0, 0, 5]


@_linux_only
def test_large_pages_lose_nothing() -> None:
    """Of what is there already."""
    pages = Pages(8 << 20)
    first = pages.array(0, 3, _WORDS)
    first[:] = 1, 2, 3
    pages.use_large_pages()
    assert pages.array(0, 4, _WORDS).tolist() == [1, 2, 3, 0]


def test_arrays_keep_the_memory() -> None:
    """Also views of a part of them."""
    pages = Pages(2 * PAGE)
    view = pages.array(PAGE, 4, _WORDS)
    view[:] = 3
    corner = view[1:]
    del pages, view
    assert corner.sum() == 9


@_linux_only
def test_more_can_be_mapped_than_there_is() -> None:
    """Only what is written takes up memory."""
    length = psutil.virtual_memory().total * 2
    pages = Pages(length)
    pages.array(length - PAGE, 1, _WORDS)[0] = 7
    assert pages.array(length - PAGE, 2, _WORDS).tolist() == [7, 0]


def test_no_bytes_need_no_memory() -> None:
    """Objects without pixels have frames of no size."""
    assert Pages(0).array(0, 0, _WORDS).size == 0
