from dataclasses import replace

import numpy as np

from tests.support.sample_frames import frame, stored_values
from workstation.dicom.lut import Window
from workstation.dicom.presented import ColorPalette, Presented
from workstation.imaging.chain import GrayscaleChain
from workstation.scene.scene import Affine, FramePixels, ImageLayer, Interpolation
from workstation.session.coloring import in_colors

PALETTE = ColorPalette(np.array([[0, 0, 255], [255, 10, 0]], np.uint8))
COLORED = replace(frame(), presented=Presented("1.1", "HOT", palette=PALETTE))


def _layer(window: Window) -> ImageLayer:
    pixels = FramePixels(("one", 0, 0), stored_values())
    chain = GrayscaleChain(voi=window)
    return ImageLayer(pixels, chain, Affine(1, 0, 0, 0, 1, 0), Interpolation.LINEAR)


def test_a_layer_becomes_one_of_colors() -> None:
    """Values 0 to 59 under a window that parts them at 20."""
    layer = in_colors(_layer(Window(20, 1)), COLORED)
    assert layer.chain is None
    assert layer.pixels.values[1, 9].tolist() == [0, 0, 255]
    assert layer.pixels.values[2, 0].tolist() == [255, 10, 0]


def test_other_windows_have_other_keys_and_the_same_one_comes_again() -> None:
    """Whoever draws caches by the key."""
    one, other, again = (in_colors(_layer(Window(at, 1)), COLORED) for at in (20, 30, 20))
    gray = _layer(Window(20, 1)).pixels
    assert len({one.pixels.key, other.pixels.key, gray.key}) == 3
    assert again.pixels is one.pixels


def test_without_palette_a_layer_stays_as_it_is() -> None:
    """Under no state, and under a gray one."""
    layer = _layer(Window(20, 1))
    assert in_colors(layer, frame()) is layer
    assert in_colors(layer, replace(frame(), presented=Presented("1.1", "GRAY"))) is layer
