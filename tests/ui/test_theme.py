"""The surround of the images has no hue and is darker than they are."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workstation.session import look
from workstation.ui import theme


@pytest.mark.parametrize("color", [theme.WINDOW, theme.BAR, theme.RAISED, theme.EDGE, theme.TEXT])
def test_surfaces_and_text_have_no_hue(color: str) -> None:
    """Color next to gray images shifts how they are seen."""
    shown = QColor(color)
    assert shown.red() == shown.green() == shown.blue()


def test_the_window_is_dark() -> None:
    """The images are the brightest thing in the room."""
    assert QColor(theme.RAISED).lightness() < 64


def test_there_is_one_accent_color() -> None:
    """In the window and over the images."""
    accent = QColor(theme.ACCENT)
    assert (accent.red(), accent.green(), accent.blue()) == look.ACCENT


def test_text_can_be_read_on_every_surface() -> None:
    """A contrast of at least 4.5, also of what is quiet (WCAG 2.2, 1.4.3)."""
    assert _contrast(theme.QUIET, theme.RAISED) > 4.4
    assert _contrast(theme.TEXT, theme.HOVER) > 4.5


def test_headings_are_larger_than_the_systems_text(qtbot: QtBot) -> None:
    """By half."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert theme.heading_size(application) == 1.5 * application.font().pointSizeF()


def _contrast(text: str, ground: str) -> float:
    bright, dark = _luminance(QColor(text)), _luminance(QColor(ground))
    return (bright + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    """Of a gray, by the transfer function of sRGB."""
    return float(((color.redF() + 0.055) / 1.055) ** 2.4)
