"""Monitors as Qt names them."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workstation.display.calibration import display_table
from workstation.display.desk import chosen
from workstation.display.monitor import MonitorProfile
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


def test_patterns_go_through_the_table_of_the_profile(qtbot: QtBot) -> None:
    """What the screen has in the square of the brightest patch and around it."""
    desk = QtDesk()
    curve = tuple((ddl, 0.4 + 300 * (ddl / 255) ** 2.4) for ddl in range(256))
    profile = MonitorProfile(8, curve)
    with desk.pattern(chosen(desk.monitors, ""), profile, 0.0) as show:
        show("TG18-LN8-17")
        (window,) = (each for each in QApplication.topLevelWidgets() if each.isVisible())
        image = window.grab().toImage()
        shown = [image.pixelColor(x, y).red() for x, y in ((400, 400), (5, 5))]
    table = display_table(profile)
    assert shown == [table.ddl[240 * 257], table.ddl[153 * 257]]
