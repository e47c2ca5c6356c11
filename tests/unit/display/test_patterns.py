"""The table of test patterns."""

from itertools import pairwise

import pytest

from workstation.display.patterns import (
    PATTERNS,
    NoPitchError,
    NoRoomError,
    Pattern,
    SmallPatternError,
    Standing,
    UnknownPatternError,
    pattern,
    pattern_named,
)

PROMISED = [
    "TG270-sQC",
    "TG270-pQC",
    "TG270-ULN8-000",
    "TG270-ULN8-255",
    "TG18-QC",
    "TG18-CX",
    "TG18-LN8-01",
    "TG18-LN8-18",
    "TG18-UN10",
    "TG18-UN80",
    "TG18-UNL10",
    "TG18-UNL80",
    "TG18-AD",
    "TG18-CT",
    "TG18-GV",
    "TG18-GVN",
    "TG18-GA03",
    "TG18-GA30",
    "TG18-LPH89",
    "TG18-LPV10",
    "SMPTE-RP133",
    "STAIRCASE-256",
    "STAIRCASE-1024",
    "RAMP",
]


@pytest.mark.parametrize("name", PROMISED)
def test_every_pattern_that_is_promised_is_there(name: str) -> None:
    assert pattern_named(name.lower()).name == name


@pytest.mark.parametrize("each", PATTERNS, ids=lambda each: each.name)
def test_every_pattern_fills_a_field_of_odd_sides(each: Pattern) -> None:
    """16 bits, read only, as wide as asked for."""
    drawn = pattern(each.name, 521, 409, 0.5)
    assert (drawn.shape, drawn.itemsize, drawn.flags.writeable) == ((409, 521), 2, False)


def test_no_two_patterns_are_the_same() -> None:
    """None but the dark and bright UN, whose lines differ, is a copy of another."""
    seen = {pattern(each.name, 520, 520, 0.5).tobytes() for each in PATTERNS}
    assert len(seen) == len(PATTERNS)


def test_what_was_not_compared_with_its_document_says_so() -> None:
    """The names of those that were."""
    verified = {each.family for each in PATTERNS if each.standing is Standing.VERIFIED}
    assert verified == {"TG270-sQC", "TG270-pQC", "TG270-ULN8", "TG18-UN", "TG18-LP"}
    assert pattern_named("TG18-UNL10").standing is Standing.UNVERIFIED


def test_a_family_stands_together() -> None:
    """Arrow keys go through one after the other."""
    families = [each.family for each in PATTERNS]
    changes = sum(one != next_one for one, next_one in pairwise(families))
    assert changes + 1 == len(set(families))


def test_an_unknown_name_is_refused_with_the_way_to_the_list() -> None:
    with pytest.raises(UnknownPatternError, match=r"no test pattern TG18-XX.*--list"):
        pattern("TG18-XX", 512, 512)


def test_millimeters_without_a_pixel_size_are_refused() -> None:
    """Never guessed: the disk would look right and be wrong."""
    with pytest.raises(NoPitchError, match=r"TG18-GA10.*ruler"):
        pattern("TG18-GA10", 1024, 1024)


def test_only_patterns_of_glare_need_millimeters() -> None:
    """All others are drawn on any monitor."""
    assert {each.family for each in PATTERNS if each.measured} == {"TG18-G"}


def test_a_disk_that_does_not_fit_is_refused() -> None:
    with pytest.raises(NoRoomError, match=r"200 mm.*180 mm"):
        pattern("TG18-GV", 1200, 900, 0.2)


def test_too_few_pixels_are_refused() -> None:
    with pytest.raises(SmallPatternError, match="100 by 600"):
        pattern("TG270-sQC", 100, 600)


def test_the_height_comes_first_in_the_array() -> None:
    assert pattern("RAMP", 300, 500).shape == (500, 300)
