"""The Presentation LUT: the last step to P-Values (PS3.3 C.11.6)."""

import numpy as np
import numpy.typing as npt

from workstation.dicom.lut import LookupTable, LutShape, PresentationLut

Floats = npt.NDArray[np.float32]


def apply_presentation(p: Floats, presentation: PresentationLut) -> Floats:
    """P-Values from the output of the VOI LUT.

    p         any shape, 0.0 to 1.0
    returns   float32, same shape, 0.0 (darkest) to 1.0 (brightest)

    A table stretches over the whole input: its last entry belongs to 1.0 (PS3.3 C.11.6.1).
    """
    if presentation is LutShape.IDENTITY:
        return p
    if isinstance(presentation, LookupTable):
        return _apply_table(p, presentation)
    return np.subtract(np.float32(1), p, dtype=np.float32)


def _apply_table(p: Floats, table: LookupTable) -> Floats:
    index = np.multiply(p, np.float32(len(table.entries) - 1), dtype=np.float32)
    index += np.float32(0.5)
    scale = np.float32(2**table.bits - 1)
    entries: Floats = np.minimum(table.entries.astype(np.float32) / scale, 1)
    return entries[index.astype(np.int32)]
