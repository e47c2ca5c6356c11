"""The Modality LUT: stored values to what the equipment measured (PS3.3 C.11.1)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.dicom.lut import ModalityLut, Rescale

Floats = npt.NDArray[np.float32]
Stored = npt.NDArray[np.integer | np.floating]


# The picture's values: far from the largest of float32, so that no sum of neighbors is infinite.
_LARGEST = 1e37


def modality_values(stored: Stored, modality: ModalityLut) -> Floats:
    """Stored values as modality values (HU for CT).

    stored    any shape, any integer type, float32 or float64
    returns   float32, same shape, finite. A rescale is one multiplication and one addition: in
              float32, and in float64 where the stored type is wider than 16 bits, since float32
              holds 24 of them. What is not a number becomes 0: it is padding, see
              pipeline.valid_pixels.

    Indices of a table are widened first: an int16 minus a first mapped value may overflow.
    """
    if isinstance(modality, Rescale) and stored.dtype.itemsize > 2:
        exact = _rescaled(stored, modality)
        if stored.dtype.kind == "f":
            np.nan_to_num(exact, copy=False, posinf=_LARGEST, neginf=-_LARGEST)
        return np.clip(exact, -_LARGEST, _LARGEST, out=exact).astype(np.float32)
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


@dataclass(frozen=True, slots=True)
class ModalityConversion:
    """modality_values() as a value: who computes the same in another way can see what it is."""

    modality: ModalityLut

    def __call__(self, stored: npt.NDArray[np.integer]) -> Floats:
        return modality_values(stored, self.modality)


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
