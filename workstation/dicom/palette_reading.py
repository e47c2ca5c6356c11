"""Read the Palette Color LUT of a pseudo-color presentation state (PS3.3 A.33.3, C.7.9)."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from workstation.base.text import _
from workstation.dicom.dataset import Attributes
from workstation.dicom.errors import DicomError
from workstation.dicom.presented import ColorPalette

PALETTE_DESCRIPTORS = (0x0028_1101, 0x0028_1102, 0x0028_1103)
PALETTE_DATA = (0x0028_1201, 0x0028_1202, 0x0028_1203)
SEGMENTED_DATA = (0x0028_1221, 0x0028_1222, 0x0028_1223)


def palette_of(attributes: Attributes, bad: Callable[[str], DicomError]) -> ColorPalette:
    """Red, green and blue tables as 8-bit colors.

    bad   makes an error of what is wrong, in words
    """
    if any(attributes.raw(tag) for tag in SEGMENTED_DATA):
        raise bad(_("its palette is coded in segments"))
    descriptors = {attributes.raw(tag) for tag in PALETTE_DESCRIPTORS}
    if len(descriptors) != 1 or len(next(iter(descriptors))) != 6:
        raise bad(_("its palette has no descriptor"))
    count, _first, bits = np.frombuffer(descriptors.pop(), "<u2").tolist()
    planes = [_plane(attributes.raw(tag), count or 65536, bits) for tag in PALETTE_DATA]
    found = [plane for plane in planes if plane is not None]
    if len(found) != len(planes) or bits not in (8, 16):
        raise bad(_("its palette has fewer colors than it says"))
    return ColorPalette(np.stack(found, axis=-1))


def _plane(data: bytes, count: int, bits: int) -> npt.NDArray[np.uint8] | None:
    """One color's entries; those of 8 bits may lie two in a word, low byte first (C.7.9.1)."""
    if bits == 8 and count <= len(data) < 2 * count:
        return np.frombuffer(data, np.uint8, count)
    if len(data) < 2 * count:
        return None
    words = np.frombuffer(data, "<u2", count)
    if bits == 8 and words.max() <= 0xFF:
        return words.astype(np.uint8)
    return np.asarray((words + 128.0) // 257, np.uint8)  # 65535 is 255
