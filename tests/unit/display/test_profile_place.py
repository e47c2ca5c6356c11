from dataclasses import replace
from pathlib import Path

import pytest

from workstation.display.monitor import MonitorProfile, UnusableProfileError, read_profile
from workstation.display.profile_place import (
    ProfileNotWrittenError,
    replace_profile,
    stored_place,
)
from workstation.display.stored_profiles import MonitorIdentity

PROFILE = MonitorProfile(8, ((0, 0.4), (128, 70.0), (255, 300.0)), "ACME", "Right", "22", "DP-2")
MONITOR = MonitorIdentity("ACME", "Right", "22", "DP-2")


@pytest.mark.parametrize(("name", "kept"), [("a.json", "ACME"), ("a.lut", ""), ("a.TXT", "")])
def test_the_ending_says_which_format(tmp_path: Path, name: str, kept: str) -> None:
    """DCMTK's has no room for the monitor."""
    replace_profile(PROFILE, tmp_path / name)
    found = read_profile(tmp_path / name)
    assert (found.characteristic_curve, found.manufacturer) == (PROFILE.characteristic_curve, kept)


def test_a_profile_that_cannot_be_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    replace_profile(PROFILE, path)
    with pytest.raises(UnusableProfileError):
        replace_profile(replace(PROFILE, characteristic_curve=((0, 5.0), (255, 1.0))), path)
    assert read_profile(path) == PROFILE
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ProfileNotWrittenError, match=r"a\.json"):
        replace_profile(PROFILE, tmp_path / "file" / "a.json")


def test_a_monitor_keeps_one_profile(tmp_path: Path) -> None:
    """Whatever the file is called; another monitor's is left alone."""
    replace_profile(PROFILE, tmp_path / "mine.json")
    assert stored_place(MONITOR, tmp_path) == tmp_path / "mine.json"
    other = stored_place(replace(MONITOR, connector="DP-1"), tmp_path)
    assert other.name != "mine.json"
    assert other.suffix == ".json"
