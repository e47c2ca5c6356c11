"""What may be dropped, and where it goes."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames, make_window
from tests.support.sample_frames import display_set
from tests.ui.conftest import shown
from workstation.ui.drops import Drops
from workstation.ui.thumbnail_model import MIME_TYPE


def _drop(on: QWidget, data: QMimeData, at: QPointF) -> bool:
    """Qt gives a drop only to the widget that has accepted its coming."""
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    held = Qt.KeyboardModifier.NoModifier
    coming = QDragEnterEvent(at.toPoint(), copy, data, left, held)
    QApplication.sendEvent(on, coming)
    event = QDropEvent(at, copy, data, left, held)
    event.setAccepted(False)
    QApplication.sendEvent(on, event)
    return event.isAccepted()


def test_a_dropped_folder_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    """As a path of this computer."""
    widget, data = QWidget(), QMimeData()
    qtbot.addWidget(widget)
    drops = Drops(widget)
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    with qtbot.waitSignal(drops.paths_dropped) as dropped:
        _drop(widget, data, QPointF(1, 1))
    assert dropped.args == [[tmp_path]]


def test_an_address_of_the_web_is_not_taken(qtbot: QtBot) -> None:
    """Nothing is fetched from anywhere."""
    widget, data = QWidget(), QMimeData()
    qtbot.addWidget(widget)
    drops = Drops(widget)
    data.setUrls([QUrl("https://example.org/study")])
    with qtbot.assertNotEmitted(drops.paths_dropped):
        _drop(widget, data, QPointF(1, 1))


def test_a_series_is_shown_in_the_viewport_it_is_dropped_on(
    qtbot: QtBot, frames: FakeFrames
) -> None:
    """Which becomes the active one."""
    sets = [display_set(key=key) for key in ("one", "two", "three")]
    window = shown(qtbot, make_window(frames, *sets, columns=2))
    images, data = window.surface.as_widget(), QMimeData()
    data.setData(MIME_TYPE, b"three")
    assert _drop(images, data, QPointF(images.width() - 20, 40))
    workspace = window.store.value
    assert (workspace.active, workspace.viewports[1].display_set) == (1, "three")
