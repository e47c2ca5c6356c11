from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest

from workstation.display.table import DisplayTable, Noise
from workstation.imaging.driving import driving_levels, levels_alone, table_index

_GRAY = (np.arange(65536) // 257).astype(np.uint16)


@dataclass(frozen=True)
class _Corner:
    """Thresholds that tell rows from columns, and one tile from the next."""

    row: int
    column: int

    def table(self) -> DisplayTable:
        thresholds = np.full((64, 64), 0, np.uint16)
        thresholds[self.row, self.column] = 4095
        fine = np.full(65536, 7 * 4096 + 1, np.uint32)
        return DisplayTable(_GRAY.copy(), noise=Noise(fine, thresholds))


def _triplets() -> npt.NDArray[np.uint16]:
    return np.stack((_GRAY, np.minimum(_GRAY + 1, 255), np.maximum(_GRAY, 2) - 2), axis=1)


def test_gray_has_three_equal_levels() -> None:
    """One value at a time."""
    drawn = driving_levels(np.array([[0, 0.5, 1]], np.float32), DisplayTable(_GRAY.copy()), 0, 0)
    assert drawn.tolist() == [[[0, 0, 0], [127, 127, 127], [255, 255, 255]]]


def test_triplets_keep_red_green_and_blue_in_order() -> None:
    """Whose levels they are would not show in gray."""
    table = DisplayTable(_GRAY.copy(), triplets=_triplets())
    drawn = driving_levels(np.array([[0.5]], np.float32), table, 0, 0)
    assert drawn.tolist() == [[[127, 128, 125]]]


def test_noise_stands_still_on_the_surface() -> None:
    """Column 70 and row 5 of the surface is the pattern's column 6 and row 5, wherever drawn."""
    table = _Corner(row=5, column=6).table()
    drawn = driving_levels(np.zeros((8, 80), np.float32), table, 60, 3)[:, :, 0]
    assert np.argwhere(drawn == 8).tolist() == [[2, 10], [2, 74]]
    assert (drawn != 8).sum() == drawn.size - 2


def test_as_many_pixels_show_the_next_level_as_the_table_says() -> None:
    """1 of 4096 to 4096 of 4096: the mean is exact."""
    thresholds = np.arange(4096, dtype=np.uint16).reshape(64, 64)
    fine = np.full(65536, 20 * 4096 + 1234, np.uint32)
    table = DisplayTable(_GRAY.copy(), noise=Noise(fine, thresholds))
    drawn = driving_levels(np.zeros((64, 64), np.float32), table, 17, 3)
    assert (drawn[..., 0] == 21).sum() == 1234
    assert set(np.unique(drawn)) == {20, 21}


def test_what_stands_alone_has_the_tables_color_and_no_pattern() -> None:
    """Marks among the levels."""
    assert levels_alone(DisplayTable(_GRAY.copy(), triplets=_triplets()), 32768).tolist() == [
        *(127, 128, 125)
    ]
    assert levels_alone(_Corner(0, 0).table(), 514).tolist() == [2, 2, 2]


@pytest.mark.parametrize(
    ("steps", "index"), [(0, 0), (0.4, 0), (0.6, 1), (99.6, 100), (65535, 65535)]
)
def test_a_p_value_stands_at_the_nearest_of_65536_places(steps: float, index: int) -> None:
    """Rounded, not cut off: so an error of float32 cannot move a whole level."""
    assert table_index(np.array([steps / 65535], np.float32))[0] == index
