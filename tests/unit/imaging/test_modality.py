import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.dicom.lut import LookupTable, Rescale
from workstation.imaging.modality import (
    exact_modality_values,
    modality_range,
    modality_values,
)


def _table(first_mapped: int, entries: list[int], bits: int = 16) -> LookupTable:
    return LookupTable(first_mapped, np.array(entries, np.uint16), bits)


def test_a_rescale_multiplies_then_adds() -> None:
    """PS3.3 C.11.1.1.2: output = stored * slope + intercept."""
    values = modality_values(np.array([0, 10, 4095], np.uint16), Rescale(2.0, -1024.0))
    assert values.tolist() == [-1024.0, -1004.0, 7166.0]


def test_values_are_float32_of_the_same_shape() -> None:
    """Renderers upload them as they are."""
    values = modality_values(np.zeros((2, 3), np.int8), Rescale())
    assert (values.dtype.name, values.shape) == ("float32", (2, 3))


def test_stored_values_are_not_written_to() -> None:
    """Frames are shared between viewports."""
    stored = np.array([1, 2], np.float32).astype(np.int16)
    modality_values(stored, Rescale(3, 4))
    assert stored.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("stored", "first_mapped", "expected"),
    [
        (-32768, 32767, 7),  # an int16 subtraction would give 1
        (32767, -32768, 9),  # an int16 subtraction would give -1
        (-32768, -32768, 7),
        (-32767, -32768, 8),
        (32767, 32765, 9),
        (32766, 32765, 8),
    ],
)
def test_indices_of_a_table_do_not_wrap(stored: int, first_mapped: int, expected: int) -> None:
    """The extremes of int16, where narrow index arithmetic returns wrong entries."""
    values = modality_values(np.array([stored], np.int16), _table(first_mapped, [7, 8, 9]))
    assert values[0] == expected


@given(
    stored=st.integers(-(2**31), 2**31 - 1),
    first_mapped=st.integers(-32768, 65535),
    length=st.integers(1, 300),
)
def test_a_table_answers_as_the_standard_says(stored: int, first_mapped: int, length: int) -> None:
    """PS3.3 C.11.1.1.1: values beside the table take its first or last entry."""
    entries = [(37 * n + 11) % 65536 for n in range(length)]
    values = modality_values(np.array([stored], np.int32), _table(first_mapped, entries))
    assert values[0] == entries[min(max(stored - first_mapped, 0), length - 1)]


def test_exact_values_are_float32_where_nothing_is_lost() -> None:
    """Half the memory, and the type that scripts expect of CT."""
    values = exact_modality_values(np.array([100], np.int16), Rescale(1.0, -1024.0))
    assert (values.dtype.name, values[0]) == ("float32", -924)


def test_exact_values_are_float64_where_float32_would_round() -> None:
    """Dose grids of 32 bits."""
    values = exact_modality_values(np.array([2**31 - 1], np.int32), Rescale())
    assert (values.dtype.name, values[0]) == ("float64", 2**31 - 1)


@pytest.mark.parametrize(
    ("rescale", "signed", "bits", "expected"),
    [
        (Rescale(1, -1024), False, 12, (-1024, 3071)),
        (Rescale(1, 0), True, 16, (-32768, 32767)),
        (Rescale(-2, 10), False, 8, (-500, 10)),
    ],
)
def test_the_range_spans_the_stored_type(
    rescale: Rescale, signed: bool, bits: int, expected: tuple[float, float]
) -> None:
    """Identity VOI shows this range, lowest first even when the slope is negative."""
    assert modality_range(rescale, signed, bits) == expected


def test_the_range_of_a_table_is_what_its_entries_can_hold() -> None:
    """Not the entries of this image: two images of one device must look alike."""
    assert modality_range(_table(0, [5, 6], bits=10), False, 12) == (0, 1023)


def test_exact_values_of_a_table_are_its_entries() -> None:
    """16 bits fit into float32."""
    values = exact_modality_values(np.array([6], np.uint8), _table(5, [7, 65535]))
    assert (values.dtype.name, values[0]) == ("float32", 65535)


@pytest.mark.parametrize(
    ("dtype", "stored", "rescale", "expected"),
    [
        ("uint32", 2**32 - 1, Rescale(1, -(2.0**32) + 3), 2.0),
        ("int32", -(2**31) + 1, Rescale(1, 2.0**31), 1.0),
        ("float64", 1e9 + 0.25, Rescale(1, -1e9), 0.25),
        ("float32", 0.5, Rescale(3, -0.25), 1.25),
    ],
)
def test_wide_values_are_rescaled_before_they_are_rounded(
    dtype: str, stored: float, rescale: Rescale, expected: float
) -> None:
    """float32 first would make 0 of all but the last: it holds 24 bits."""
    assert modality_values(np.array([stored], dtype), rescale).tolist() == [expected]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_picture_never_meets_what_is_no_number(dtype: str) -> None:
    """Nor what float32 cannot hold: it would spread when neighbors are summed up."""
    stored = np.array([np.nan, np.inf, -np.inf, 3e38, -3e38], dtype)
    values = modality_values(stored, Rescale(10, 1))
    assert values.tolist() == [0, *np.array([1e37, -1e37] * 2, np.float32).tolist()]


def test_numbers_that_are_read_stay_what_they_are() -> None:
    """Not a number, infinite, or of 16 digits."""
    stored = np.array([np.nan, np.inf, 0.1, 1e300])
    values = exact_modality_values(stored, Rescale())
    assert np.array_equal(values, stored, equal_nan=True)


def test_floats_stay_float32_where_that_is_exact() -> None:
    """Half the size, and the type that they had."""
    stored = np.array([np.nan, 0.1], np.float32)
    assert exact_modality_values(stored, Rescale()).dtype == np.float32
