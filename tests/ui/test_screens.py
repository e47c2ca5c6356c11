"""The monitor under the window decides the display table."""

from typing import Any, cast
from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import QRect, QSizeF
from PySide6.QtGui import QGuiApplication, QScreen
from pytestqt.qtbot import QtBot

from workstation.display.table import Calibration, DisplayTable, identity_table
from workstation.ui.reading_window import ReadingWindow
from workstation.ui.screens import (
    NoSuchMonitorError,
    ScreenWatch,
    monitor_name,
    pixel_pitch,
    screen_named,
    uncalibrated,
)


def _monitor(millimeters: float, pixels: int, ratio: float = 1.0, name: str = "") -> QScreen:
    """One that says of itself what a test wants."""
    monitor = create_autospec(QScreen, instance=True)
    monitor.physicalSize.return_value = QSizeF(millimeters, 300)
    monitor.geometry.return_value = QRect(0, 0, pixels, 1200)
    monitor.devicePixelRatio.return_value = ratio
    monitor.manufacturer.return_value, monitor.model.return_value = "EIZO", name
    monitor.name.return_value = "DP-1"
    return cast(QScreen, monitor)


@pytest.mark.parametrize(
    ("monitor", "pitch"),
    [
        (_monitor(432, 1920), 0.225),
        (_monitor(432, 1280, 1.5), 0.225),
        (_monitor(0, 1920), None),
        (_monitor(16_000, 1920), None),
    ],
    ids=["plain", "scaled", "silent", "projector"],
)
def test_the_pitch_is_told_where_it_is_credible(monitor: QScreen, pitch: float | None) -> None:
    """In millimeters of a physical pixel; a length on the screen is a length of the patient."""
    assert pixel_pitch(monitor) == pytest.approx(pitch) if pitch else pixel_pitch(monitor) is None


def test_without_a_profile_the_table_says_so(qtbot: QtBot) -> None:
    """The badge is made of it."""
    table = uncalibrated(QGuiApplication.primaryScreen())
    assert table.calibration is Calibration.UNCALIBRATED


def test_a_window_on_another_monitor_has_its_table(qtbot: QtBot, window: ReadingWindow) -> None:
    """As soon as Qt says that it is there."""
    tables: list[DisplayTable] = []
    watch = ScreenWatch(window, lambda _screen: identity_table(10))
    watch.table_changed.connect(tables.append)
    watch.watch()
    handle = window.windowHandle()
    assert handle is not None
    handle.screenChanged.emit(window.screen())
    assert tables == [identity_table(10)]


def test_a_monitor_is_named_by_what_is_known_of_it(qtbot: QtBot) -> None:
    """No empty words."""
    assert monitor_name(_monitor(432, 1920)) == "EIZO DP-1"
    assert monitor_name(_monitor(432, 1920, name="RX360")) == "EIZO RX360 DP-1"


def test_a_window_on_one_monitor_has_its_table_everywhere(
    qtbot: QtBot, window: ReadingWindow
) -> None:
    """The common case costs nothing."""
    assert ScreenWatch(window, uncalibrated).covered(window.surface.as_widget()) is None


def test_a_table_is_asked_for_again_when_monitors_change(
    qtbot: QtBot, window: ReadingWindow
) -> None:
    """Another one that says the same makes it doubtful whose a profile is."""
    watch = ScreenWatch(window, uncalibrated)
    watch.watch()
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    with qtbot.waitSignal(watch.table_changed):
        application.screenAdded.emit(window.screen())


@pytest.fixture
def two_monitors(monkeypatch: pytest.MonkeyPatch) -> tuple[QScreen, QScreen]:
    """DP-1, the first one, and HDMI-1."""
    first, other = _monitor(432, 1920), _monitor(432, 1920)
    cast(Any, other).name.return_value = "HDMI-1"
    application = create_autospec(QGuiApplication)
    application.screens.return_value = [first, other]
    application.primaryScreen.return_value = first
    monkeypatch.setattr("workstation.ui.screens.QGuiApplication", application)
    return first, other


@pytest.mark.parametrize("name", ["HDMI-1", "hdmi-1", "2"])
def test_a_monitor_is_found_by_its_connector_and_by_its_number(
    two_monitors: tuple[QScreen, QScreen], name: str
) -> None:
    """In capitals or not."""
    assert screen_named(name) is two_monitors[1]


def test_where_none_is_named_it_is_the_first(two_monitors: tuple[QScreen, QScreen]) -> None:
    assert screen_named("") is two_monitors[0]


@pytest.mark.parametrize("name", ["DP-9", "0", "3", "²"])
def test_a_monitor_that_is_not_there_is_refused_with_those_that_are(
    two_monitors: tuple[QScreen, QScreen], name: str
) -> None:
    """Never another one in its place."""
    with pytest.raises(NoSuchMonitorError, match="1 DP-1, 2 HDMI-1"):
        screen_named(name)
