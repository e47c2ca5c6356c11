"""Icons are drawn from the family's files at the size asked for."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from pytestqt.qtbot import QtBot

from workstation.base import paths
from workstation.ui import icons, theme

_NAMES = sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg"))


def _strongest(image: QImage) -> QColor:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=QColor.alpha)


@pytest.mark.parametrize("name", _NAMES)
def test_every_icon_draws_something(qtbot: QtBot, name: str) -> None:
    """A file that the drawing code does not understand would be an empty button."""
    assert _strongest(icons.icon(name).pixmap(QSize(24, 24)).toImage()).alpha() > 200


def test_an_icon_switched_on_has_the_accent_color(qtbot: QtBot) -> None:
    """The border of its button says so too, never color alone."""
    picture = icons.icon("move").pixmap(QSize(64, 64), QIcon.Mode.Normal, QIcon.State.On)
    assert _strongest(picture.toImage()).name() == theme.ACCENT


def test_an_icon_has_as_many_pixels_as_the_monitor(qtbot: QtBot) -> None:
    """Not fewer, scaled up."""
    assert icons.pixmap("move", 16, theme.TEXT, ratio=2.0).width() == 32


def test_the_licence_lies_beside_the_icons() -> None:
    """It asks for no more than that."""
    assert "ISC" in Path(paths.resources() / "icons" / "LICENSE").read_text("utf-8")


def test_no_icon_is_carried_that_nothing_uses() -> None:
    """What is not used is not shipped."""
    program = Path(icons.__file__).parents[1]
    sources = "".join(path.read_text("utf-8") for path in program.rglob("*.py"))
    assert [name for name in _NAMES if f'"{name}"' not in sources] == []
