import numpy as np
import pytest

from workstation.benchmarks.reference_monitor import monitor, table_of, xyz_of


def test_it_is_the_monitor_of_the_figures() -> None:
    """0.5 to 450 cd/m2, gamma 2.2."""
    luminance = xyz_of([[0, 0, 0], [128, 128, 128], [255, 255, 255]])[:, 1]
    assert luminance == pytest.approx([0.5, 0.5 + 449.5 * (128 / 255) ** 2.2, 450])


def test_it_was_measured_with_106_patches() -> None:
    """52 of gray and 18 of each channel."""
    profile = monitor("gray")
    assert len(profile.characteristic_curve) == 52
    assert [(name, len(ramp)) for name, ramp in profile.channels] == [
        *(("red", 18), ("green", 18), ("blue", 18))
    ]


def test_each_mode_has_its_table_and_only_one() -> None:
    """A window has one, and a renderer keeps what it made for it."""
    assert table_of("gray") is table_of("gray")
    assert table_of("pseudo-gray").triplets is not None
    assert table_of("blue-noise").noise is not None
    assert np.array_equal(table_of("gray").ddl, table_of("pseudo-gray").ddl)
