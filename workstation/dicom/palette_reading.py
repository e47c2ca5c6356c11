"""Read the Palette Color LUT of a pseudo-color presentation state (PS3.3 A.33.3, C.7.9)."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from workstation.base.text import _
from workstation.dicom.dataset import Attributes
from workstation.dicom.errors import DicomError
from workstation.dicom.palette_segments import unsegmented
from workstation.dicom.presented import ColorPalette

PALETTE_DESCRIPTORS = (0x0028_1101, 0x0028_1102, 0x0028_1103)
PALETTE_DATA = (0x0028_1201, 0x0028_1202, 0x0028_1203)
SEGMENTED_DATA = (0x0028_1221, 0x0028_1222, 0x0028_1223)


def palette_of(attributes: Attributes, bad: Callable[[str], DicomError]) -> ColorPalette:
    """Red, green and blue tables as 8-bit colors.

    bad   makes an error of what is wrong, in words
    """
    descriptors = {attributes.raw(tag) for tag in PALETTE_DESCRIPTORS}
    if len(descriptors) != 1 or len(next(iter(descriptors))) != 6:
        raise bad(_("its palette has no descriptor"))
    count, _first, bits = np.frombuffer(descriptors.pop(), "<u2").tolist()
    segmented = any(attributes.raw(tag) for tag in SEGMENTED_DATA)
    tables = [attributes.raw(tag) for tag in (SEGMENTED_DATA if segmented else PALETTE_DATA)]
    read = _from_segments if segmented else _plane
    found = [plane for data in tables if (plane := read(data, count or 65536, bits)) is not None]
    if len(found) != len(tables) or bits not in (8, 16):
        raise bad(_("its palette has not the colors that it says"))
    return ColorPalette(np.stack(found, axis=-1))


def _from_segments(data: bytes, count: int, bits: int) -> npt.NDArray[np.uint8] | None:
    words = unsegmented(data, count, bits)
    return None if words is None else _eight_bit(words, bits)


def _plane(data: bytes, count: int, bits: int) -> npt.NDArray[np.uint8] | None:
    """One color's entries; those of 8 bits may lie two in a word, low byte first (C.7.9.1)."""
    if bits == 8 and count <= len(data) < 2 * count:
        return np.frombuffer(data, np.uint8, count)
    if len(data) < 2 * count:
        return None
    return _eight_bit(np.frombuffer(data, "<u2", count), bits)


def _eight_bit(words: npt.NDArray[np.uint16], bits: int) -> npt.NDArray[np.uint8]:
    if bits == 8 and words.max() <= 0xFF:
        return words.astype(np.uint8)
    return np.asarray((words + 128.0) // 257, np.uint8)  # 65535 is 255
