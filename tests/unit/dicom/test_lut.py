import numpy as np
import pytest

from workstation.dicom.lut import LookupTable

_ENTRIES = np.array([3, 1, 2], np.uint16)


def test_tables_are_equal_by_what_is_in_them() -> None:
    """A scene is drawn anew only where something changed."""
    one, same = LookupTable(-5, _ENTRIES, 8, "Bone"), LookupTable(-5, _ENTRIES.copy(), 8, "Bone")
    assert one == same
    assert hash(one) == hash(same)


@pytest.mark.parametrize(
    "other",
    [
        LookupTable(-4, _ENTRIES, 8, "Bone"),
        LookupTable(-5, _ENTRIES, 9, "Bone"),
        LookupTable(-5, _ENTRIES[::-1].copy(), 8, "Bone"),
        LookupTable(-5, _ENTRIES, 8, "Lung"),
        "Bone",
    ],
)
def test_tables_differ_in_any_of_it(other: object) -> None:
    """Also from what is no table."""
    assert LookupTable(-5, _ENTRIES, 8, "Bone") != other


def test_a_table_cannot_be_changed() -> None:
    """It is shared between frames, threads and textures."""
    table = LookupTable(0, np.array([1, 2], np.uint16), 8)
    with pytest.raises(ValueError, match="read-only"):
        table.entries[0] = 7
