import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workstation.dicom.palette_segments import unsegmented

_LINE = [30, 40, 50, 60]


def _words(*values: int) -> bytes:
    return np.array(values, "<u2").tobytes()


def _expanded(data: bytes, count: int, bits: int = 16) -> list[int] | None:
    entries = unsegmented(data, count, bits)
    return None if entries is None else entries.tolist()


def test_segments_are_discrete_linear_and_repeated() -> None:
    """Two entries, a line of four, and both again from the beginning."""
    data = _words(0, 2, 10, 20, 1, 4, 60, 2, 2, 0, 0)
    assert _expanded(data, 12) == [10, 20, *_LINE, 10, 20, *_LINE]


def test_a_repeated_line_begins_where_the_table_is() -> None:
    """Not where the line began at first."""
    data = _words(0, 1, 20, 1, 4, 60, 2, 1, 6, 0)
    assert _expanded(data, 9) == [20, *_LINE, 60, 60, 60, 60]


def test_offsets_count_bytes_in_segments_of_bytes() -> None:
    """Where entries have 8 bits the Standard can be read so."""
    data = bytes([0, 2, 10, 20, 1, 4, 60, 2, 2, 0, 0, 0])
    assert _expanded(data, 12, 8) == [10, 20, *_LINE, 10, 20, *_LINE]


def test_a_line_needs_a_beginning() -> None:
    """The first segment is discrete."""
    assert _expanded(_words(1, 4, 60), 4) is None


def test_another_number_of_entries_is_damage() -> None:
    """It would color values with those of others."""
    assert _expanded(_words(0, 2, 10, 20), 5) is None


@given(st.binary(max_size=60), st.sampled_from([8, 16]))
def test_any_bytes_are_expanded_or_damage(data: bytes, bits: int) -> None:
    """Never an exception, and never without end."""
    entries = unsegmented(data, 8, bits)
    assert entries is None or entries.shape == (8,)
