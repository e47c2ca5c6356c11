from dataclasses import replace
from pathlib import Path

import pytest

from workstation.display.monitor import MonitorProfile, write_profile
from workstation.display.stored_profiles import (
    MonitorIdentity,
    is_of_another,
    profile_of,
    read_profiles,
)

LEFT = MonitorIdentity("EIZO", "RX360", "111", "DP-1")
RIGHT = MonitorIdentity("EIZO", "RX360", "222", "DP-2")
SILENT = MonitorIdentity("", "", "", "DP-3")
CURVE = ((0, 0.5), (255, 400.0))


def _measured(identity: MonitorIdentity, instrument: str = "") -> MonitorProfile:
    return MonitorProfile(
        8, CURVE, *identity.kind, connector=identity.connector, instrument=instrument
    )


def test_a_monitor_has_the_profile_with_its_serial_number() -> None:
    """Whichever connector it is plugged into today."""
    profiles = [_measured(LEFT), _measured(RIGHT)]
    moved = replace(RIGHT, connector="HDMI-1")
    assert profile_of(moved, [LEFT, moved], profiles) is profiles[1]


def test_a_monitor_that_was_never_measured_has_none() -> None:
    """That of another one would look right and be wrong."""
    assert profile_of(LEFT, [LEFT], [_measured(RIGHT)]) is None


@pytest.mark.parametrize(
    "monitor",
    [SILENT, replace(LEFT, model="RX360|RX360", serial="111|222")],
    ids=["silent", "mirrored"],
)
def test_what_says_nothing_of_itself_has_none(monitor: MonitorIdentity) -> None:
    """Not even by its connector."""
    assert profile_of(monitor, [monitor], [_measured(monitor)]) is None


@pytest.mark.parametrize(("connector", "found"), [("DP-1", True), ("DP-2", False), ("", False)])
def test_without_a_serial_number_the_connector_must_agree(connector: str, found: bool) -> None:
    """Two monitors of one model are two monitors."""
    monitor = replace(LEFT, serial="")
    profile = _measured(replace(monitor, connector=connector))
    assert (profile_of(monitor, [monitor], [profile]) is profile) == found


def test_of_two_monitors_that_say_the_same_the_connector_decides() -> None:
    """Some makers give a whole batch one serial number."""
    twins = [LEFT, replace(LEFT, connector="DP-2")]
    profiles = [_measured(twin) for twin in twins]
    assert [profile_of(twin, twins, profiles) for twin in twins] == profiles
    assert profile_of(twins[0], twins, [_measured(replace(LEFT, connector=""))]) is None


def test_of_two_profiles_of_one_monitor_none_is_guessed() -> None:
    """Unless the connector tells them apart."""
    profiles = [_measured(LEFT, "one"), _measured(LEFT, "other")]
    assert profile_of(LEFT, [LEFT], profiles) is None


@pytest.mark.parametrize(
    ("monitor", "another"), [(LEFT, False), (RIGHT, True), (SILENT, False)], ids=str
)
def test_a_profile_is_of_another_monitor_only_where_both_say_so(
    monitor: MonitorIdentity, another: bool
) -> None:
    """Nothing is known against a monitor that says nothing."""
    assert is_of_another(_measured(LEFT), monitor) == another


def test_a_broken_profile_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    """By the name of its file."""
    write_profile(_measured(LEFT), tmp_path / "left.json")
    (tmp_path / "broken.json").write_text("{")
    profiles, errors = read_profiles(tmp_path)
    assert profiles == (_measured(LEFT),)
    assert ["broken.json" in str(error) for error in errors] == [True]


def test_no_folder_is_no_profile(tmp_path: Path) -> None:
    """Nor is it an error."""
    assert read_profiles(tmp_path / "displays") == ((), ())
