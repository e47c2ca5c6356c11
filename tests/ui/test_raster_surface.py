"""The renderer's pixels reach the screen as they are."""

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from workstation.display.table import identity_table
from workstation.scene.graphics import Box
from workstation.scene.scene import Rect, Scene, ViewportScene
from workstation.ui.raster_surface import RasterSurface

RED, GREEN = (200, 10, 20), (15, 190, 30)


class Pictures:
    """Two viewports side by side, each with a box; counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.right = GREEN

    def __call__(self, width: int, height: int, _ratio: float) -> Scene:
        self.asked += 1
        half = width // 2
        viewports = tuple(
            ViewportScene(
                Rect(x, 0, half, height), None, None, (Box(x + 4.0, 4.0, 30.0, 20.0, color),)
            )
            for x, color in ((0, RED), (half, self.right))
        )
        return Scene(width, height, viewports, identity_table())


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


@pytest.fixture
def surface(qtbot: QtBot, pictures: Pictures) -> RasterSurface:
    surface = RasterSurface(pictures)
    qtbot.addWidget(surface)
    surface.resize(200, 80)
    with qtbot.waitSignal(surface.drawn):
        surface.show()
    return surface


def _screen(surface: RasterSurface) -> npt.NDArray[np.uint8]:
    shown = surface.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.array(shown.constBits()).reshape(shown.height(), shown.bytesPerLine())
    return rows[:, : shown.width() * 3].reshape(shown.height(), shown.width(), 3)


def test_each_pixel_is_the_renderers(surface: RasterSurface) -> None:
    """Neither scaled nor converted."""
    assert np.array_equal(_screen(surface), surface.read())


def test_many_requests_are_one_drawing(
    qtbot: QtBot, surface: RasterSurface, pictures: Pictures
) -> None:
    """Between two turns of the event loop."""
    qtbot.waitUntil(lambda: not surface.updatesEnabled() or pictures.asked > 0)
    before = pictures.asked
    with qtbot.waitSignal(surface.drawn):
        for _request in range(50):
            surface.refresh()
    assert pictures.asked == before + 1


def test_what_changed_is_seen(qtbot: QtBot, surface: RasterSurface, pictures: Pictures) -> None:
    """And what did not stays."""
    pictures.right = RED
    with qtbot.waitSignal(surface.drawn):
        surface.refresh()
    assert tuple(_screen(surface)[10, 110]) == RED
    assert tuple(_screen(surface)[10, 10]) == RED


def test_another_size_is_drawn_at_once(qtbot: QtBot, surface: RasterSurface) -> None:
    """No old picture is stretched over the new size."""
    surface.resize(260, 120)
    assert np.array_equal(_screen(surface), surface.read())
    assert surface.read().shape == (120, 260, 3)
