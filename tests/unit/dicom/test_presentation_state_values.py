import pytest

from workstation.dicom.presentation_state_values import (
    ImageReference,
    Scoped,
    applicable,
    is_presentation_state,
    words_of_kind,
)


def test_parts_are_for_the_images_that_they_name_or_for_all() -> None:
    """In their order."""
    parts = (
        Scoped((), "all"),
        Scoped((ImageReference("1", (2, 3)),), "frames"),
        Scoped((ImageReference("2"),), "other"),
        Scoped((ImageReference("2"), ImageReference("1")), "both"),
    )
    assert applicable(parts, "1", 3) == ("all", "frames", "both")
    assert applicable(parts, "1", 1) == ("all", "both")


@pytest.mark.parametrize(("end", "is_state"), [("11.1", True), ("11.4", True), ("1.1", False)])
def test_presentation_states_are_told_by_their_class(end: str, is_state: bool) -> None:
    """Also those of kinds that are not applied; a digital X-ray's class looks similar."""
    assert is_presentation_state(f"1.2.840.10008.5.1.4.1.1.{end}") is is_state


def test_a_kind_nobody_knows_is_named_by_its_class() -> None:
    """What cannot be said in words is said exactly."""
    assert words_of_kind("1.2.840.10008.5.1.4.1.1.11.99").endswith("11.99")
