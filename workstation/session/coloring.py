"""A gray image as the palette of a pseudo-color presentation state shows it.

It becomes a color image before it is drawn, so that both renderers show the same without knowing
of palettes, and no display table bends its colors.
"""

from dataclasses import replace
from functools import lru_cache
from itertools import count

from workstation.dicom.model import Frame
from workstation.dicom.presented import ColorPalette
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.pseudo_color import pseudo_colors
from workstation.scene.scene import FramePixels, ImageLayer

_KEPT = 8
_numbers = count(1)


def in_colors(layer: ImageLayer, frame: Frame) -> ImageLayer:
    """The layer in the colors of the frame's palette; as it is where it has none."""
    palette = None if frame.presented is None else frame.presented.palette
    if palette is None or layer.chain is None:
        return layer
    return replace(layer, pixels=_colored(layer.pixels, layer.chain, palette), chain=None)


@lru_cache(maxsize=_KEPT)
def _colored(pixels: FramePixels, chain: GrayscaleChain, palette: ColorPalette) -> FramePixels:
    """Other samples than the frame's, so under a key that nobody has had."""
    colors = pseudo_colors(pixels.values, chain, palette)
    colors.setflags(write=False)
    return FramePixels((f"{pixels.key[0]} in colors", pixels.key[1], -next(_numbers)), colors)
