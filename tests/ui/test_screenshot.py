"""The picture is taken when nothing is on its way any more."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workstation.ui.screenshot import ScreenshotWhenComplete


@pytest.fixture
def widget(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(120, 90)
    widget.show()
    return widget


def test_it_waits_until_the_window_is_complete(
    qtbot: QtBot, widget: QWidget, tmp_path: Path
) -> None:
    """And stays so for a few looks."""
    looks: list[bool] = []

    def is_complete() -> bool:
        looks.append(len(looks) > 3)
        return looks[-1]

    path = tmp_path / "window.png"
    shot = ScreenshotWhenComplete(widget, is_complete, path, 10)
    with qtbot.waitSignal(shot.taken) as taken:
        pass
    assert taken.args == [True]
    assert looks[-4:] == [True] * 4
    assert QImage(str(path)).width() == 120


def test_a_window_that_is_never_complete_is_taken_as_it_is(
    qtbot: QtBot, widget: QWidget, tmp_path: Path
) -> None:
    """And it is said."""
    shot = ScreenshotWhenComplete(widget, lambda: False, tmp_path / "window.png", 0.1)
    with qtbot.waitSignal(shot.taken) as taken:
        pass
    assert taken.args == [False]


def test_a_file_that_cannot_be_written_is_named(
    qtbot: QtBot, widget: QWidget, tmp_path: Path
) -> None:
    """With what to do about it."""
    path = tmp_path / "missing" / "window.png"
    shot = ScreenshotWhenComplete(widget, lambda: True, path, 10)
    with qtbot.waitSignal(shot.failed) as failed:
        pass
    assert failed.args is not None
    assert str(path) in failed.args[0].summary
