"""The Grayscale Standard Display Function: JND index and luminance (PS3.14 section 7)."""

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]

LAST_JND = 1023.0
LOWEST_LUMINANCE = 10**-1.3011877  # cd/m2, of JND 1, printed as 0.05; undefined below
_NEWTON_STEPS = 8  # closes to 1e-11 JND from the polynomial's 0.1

# log10 L is a ratio of polynomials in ln j; ascending powers (PS3.14 equation 7-1).
_NUMERATOR = np.polynomial.Polynomial(
    [-1.3011877, 8.0242636e-2, 1.3646699e-1, -2.5468404e-2, 1.3635334e-3]
)
_DENOMINATOR = np.polynomial.Polynomial(
    [1.0, -2.5840191e-2, -1.0320229e-1, 2.8745620e-2, -3.1978977e-3, 1.2992634e-4]
)
# j as a polynomial in log10 L; ascending powers (PS3.14 equation 7-2). Off by up to 0.09 JND.
_APPROXIMATE_INVERSE = np.polynomial.Polynomial(
    [
        71.498068,
        94.593053,
        41.912053,
        9.8247004,
        0.28175407,
        -1.1878455,
        -0.18014349,
        0.14710899,
        -0.017046845,
    ]
)


def luminance_of_jnd(jnd: npt.ArrayLike) -> Doubles:
    """Luminance in cd/m2 of JND indices, which need not be whole; 1 to 1023, clamped to it."""
    x = np.log(np.clip(np.asarray(jnd, np.float64), 1.0, LAST_JND))
    return np.asarray(10.0 ** (_NUMERATOR(x) / _DENOMINATOR(x)), np.float64)


def jnd_of_luminance(luminance: npt.ArrayLike) -> Doubles:
    """JND indices of luminances in cd/m2: the exact inverse.

    0.05 cd/m2 and below is JND 1, the highest luminance and above is JND 1023: outside the function
    is undefined, and what it would give is not made up.
    """
    wanted = np.log10(np.clip(np.asarray(luminance, np.float64), LOWEST_LUMINANCE, 1e6))
    x = np.log(np.clip(_APPROXIMATE_INVERSE(np.minimum(wanted, 3.61)), 1.0, LAST_JND))
    for _step in range(_NEWTON_STEPS):
        top, bottom = _NUMERATOR(x), _DENOMINATOR(x)
        slope = (_NUMERATOR.deriv()(x) * bottom - top * _DENOMINATOR.deriv()(x)) / bottom**2
        x = np.clip(x - (top / bottom - wanted) / slope, 0.0, np.log(LAST_JND))
    return np.asarray(np.exp(x), np.float64)


def approximate_jnd_of_luminance(luminance: npt.ArrayLike) -> Doubles:
    """The Standard's own polynomial, only for comparing with programs that use it."""
    return np.asarray(_APPROXIMATE_INVERSE(np.log10(np.asarray(luminance, np.float64))))
