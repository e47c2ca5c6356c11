"""A patch of raw levels on a monitor."""

from collections.abc import Iterator
from time import monotonic

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from workstation.ui.patch_window import PatchWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[PatchWindow]:
    made = PatchWindow(0.0)
    qtbot.addWidget(made)
    made.appear(QGuiApplication.primaryScreen())
    yield made
    made.close()


def test_the_patch_has_the_levels_asked_for_and_the_rest_a_fifth_of_the_light(
    window: PatchWindow,
) -> None:
    window.present((17, 130, 255))
    image, patch = window.grab().toImage(), window.patch()
    inside = (patch.topLeft(), patch.bottomRight(), patch.center())
    assert {image.pixelColor(at).name() for at in inside} == {"#1182ff"}
    outside = image.pixelColor(patch.left() - 1, patch.top() - 1)
    assert {outside.red(), outside.green(), outside.blue()} == {123}
    assert outside.redF() ** 2.2 == pytest.approx(0.2, abs=0.005)


def test_the_patch_is_a_tenth_of_the_monitor(window: PatchWindow) -> None:
    share = window.patch().width() * window.patch().height() / (800 * 800)
    assert share == pytest.approx(0.1, abs=0.001)
    assert window.patch().center() == window.rect().center()


def test_a_patch_stands_for_a_while_before_it_is_read(window: PatchWindow) -> None:
    window.settle, began = 0.1, monotonic()
    window.present((9, 9, 9))
    assert monotonic() - began >= 0.1
