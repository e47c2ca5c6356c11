"""Pictures of series come through the same chain as the viewports."""

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames
from tests.support.sample_frames import display_set
from workstation.display.table import identity_table
from workstation.ui.thumbnail_pictures import ThumbnailPictures

ONE = display_set()


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_a_picture_has_the_size_of_the_strip(owner: QObject, frames: FakeFrames) -> None:
    """In pixels of the monitor, and nothing is written over it."""
    pictures = ThumbnailPictures(frames.get, identity_table(), owner)
    pictures.use_size(100, 2.0)
    picture = pictures.draw(ONE)
    assert picture is not None
    assert (picture.width(), picture.devicePixelRatio()) == (200, 2.0)


def test_two_pictures_do_not_share_memory(owner: QObject, frames: FakeFrames) -> None:
    """The renderer draws both into the same."""
    pictures = ThumbnailPictures(frames.get, identity_table(), owner)
    first = pictures.draw(ONE)
    assert first is not None
    before = _pixels(first)
    pictures.draw(display_set(key="two", frames=ONE.frames[:1]))
    assert np.array_equal(_pixels(first), before)


def test_a_picture_comes_when_its_frame_has_come(
    qtbot: QtBot, owner: QObject, frames: FakeFrames
) -> None:
    """Not before."""
    frames.loading.add(("one", 2))
    pictures = ThumbnailPictures(frames.get, identity_table(), owner)
    with qtbot.assertNotEmitted(pictures.drawn, wait=20):
        pictures.want([ONE])
    frames.loading.clear()
    with qtbot.waitSignal(pictures.drawn) as drawn:
        pictures.frames_arrived()
    assert drawn.args is not None
    assert drawn.args[0] == "one"


def _pixels(image: QImage) -> np.ndarray:
    return np.array(image.constBits())
