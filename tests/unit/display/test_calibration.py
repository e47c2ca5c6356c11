from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from tests.support.virtual_monitor import VirtualBench, VirtualMonitor
from workstation.display.calibration import (
    display_table,
    nearest_levels,
    perceived_levels,
    remarks,
)
from workstation.display.gsdf import jnd_of_luminance, luminance_of_jnd
from workstation.display.measuring import Plan, measured, profile_from
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


def _with_channels(bits: int = 8, **changes: object) -> MonitorProfile:
    bench, plan = VirtualBench(VirtualMonitor(bits=bits)), Plan(bits, 256, 18, 1)
    profile = profile_from(plan, measured(bench, bench, plan))
    return replace(profile, ambient_luminance=0.1, **changes)  # type: ignore[arg-type]


def test_the_deepest_mode_that_was_measured_is_the_default() -> None:
    """Pseudo-gray by measured channels; never by channels that somebody assumed."""
    assert display_table(_with_channels()).triplets is not None
    plain = display_table(_monitor())
    assert (plain.triplets, plain.noise) == (None, None)


def test_who_asks_for_plain_gray_gets_it() -> None:
    """A physicist who measures."""
    table = display_table(_with_channels(mode="gray"))
    assert (table.triplets, table.noise) == (None, None)


def test_pseudo_gray_without_channels_is_noise_and_says_so() -> None:
    """Nothing falls back silently."""
    table = display_table(_monitor(mode="pseudo-gray"))
    assert table.triplets is None
    assert table.noise is not None
    assert "not measured: gray with noise" in table.note
    assert remarks(_monitor(mode="blue-noise")) == ()


def test_two_channels_of_three_are_not_enough() -> None:
    """The third would have to be assumed."""
    profile = _with_channels()
    table = display_table(replace(profile, channels=profile.channels[:2]))
    assert (table.triplets, table.noise) == (None, None)


def test_between_sixteen_bits_nothing_is_put() -> None:
    """A file of 16 bits is deeper than any eye."""
    table = display_table(_with_channels(), bits=16)
    assert (table.triplets, table.noise) == (None, None)


@pytest.mark.parametrize("mode", ["gray", "blue-noise", "pseudo-gray"])
def test_the_probes_level_is_the_nearest_gray_in_every_mode(mode: str) -> None:
    """The same number, however finely it is shown."""
    plain = display_table(_with_channels(mode="gray"))
    assert np.array_equal(display_table(_with_channels(mode=mode)).ddl, plain.ddl)


@pytest.mark.parametrize("target", ["native", "ratio-350"])
def test_a_tile_of_noise_has_the_luminance_that_is_asked_for(target: str) -> None:
    """Mean of 64 x 64 pixels against PS3.14: 0.01 JND and less, but for the smooth black."""
    profile = _with_channels(mode="blue-noise", target=target)
    noise = display_table(profile).noise
    assert noise is not None
    luminance = VirtualMonitor().luminance(np.repeat(np.arange(256)[:, None], 3, 1)) + 0.1
    level, share = noise.fine // 4096, noise.fine % 4096 / 4096
    mean = luminance[level] * (1 - share) + luminance[np.minimum(level + 1, 255)] * share
    jnds = jnd_of_luminance(mean)
    assert np.abs(jnds - np.linspace(jnds[0], jnds[-1], 65536)).max() < 0.01
    assert noise.fine[0] % 4096 == 0


def test_ten_bits_get_what_is_between_them_too() -> None:
    """A panel measured at 8 bits, driven by 10: its levels are shared out by the curve."""
    ten = display_table(_with_channels(), bits=10)
    assert ten.triplets is not None
    assert ten.triplets.max() == 1023
    assert len(np.unique(ten.triplets, axis=0)) > 4000


def test_a_black_below_the_function_is_said_to_be() -> None:
    """An OLED panel in a dark room; 0.05 cd/m2 of ambient light are enough."""
    curve = tuple((n, 400 * (n / 255) ** 2.2) for n in range(256))
    profile = MonitorProfile(8, curve)
    assert "counts as 0.05 cd/m²" in display_table(profile).note
    assert remarks(profile, 0.06) == ()


def test_noise_on_a_black_below_the_function_begins_where_it_does() -> None:
    """The second P-Value is 0.05 cd/m2 in the mean, not less."""
    curve = tuple((n, 400 * (n / 255) ** 2.2) for n in range(256))
    noise = display_table(MonitorProfile(8, curve, mode="blue-noise")).noise
    assert noise is not None
    levels = perceived_levels(MonitorProfile(8, curve), 0.0, 8)
    mean = np.interp(noise.fine[1] / 4096, np.arange(256), levels)
    assert mean == pytest.approx(float(luminance_of_jnd(1.0)), rel=0.05)
