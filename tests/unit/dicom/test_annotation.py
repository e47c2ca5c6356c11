"""The words of annotations are the Standard's (PS3.3 C.10.5)."""

from enum import Enum

import pytest

from workstation.dicom.annotation import (
    AnnotationUnits,
    GraphicType,
    Justification,
    VerticalAlignment,
)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (AnnotationUnits, "PIXEL DISPLAY MATRIX"),
        (GraphicType, "POINT POLYLINE INTERPOLATED CIRCLE ELLIPSE"),
        (Justification, "LEFT CENTER RIGHT"),
        (VerticalAlignment, "TOP CENTER BOTTOM"),
    ],
)
def test_terms_are_read_by_their_names_and_are_their_values(terms: type[Enum], words: str) -> None:
    """The reader looks a term up among the names, and makes it from the value."""
    assert [term.name for term in terms] == [term.value for term in terms] == words.split()
