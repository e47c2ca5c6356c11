from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from workstation.display.calibration import display_table, nearest_levels, perceived_levels
from workstation.display.gsdf import jnd_of_luminance
from workstation.display.monitor import MonitorProfile
from workstation.display.table import Calibration


def _monitor(bits: int = 8, **changes: object) -> MonitorProfile:
    """Gamma 2.2 from 0.5 to 450 cd/m2, every level measured."""
    last = 2**bits - 1
    curve = tuple((n, 0.5 + 449.5 * (n / last) ** 2.2) for n in range(last + 1))
    return replace(MonitorProfile(bits, curve, ambient_luminance=0.1), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("bits", "most"), [(8, 2.3), (10, 0.57)])
def test_equal_steps_of_p_look_equal(bits: int, most: float) -> None:
    """JND off what PS3.14 asks, at the worst P-Value: half the largest step of the panel."""
    profile = _monitor(bits)
    jnds = jnd_of_luminance(perceived_levels(profile, 0.1, bits))
    shown = jnds[display_table(profile).ddl]
    assert np.abs(shown - np.linspace(jnds[0], jnds[-1], 65536)).max() < most


def test_the_whole_range_is_used_and_never_turns_back() -> None:
    """Black to black, white to white."""
    ddl = display_table(_monitor()).ddl.astype(int)
    assert (ddl[0], ddl[-1]) == (0, 255)
    assert np.all(np.diff(ddl) >= 0)


def test_ratio_350_lifts_the_black() -> None:
    """AAPM TG-270: L'max / L'min = 350; the first level at or about 450.1 / 350."""
    profile = _monitor(10, target="ratio-350")
    levels = perceived_levels(profile, 0.1, 10)
    black = levels[display_table(profile).ddl[0]]
    assert levels[-1] / black == pytest.approx(350, rel=0.01)


def test_ratio_350_takes_the_monitors_black_where_that_is_brighter() -> None:
    """It cannot be made darker."""
    profile = _monitor(ambient_luminance=5.0, target="ratio-350")
    assert display_table(profile).ddl[0] == 0


def test_more_ambient_light_asks_for_brighter_darks() -> None:
    """Reflections hide the dark steps, so they must grow."""
    dark, bright = (display_table(_monitor(), ambient).ddl for ambient in (0.0, 2.0))
    assert bright[16000] > dark[16000]


def test_the_profiles_ambient_light_counts_unless_another_is_given() -> None:
    """As measured with the monitor."""
    profile = _monitor(ambient_luminance=2.0)
    assert np.array_equal(display_table(profile).ddl, display_table(_monitor(), 2.0).ddl)


def test_a_surface_of_fewer_bits_gets_the_same_luminances() -> None:
    """A panel measured at 10 bits, driven by a window that has 8."""
    ten, eight = display_table(_monitor(10)), display_table(_monitor(10), bits=8)
    assert eight.bits == 8
    assert np.abs(ten.ddl / 1023 - eight.ddl / 255).max() < 0.6 / 255 + 0.6 / 1023


def test_levels_below_the_functions_domain_keep_their_order() -> None:
    """An OLED panel in the dark: 0 stays black, and nothing turns back."""
    curve = tuple((n, 400 * (n / 255) ** 2.2) for n in range(256))
    ddl = display_table(MonitorProfile(8, curve)).ddl.astype(int)
    assert (ddl[0], ddl[-1]) == (0, 255)
    assert np.all(np.diff(ddl) >= 0)


def test_black_is_the_chosen_level_even_where_others_look_the_same() -> None:
    """The first of equals, not the last."""
    assert nearest_levels(np.array([5.0, 5.0, 5.0, 9.0]), 5.0, 3).tolist() == [0, 2, 3]


def test_a_stored_profile_alone_makes_no_monitor_calibrated() -> None:
    """Somebody has to make sure that it still is the monitor that was measured."""
    assert display_table(_monitor()).calibration is Calibration.DUE
    assert display_table(_monitor(), verified=True).calibration is Calibration.CALIBRATED


_NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("expires_at", "calibration"),
    [
        ((_NOW - timedelta(days=1)).isoformat(), Calibration.EXPIRED),
        ((_NOW + timedelta(days=1)).isoformat(), Calibration.CALIBRATED),
        ("2020-01-01T00:00:00Z", Calibration.EXPIRED),
        ("2020-01-01", Calibration.EXPIRED),
        ("next spring", Calibration.EXPIRED),
        ("", Calibration.CALIBRATED),
    ],
)
def test_a_calibration_expires(expires_at: str, calibration: Calibration) -> None:
    """A date that cannot be read is not taken as one to come."""
    table = display_table(_monitor(expires_at=expires_at), verified=True)
    assert table.calibration is calibration
