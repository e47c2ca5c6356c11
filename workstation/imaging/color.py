"""Color samples to RGB of 8 or 16 bits: YBR, palettes, and odd depths."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workstation.base.text import _
from workstation.dicom.palette_segments import unsegmented
from workstation.imaging.codecs_coding import (
    Palette,
    Samples,
    UndecodableFrameError,
    UnsupportedCodingError,
)

_YBR_FULL = ("YBR_FULL", "YBR_FULL_422")
_PARTIAL = np.array(
    ((0.2568, 0.5041, 0.0979), (-0.1482, -0.2910, 0.4392), (0.4392, -0.3678, -0.0714))
)


def to_rgb(
    samples: Samples, photometric: str, bits: int, dtype: np.dtype[np.generic]
) -> npt.NDArray[np.generic]:
    """Turn (rows, columns, 3) samples of so many bits into RGB that fills the range of dtype.

    PS3.3 C.7.6.3.1.2: RGB, YBR_FULL and YBR_FULL_422 (its color already spread to every pixel),
    and the retired YBR_PARTIAL (likewise), which is of 8 bits only.
    """
    if photometric == "RGB":
        return rescaled(samples, bits, dtype)
    if photometric in _YBR_FULL:
        return rescaled(rgb_from_ybr(samples, bits), bits, dtype)
    if photometric == "YBR_PARTIAL" and bits == 8:
        return rescaled(rgb_from_partial(samples), bits, dtype)
    raise UnsupportedCodingError(detail=photometric)


def rgb_from_partial(samples: Samples) -> npt.NDArray[np.float64]:
    """YBR_PARTIAL to RGB, unrounded: black is 16, white 235 (PS3.3 C.7.6.3.1.2, inverted)."""
    centered = samples.astype(np.float64) - (16, 128, 128)
    rgb: npt.NDArray[np.float64] = np.clip(centered @ np.linalg.inv(_PARTIAL).T, 0.0, 255.0)
    return rgb


def rgb_from_ybr(samples: Samples, bits: int) -> npt.NDArray[np.float32]:
    """YBR_FULL to RGB, unrounded, within the range of so many bits (PS3.3 C.7.6.3.1.2)."""
    half, most = float(1 << (bits - 1)), float((1 << bits) - 1)
    y = samples[..., 0].astype(np.float32)
    blue = samples[..., 1].astype(np.float32) - half
    red = samples[..., 2].astype(np.float32) - half
    rgb = np.empty(samples.shape, np.float32)
    rgb[..., 0] = y + 1.402 * red
    rgb[..., 1] = y - 0.344136 * blue - 0.714136 * red
    rgb[..., 2] = y + 1.772 * blue
    return np.clip(rgb, 0.0, most, out=rgb)


def rescaled(
    values: npt.NDArray[np.generic], bits: int, dtype: np.dtype[np.generic]
) -> npt.NDArray[np.generic]:
    """Spread values of so many bits over the whole range of dtype, rounding to the nearest."""
    wide = dtype.itemsize * 8
    if bits == wide and values.dtype == dtype:
        return values
    scale = ((1 << wide) - 1) / ((1 << bits) - 1)
    return np.rint(values.astype(np.float64) * scale).astype(dtype)


def apply_palette(
    indices: npt.NDArray[np.generic], palette: Palette, dtype: np.dtype[np.generic]
) -> npt.NDArray[np.generic]:
    """Look stored values up; those beside the table take its first or last entry."""
    at = indices.astype(np.int64) - palette.first_mapped
    table = rescaled(palette.entries, palette.bits, dtype)
    return np.take(table, np.clip(at, 0, len(table) - 1), axis=0)


def supplemental_rgb(
    stored: npt.NDArray[np.generic], palette: Palette
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """Color of the high values of a grayscale image (PS3.3 C.7.6.19), and where they are.

    Values below the first one mapped are gray and go through the grayscale chain; those past the
    last entry take it. What is returned as color where the mask is False means nothing.
    """
    colored = stored.astype(np.int64) >= palette.first_mapped
    return apply_palette(stored, palette, np.dtype(np.uint8)).astype(np.uint8, copy=False), colored


def palette_of(
    descriptor: Sequence[int], planes: Sequence[bytes], *, segmented: bool, signed: bool
) -> Palette:
    """Expand the three tables of an image (PS3.3 C.7.6.3.1.5, C.7.9.2).

    descriptor   number of entries (0: 65536), first value mapped, bits per entry
    planes       red, green and blue LUT data, little endian
    """
    if len(descriptor) != 3:
        raise UndecodableFrameError(detail=_("the palette has no descriptor"))
    count, first, bits = descriptor
    count = count or 65536
    if signed and first >= 32768:
        first -= 65536
    columns = [_plane(plane, count, bits, segmented=segmented) for plane in planes]
    return Palette(first, 8 if bits <= 8 else 16, np.stack(columns, axis=-1))


def _plane(data: bytes, count: int, bits: int, *, segmented: bool) -> npt.NDArray[np.uint16]:
    packed = bits <= 8 and not segmented and len(data) < 2 * count
    words = np.frombuffer(data[: len(data) // 2 * 2], "<u2")
    values = np.frombuffer(data, np.uint8).astype(np.uint16) if packed else words
    if segmented:
        values = _unsegmented(data, count, bits)
    if len(values) < count:
        raise UndecodableFrameError(detail=_("the palette is too short"))
    if bits <= 8 and values[:count].max() > 255:
        values = values >> 8  # some writers fill the high byte
    return values[:count].astype(np.uint16)


def _unsegmented(data: bytes, count: int, bits: int) -> npt.NDArray[np.uint16]:
    entries = unsegmented(data, count, bits)
    if entries is None:
        raise UndecodableFrameError(detail=_("a segment of the palette is damaged"))
    return entries
