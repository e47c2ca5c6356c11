"""Names on media against File IDs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.media.names import file_id_parts, folded, matching, stem


@pytest.mark.parametrize("name", ["im0001", "IM0001.", "IM0001.;1", "IM0001;1", "Im0001 "])
def test_what_systems_add_to_a_name_is_folded_away(name: str) -> None:
    assert folded(name) == "IM0001"


@pytest.mark.parametrize(
    ("name", "wanted"), [("im1.dcm", "IM1"), ("IM1.DCM;1", "IM1"), (".x", ".X")]
)
def test_a_stem_has_no_extension_and_is_never_empty(name: str, wanted: str) -> None:
    assert stem(name) == wanted


@pytest.mark.parametrize(
    "file_id",
    [("DICOM", "IM1"), ("DICOM\\IM1",), ("DICOM/IM1",), ("\\DICOM", "IM1"), (".", "DICOM", "IM1")],
)
def test_a_file_id_is_understood_with_either_slash(file_id: tuple[str, ...]) -> None:
    assert file_id_parts(file_id) == ("DICOM", "IM1")


@pytest.mark.parametrize(
    "file_id",
    [("..", "etc", "passwd"), ("a/../../b",), ("C:", "x"), ("a\0b",), ("..\\x",), (), ("", ".")],
)
def test_a_file_id_that_could_lead_out_is_refused(file_id: tuple[str, ...]) -> None:
    assert file_id_parts(file_id) is None


@given(st.lists(st.text(max_size=12), max_size=6))
def test_no_text_makes_a_path_that_climbs(file_id: list[str]) -> None:
    """Whatever a DICOMDIR holds: no part is empty, a step up, or has a slash in it."""
    parts = file_id_parts(file_id) or ()
    assert all(part not in {"", ".", ".."} and not set(part) & set("/\\:\0") for part in parts)


def test_the_exact_name_is_likelier_than_one_in_another_case_or_with_an_extension() -> None:
    names = ["IM1.dcm", "im1", "IM1", "IM2"]
    assert matching("IM1", names) == ["IM1", "im1", "IM1.dcm"]
