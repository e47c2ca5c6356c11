"""The demo disc's patterns and moving pictures."""

import numpy as np
import pytest

from workstation.imaging.phantom import read_slice_code
from workstation.media import demo_patterns


def test_the_ramp_shows_every_value_between_black_and_white() -> None:
    ramp = demo_patterns.ramps()[100, 32:-32]
    assert (ramp[0], ramp[-1]) == (0, 4095)
    assert np.all(np.diff(ramp.astype(int)) > 0)


@pytest.mark.parametrize(("place", "period"), [(0, 2), (1, 4), (2, 6), (3, 8)])
def test_line_pairs_are_as_wide_as_they_say(place: int, period: int) -> None:
    left = 32 + 244 * place
    row = demo_patterns.resolution_bars()[100, left : left + 212].astype(int)
    assert np.array_equal(row[:-period], row[period:])
    assert not np.array_equal(row[: -period // 2], row[period // 2 :])


def test_the_eighteen_squares_rise_in_steps_of_fifteen() -> None:
    """Levels 0 to 255 in rows that run to and fro, of 4095 (gray of 12 bits)."""
    picture = demo_patterns.squares()
    levels = [
        picture[top + 64, 160 * column + 48 + 64]
        for top, columns in ((96, range(6)), (256, range(5, -1, -1)), (416, range(6)))
        for column in columns
    ]
    assert np.array_equal(levels, np.round(np.arange(18) * 15 * 4095 / 255))


@pytest.mark.parametrize("index", [0, 7, demo_patterns.COLOR_FRAMES - 1])
def test_a_color_frame_carries_its_number(index: int) -> None:
    assert read_slice_code(demo_patterns.color_frame(index)[..., 1]) == index + 1


@pytest.mark.parametrize("index", [0, 11, demo_patterns.GRAY_FRAMES - 1])
def test_a_gray_frame_carries_its_number(index: int) -> None:
    assert read_slice_code(demo_patterns.gray_frame(index) // 4) == index + 1


def test_flow_is_red_in_one_half_of_the_beat_and_blue_in_the_other() -> None:
    red, blue = (demo_patterns.color_frame(index)[190, 265] for index in (5, 15))
    assert red[0] > 2 * red[2]
    assert blue[2] > 2 * blue[0]
