import math

import numpy as np
import numpy.typing as npt
import pytest

from workstation.dicom.lut import LookupTable, Rescale
from workstation.imaging.kernel_line import line_of
from workstation.imaging.modality import ModalityConversion, modality_values

_TABLE = ModalityConversion(LookupTable(-3, np.array([7, 8, 9], np.uint16), 16))


def test_values_without_a_conversion_stay_as_they_are() -> None:
    """One times the value, and nothing added: not even to the sign of zero."""
    line = line_of(None, np.zeros((2, 2), np.float32))[1]
    assert line is not None
    assert (line.slope, line.intercept, line.table) == (1, 0, None)
    assert math.copysign(1, line.intercept) == -1


def test_a_rescale_is_its_line() -> None:
    """PS3.3 C.11.1.1.2."""
    line = line_of(ModalityConversion(Rescale(2.5, -1024)), np.zeros((2, 2), np.int16))[1]
    assert line is not None
    assert (line.slope, line.intercept) == (2.5, -1024)


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint16, np.int16])
def test_a_table_has_an_entry_for_every_pattern_of_bits(dtype: npt.DTypeLike) -> None:
    """Signed values too are found by their bits."""
    every = np.arange(-40, 40).astype(dtype)
    bits, line = line_of(_TABLE, every)
    assert line is not None
    assert line.table is not None
    assert bits.dtype.kind == "u"
    assert line.table[bits].tolist() == modality_values(every, _TABLE.modality).tolist()


@pytest.mark.parametrize("dtype", [np.int32, np.uint32, np.float32, np.float64, ">i2"])
@pytest.mark.parametrize("convert", [_TABLE, ModalityConversion(Rescale(2, 1))])
def test_other_samples_are_left_to_numpy(dtype: npt.DTypeLike, convert: ModalityConversion) -> None:
    """Wider ones are rescaled in float64, and have no table of their bits."""
    assert line_of(convert, np.zeros((2, 2), dtype))[1] is None


def test_other_conversions_are_left_to_numpy() -> None:
    """Nobody knows what a function computes."""
    assert line_of(lambda values: values.astype(np.float32), np.zeros((2, 2), np.int16))[1] is None
