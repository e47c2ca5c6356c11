import numpy as np
import pytest

from workstation.dicom.presented import ColorPalette, Presented, SizeMode


@pytest.mark.parametrize("term", ["SCALE TO FIT", "TRUE SIZE", "MAGNIFY"])
def test_size_modes_are_the_terms_of_the_standard(term: str) -> None:
    """PS3.3 C.10.4: spaces, no underscores."""
    assert SizeMode(term).value == term


def test_what_is_presented_can_be_a_key() -> None:
    """Pictures are kept by it; a palette is known by which one it is, not by its colors."""
    one, other = (ColorPalette(np.zeros((2, 3), np.uint8)) for _number in range(2))
    known = {Presented("1", "A", palette=one): "one"}
    assert known[Presented("1", "A", palette=one)] == "one"
    assert Presented("1", "A", palette=other) not in known
