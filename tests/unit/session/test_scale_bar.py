import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.dicom.geometry import Spacing, SpacingSource
from workstation.scene.graphics import Line, Text
from workstation.scene.scene import Rect
from workstation.session.look import Look
from workstation.session.scale_bar import round_length, scale_bar

WIDE = Look(Rect(0, 0, 1000, 800), 1.0)
NARROW = Look(Rect(0, 0, 380, 290), 1.0)
DETECTOR = Spacing(0.2, 0.1, SpacingSource.DETECTOR)


def _words(look: Look, spacing: Spacing | None, zoom: float) -> str:
    return next(
        each.content for each in scale_bar(look, spacing, zoom, 700) if isinstance(each, Text)
    )


def _length(look: Look, spacing: Spacing | None, zoom: float) -> float:
    bar = next(each for each in scale_bar(look, spacing, zoom, 700) if isinstance(each, Line))
    return bar.x1 - bar.x0


@given(st.floats(0.01, 1e5))
def test_a_length_is_round_and_the_largest_that_fits(most: float) -> None:
    """1, 2 or 5 of some power of ten, and the next would be too long."""
    length = round_length(most)
    assert length is not None
    assert f"{length:e}"[0] in "125"
    assert most / 2.5 <= length * (1 + 1e-6)
    assert length <= most * (1 + 1e-6)


def test_the_bar_is_as_long_as_its_words_say() -> None:
    """2 surface pixels for a column of 0.1 mm: 20 for a millimeter."""
    assert _words(WIDE, DETECTOR, 2.0) == "1 cm · at the detector"
    assert _length(WIDE, DETECTOR, 2.0) == pytest.approx(200)


def test_a_cross_section_needs_no_words_about_its_spacing() -> None:
    """Its millimeters are the patient's."""
    assert _words(WIDE, Spacing(0.2, 0.1, SpacingSource.PATIENT), 20.0) == "1 mm · pixel spacing"


@pytest.mark.parametrize("source", [each for each in SpacingSource if each.value != "patient"])
def test_any_other_length_says_where_it_comes_from(source: SpacingSource) -> None:
    """In words."""
    assert " · " in _words(WIDE, Spacing(0.2, 0.1, source), 2.0)


def test_without_a_spacing_the_bar_counts_pixels() -> None:
    """Of the image: 100 of them at a zoom of 2."""
    assert _words(WIDE, None, 2.0) == "100 pixels"
    assert _length(WIDE, None, 2.0) == pytest.approx(200)


def test_in_a_narrow_viewport_the_source_has_its_own_line() -> None:
    """It is not left out."""
    assert _words(NARROW, DETECTOR, 2.0).splitlines()[1] == "at the detector"


def test_without_room_for_the_source_there_is_no_bar() -> None:
    """A length without it could be taken for the patient's."""
    assert scale_bar(Look(Rect(0, 0, 120, 90), 1.0), DETECTOR, 2.0, 80) == ()
