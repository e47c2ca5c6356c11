"""Gray values in the colors of a palette, which stands behind their P-Values (PS3.4 N.2)."""

import numpy as np
import numpy.typing as npt

from workstation.dicom.presented import ColorPalette
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.pipeline import Stored, p_values, valid_pixels

Colors = npt.NDArray[np.uint8]
_TABLE_BITS = 16  # stored values of at most so many bits are looked up instead of computed


def pseudo_colors(stored: Stored, chain: GrayscaleChain, palette: ColorPalette) -> Colors:
    """Red, green and blue of stored values.

    stored    any shape
    returns   the same shape and three channels; padding is black
    """
    if stored.dtype.kind not in "iu" or stored.dtype.itemsize * 8 > _TABLE_BITS:
        return _computed(stored, chain, palette)
    unsigned = np.dtype(f"u{stored.dtype.itemsize}")
    every = np.arange(np.iinfo(unsigned).max + 1).astype(unsigned)
    table = _computed(every.view(stored.dtype), chain, palette)
    return np.take(table, stored.view(unsigned), axis=0)


def _computed(stored: Stored, chain: GrayscaleChain, palette: ColorPalette) -> Colors:
    """The entry nearest to each P-Value: they are spread evenly from 0 to 1."""
    index = p_values(stored, chain).astype(np.float64) * (len(palette.entries) - 1) + 0.5
    colors = palette.entries[index.astype(np.intp)]
    valid = valid_pixels(stored, chain.padding)
    if valid is not None:
        colors[~valid] = 0
    return colors
