"""The Modality LUT: stored values to what the equipment measured (PS3.3 C.11.1)."""

import numpy as np
import numpy.typing as npt

from workstation.dicom.lut import ModalityLut, Rescale

Floats = npt.NDArray[np.float32]


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
            values += np.float32(modality.intercept)
        return values
    index = stored.astype(np.int64) - modality.first_mapped
    np.clip(index, 0, len(modality.entries) - 1, out=index)
    return modality.entries.astype(np.float32)[index]


def exact_modality_values(
    stored: npt.NDArray[np.integer], modality: ModalityLut
) -> Floats | npt.NDArray[np.float64]:
    """The same for those who read the numbers: float64 where float32 cannot hold them."""
    if not isinstance(modality, Rescale):
        return modality_values(stored, modality)
    exact = stored.astype(np.float64) * modality.slope + modality.intercept
    rounded = exact.astype(np.float32)
    return rounded if np.array_equal(rounded, exact) else exact


def modality_range(modality: ModalityLut, signed: bool, bits_stored: int) -> tuple[float, float]:
    """Lowest and highest modality value that the stored type can give.

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
