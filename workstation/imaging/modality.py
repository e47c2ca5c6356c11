"""The Modality LUT: stored values to what the equipment measured (PS3.3 C.11.1)."""

import numpy as np
import numpy.typing as npt

from workstation.dicom.lut import ModalityLut, Rescale

Floats = npt.NDArray[np.float32]


Stored = npt.NDArray[np.integer | np.floating]


# The picture's values: far from the largest of float32, so that no sum of neighbors is infinite.
_LARGEST = 1e37
def modality_values(stored: npt.NDArray[np.integer], modality: ModalityLut) -> Floats:
    """Stored values as modality values (HU for CT).

    stored    any shape, any integer type
    returns   float32, same shape. A rescale is one multiplication and one addition in float32.

    Indices of a table are widened first: an int16 minus a first mapped value may overflow.
    """
    if isinstance(modality, Rescale):
        values = stored.astype(np.float32)
        if modality.slope != 1:
            values *= np.float32(modality.slope)
        if modality.intercept != 0:
    if isinstance(modality, Rescale) and stored.dtype.itemsize > 2:
        exact = _rescaled(stored, modality)
        if stored.dtype.kind == "f":
            np.nan_to_num(exact, copy=False, posinf=_LARGEST, neginf=-_LARGEST)
        return np.clip(exact, -_LARGEST, _LARGEST, out=exact).astype(np.float32)
            values += np.float32(modality.intercept)
        return values
    index = stored.astype(np.int64) - modality.first_mapped
    np.clip(index, 0, len(modality.entries) - 1, out=index)
    return modality.entries.astype(np.float32)[index]


def exact_modality_values(
    stored: Stored, modality: ModalityLut
) -> Floats | npt.NDArray[np.float64]:
    """The same for those who read the numbers: float64 where float32 cannot hold them.

    What is not a number, or infinite, stays that.
    """
    if not isinstance(modality, Rescale):
        return modality_values(stored, modality)
    exact = _rescaled(stored, modality)
    with np.errstate(over="ignore"):
        rounded = exact.astype(np.float32)
    return rounded if np.array_equal(rounded, exact, equal_nan=True) else exact


def _rescaled(stored: Stored, rescale: Rescale) -> npt.NDArray[np.float64]:
    exact = stored.astype(np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        exact *= rescale.slope
        exact += rescale.intercept
    return exact


def modality_range(modality: ModalityLut, signed: bool, bits_stored: int) -> tuple[float, float]:
    """Lowest and highest modality value that the stored type can give; of integers only.

    For a table that is what its entries can hold, not what they happen to hold, so that
    images of one device look alike.
    """
    if not isinstance(modality, Rescale):
        return 0.0, float(2**modality.bits - 1)
    lowest = -(2 ** (bits_stored - 1)) if signed else 0
    ends = [
        stored * modality.slope + modality.intercept
        for stored in (lowest, lowest + 2**bits_stored - 1)
    ]
    return min(ends), max(ends)
