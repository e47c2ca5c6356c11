import numpy as np
import pytest

from tests.support.virtual_monitor import VirtualMonitor, any_monitor
from workstation.display.gsdf import jnd_of_luminance
from workstation.display.pseudo_gray import Levels, palette

_AMBIENT = 0.1
Doubles = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def _palette(monitor: VirtualMonitor) -> tuple[Levels, Doubles]:
    """As if every level of every channel were known."""
    single = np.eye(3, dtype=int)[:, None] * np.arange(256)[:, None]
    xyz = monitor.xyz(single)
    steps = np.zeros((3, 256, 3))
    steps[:, 1:] = np.diff(xyz, axis=1)
    white = monitor.primaries.sum(axis=0)
    return palette(xyz[0, 0] + _AMBIENT * white / white[1], steps)


@pytest.fixture(scope="module")
def plain() -> tuple[Levels, Doubles]:
    """Of the reference monitor."""
    return _palette(VirtualMonitor())


def test_each_luminance_is_that_of_its_triplet(plain: tuple[Levels, Doubles]) -> None:
    """In the panel's own light, with the ambient light."""
    triplets, luminance = plain
    assert VirtualMonitor().luminance(triplets) + _AMBIENT == pytest.approx(luminance, rel=1e-9)


def test_it_goes_from_black_to_white_in_small_steps(plain: tuple[Levels, Doubles]) -> None:
    """Nowhere half a JND empty, where grays alone leave 4.6."""
    triplets, luminance = plain
    assert (triplets[0].tolist(), triplets[-1].tolist()) == ([0, 0, 0], [255, 255, 255])
    steps = np.diff(jnd_of_luminance(luminance))
    assert steps.min() >= 0
    assert steps.max() < 0.4


def test_all_27_offsets_are_there_once(plain: tuple[Levels, Doubles]) -> None:
    """4834 triplets of which no two channels lie further apart than two levels."""
    triplets, _luminance = plain
    assert len(np.unique(triplets, axis=0)) == len(triplets) == 4834
    assert np.ptp(triplets.astype(int), axis=1).max() == 2


def test_where_dark_greens_leave_a_gap_channels_may_lie_further_apart() -> None:
    """A panel whose channels have unequal gammas."""
    triplets, luminance = _palette(any_monitor(1008))
    apart = np.ptp(triplets.astype(int), axis=1)
    assert np.diff(jnd_of_luminance(luminance)).max() < 0.6
    assert 0 < (apart == 3).sum() < 500
    assert triplets[apart == 3].max() < 64


def test_none_is_more_colored_than_allowed(plain: tuple[Levels, Doubles]) -> None:
    """C* of CIELAB from the same luminance of gray, by the formula written out again."""
    triplets, _luminance = plain
    monitor = VirtualMonitor()
    white = monitor.xyz([255, 255, 255])
    chroma = np.hypot(*_a_b(monitor.xyz(triplets) / white))
    assert 1.5 < chroma.max() <= 2.05


def test_a_panel_with_vivid_steps_gets_fewer_triplets() -> None:
    """Of six bits, a step of one channel shows its color."""
    xyz = VirtualMonitor(bits=6).xyz(np.eye(3, dtype=int)[:, None] * np.arange(64)[:, None])
    steps = np.zeros((3, 64, 3))
    steps[:, 1:] = np.diff(xyz, axis=1)
    triplets, _luminance = palette(xyz[0, 0], steps)
    assert 64 <= len(triplets) < 1000


def _a_b(t: Doubles) -> Doubles:
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.stack((500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])))
