"""Colors as the Standard states them, CIELab in the profile connection space, for the screen.

They stand in Graphic Layer Recommended Display CIELab Value, Shutter Presentation Color CIELab
Value and the like (PS3.3 C.10.7.1.1).
"""

Rgb = tuple[int, int, int]

_WHITE = (0.9642, 1.0, 0.8249)  # D50, of ICC profiles
# CIEXYZ under D50 to linear sRGB: IEC 61966-2-1, brought from D65 to D50 by Bradford's transform.
_SRGB_FROM_XYZ = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)
_KNEE = 6 / 29


def rgb_of_cielab(lightness: int, a: int, b: int) -> Rgb:
    """sRGB, 0 to 255, of three unsigned shorts; what sRGB cannot show is cut off.

    lightness   0 to 65535 for an L* of 0 to 100
    a, b        0 to 65535 for an a* or b* of -128 to 127, so that 0x8080 is 0
    """
    middle = (lightness / 65535 * 100 + 16) / 116
    x = _WHITE[0] * _linear(middle + (a / 257 - 128) / 500)
    y = _WHITE[1] * _linear(middle)
    z = _WHITE[2] * _linear(middle - (b / 257 - 128) / 200)
    red, green, blue = (_level(r * x + g * y + s * z) for r, g, s in _SRGB_FROM_XYZ)
    return red, green, blue


def _linear(root: float) -> float:
    """Undo the cube root of CIELab (ISO/CIE 11664-4)."""
    return root**3 if root > _KNEE else 3 * _KNEE**2 * (root - 4 / 29)


def _level(linear: float) -> int:
    """The transfer function of sRGB, in whole levels."""
    light = min(max(linear, 0.0), 1.0)
    coded = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return int(coded * 255 + 0.5)
