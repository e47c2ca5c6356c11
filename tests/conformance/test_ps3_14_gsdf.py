"""PS3.14: the display function against the tables printed in the Standard."""

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from workstation.display.calibration import nearest_levels
from workstation.display.gsdf import jnd_of_luminance, luminance_of_jnd

Doubles = npt.NDArray[np.float64]

# What one unit of the printed luminances hides, and what the printed coefficients do: Table B-1
# was made with more digits than equation 7-1 is printed with.
_HALF_PRINTED_UNIT = 0.5e-4
_ROUNDED_COEFFICIENTS = 2e-5


def _columns(path: Path) -> Doubles:
    with path.open(encoding="ascii", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return np.array(rows, np.float64).T


def test_luminance_matches_every_row_of_table_b_1(reference_tables: Path) -> None:
    """All 1023 JND indices."""
    jnd, printed = _columns(reference_tables / "ps3_14_table_b1.csv")
    allowed = _HALF_PRINTED_UNIT + _ROUNDED_COEFFICIENTS * printed
    assert np.all(np.abs(luminance_of_jnd(jnd) - printed) <= allowed)


@pytest.mark.parametrize(
    ("jnd", "luminance"), [(1, 0.0500), (2, 0.0547), (3, 0.0594), (5, 0.0696), (1023, 3993.4040)]
)
def test_luminance_matches_the_ends_of_table_b_1(jnd: int, luminance: float) -> None:
    """A few rows by heart, for machines without the whole table."""
    got = float(luminance_of_jnd(jnd))
    assert got == pytest.approx(luminance, rel=_ROUNDED_COEFFICIENTS, abs=_HALF_PRINTED_UNIT)


def test_the_lut_of_annex_d_1_comes_out_entry_for_entry(reference_tables: Path) -> None:
    """Table D.1-2 from the luminances of Table D.1-1: 8 bits in, 10 bits out.

    The Standard got its 1024 levels from 256 by a natural spline; the program does not.
    """
    _index, luminance, printed = _columns(reference_tables / "ps3_14_annex_d1.csv")
    levels = _natural_spline(np.arange(256) * 1023 / 255, luminance, np.arange(1024.0))
    jnds = jnd_of_luminance(levels)
    assert nearest_levels(jnds, float(jnds[0]), 256).tolist() == printed.tolist()


def _natural_spline(x: Doubles, y: Doubles, at: Doubles) -> Doubles:
    """Cubic spline whose second derivative is 0 at both ends."""
    h, slope = np.diff(x), np.diff(y) / np.diff(x)
    system, right = np.eye(len(x)), np.zeros(len(x))
    for i in range(1, len(x) - 1):
        system[i, i - 1 : i + 2] = h[i - 1], 2 * (h[i - 1] + h[i]), h[i]
        right[i] = 6 * (slope[i] - slope[i - 1])
    bend = np.linalg.solve(system, right)
    k = np.clip(np.searchsorted(x, at, "right") - 1, 0, len(h) - 1)
    t = at - x[k]
    first = slope[k] - h[k] * (2 * bend[k] + bend[k + 1]) / 6
    return np.asarray(
        y[k] + t * (first + t * (bend[k] / 2 + t * (bend[k + 1] - bend[k]) / (6 * h[k])))
    )
