"""About this picture."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames, make_window
from tests.support.sample_frames import display_set, frame, geometry, instance
from tests.ui.conftest import shown
from workstation.session.workspace import activated
from workstation.ui.panels.signs import SignsPanel
from workstation.ui.reading_window import ReadingWindow


def _window(qtbot: QtBot, frames: FakeFrames) -> ReadingWindow:
    """A lossy image beside a part of a view."""
    lossy = frame(instance(values={0x0028_2110: ("CS", "01")}), plane=geometry())
    partial = frame(instance(values={0x0028_1350: ("CS", "YES")}), plane=geometry())
    sets = display_set([lossy], "one"), display_set([partial], "two")
    return shown(qtbot, make_window(frames, *sets, rows=1, columns=2))


def _open(window: ReadingWindow) -> SignsPanel:
    window.commands["help.signs"].trigger()
    (panel,) = window.findChildren(SignsPanel)
    return panel


def test_the_panel_tells_of_the_active_viewport(qtbot: QtBot, frames: FakeFrames) -> None:
    """And goes along when another one becomes active."""
    window = _window(qtbot, frames)
    panel = _open(window)
    assert "LOSSY\nFine detail was given up" in panel.text()
    with qtbot.waitSignal(window.picture.drawn):
        window.store.set(activated(window.store.value, 1))
    assert "Partial view" in panel.text()
    assert "LOSSY" not in panel.text()


def test_the_panel_names_the_picture(qtbot: QtBot, frames: FakeFrames) -> None:
    """By series and number."""
    panel = _open(_window(qtbot, frames))
    titles = [label.text() for label in panel.findChildren(QLabel)]
    assert "One, image 1" in titles


def test_the_panel_is_made_once(qtbot: QtBot, frames: FakeFrames) -> None:
    """Asked for again, it is the same one."""
    window = _window(qtbot, frames)
    assert _open(window) is _open(window)
