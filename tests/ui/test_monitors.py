"""Which table belongs to which monitor, and what is said where none does."""

from collections.abc import Callable, Sequence
from typing import cast
from unittest.mock import create_autospec

import pytest
from PySide6.QtGui import QGuiApplication, QScreen

from workstation.display.calibration import display_table
from workstation.display.monitor import MonitorProfile
from workstation.display.table import Calibration
from workstation.ui.monitors import Monitors

CURVE = tuple((ddl, 0.5 + 399.5 * (ddl / 255) ** 2.4) for ddl in range(256))
DEEP = tuple((ddl, 0.5 + 399.5 * (ddl / 1023) ** 2.4) for ddl in range(1024))
PROFILE = MonitorProfile(8, CURVE, "EIZO", "RX360", "111")
ANONYMOUS = MonitorProfile(8, CURVE)
Attach = Callable[[Sequence[QScreen]], None]


def _screen(serial: str = "111", connector: str = "DP-1", model: str = "RX360") -> QScreen:
    screen = create_autospec(QScreen, instance=True)
    screen.manufacturer.return_value, screen.model.return_value = "EIZO", model
    screen.serialNumber.return_value, screen.name.return_value = serial, connector
    return cast(QScreen, screen)


@pytest.fixture
def attach(monkeypatch: pytest.MonkeyPatch) -> Attach:
    """Say which monitors there are."""
    return lambda screens: monkeypatch.setattr(QGuiApplication, "screens", lambda: list(screens))


def test_a_kept_profile_is_found_by_the_monitors_identity(attach: Attach) -> None:
    """And is not verified by being found."""
    left, right = _screen(), _screen("222", "DP-2")
    attach([left, right])
    monitors = Monitors([PROFILE])
    assert monitors.table_of(left) == display_table(PROFILE)
    assert monitors.table_of(left).calibration is Calibration.DUE
    assert monitors.table_of(right).calibration is Calibration.UNCALIBRATED


def test_ambient_light_from_the_start_replaces_that_of_the_profile(attach: Attach) -> None:
    """The room has been lit otherwise since."""
    screen = _screen()
    attach([screen])
    assert Monitors([PROFILE], ambient=2.0).table_of(screen) == display_table(PROFILE, 2.0)


def test_a_given_profile_belongs_to_the_monitor_that_it_names(attach: Attach) -> None:
    """Wherever the window is opened."""
    left, right = _screen(), _screen("222", "DP-2")
    attach([left, right])
    monitors = Monitors(given=PROFILE, home="DP-2")
    assert monitors.table_of(left) == display_table(PROFILE)
    assert monitors.table_of(right).calibration is Calibration.UNCALIBRATED


def test_a_given_profile_that_names_none_is_that_of_the_first_monitor(attach: Attach) -> None:
    """It does not go with the window to another."""
    left, right = _screen("", "DP-1", ""), _screen("", "DP-2", "")
    attach([left, right])
    monitors = Monitors(given=ANONYMOUS, home="DP-1")
    assert monitors.table_of(left).calibration is Calibration.DUE
    assert monitors.table_of(right).calibration is Calibration.UNCALIBRATED


def test_a_given_profile_of_another_monitor_is_not_for_diagnosis(attach: Attach) -> None:
    """It was asked for, and is used, and that is said."""
    screen = _screen("333")
    attach([screen])
    table = Monitors(given=PROFILE).table_of(screen)
    assert table.calibration is Calibration.EXPIRED
    assert "EIZO RX360 111" in table.note


def test_ten_bits_are_used_where_they_are_proven(attach: Attach) -> None:
    """Else eight, and the note of the badge says so."""
    screen, profile = _screen(), MonitorProfile(10, DEEP, "EIZO", "RX360", "111")
    attach([screen])
    proven, not_proven = (Monitors([profile], bits=bits).table_of(screen) for bits in (10, 8))
    assert (proven.bits, not_proven.bits) == (10, 8)
    assert "this system shows 8" in not_proven.note
    assert "this system shows" not in proven.note


@pytest.mark.parametrize(("profile", "wants"), [(PROFILE, False), (None, False)])
def test_deep_color_is_not_asked_for_in_vain(
    attach: Attach, profile: MonitorProfile | None, wants: bool
) -> None:
    """Monitors of eight bits, or of which nothing is known."""
    attach([_screen()])
    assert Monitors(given=profile).wants_deep_color == wants


def test_deep_color_is_asked_for_where_a_monitor_was_measured_with_it(attach: Attach) -> None:
    """Any of them: the window may come to it."""
    attach([_screen("222", "DP-2"), _screen()])
    assert Monitors([MonitorProfile(10, DEEP, "EIZO", "RX360", "111")]).wants_deep_color
