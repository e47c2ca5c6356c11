"""How well a display follows PS3.14: Annex C, contrast response, distinct levels."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.display.gsdf import jnd_of_luminance, luminance_of_jnd

Doubles = npt.NDArray[np.float64]

_DISTINCT = 1e-9  # relative; luminances that differ by less are one
_ORDERS = (1, 2, 3)  # of FIT: line, parabola, cubic
_LEVELS = (18, 52, 256)


@dataclass(frozen=True, slots=True)
class Response:
    """Figures of one display, from its luminances at P-Values evenly spread from black to white.

    levels     P-Values that were looked at
    distinct   different luminances among them
    most_off   JND between what is shown and what PS3.14 asks, at the worst of them
    lum        root mean square of JND per interval about their mean (Annex C, LUM)
    fit        F statistic over JND per interval (Annex C, FIT): about 1 where nothing but noise
               is left, large where the curve bends
    k18, k52, k256   worst departure of the contrast response, 1.0 is 100 %; see contrast_response
    ratio      brightest over darkest, with ambient light
    """

    levels: int
    distinct: int
    most_off: float
    lum: float
    fit: float
    k18: float
    k52: float
    k256: float
    ratio: float


def response(luminance: Doubles, levels: int = 1024) -> Response:
    """Figures of a display.

    luminance   cd/m2 with ambient light, shape (65536,), by P-Value
    levels      so many of them are looked at, but for the contrast response
    """
    shown = _spread(luminance, levels)
    jnds = jnd_of_luminance(shown)
    asked = np.linspace(jnds[0], jnds[-1], levels)
    k18, k52, k256 = (contrast_response(_spread(luminance, count)) for count in _LEVELS)
    return Response(
        levels,
        distinct_levels(shown),
        float(np.abs(jnds - asked).max()),
        lum(np.diff(jnds)),
        fit(np.diff(jnds)),
        k18,
        k52,
        k256,
        float(shown[-1] / shown[0]),
    )


def contrast_response(luminance: Doubles) -> float:
    """Worst departure of contrast from PS3.14 between neighbors, as a share of it.

    luminance   cd/m2 with ambient light at P-Values evenly spread from black to white: 18 of them
                for TG18 and IEC 62563, 52 for TG-270; 256 show what these hide

    Contrast is 2 (L' - L) / (L' + L) per JND; what is expected is that of the display function
    between the same ends.
    """
    ends = jnd_of_luminance(luminance[[0, -1]])
    expected = luminance_of_jnd(np.linspace(ends[0], ends[1], len(luminance)))
    return float(np.abs(_contrasts(luminance) / _contrasts(expected) - 1).max())


def lum(per_interval: Doubles) -> float:
    """Root mean square about the mean of JND per interval of P-Values (PS3.14 Annex C, LUM)."""
    return float(np.std(per_interval))


def fit(per_interval: Doubles) -> float:
    """F statistic over JND per interval (PS3.14 Annex C, FIT): the largest of three.

    A line, a parabola and a cubic are each held against a constant, which is to be all it takes.
    Large where the intervals change along the curve, whatever they scatter.
    """
    return max(_gain(per_interval, order) for order in _ORDERS)


def _gain(values: Doubles, order: int) -> float:
    """F of a polynomial of this order against a constant."""
    x = np.linspace(-1, 1, len(values))
    bent = np.polynomial.polynomial.polyfit(x, values, order)
    left = np.sum((values - np.polynomial.polynomial.polyval(x, bent)) ** 2)
    gained = np.sum((values - values.mean()) ** 2) - left
    freedom = len(values) - order - 1
    return float(gained / order / max(left / freedom, np.finfo(np.float64).tiny))


def distinct_levels(luminance: Doubles) -> int:
    """How many different luminances there are."""
    ordered = np.sort(luminance)
    return 1 + int(np.sum(np.diff(ordered) > _DISTINCT * ordered[1:]))


def _contrasts(luminance: Doubles) -> Doubles:
    return np.asarray(2 * np.diff(luminance) / (luminance[1:] + luminance[:-1]))


def _spread(luminance: Doubles, count: int) -> Doubles:
    """Those of `count` P-Values from 0.0 to 1.0, found as renderers find them."""
    places = np.floor(np.linspace(0, 1, count) * (len(luminance) - 1) + 0.5)
    return np.asarray(luminance[places.astype(int)])
