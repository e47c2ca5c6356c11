import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.dicom.lut import LookupTable, VoiFunction, VoiLut, Window
from workstation.imaging.voi import apply_voi, default_voi

_RANGE = (0.0, 4095.0)


def _p(value: float, voi: VoiLut | None, value_range: tuple[float, float] = _RANGE) -> float:
    return float(apply_voi(np.array([value], np.float32), voi, value_range)[0])


@pytest.mark.parametrize(
    ("value", "expected"),
    [(-160, 0.0), (-159, 1 / 399), (39.5, 0.5), (238, 398 / 399), (239, 1.0), (3000, 1.0)],
)
def test_linear_counts_pixels_not_distances(value: float, expected: float) -> None:
    """PS3.3 C.11.2.1.2.1: 40/400 is black at -160, white at 239, half at 39.5."""
    assert _p(value, Window(40, 400)) == pytest.approx(expected, abs=1e-6)


def test_linear_of_width_one_is_a_step() -> None:
    """PS3.3 C.11.2.1.2.1: black up to center - 0.5, white above."""
    window = Window(100, 1)
    assert [_p(value, window) for value in (99, 99.5, 99.75, 100)] == [0, 0, 1, 1]


@pytest.mark.parametrize(("value", "expected"), [(-160, 0), (40, 0.5), (140, 0.75), (240, 1)])
def test_linear_exact_is_the_plain_line(value: float, expected: float) -> None:
    """PS3.3 C.11.2.1.3.2."""
    assert _p(value, Window(40, 400, VoiFunction.LINEAR_EXACT)) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("value", [-500, -60, 40, 41, 140, 900])
def test_sigmoid_is_the_logistic_function(value: float) -> None:
    """PS3.3 C.11.2.1.3.1: 1 / (1 + exp(-4 (x - c) / w))."""
    expected = 1 / (1 + np.exp(-4 * (value - 40) / 400))
    assert _p(value, Window(40, 400, VoiFunction.SIGMOID)) == pytest.approx(expected, abs=1e-6)


def test_a_steep_sigmoid_neither_overflows_nor_warns() -> None:
    """Far from the center the exponential leaves float32."""
    window = Window(0, 0.001, VoiFunction.SIGMOID)
    assert [_p(value, window) for value in (-60000, 60000)] == pytest.approx([0, 1])


@pytest.mark.parametrize("function", VoiFunction)
@pytest.mark.parametrize("width", [0.0, -5.0])
def test_a_width_that_the_standard_forbids_is_a_step(function: VoiFunction, width: float) -> None:
    """A file may say so all the same; a division by zero may not reach the screen."""
    window = Window(100, width, function)
    assert [_p(value, window) for value in (90, 110)] == [0, 1]


def test_no_voi_spreads_the_whole_range() -> None:
    """PS3.4 N.2.1.2: identity."""
    assert [_p(value, None, (-1000, 3000)) for value in (-1000, 1000, 3000)] == [0, 0.5, 1]


def test_a_range_of_one_value_is_no_division_by_zero() -> None:
    """A table with one output value."""
    assert [_p(value, None, (5, 5)) for value in (5, 6)] == [0, 1]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(-50, 10), (9, 10), (10, 10), (10.4, 10), (10.5, 200), (11, 200), (12, 30), (99, 30)],
)
def test_a_table_gives_the_entry_nearest_to_a_value(value: float, expected: int) -> None:
    """PS3.3 C.11.2.1.1, and for values between pixels the nearest input value."""
    table = LookupTable(10, np.array([10, 200, 30], np.uint16), 8)
    assert _p(value, table) == pytest.approx(expected / 255)


@pytest.mark.parametrize(("value", "expected"), [(-32768, 0), (-32767, 1), (32767, 2)])
def test_a_table_may_begin_at_the_lowest_value(value: float, expected: int) -> None:
    """No wrap at the extremes of int16."""
    assert _p(value, LookupTable(-32768, np.array([0, 1, 2], np.uint16), 16)) == pytest.approx(
        expected / 65535
    )


def test_an_entry_larger_than_its_bits_is_white() -> None:
    """Files exist whose descriptor says fewer bits than the entries have."""
    assert _p(0, LookupTable(0, np.array([4095], np.uint16), 8)) == 1


@given(
    function=st.sampled_from(VoiFunction),
    center=st.floats(-3000, 3000),
    width=st.floats(1, 5000),
    values=st.lists(st.floats(-40000, 40000, width=32), min_size=1),
)
def test_brighter_never_becomes_darker(
    function: VoiFunction, center: float, width: float, values: list[float]
) -> None:
    """Every function is monotone and stays within 0 to 1."""
    p = apply_voi(np.sort(np.array(values, np.float32)), Window(center, width, function), _RANGE)
    assert np.all(np.diff(p) >= 0)
    assert 0 <= p.min() <= p.max() <= 1


def _default(modality: str, values: npt.ArrayLike) -> tuple[float, float]:
    """The values shown black and white by the default window."""
    window = default_voi(modality, values)
    return window.center - window.width / 2, window.center + window.width / 2


def test_ct_without_a_window_is_shown_as_soft_tissue() -> None:
    """Air and metal may not decide how an abdomen looks."""
    assert default_voi("CT", [-1024, 3071]) == Window(40, 400)


def test_a_small_range_is_shown_whole() -> None:
    """Eight bits of grays need no choice."""
    assert _default("US", [3.0, 60, 250]) == (3, 250)


def test_a_big_range_leaves_its_extremes_out() -> None:
    """One hot pixel may not make the rest black."""
    low, high = _default("MR", np.append(np.arange(1000.0), 60000.0))
    assert 0 < low < 20
    assert 980 < high < 1000


def test_counts_begin_at_zero() -> None:
    """In PT and NM no counts must be black."""
    assert _default("PT", [10.0, 90.0])[0] == 0


@pytest.mark.parametrize("values", [[], [7.0], [7.0, 7.0]])
def test_a_flat_or_empty_frame_has_a_window_too(values: list[float]) -> None:
    """Nothing to choose from is no reason to fail."""
    assert default_voi("MR", values).width == 1
