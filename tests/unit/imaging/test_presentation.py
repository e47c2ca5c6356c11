import numpy as np
import pytest

from workstation.dicom.lut import LookupTable, LutShape
from workstation.imaging.presentation import apply_presentation

_P = np.array([0.0, 0.25, 1.0], np.float32)


def test_identity_changes_nothing() -> None:
    """PS3.3 C.11.6.1.2."""
    assert apply_presentation(_P, LutShape.IDENTITY).tolist() == [0, 0.25, 1]


def test_inverse_turns_white_to_black() -> None:
    """PS3.3 C.11.6.1.2."""
    assert apply_presentation(_P, LutShape.INVERSE).tolist() == [1, 0.75, 0]


@pytest.mark.parametrize(
    ("p", "entry"), [(0.0, 9), (0.24, 9), (0.26, 50), (0.5, 50), (0.74, 50), (0.76, 200), (1, 200)]
)
def test_a_table_stretches_over_the_whole_input(p: float, entry: int) -> None:
    """PS3.3 C.11.6.1.1: the first entry belongs to black, the last to white."""
    table = LookupTable(0, np.array([9, 50, 200], np.uint16), 8)
    assert apply_presentation(np.array([p], np.float32), table)[0] == pytest.approx(entry / 255)


def test_the_input_is_not_written_to() -> None:
    """The values before may be shown beside the values after."""
    before = _P.copy()
    apply_presentation(before, LutShape.INVERSE)
    assert before.tolist() == _P.tolist()
