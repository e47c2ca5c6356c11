"""The colors of a label map: a different one for each segment, none of them black."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from workstation.dicom.cielab import rgb_of_cielab
from workstation.dicom.segmentation import Segment
from workstation.imaging.codecs_coding import Palette

Colors = npt.NDArray[np.uint8]

_GOLDEN = 0.6180339887498949  # hues that follow each other never come close
_DIMMEST = 80  # of 255, of the brightest channel: darker ones are taken for background


def label_palette(segments: Mapping[int, Segment], bits_stored: int) -> Palette:
    """Colors by stored value, for a label map of so many bits.

    Segments have the colors that the object recommends, if these tell them apart from each other
    and from black; else all have colors of ours. What belongs to no segment is black; a value that
    no segment describes has a color all the same, so that it is seen.
    """
    colors = _own_colors(1 << bits_stored).copy()
    colors.setflags(write=True)
    for number, color in _recommended(segments).items():
        if number < len(colors):
            colors[number] = color
    for number, segment in segments.items():
        if segment.background and number < len(colors):
            colors[number] = 0
    return Palette(0, 8, colors.astype(np.uint16))


def label_of_color(
    segments: Mapping[int, Segment], bits_stored: int, color: tuple[int, int, int]
) -> int | None:
    """The described segment that is shown in this color (0 to 255 each), if it is one only."""
    entries = label_palette(segments, bits_stored).entries
    found = [
        number
        for number in segments
        if number < len(entries) and tuple(map(int, entries[number])) == color
    ]
    return found[0] if len(found) == 1 else None


def _recommended(segments: Mapping[int, Segment]) -> dict[int, tuple[int, int, int]]:
    """The object's own colors; none at all where they hide or confuse a segment."""
    shown = {number: each for number, each in segments.items() if not each.background}
    colors = {number: rgb_of_cielab(*each.cielab) for number, each in shown.items() if each.cielab}
    distinct = len(set(colors.values())) == len(shown)
    bright = all(max(color) >= _DIMMEST for color in colors.values())
    return colors if distinct and bright else {}


@lru_cache(maxsize=2)
def _own_colors(count: int) -> Colors:
    """Shape (count, 3): hues in the golden ratio, in three steps of whiteness; black for 0."""
    number = np.arange(count)
    hue = number * _GOLDEN % 1 * 6
    white = np.array([0.0, 0.35, 0.6])[number // 3 % 3][:, None]
    pure = np.stack([abs(hue - 3) - 1, 2 - abs(hue - 2), 2 - abs(hue - 4)], axis=1).clip(0, 1)
    colors: Colors = np.rint((pure + (1 - pure) * white) * 255).astype(np.uint8)
    colors[0] = 0
    colors.setflags(write=False)
    return colors
