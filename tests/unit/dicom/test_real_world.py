from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.dicom.real_world import RealWorldMapping

_LINE = RealWorldMapping(-5, 100, 0.5, -2)
_TABLE = RealWorldMapping(10, 12, table=(7.0, 1.5, -3.0))


@pytest.mark.parametrize(
    ("stored", "value"), [(-5, -4.5), (7, 1.5), (100, 48), (-5.01, None), (101, None)]
)
def test_a_line_holds_between_its_ends_and_at_them(stored: float, value: float | None) -> None:
    """PS3.3 C.7.6.16.2.11: beyond them nothing is known."""
    assert _LINE.value(stored) == value


@pytest.mark.parametrize(
    ("stored", "value"), [(9, None), (10, 7.0), (12, -3.0), (13, None), (10.5, None)]
)
def test_a_table_has_a_value_for_each_whole_number(stored: float, value: float | None) -> None:
    """Between two entries nothing is said."""
    assert _TABLE.value(stored) == value


def test_a_table_that_is_too_short_says_nothing_of_the_rest() -> None:
    """Its last value must not be taken for all that follow."""
    assert RealWorldMapping(0, 9, table=(4.0, 5.0)).value(2) is None


@pytest.mark.parametrize("stored", [nan, inf, -inf])
def test_what_is_no_number_has_no_value(stored: float) -> None:
    """Floating images may hold it."""
    assert _LINE.value(stored) is None


@given(st.floats(-5, 100))
def test_the_slope_comes_before_the_intercept(stored: float) -> None:
    """Equation C.7.6.16-1."""
    assert _LINE.value(stored) == stored * 0.5 - 2
