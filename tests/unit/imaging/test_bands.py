import threading

import numpy as np
import pytest

from workstation.imaging.bands import in_bands


@pytest.mark.parametrize(("rows", "columns"), [(0, 10), (1, 1), (7, 100_000), (2000, 1000), (5, 0)])
def test_every_row_is_worked_on_once(rows: int, columns: int) -> None:
    """Small and large, alone and on several threads."""
    count = np.zeros(rows, int)

    def work(part: slice) -> None:
        count[part] += 1

    in_bands(rows, columns, work)
    assert count.tolist() == [1] * rows


def test_a_failure_in_a_band_is_not_lost() -> None:
    """A bug on another thread is still a bug."""

    def work(part: slice) -> None:
        if threading.current_thread() is not threading.main_thread() or part.start == 0:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_bands(2000, 1000, work)
