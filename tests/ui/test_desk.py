"""Monitors as Qt names them."""

from pytestqt.qtbot import QtBot

from workstation.display.desk import chosen
from workstation.ui.desk import QtDesk
from workstation.ui.patch_window import PatchWindow


def test_the_monitor_of_the_platform_is_there(qtbot: QtBot) -> None:
    monitor = QtDesk().monitors[0]
    assert monitor.number == 1
    assert (monitor.width, monitor.height) == (800, 800)


def test_patches_stand_on_the_monitor_until_the_block_ends(qtbot: QtBot) -> None:
    desk = QtDesk()
    with desk.patches(chosen(desk.monitors, ""), 0.0) as presenter:
        presenter.present((1, 2, 3))
        assert isinstance(presenter, PatchWindow)
        assert presenter.geometry() == presenter.screen().geometry()
        shown = presenter.isVisible()
    assert (shown, presenter.isVisible()) == (True, False)
