import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.display.characteristic_curve import (
    increasing,
    luminances,
    pchip,
    smoothed,
    without_outliers,
)
from workstation.display.gsdf import jnd_of_luminance

_EVERY_LEVEL = np.arange(1024)


def _wobbly(position: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Gamma 2.2 with a deviation of up to 2 %, shaped like an S."""
    x = np.asarray(position, np.float64)
    return 0.5 + 449.5 * x**2.2 * (1 + 0.02 * np.sin(2 * np.pi * x))


def _measured(count: int) -> list[tuple[int, float]]:
    levels = np.round(np.linspace(0, 1023, count)).astype(int)
    return [(int(level), float(_wobbly(level / 1023))) for level in levels]


@pytest.mark.parametrize(("points", "most"), [(10, 1.3), (18, 0.7), (33, 0.56)])
def test_a_few_points_of_a_wobbly_monitor_are_enough(points: int, most: float) -> None:
    """JND off at the worst level; a spline through luminance needs twice the points."""
    curve = luminances(_measured(points), 1023, _EVERY_LEVEL)
    truth = _wobbly(_EVERY_LEVEL / 1023)
    assert np.abs(jnd_of_luminance(curve) - jnd_of_luminance(truth)).max() < most


def test_the_curve_goes_through_what_was_measured() -> None:
    """Nothing is smoothed away."""
    points = _measured(18)
    curve = luminances(points, 1023, [level for level, _luminance in points])
    assert curve == pytest.approx([luminance for _level, luminance in points], rel=1e-9)


def test_a_pure_power_law_needs_only_its_ends_and_one_point() -> None:
    """What is left over is then nothing."""
    points = [(0, 1.0), (100, 1 + 300 * (100 / 255) ** 1.8), (255, 301.0)]
    curve = luminances(points, 255, np.arange(256))
    assert curve == pytest.approx(1 + 300 * (np.arange(256) / 255) ** 1.8, rel=1e-9)


def test_points_may_come_in_any_order_and_more_than_once() -> None:
    """Repeats are averaged."""
    ddl, luminance = increasing([(255, 100.0), (0, 1.0), (128, 20.0), (128, 24.0)])
    assert ddl.tolist() == [0, 128, 255]
    assert luminance.tolist() == [1, 22, 100]


def test_readings_that_fall_are_made_to_rise() -> None:
    """Pooled to their mean, with a rise too small to measure."""
    _ddl, luminance = increasing([(0, 1.0), (10, 5.0), (20, 3.0), (30, 9.0)])
    assert luminance == pytest.approx([1, 4, 4, 9], rel=1e-5)
    assert np.all(np.diff(luminance) > 0)


def test_a_black_of_zero_has_a_curve() -> None:
    """An OLED panel in the dark."""
    curve = luminances([(0, 0.0), (128, 50.0), (255, 200.0)], 255, np.arange(256))
    assert np.all(np.diff(curve) >= 0)
    assert curve[0] < 1e-5


@given(
    st.lists(st.floats(0, 1000), min_size=2, max_size=20),
    st.floats(0, 0.9),
)
def test_the_curve_never_falls(luminance: list[float], black: float) -> None:
    """Whatever the readings: a level that looks darker than the one below inverts an image."""
    count = len(luminance)
    levels = np.round(np.linspace(0, 255, count + 2)).astype(int)
    points = list(zip(levels.tolist(), [black, *luminance, 1000.0], strict=True))
    assert np.all(np.diff(luminances(points, 255, np.linspace(0, 255, 500))) >= 0)


def test_pchip_does_not_overshoot_a_step() -> None:
    """Where a spline would swing."""
    x = np.arange(6.0)
    curve = pchip(x, np.array([0, 0, 0, 1, 1, 1.0]), np.linspace(0, 5, 101))
    assert (curve.min(), curve.max()) == (0, 1)


@given(
    heights=st.lists(st.floats(-100, 100), min_size=2, max_size=8),
    at=st.floats(0, 1),
)
def test_pchip_stays_between_its_neighbors(heights: list[float], at: float) -> None:
    """Between two points it never leaves what they span."""
    x = np.linspace(0, 1, len(heights)) ** 2
    value = pchip(x, np.array(heights), np.array([at]))[0]
    piece = min(int(np.searchsorted(x, at, "right")) - 1, len(heights) - 2)
    low, high = sorted(heights[piece : piece + 2])
    assert low - 1e-9 <= value <= high + 1e-9


@pytest.mark.parametrize("coefficients", [(3.0,), (1.0, 2.0)])
def test_pchip_draws_straight_lines_straight(coefficients: tuple[float, ...]) -> None:
    """Through uneven points."""
    line = np.polynomial.Polynomial(coefficients)
    x, at = np.array([0, 1, 5, 6.0]), np.linspace(0, 6, 13)
    assert pchip(x, line(x), at) == pytest.approx(line(at))


def test_two_points_make_a_straight_line() -> None:
    """Nothing more is known."""
    curve = luminances([(0, 1.0), (255, 256.0)], 255, np.arange(256))
    assert curve == pytest.approx(np.arange(1.0, 257.0))


def test_outliers_are_left_out_and_their_neighbors_stay() -> None:
    """Two of them, one too dark, one too bright."""
    points = _measured(52)
    spoiled = points.copy()
    spoiled[20] = (points[20][0], points[20][1] * 0.8)
    spoiled[40] = (points[40][0], points[40][1] * 1.3)
    assert without_outliers(spoiled) == points[:20] + points[21:40] + points[41:]


@pytest.mark.parametrize("count", [18, 52, 256])
def test_what_a_wobbly_monitor_does_is_no_outlier(count: int) -> None:
    """Nor is a dark reading that a meter scatters by a few hundredths of a cd/m2."""
    points = _measured(count)
    points[1] = (points[1][0], points[1][1] + 0.05)
    assert without_outliers(points) == points


def test_of_four_points_none_is_an_outlier() -> None:
    """Nobody could say which."""
    points = [(0, 1.0), (85, 90.0), (170, 12.0), (255, 300.0)]
    assert without_outliers(points) == points


def _scattered(seed: int) -> list[tuple[int, float]]:
    noise = np.random.default_rng(seed).normal(1, 0.002, 52)
    pairs = zip(_measured(52), noise, strict=True)
    return [(level, luminance * float(wrong)) for (level, luminance), wrong in pairs]


def test_smoothing_takes_most_of_the_scatter_away() -> None:
    """Root mean square of 0.2 % becomes less than half of it, mean of ten curves."""
    truth = np.array([luminance for _level, luminance in _measured(52)])
    left = []
    for seed in range(10):
        errors = [0.002 * luminance for _level, luminance in _scattered(seed)]
        left.append(np.std(np.array(smoothed(_scattered(seed), errors)) / truth))
    assert np.mean(left) < 0.0012


def test_smoothing_moves_nothing_further_than_its_error_allows() -> None:
    """A kink that was measured well stays one."""
    points = _measured(52)
    points[30] = (points[30][0], points[30][1] * 1.03)
    errors = [0.001 * luminance for _level, luminance in points]
    smooth = smoothed(points, errors)
    assert smooth[30] == pytest.approx(points[30][1] * 0.998, rel=1e-6)
    assert smoothed(points, [0.0] * 52) == [luminance for _level, luminance in points]


def test_few_points_are_not_smoothed() -> None:
    """There is nothing to tell scatter by."""
    assert smoothed([(0, 1.0), (9, 2.0), (255, 9.0)], [1.0] * 3) == [1, 2, 9]
