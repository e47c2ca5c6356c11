"""The workspace is resolved when a drawing is due."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames
from tests.support.sample_frames import display_set, workspace
from workstation.base.store import Store
from workstation.display.table import identity_table
from workstation.session.viewport import scrolled
from workstation.session.workspace import Workspace, changed
from workstation.ui.picture import WorkspacePicture
from workstation.ui.surfaces import make_surface


class Shown:
    """A picture of two display sets, the first in the only viewport, on a surface."""

    def __init__(self, qtbot: QtBot, frames: FakeFrames, budget_bytes: int | None = None) -> None:
        self.store = Store[Workspace](workspace(display_set(key="one"), display_set(key="two")))
        self.owner = QWidget()
        qtbot.addWidget(self.owner)
        self.picture = WorkspacePicture(
            self.store, frames.maker(), identity_table(), self.owner, budget_bytes
        )
        for each in self.store.value.display_sets:
            self.picture.frames.open(each)
        self.surface = make_surface("raster", self.picture.resolve)
        qtbot.addWidget(self.surface.as_widget())
        self.picture.show_on(self.surface)
        self.surface.as_widget().resize(300, 200)
        self.surface.as_widget().show()
        qtbot.waitUntil(lambda: self.picture.filled)

    def scroll(self, by: int) -> None:
        self.store.set(changed(self.store.value, lambda state: scrolled(state, by, 5)))


@pytest.fixture
def shown(qtbot: QtBot, frames: FakeFrames) -> Shown:
    return Shown(qtbot, frames)


def test_a_change_leaves_the_picture_unfilled_until_it_is_drawn(qtbot: QtBot, shown: Shown) -> None:
    """Nobody takes the old drawing for the new state."""
    shown.scroll(1)
    assert not shown.picture.filled
    qtbot.waitUntil(lambda: shown.picture.filled)


def test_a_placeholder_does_not_fill_the_picture(
    qtbot: QtBot, shown: Shown, frames: FakeFrames
) -> None:
    """Until the frame has come."""
    frames.loading.add(("one", 2))
    with qtbot.waitSignal(shown.picture.drawn):
        shown.scroll(2)
    assert not shown.picture.filled
    frames.arrive("one", 2)
    qtbot.waitUntil(lambda: shown.picture.filled)


def test_what_is_seen_is_wanted_first(qtbot: QtBot, shown: Shown, frames: FakeFrames) -> None:
    """Then what comes next in the direction of scrolling."""
    with qtbot.waitSignal(shown.picture.drawn):
        shown.scroll(2)
    assert frames.wishes[:2] == (("one", 2), ("one", 3))


def test_what_has_all_come_in_is_not_asked_for_again(
    qtbot: QtBot, shown: Shown, frames: FakeFrames
) -> None:
    """Not at each notch; but once another display set is to be seen."""
    frames.at_rest = True
    before = frames.wishes
    with qtbot.waitSignal(shown.picture.drawn):
        shown.scroll(2)
    assert frames.wishes is before
    shown.store.set(changed(shown.store.value, lambda state: replace(state, display_set="two")))
    shown.picture.ask()
    assert frames.wishes[0] == ("two", 2)


def test_what_goes_beyond_the_budget_is_asked_for_each_time(
    qtbot: QtBot, frames: FakeFrames
) -> None:
    """Other frames then belong to what finds room."""
    shown = Shown(qtbot, frames, budget_bytes=1)
    frames.at_rest = True
    with qtbot.waitSignal(shown.picture.drawn):
        shown.scroll(2)
    assert frames.wishes[0] == ("one", 2)


def test_another_monitor_is_another_picture(qtbot: QtBot, shown: Shown) -> None:
    """Of the same state."""
    with qtbot.waitSignal(shown.picture.drawn):
        shown.picture.use_display(identity_table(10))
    assert shown.picture.scene is not None
    assert shown.picture.scene.display.bits == 10


def test_the_same_table_again_draws_nothing(qtbot: QtBot, shown: Shown) -> None:
    """A window that moves on one monitor changes nothing."""
    with qtbot.assertNotEmitted(shown.picture.drawn, wait=20):
        shown.picture.use_display(identity_table())


def test_it_is_ready_when_the_active_viewport_has_something_to_show(
    shown: Shown, frames: FakeFrames
) -> None:
    """An image, or the reason why there is none."""
    assert shown.picture.ready()
    frames.loading.add(("one", 0))
    assert not shown.picture.ready()


def test_closing_ends_the_decoding(qtbot: QtBot, shown: Shown, frames: FakeFrames) -> None:
    """What arrives then is dropped."""
    shown.picture.close()
    with qtbot.assertNotEmitted(shown.picture.frames_came, wait=20):
        frames.arrive("one", 0)
    assert frames.is_shut_down
