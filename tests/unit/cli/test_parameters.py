"""Values on the command line."""

import click
import pytest

from workstation.cli.parameters import LAYOUT, LUMINANCE, SIZE, WINDOW
from workstation.dicom.lut import Window


@pytest.mark.parametrize(
    ("text", "size"), [("1920x1200", (1920, 1200)), ("1X1", (1, 1)), ("20×30", (20, 30))]
)
def test_a_size_is_two_numbers(text: str, size: tuple[int, int]) -> None:
    assert SIZE.convert(text, None, None) == size


@pytest.mark.parametrize("text", ["", "x", "0x5", "5x", "-1x5", "1e3x5", "99999999x1", "5,5"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        SIZE.convert(text, None, None)


@pytest.mark.parametrize("text", ["5x1", "1x6", "0x0"])
def test_a_layout_has_up_to_four_rows_of_five(text: str) -> None:
    assert LAYOUT.convert("4x5", None, None) == (4, 5)
    with pytest.raises(click.BadParameter):
        LAYOUT.convert(text, None, None)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("40,400", Window(40, 400)),
        ("-600, 1.5e3", Window(-600, 1500)),
        ("0.5/.25", Window(0.5, 0.25)),
    ],
)
def test_a_window_is_center_and_width(text: str, window: Window) -> None:
    assert WINDOW.convert(text, None, None) == window


@pytest.mark.parametrize(
    "text", ["40", "40,0", "40,-1", "a,b", "nan,1", "1,2,3", "inf,1", "1e999,1"]
)
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        WINDOW.convert(text, None, None)


@pytest.mark.parametrize("text", ["nan", "-1", "inf", "x"])
def test_what_is_no_luminance_is_refused(text: str) -> None:
    """Least of all what is no number: no table could be made of it."""
    assert LUMINANCE.convert("0.25", None, None) == 0.25
    with pytest.raises(click.BadParameter):
        LUMINANCE.convert(text, None, None)
