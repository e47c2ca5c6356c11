import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.display.gsdf import (
    approximate_jnd_of_luminance,
    jnd_of_luminance,
    luminance_of_jnd,
)


@given(st.floats(1, 1023))
def test_the_inverse_is_exact(jnd: float) -> None:
    """To 1e-9 JND; the Standard's polynomial is off by up to 0.09."""
    assert jnd_of_luminance(luminance_of_jnd(jnd)) == pytest.approx(jnd, abs=1e-9)


@pytest.mark.parametrize(("luminance", "jnd"), [(0.0, 1), (-1.0, 1), (0.01, 1), (5000.0, 1023)])
def test_outside_nothing_is_made_up(luminance: float, jnd: float) -> None:
    """Below 0.05 cd/m2 and above 3993 the function is not defined: its ends are taken."""
    assert jnd_of_luminance(luminance) == pytest.approx(jnd)


def test_the_function_only_rises() -> None:
    """Over its whole domain, in steps finer than 16 bits."""
    assert np.all(np.diff(luminance_of_jnd(np.linspace(1, 1023, 70000))) > 0)


@pytest.mark.parametrize("jnd", [50, 100, 300, 700])
def test_the_standards_polynomial_is_near_the_inverse(jnd: float) -> None:
    """Within what it is known to be off."""
    assert approximate_jnd_of_luminance(luminance_of_jnd(jnd)) == pytest.approx(jnd, abs=0.06)
