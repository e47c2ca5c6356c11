"""CIELab of the Standard to the colors of the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.dicom.cielab import rgb_of_cielab


def _encoded(lightness: float, a: float, b: float) -> tuple[int, int, int]:
    """As PS3.3 C.10.7.1.1 scales them."""
    return round(lightness * 655.35), round((a + 128) * 257), round((b + 128) * 257)


# CIELab under D50 of the corners of sRGB, as color engines that follow ICC give them.
CORNERS = [
    ((0.0, 0.0, 0.0), (0, 0, 0)),
    ((100.0, 0.0, 0.0), (255, 255, 255)),
    ((54.29, 80.81, 69.89), (255, 0, 0)),
    ((87.82, -79.28, 80.99), (0, 255, 0)),
    ((29.57, 68.30, -112.03), (0, 0, 255)),
    ((53.59, 0.0, 0.0), (128, 128, 128)),
    ((2.74, 0.0, 0.0), (10, 10, 10)),
]


@pytest.mark.parametrize(("lab", "rgb"), CORNERS, ids=str)
def test_the_corners_of_srgb_come_back(
    lab: tuple[float, float, float], rgb: tuple[int, int, int]
) -> None:
    """Within one level: the CIELab values are printed with two decimals."""
    found = rgb_of_cielab(*_encoded(*lab))
    assert all(abs(ours - theirs) <= 1 for ours, theirs in zip(found, rgb, strict=True))


def test_what_srgb_cannot_show_is_cut_off() -> None:
    """Red and blue far below 0 must not wrap round; green still has room."""
    assert rgb_of_cielab(*_encoded(60, -128, 127)) == (0, 184, 0)


@given(st.integers(0, 65535))
def test_without_a_and_b_it_is_gray(lightness: int) -> None:
    """0x8080 is no color at all: the channels differ by rounding only."""
    levels = rgb_of_cielab(lightness, 0x8080, 0x8080)
    assert max(levels) - min(levels) <= 1
