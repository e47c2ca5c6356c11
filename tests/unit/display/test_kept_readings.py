import os
from pathlib import Path

from workstation.display.kept_readings import KeptReadings
from workstation.display.measuring import Plan
from workstation.display.meter import Reading

READINGS = (Reading(0.5, (0.4, 0.5, 0.6), 0.01), Reading(12.5))


def test_readings_come_back_for_the_same_plan_and_meter(tmp_path: Path) -> None:
    """And for no other."""
    path = tmp_path / "folder" / "a.measuring"
    KeptReadings(path, "spotread").keep(Plan(), READINGS)
    assert KeptReadings(path, "spotread").read(Plan()) == READINGS
    assert KeptReadings(path, "manual").read(Plan()) == ()
    assert KeptReadings(path, "spotread").read(Plan(grays=18)) == ()


def test_readings_of_another_hour_do_not_count(tmp_path: Path) -> None:
    kept = KeptReadings(tmp_path / "a.measuring", "manual")
    kept.keep(Plan(), READINGS)
    os.utime(tmp_path / "a.measuring", (1e9, 1e9))
    assert kept.read(Plan()) == ()


def test_what_was_spoiled_or_discarded_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.measuring"
    kept = KeptReadings(path, "manual")
    path.write_text('{"meter": "manual"')
    assert kept.read(Plan()) == ()
    kept.keep(Plan(), READINGS)
    kept.discard()
    assert not path.exists()
