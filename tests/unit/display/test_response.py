import numpy as np
import pytest

from workstation.display.gsdf import jnd_of_luminance, luminance_of_jnd
from workstation.display.response import contrast_response, distinct_levels, fit, lum, response

_PERFECT = luminance_of_jnd(np.linspace(50, 690, 65536))

# gsdf: L'min 1 and L'max 350 at the 18 levels of TG18, cd/m2, computed apart from this program.
_TG18 = [
    *(1.0, 2.0623, 3.6643, 5.9432, 9.0685, 13.2503, 18.75, 25.8922, 35.0803, 46.815),
    *(61.7186, 80.5634, 104.3087, 134.1463, 171.5573, 218.383, 276.9138, 350.0),
]


def test_what_follows_the_function_has_no_error() -> None:
    """But that of standing at one of 65536 places: half of 640 JND / 65535."""
    found = response(_PERFECT)
    assert (found.distinct, found.levels) == (1024, 1024)
    assert max(found.k18, found.k52, found.k256) < 1e-9
    assert max(found.most_off, found.lum) < 0.005


def test_the_printed_levels_of_tg18_have_no_error() -> None:
    """Numbers from elsewhere."""
    assert contrast_response(np.array(_TG18)) < 1e-4


def test_a_power_law_departs_by_what_is_known_of_it() -> None:
    """Gamma 2.2, 0.6 to 450.1 cd/m2: k18 56 %, k52 68 %, k256 95 %, LUM of 256 levels 1.04."""
    luminance = 0.6 + 449.5 * np.linspace(0, 1, 65536) ** 2.2
    found = response(luminance, 256)
    assert (found.k18, found.k52, found.k256) == pytest.approx((0.56, 0.68, 0.95), abs=0.006)
    assert found.lum == pytest.approx(1.045, abs=0.004)
    assert found.fit == pytest.approx(558, abs=1)
    assert found.most_off == pytest.approx(104, abs=1)


def test_one_wrong_level_is_the_worst() -> None:
    """Too much contrast below it and too little above, by the definition."""
    wrong = np.array(_TG18)
    wrong[9] *= 1.05
    contrast = 2 * (wrong[10] - wrong[9]) / (wrong[10] + wrong[9])
    expected = 2 * (_TG18[10] - _TG18[9]) / (_TG18[10] + _TG18[9])
    assert contrast_response(wrong) == pytest.approx(1 - contrast / expected, rel=1e-3)


def test_scatter_is_seen_by_lum_and_a_bend_by_fit() -> None:
    """Annex C: one is local, the other global."""
    scatter = 0.3 * np.cos(np.pi * np.arange(256))
    x = np.linspace(-1, 1, 256)
    assert lum(2 + scatter) == pytest.approx(0.3)
    assert fit(2 + scatter) < 1
    assert min(fit(2 + 0.3 * bend + scatter / 30) for bend in (x, x**2, x**3)) > 1000


def test_equal_luminances_count_once() -> None:
    """In any order."""
    assert distinct_levels(np.array([3.0, 1.0, 3.0, 2.0, 1.0])) == 3


def test_the_ratio_is_white_over_black() -> None:
    """With ambient light, as it was given."""
    ratio = luminance_of_jnd(690.0) / luminance_of_jnd(50.0)
    assert response(_PERFECT).ratio == pytest.approx(float(ratio))


def test_a_lifted_level_is_off_by_its_jnds() -> None:
    """The worst of those that are looked at."""
    lifted = _PERFECT.copy()
    lifted[65535 // 1023 * 500 : 65535 // 1023 * 520] = luminance_of_jnd(500.0)
    jnds = jnd_of_luminance(lifted)
    worst = np.abs(jnds - np.linspace(50, 690, 65536)).max()
    assert response(lifted).most_off == pytest.approx(worst, abs=0.7)
