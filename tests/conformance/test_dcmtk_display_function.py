"""DCMTK's dcmdspfn as oracle of the display function: the same monitor file, the same curve."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from workstation.display.calibration import display_table, nearest_levels, perceived_levels
from workstation.display.gsdf import (
    approximate_jnd_of_luminance,
    jnd_of_luminance,
    luminance_of_jnd,
)
from workstation.display.monitor import MonitorProfile, write_dcmtk

Doubles = npt.NDArray[np.float64]

pytestmark = pytest.mark.skipif(shutil.which("dcmdspfn") is None, reason="DCMTK is not installed")


def _profile(bits: int, wobble: float = 0.0) -> MonitorProfile:
    """Gamma 2.2, with or without an S-shaped deviation, every level measured."""
    last = 2**bits - 1
    x = np.arange(last + 1) / last
    luminance = 0.5 + 449.5 * x**2.2 * (1 + wobble * np.sin(2 * np.pi * x))
    points = tuple((level, round(float(value), 6)) for level, value in enumerate(luminance))
    return MonitorProfile(bits, points, ambient_luminance=0.1)


def _dcmtk_curve(profile: MonitorProfile, folder: Path) -> tuple[Doubles, Doubles]:
    """What it computed per level: the luminances PS3.14 asks, and the ones it would show."""
    write_dcmtk(profile, folder / "monitor.lut")
    command = ["dcmdspfn", "-q", "+Im", "monitor.lut", "+Og", "curve.txt"]
    subprocess.run(command, cwd=folder, check=True, timeout=60)
    lines = (folder / "curve.txt").read_text("ascii").splitlines()
    rows = [line.split() for line in lines if line[:1].isdigit()]
    _ddl, _measured, asked, shown = np.array(rows, np.float64).T
    return asked, shown


def _levels_of(shown: Doubles, levels: Doubles) -> list[int]:
    """The level of each luminance that it printed."""
    return [int(np.abs(levels - luminance).argmin()) for luminance in shown]


def test_at_8_bits_every_level_is_the_same(tmp_path: Path) -> None:
    """256 of 256, by the exact inverse and the nearest JND."""
    profile = _profile(8)
    levels = perceived_levels(profile, 0.1, 8)
    jnds = jnd_of_luminance(levels)
    _asked, shown = _dcmtk_curve(profile, tmp_path)
    assert nearest_levels(jnds, float(jnds[0]), 256).tolist() == _levels_of(shown, levels)


def test_the_table_that_pictures_go_through_has_the_same_levels(tmp_path: Path) -> None:
    """65536 P-Values, of which every 257th is one of 8 bits."""
    profile = _profile(8)
    _asked, shown = _dcmtk_curve(profile, tmp_path)
    ours = display_table(profile).ddl[::257].tolist()
    assert ours == _levels_of(shown, perceived_levels(profile, 0.1, 8))


@pytest.mark.parametrize("wobble", [0.0, 0.02])
@pytest.mark.parametrize("bits", [8, 10])
def test_by_its_own_rules_every_level_is_the_same(bits: int, wobble: float, tmp_path: Path) -> None:
    """DCMTK inverts by the Standard's polynomial and takes the nearest luminance."""
    profile = _profile(bits, wobble)
    levels = perceived_levels(profile, 0.1, bits)
    black, white = approximate_jnd_of_luminance(levels[[0, -1]])
    wanted = luminance_of_jnd(np.linspace(black, white, 2**bits))
    asked, shown = _dcmtk_curve(profile, tmp_path)
    assert asked == pytest.approx(wanted, rel=1e-5, abs=2e-6)
    assert _levels_of(wanted, levels) == _levels_of(shown, levels)


def test_at_10_bits_only_its_approximation_makes_a_difference(tmp_path: Path) -> None:
    """At least 95 % equal, and the rest at most two levels apart: its polynomial inverse."""
    profile = _profile(10)
    levels = perceived_levels(profile, 0.1, 10)
    jnds = jnd_of_luminance(levels)
    _asked, shown = _dcmtk_curve(profile, tmp_path)
    apart = np.abs(
        nearest_levels(jnds, float(jnds[0]), 1024).astype(int) - _levels_of(shown, levels)
    )
    assert apart.max() <= 2
    assert (apart == 0).mean() >= 0.95
