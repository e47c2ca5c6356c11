"""What the compiled kernel needs to know of a conversion: its line, or its table by bits."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.dicom.lut import LookupTable, Rescale
from workstation.imaging.kernel import Line
from workstation.imaging.modality import ModalityConversion, modality_values

Samples = npt.NDArray[Any]

_UNCHANGED = Line()
_LARGEST = 2  # bytes of a sample; wider ones are rescaled in float64


def line_of(
    convert: Callable[[Samples], npt.NDArray[np.float32]] | None, samples: Samples
) -> tuple[Samples, Line | None]:
    """Samples as the kernel reads them, and what it makes of each; None: it cannot."""
    if convert is None:
        return samples, _UNCHANGED
    dtype = samples.dtype
    small = dtype.kind in "iu" and dtype.itemsize <= _LARGEST and dtype.isnative
    if not small or not isinstance(convert, ModalityConversion):
        return samples, None
    if isinstance(convert.modality, Rescale):
        return samples, _line(convert.modality)
    return samples.view(_bits(dtype)), _table(convert.modality, dtype)


def _line(rescale: Rescale) -> Line:
    """As modality_values() has it: what changes nothing is not done, not even to a zero's sign."""
    return Line(rescale.slope, rescale.intercept if rescale.intercept != 0 else -0.0)


@lru_cache(maxsize=8)
def _table(modality: LookupTable, dtype: np.dtype[np.integer]) -> Line:
    every = np.arange(2 ** (8 * dtype.itemsize)).astype(_bits(dtype))
    return Line(table=modality_values(every.view(dtype), modality))


def _bits(dtype: np.dtype[Any]) -> np.dtype[np.unsignedinteger]:
    return np.dtype(f"u{dtype.itemsize}")
