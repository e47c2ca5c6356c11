import numpy as np
import pytest

from workstation.display.gsdf import jnd_of_luminance, luminance_of_jnd
from workstation.display.meter import Reading
from workstation.display.stored_profiles import MonitorIdentity
from workstation.display.verifying import (
    NotRisingError,
    Verification,
    verification,
    verification_record,
)

AMBIENT = 0.25
ENDS = jnd_of_luminance(np.array([0.75, 350.25]))
PERFECT = luminance_of_jnd(np.linspace(ENDS[0], ENDS[1], 18)) - AMBIENT


def readings(error: float = 0.0, changed: float = 1.0) -> list[Reading]:
    """Of a perfect monitor, but for the tenth patch."""
    factor = np.ones(18)
    factor[9] = changed
    return [Reading(float(each), None, float(each) * error) for each in PERFECT * factor]


def test_a_perfect_monitor_departs_by_nothing() -> None:
    """Only where the ambient light is counted."""
    found = verification(readings(0.0005), AMBIENT, 0.1)
    assert found.k18 == pytest.approx(0, abs=1e-6)
    assert found.verdict == "pass"
    assert verification(readings(), 0.0, 0.1).k18 > 0.01


def test_the_uncertainty_covers_what_noise_does() -> None:
    """Twice the scatter of the worst interval of a thousand simulated series."""
    random, told = np.random.default_rng(7), verification(readings(0.001), AMBIENT, 0.1)
    noisy = PERFECT * (1 + 0.001 * random.standard_normal((1000, 18))) + AMBIENT
    asked = PERFECT + AMBIENT
    contrast = 2 * np.diff(noisy) / (noisy[:, 1:] + noisy[:, :-1])
    departure = contrast / (2 * np.diff(asked) / (asked[1:] + asked[:-1])) - 1
    assert told.uncertainty == pytest.approx(2 * departure.std(axis=0).max(), rel=0.1)


@pytest.mark.parametrize(
    ("k18", "verdict"), [(0.08, "pass"), (0.095, "inconclusive"), (0.115, "fail")]
)
def test_a_limit_within_the_uncertainty_decides_nothing(k18: float, verdict: str) -> None:
    assert Verification(k18, 0.01, 350, 0.1).verdict == verdict


def test_what_is_read_once_is_as_uncertain_as_any_meter() -> None:
    assert verification(readings(), AMBIENT, 0.1).uncertainty > 0.01


def test_a_patch_that_is_wrong_is_seen() -> None:
    assert verification(readings(0.0005, changed=1.05), AMBIENT, 0.1).verdict == "fail"


def test_patches_that_do_not_become_brighter_are_refused() -> None:
    with pytest.raises(NotRisingError, match="Patch 10"):
        verification(readings(changed=0.2), AMBIENT, 0.1)


def test_the_record_holds_what_it_was_computed_from() -> None:
    found = verification(readings(), AMBIENT, 0.1)
    record = verification_record(MonitorIdentity("A"), found, readings(), AMBIENT, "typed")
    assert (record["verdict"], record["ambient_luminance"]) == ("pass", AMBIENT)
    assert len(record["readings"]) == 18  # type: ignore[arg-type]


def test_the_error_of_one_reading_counts_as_much_as_it_moves_the_contrast() -> None:
    """White's alone; the others are known."""
    series = [Reading(each.luminance, None, 1e-12) for each in readings()]
    white = series[-1].luminance
    told = verification([*series[:-1], Reading(white, None, 0.5)], AMBIENT, 0.1).uncertainty
    contrast = [
        2 * (w - b) / (w + b)
        for b in [series[-2].luminance + AMBIENT]
        for w in (white + AMBIENT, white + AMBIENT + 0.01)
    ]
    moved = (contrast[1] - contrast[0]) / contrast[0] / 0.01
    assert told == pytest.approx(2 * 0.5 * moved, rel=1e-3)
