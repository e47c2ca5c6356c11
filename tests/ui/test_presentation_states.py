"""Presentation states in the window: chosen by key, menu and palette, and named on the picture."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.dicom_bytes import image_dataset
from tests.support.reading import FakeFrames, make_window
from tests.support.stated import state_of, stated_set
from workstation.scene.graphics import Text
from workstation.ui.reading_window import ReadingWindow


@pytest.fixture
def stated_window(qtbot: QtBot, frames: FakeFrames, tmp_path: Path) -> ReadingWindow:
    """One image with two states, the newer of which turns it to the right."""
    states = (state_of("1.1", "20200101", "OLD"), state_of("1.2", label="TURNED", ImageRotation=90))
    window = make_window(frames, stated_set(tmp_path, states, image_dataset(6, 10)))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: window.complete)
    return window


def _words(window: ReadingWindow) -> str:
    assert window.picture.scene is not None
    texts = window.picture.scene.viewports[0].graphics
    return " ".join(each.content.replace("\n", " ") for each in texts if isinstance(each, Text))


def _upright(window: ReadingWindow) -> bool:
    assert window.picture.scene is not None
    image = window.picture.scene.viewports[0].image
    assert image is not None
    return image.surface_from_image.b == 0


def test_the_picture_says_that_there_are_states(stated_window: ReadingWindow) -> None:
    """None is applied before somebody chooses one."""
    assert "2 presentation states, none applied" in _words(stated_window)
    assert _upright(stated_window)


def test_a_key_applies_the_newest_state(qtbot: QtBot, stated_window: ReadingWindow) -> None:
    """And the picture names it."""
    QTest.keyClick(stated_window.surface.as_widget(), Qt.Key.Key_G)
    qtbot.waitUntil(lambda: "Presentation state TURNED" in _words(stated_window))
    assert "turned by 90°" in _words(stated_window)
    assert not _upright(stated_window)


def test_the_menu_lists_the_states_that_there_are(stated_window: ReadingWindow) -> None:
    """The palette too; no number stands for a state that there is not."""
    titles = [title for title, _action in stated_window.commands.available()]
    found = [title for title in titles if title.startswith("Presentation State: ")]
    assert found[:3] == [
        "Presentation State: As It Is, No State",
        "Presentation State: TURNED 2024-01-01",
        "Presentation State: OLD 2020-01-01",
    ]
    assert not any("State 3" in title for title in found)


def test_undo_shows_the_image_as_it_was(qtbot: QtBot, stated_window: ReadingWindow) -> None:
    """Choosing a state is one step."""
    stated_window.commands["state.1"].trigger()
    qtbot.waitUntil(lambda: not _upright(stated_window))
    stated_window.commands["edit.undo"].trigger()
    qtbot.waitUntil(lambda: _upright(stated_window))
    assert "none applied" in _words(stated_window)
