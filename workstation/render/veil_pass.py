"""What lies over an image, through OpenGL: imaging.veil repeated by shaders.

A mask is placed by the image pass, as if it were a frame of the image's size: its coverage is
what comes out. It changes with zoom and pan, not with the window.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.display.table import DisplayTable
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.veil import (
    color_grids_of,
    grid_of,
    in_levels,
    in_p_values,
    unit_of,
)
from workstation.render.framebuffer import Framebuffer
from workstation.render.gl import GL
from workstation.render.image_pass import ImagePass
from workstation.render.program import Program
from workstation.render.texture import Texture
from workstation.scene.scene import FramePixels, ImageLayer, MaskLayer, Rect

_UNITS = {"before": 0, "coverage": 1, "red": 2, "green": 3, "blue": 4}
_CHANNELS = ("red", "green", "blue")
_KEPT_NUMBERS = 1024
_AS_THEY_ARE = GrayscaleChain()

Masks = Sequence[MaskLayer]
Grid = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Veils:
    """What lies over the P-Values and over the levels of a viewport; None: nothing."""

    p_value: Texture | None = None
    level: Texture | None = None


class VeilPass:
    """Draws veils, and keeps those of the viewports that are shown.

    images   places the masks; its owner closes it
    """

    def __init__(self, images: ImagePass) -> None:
        self._images = images
        self._programs: dict[bool, Program] = {}
        self._kept: dict[tuple[Rect, str], tuple[Hashable, Framebuffer]] = {}
        self._numbers: dict[Hashable, int] = {}
        self._next = 0

    def veils(self, image: ImageLayer, rect: Rect, display: DisplayTable) -> Veils:
        """The veils over an image; leaves the framebuffer and GL's viewport for others to set."""
        gray = image.chain is not None
        p_values = tuple(in_p_values(image.masks)) if gray else ()
        levels = tuple(in_levels(image.masks)) if gray else image.masks
        highest = 2.0**display.bits - 1 if gray else 255.0
        return Veils(
            self._kept_veil("p-value", p_values, image, rect, None, _p_value_ink),
            self._kept_veil(
                "level", levels, image, rect, display, lambda mask: unit_of(mask, display, highest)
            ),
        )

    def forget_all_but(self, rects: set[Rect]) -> None:
        """Give back what belongs to viewports that are not there any more."""
        for key in [key for key in self._kept if key[0] not in rects]:
            self._kept.pop(key)[1].close()

    def close(self) -> None:
        """Give everything back."""
        self.forget_all_but(set())
        for program in self._programs.values():
            program.close()
        self._programs.clear()

    def _kept_veil(
        self,
        stage: str,
        masks: tuple[MaskLayer, ...],
        image: ImageLayer,
        rect: Rect,
        display: DisplayTable | None,
        ink: Callable[[MaskLayer], npt.NDArray[np.float32]],
    ) -> Texture | None:
        """The veil of one stage, drawn again only if what it is made of has changed."""
        before, veil = self._kept.pop((rect, stage), (None, None))
        if not masks:
            if veil is not None:
                veil.close()
            return None
        shape = image.pixels.values.shape[:2]
        made_of = masks, shape, image.surface_from_image, image.interpolation, display
        if veil is None or before != made_of:
            if veil is not None:
                veil.close()
            GL.glDisable(GL.GL_SCISSOR_TEST)
            veil = self._drawn(masks, image, rect, ink)
            GL.glEnable(GL.GL_SCISSOR_TEST)
        self._kept[rect, stage] = made_of, veil
        return veil.texture

    def _drawn(
        self,
        masks: Masks,
        image: ImageLayer,
        rect: Rect,
        ink: Callable[[MaskLayer], npt.NDArray[np.float32]],
    ) -> Framebuffer:
        """Fold the masks, the first lowest, each into a framebuffer of its own."""
        below: Framebuffer | None = None
        for mask in masks:
            planes = self._planes(mask, image, rect)
            veil = Framebuffer(rect.width, rect.height, 128)
            self._fold(below, planes, veil, ink(mask))
            for used in (*planes, below):
                if used is not None:
                    used.close()
            below = veil
        assert below is not None
        return below

    def _fold(
        self,
        below: Framebuffer | None,
        planes: Sequence[Framebuffer],
        veil: Framebuffer,
        ink: npt.NDArray[np.float32],
    ) -> None:
        program = self._program(own=len(planes) > 1)
        program.use()
        program.set("lowest", below is None)
        program.set("ink", *(float(part) for part in ink))
        for plane, name in zip(planes, ("coverage", *_CHANNELS), strict=False):
            plane.texture.bind(_UNITS[name])
        if below is not None:
            below.texture.bind(_UNITS["before"])
        veil.bind()
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)

    def _planes(self, mask: MaskLayer, image: ImageLayer, rect: Rect) -> list[Framebuffer]:
        """Coverage, and red, green and blue where the mask has colors of its own."""
        rows, columns = image.pixels.values.shape[:2]
        grids = (grid_of(mask, (rows, columns)), *color_grids_of(mask, (rows, columns)))
        made_of = mask.plane.key, mask.first_row, mask.first_column, rows, columns
        number = self._number(made_of)
        return [
            self._placed(FramePixels(("mask", number, channel), grid), image, rect)
            for channel, grid in enumerate(grids)
        ]

    def _placed(self, pixels: FramePixels, image: ImageLayer, rect: Rect) -> Framebuffer:
        plane = Framebuffer(rect.width, rect.height, 32)
        layer = ImageLayer(pixels, None, image.surface_from_image, image.interpolation)
        self._images.draw_plane(layer, _AS_THEY_ARE, rect, plane)
        return plane

    def _number(self, made_of: Hashable) -> int:
        """One number for each mask; none is ever given to another."""
        if made_of not in self._numbers:
            if len(self._numbers) >= _KEPT_NUMBERS:
                self._numbers.clear()
            self._next += 1
            self._numbers[made_of] = self._next
        return self._numbers[made_of]

    def _program(self, *, own: bool) -> Program:
        if own not in self._programs:
            defines = {"OWN": "1"} if own else {}
            self._programs[own] = Program("surface.vert", "veil.frag", _UNITS, defines)
        return self._programs[own]


def _p_value_ink(mask: MaskLayer) -> npt.NDArray[np.float32]:
    return np.full(3, mask.ink, np.float32)
