"""PS3.3 C.11.2: the VOI LUT against the pseudo-code and the examples of the Standard.

The Standard's output range y_min to y_max is 0 to 255 here, as in its examples.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.dicom.lut import VoiFunction, Window
from workstation.imaging.voi import apply_voi

_X = np.arange(-5000, 9000, dtype=np.float32)


def _y(x: float, window: Window) -> float:
    return 255 * float(apply_voi(np.array([x], np.float32), window, (0, 1))[0])


# C.11.2.1.2.1, note 4: center, width, the last x of y_min, the last x of the line, and y between.
_EXAMPLES = [
    (2048, 4096, 0, 4095, lambda x: ((x - 2047.5) / 4095 + 0.5) * 255),
    (2048, 1, 2047.5, 2047.5, None),
    (0, 100, -50, 49, lambda x: ((x + 0.5) / 99 + 0.5) * 255),
    (0, 1, -0.5, -0.5, None),
]


@pytest.mark.parametrize(("center", "width", "low", "high", "line"), _EXAMPLES)
def test_linear_is_as_in_the_standards_examples(
    center: float, width: float, low: float, high: float, line: object
) -> None:
    """Every integer around the window."""
    x = _X
    got = 255 * apply_voi(x, Window(center, width), (0, 1))
    expected = np.where(x > high, 255.0, 0.0)
    if callable(line):
        between = (x > low) & (x <= high)
        expected[between] = line(x[between].astype(np.float64))
    assert np.abs(got - expected).max() < 1e-3


def _linear(x: float, c: float, w: float) -> float:
    """C.11.2.1.2.1, pseudo-code."""
    if x <= c - 0.5 - (w - 1) / 2:
        return 0.0
    if x > c - 0.5 + (w - 1) / 2:
        return 255.0
    return ((x - (c - 0.5)) / (w - 1) + 0.5) * 255


def _linear_exact(x: float, c: float, w: float) -> float:
    """C.11.2.1.3.2, pseudo-code."""
    if x <= c - w / 2:
        return 0.0
    if x > c + w / 2:
        return 255.0
    return ((x - c) / w + 0.5) * 255


def _sigmoid(x: float, c: float, w: float) -> float:
    """C.11.2.1.3.1, equation."""
    return 255 / (1 + math.exp(min(700.0, -4 * (x - c) / w)))


@pytest.mark.parametrize(
    ("function", "standard"),
    [
        (VoiFunction.LINEAR, _linear),
        (VoiFunction.LINEAR_EXACT, _linear_exact),
        (VoiFunction.SIGMOID, _sigmoid),
    ],
)
@given(
    x=st.integers(-4096, 4096),
    center=st.integers(-2048, 2048).map(lambda halves: halves / 2),
    width=st.integers(1, 4096),
)
def test_every_function_is_the_standards(
    function: VoiFunction, standard: object, x: int, center: float, width: int
) -> None:
    """Evaluated in double precision, as it is printed."""
    assert callable(standard)
    assert _y(x, Window(center, width, function)) == pytest.approx(
        standard(x, center, width), abs=0.01
    )
