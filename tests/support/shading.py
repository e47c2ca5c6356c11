"""The passes of the OpenGL renderer one by one, so that each can be compared with numpy."""

from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.display.table import DisplayTable, identity_table
from workstation.imaging.chain import GrayscaleChain
from workstation.render.display_pass import DisplayPass
from workstation.render.framebuffer import Framebuffer
from workstation.render.gl import GL
from workstation.render.image_pass import ImagePass
from workstation.scene.scene import Affine, FramePixels, ImageLayer, Interpolation, Rect

Floats = npt.NDArray[np.float32]
UNPLACED = Affine(1, 0, 0, 0, 1, 0)


class Shading:
    """Draws with the context that is current; made and closed by a fixture."""

    def __init__(self, tile: int | None = None) -> None:
        self._vertices = int(GL.glGenVertexArrays(1))
        self._images = ImagePass(1 << 28, tile)
        self._p_values = DisplayPass(p_values=True)
        self._levels = DisplayPass()

    def modality_values(self, layer: ImageLayer, rect: Rect) -> Floats:
        """What the image pass leaves for a rectangle of the surface."""
        assert layer.chain is not None
        GL.glBindVertexArray(self._vertices)
        plane = Framebuffer(rect.width, rect.height, 32)
        self._images.draw_plane(layer, layer.chain, rect, plane)
        values = plane.read_values()
        plane.close()
        return values

    def p_values(self, layer: ImageLayer, rect: Rect) -> Floats:
        """What the display pass looks up in the table, for a rectangle of the surface."""
        return self._displayed(layer, rect, self._p_values, 32, identity_table()).read_values()

    def levels(self, layer: ImageLayer, rect: Rect, display: DisplayTable) -> npt.NDArray[Any]:
        """Driving levels of a rectangle of the surface, shape (height, width)."""
        return self.colors(layer, rect, display)[..., 0]

    def colors(self, layer: ImageLayer, rect: Rect, display: DisplayTable) -> npt.NDArray[Any]:
        """The same of red, green and blue, shape (height, width, 3)."""
        return self._displayed(layer, rect, self._levels, display.bits, display).read_levels()

    def _displayed(
        self, layer: ImageLayer, rect: Rect, stage: DisplayPass, bits: int, display: DisplayTable
    ) -> Framebuffer:
        assert layer.chain is not None
        GL.glBindVertexArray(self._vertices)
        plane = Framebuffer(rect.width, rect.height, 32)
        self._images.draw_plane(layer, layer.chain, rect, plane)
        target = Framebuffer(rect.width, rect.height, bits)
        target.bind()
        stage.draw(plane, Rect(0, 0, rect.width, rect.height), layer.chain, display)
        plane.close()
        return target

    def close(self) -> None:
        """Give everything back."""
        for owned in (self._images, self._p_values, self._levels):
            owned.close()
        GL.glDeleteVertexArrays(1, [self._vertices])


_generation = 0


def layer_of(
    stored: npt.NDArray[Any],
    chain: GrayscaleChain | None,
    affine: Affine = UNPLACED,
    interpolation: Interpolation = Interpolation.NEAREST,
) -> ImageLayer:
    """A layer of samples that no other layer has."""
    global _generation  # noqa: PLW0603  # two layers must not share a key
    _generation += 1
    pixels = FramePixels(("test", 0, _generation), stored)
    return ImageLayer(pixels, chain, affine, interpolation)


def every_value(dtype: str) -> npt.NDArray[Any]:
    """A frame with every value of an 8- or 16-bit type, or the extremes of a 32-bit one."""
    limits = np.iinfo(dtype)
    if limits.bits <= 16:
        values = np.arange(limits.min, limits.max + 1).reshape(-1, 64)
    else:
        steps = np.linspace(limits.min, limits.max, 4096, dtype=np.float64).astype(np.int64)
        values = np.clip(steps, limits.min, limits.max).reshape(64, 64)
        values[0, :3] = limits.min, limits.max, 1
    return values.astype(dtype)


def whole(stored: npt.NDArray[Any]) -> Rect:
    """The rectangle that an unplaced frame fills."""
    return Rect(0, 0, stored.shape[1], stored.shape[0])
