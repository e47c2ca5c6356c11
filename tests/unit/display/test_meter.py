import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.display.meter import Reading, averaged


def test_repeats_are_averaged_color_and_all() -> None:
    """X, Y and Z each."""
    mean = averaged([Reading(100.0, (90, 100, 110)), Reading(100.2, (91, 100.2, 109))])
    assert mean.luminance == pytest.approx(100.1)
    assert mean.xyz == pytest.approx((90.5, 100.1, 109.5))


def test_a_mean_knows_its_own_error() -> None:
    """Standard deviation over the root of the count."""
    mean = averaged([Reading(99.9), Reading(100.0), Reading(100.1), Reading(100.0)])
    assert mean.error == pytest.approx((0.02 / 3) ** 0.5 / 2)


@pytest.mark.parametrize("wrong", [0.0, 60.0, 103.0, 1e6])
def test_a_reading_far_from_the_others_is_left_out(wrong: float) -> None:
    """A hand before the meter, a patch that had not changed yet."""
    readings = [Reading(level) for level in (100.0, 100.1, wrong, 99.9)]
    assert averaged(readings).luminance == pytest.approx(100.0)


def test_what_scatters_as_any_meter_does_is_kept() -> None:
    """Three equal readings do not make the fourth wrong."""
    assert averaged([Reading(level) for level in (10, 10, 10, 10.04)]).luminance > 10.005
    assert averaged([Reading(level) for level in (0.1, 0.1, 0.1, 0.103)]).luminance > 0.1005


def test_a_meter_without_colors_gives_none() -> None:
    """Nor half of one."""
    assert averaged([Reading(1.0), Reading(1.0, (1, 1, 1))]).xyz is None


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=8))
def test_the_mean_lies_among_the_readings(levels: list[float]) -> None:
    """Whatever is left out."""
    mean = averaged([Reading(level) for level in levels]).luminance
    assert min(levels) - 1e-9 <= mean <= max(levels) + 1e-9
