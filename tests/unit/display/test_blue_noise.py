import numpy as np
import numpy.typing as npt
import pytest

from workstation.display.blue_noise import COUNT, SIZE, thresholds


def test_each_threshold_stands_once() -> None:
    """Else some shares of pixels could not be shown, and the mean would not be that asked for."""
    assert np.array_equal(np.sort(thresholds(), axis=None), np.arange(COUNT))


@pytest.mark.parametrize("share", [0.05, 0.1, 0.25, 0.5, 0.9])
def test_any_share_of_pixels_is_free_of_coarse_structure(share: float) -> None:
    """Of white noise each band of frequencies has a power of 1; the eye sees the lowest best."""
    assert _power(thresholds() < share * COUNT, 0.1) < 0.15


def test_the_edges_fit_to_those_opposite() -> None:
    """Rolled by half a tile, the seam in the middle is as even as the rest."""
    pattern = np.roll(thresholds() < COUNT // 2, SIZE // 2, axis=(0, 1))
    seam, rest = pattern[SIZE // 2 - 2 : SIZE // 2 + 2], pattern[:4]
    assert abs(seam.mean() - 0.5) < 0.05
    assert abs(_changes(seam) - _changes(rest)) < 0.12


def test_nothing_is_random() -> None:
    """The same in every session, so that a picture does not change: a few places by heart."""
    thresholds.cache_clear()
    assert thresholds()[:2, :3].tolist() == PLACES


PLACES = [[4056, 477, 3729], [2518, 1627, 2973]]


def _power(pattern: npt.NDArray[np.bool_], below: float) -> float:
    """Mean power at frequencies below so many cycles a pixel, of 1 for white noise."""
    signal = pattern - pattern.mean()
    power = np.abs(np.fft.fft2(signal)) ** 2 / (COUNT * signal.var())
    frequency = np.hypot(np.fft.fftfreq(SIZE)[:, None], np.fft.fftfreq(SIZE))
    return float(power[(frequency > 0) & (frequency <= below)].mean())


def _changes(pattern: npt.NDArray[np.bool_]) -> float:
    """Share of vertical neighbors that differ."""
    return float((pattern[1:] != pattern[:-1]).mean())
