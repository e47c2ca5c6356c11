"""The VOI LUT: the modality values of interest to P-Values' range (PS3.3 C.11.2)."""

import numpy as np
import numpy.typing as npt

from workstation.dicom.lut import LookupTable, VoiFunction, VoiLut, Window

Floats = npt.NDArray[np.float32]

# What is shown where an image names no window. Anything else follows from the image's own values.
_CT_DEFAULT = Window(40.0, 400.0)
_FROM_ZERO = ("PT", "NM")  # zero means "no counts" and must be black
_BIG_RANGE = 255.0  # beyond it a few extreme pixels must not use up the grays
_PERCENTILES = (0.5, 99.5)
_SAMPLE = 1 << 18  # values are plenty for a percentile


def apply_voi(values: Floats, voi: VoiLut | None, value_range: tuple[float, float]) -> Floats:
    """Map modality values to 0.0 (y_min of the Standard) to 1.0 (y_max).

    values        any shape, modality values, may lie between integers (interpolation)
    voi           None: identity, value_range becomes 0 to 1 (PS3.4 N.2.1.2)
    returns       float32, same shape
    """
    if isinstance(voi, LookupTable):
        return _apply_table(values, voi)
    if voi is not None and voi.function is VoiFunction.SIGMOID:
        return _sigmoid(values, voi.center, voi.width)
    return _ramp(values, *ramp_ends(voi, value_range))


def ramp_ends(voi: Window | None, value_range: tuple[float, float]) -> tuple[float, float]:
    """The modality values where a window that is a line, or none, becomes 0 and 1.

    PS3.3 C.11.2.1.2.1 (LINEAR), C.11.2.1.3.2 (LINEAR_EXACT). A width too small for
    its function is the step that larger widths tend to.
    """
    if voi is None:
        return value_range
    match voi.function:
        case VoiFunction.LINEAR:
            middle, half = voi.center - 0.5, (voi.width - 1) / 2
            return middle - half, middle + half
        case VoiFunction.LINEAR_EXACT:
            half = voi.width / 2
            return voi.center - half, voi.center + half
        case VoiFunction.SIGMOID:
            raise ValueError("a sigmoid has no ends")


def _ramp(values: Floats, low: float, high: float) -> Floats:
    """0 at and below `low`, 1 at and above `high`, a line between; a step where they meet."""
    if not high > low:
        return (values > np.float32(low)).astype(np.float32)
    p_values = np.subtract(values, np.float32(low), dtype=np.float32)
    p_values /= np.float32(high - low)
    return np.clip(p_values, 0, 1, out=p_values)


def _sigmoid(values: Floats, center: float, width: float) -> Floats:
    """PS3.3 C.11.2.1.3.1."""
    if width <= 0:
        return _ramp(values, center, center)
    p_values = np.subtract(values, np.float32(center), dtype=np.float32)
    p_values *= np.float32(-4 / width)
    np.clip(p_values, -80, 80, out=p_values)  # exp(80) still fits float32, and 1 + exp(-80) is 1
    np.exp(p_values, out=p_values)
    p_values += 1
    return np.reciprocal(p_values, out=p_values)


def _apply_table(values: Floats, table: LookupTable) -> Floats:
    """The entry nearest to a value (PS3.3 C.11.2.1.1), over the largest that its bits can hold."""
    index = np.subtract(values, np.float32(table.first_mapped), dtype=np.float32)
    np.clip(index, 0, len(table.entries) - 1, out=index)
    index += np.float32(0.5)
    scale = np.float32(2**table.bits - 1)
    entries: Floats = np.minimum(table.entries.astype(np.float32) / scale, 1)
    return entries[index.astype(np.int32)]


def default_voi(modality_cs: str, values: npt.ArrayLike) -> Window:
    """The window of an image that names none.

    modality_cs   Modality (0008,0060)
    values        modality values of the frame without padding, or only their (lowest, highest)

    CT: 40/400. Others: from the frame's own values, all of them or, where they span more than
    8 bits, all but the most extreme; from 0 for PT and NM.
    """
    if modality_cs == "CT":
        return _CT_DEFAULT
    low, high = _interesting(np.asarray(values, np.float32).ravel())
    if modality_cs in _FROM_ZERO:
        low = min(0.0, low)
    return Window((low + high) / 2, _width(high - low), VoiFunction.LINEAR_EXACT)


def _interesting(values: Floats) -> tuple[float, float]:
    if not len(values):
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    sample = values[:: -(-len(values) // _SAMPLE)]
    if high - low <= _BIG_RANGE or len(sample) <= 2:
        return low, high
    inner_low, inner_high = np.percentile(sample, _PERCENTILES)
    return (float(inner_low), float(inner_high)) if inner_high > inner_low else (low, high)


def _width(span: float) -> float:
    return span if span > 0 else 1.0
