"""A Scene through OpenGL, into whatever framebuffer is bound: only what has changed is drawn."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from workstation.display.table import DisplayTable
from workstation.imaging.chain import GrayscaleChain
from workstation.render.display_pass import DisplayPass
from workstation.render.framebuffer import Framebuffer
from workstation.render.gl import GL, integer
from workstation.render.graphics_pass import GraphicsPass
from workstation.render.image_pass import ImagePass, Shade
from workstation.render.placeholder import placeholder_graphics
from workstation.render.veil_pass import VeilPass
from workstation.scene.scene import ImageLayer, Rect, Scene, ViewportScene

Levels = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
_FRAME_BYTES = 512 << 20


class Renderer(Protocol):
    """What draws scenes; two of them, given equal scenes, give equal pictures."""

    def draw(self, scene: Scene) -> tuple[Rect, ...]:
        """Make the picture that of the scene; returns the rectangles that are new in it."""
        ...

    def read(self) -> Levels:
        """The picture's digital driving levels, shape (height, width, 3)."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


@dataclass(slots=True)
class _Plane:
    """Modality values of one viewport, and what they were made of."""

    made_of: Hashable
    values: Framebuffer


class GlRenderer:
    """Draws scenes with the OpenGL context that is current at every call.

    It keeps nothing that a scene cannot rebuild: after a lost context, a new one draws the
    same. The picture lies in a canvas of its own, so that a window whose contents the system
    forgets is filled again by a copy.

    frame_bytes   most that textures of frames may take of the card's memory
    tile          largest side of a texture; None: the card's limit
    """

    def __init__(self, frame_bytes: int = _FRAME_BYTES, tile: int | None = None) -> None:
        self._vertices = int(GL.glGenVertexArrays(1))
        self._images = ImagePass(frame_bytes, tile)
        self._veils = VeilPass(self._images)
        self._display = DisplayPass()
        self._graphics = GraphicsPass()
        self._canvas: Framebuffer | None = None
        self._planes: dict[Rect, _Plane] = {}
        self._drawn: Scene | None = None

    def draw(self, scene: Scene) -> tuple[Rect, ...]:
        """Draw what differs from the last scene, and copy the picture into what is bound."""
        target = integer(GL.GL_DRAW_FRAMEBUFFER_BINDING)
        canvas = self._canvas_for(scene)
        _exact_levels()
        canvas.bind()
        GL.glEnable(GL.GL_SCISSOR_TEST)
        changed = self._draw_changes(scene, canvas)
        GL.glDisable(GL.GL_SCISSOR_TEST)
        self._forget_planes(scene)
        self._drawn = scene
        _show(canvas, target)
        return changed

    def read(self) -> Levels:
        """Digital driving levels of the picture, shape (height, width, 3)."""
        if self._canvas is None:
            raise ValueError("nothing has been drawn yet")
        return self._canvas.read_levels()

    def close(self) -> None:
        """Give everything back, while the context is current."""
        for plane in self._planes.values():
            plane.values.close()
        self._planes.clear()
        if self._canvas is not None:
            self._canvas.close()
            self._canvas = None
        for owned in (self._veils, self._images, self._display, self._graphics):
            owned.close()
        GL.glDeleteVertexArrays(1, [self._vertices])

    def _canvas_for(self, scene: Scene) -> Framebuffer:
        size = scene.width, scene.height, scene.display.bits
        now = self._canvas
        if now is None or (now.width, now.height, now.bits) != size:
            if now is not None:
                now.close()
            now = self._canvas = Framebuffer(*size)
            self._drawn = None
        return now

    def _draw_changes(self, scene: Scene, canvas: Framebuffer) -> tuple[Rect, ...]:
        drawn = self._drawn
        if drawn is None or _frame_of(drawn) != _frame_of(scene):
            surface = Rect(0, 0, scene.width, scene.height)
            _clear(surface, (scene.background / 255,) * 3)
            for viewport in scene.viewports:
                self._draw_viewport(viewport, scene, canvas)
            return (surface,)
        pairs = zip(drawn.viewports, scene.viewports, strict=True)
        changed = [now for before, now in pairs if now != before]
        for viewport in changed:
            self._draw_viewport(viewport, scene, canvas)
        return tuple(viewport.rect for viewport in changed)

    def _draw_viewport(self, viewport: ViewportScene, scene: Scene, canvas: Framebuffer) -> None:
        rect, image = viewport.rect, viewport.image
        if rect.width <= 0 or rect.height <= 0:
            return
        black = _black(scene.display)
        GL.glBindVertexArray(self._vertices)
        if image is None:
            _clear(rect, black)
        elif image.chain is None:
            veil = self._veils.veils(image, rect, scene.display).level
            canvas.bind()
            _within(rect)
            self._images.draw_color(image, rect, black, veil)
        else:
            self._draw_gray(image, image.chain, rect, scene.display, canvas)
        graphics = viewport.graphics
        if viewport.placeholder is not None:
            graphics = (*placeholder_graphics(viewport.placeholder, rect), *graphics)
        self._graphics.draw(graphics, canvas.width, canvas.height)

    def _draw_gray(
        self,
        image: ImageLayer,
        chain: GrayscaleChain,
        rect: Rect,
        display: DisplayTable,
        canvas: Framebuffer,
    ) -> None:
        plane = self._plane(image, chain, rect)
        veils = self._veils.veils(image, rect, display)
        canvas.bind()
        _within(rect)
        self._display.draw(plane, rect, chain, display, veils)

    def _plane(self, image: ImageLayer, chain: GrayscaleChain, rect: Rect) -> Framebuffer:
        """Modality values of the viewport, drawn again if what they are made of has changed."""
        made_of = (
            *(image.pixels.key, chain.modality, chain.padding),
            *(image.surface_from_image, image.interpolation),
        )
        plane = self._planes.get(rect)
        if plane is None:
            plane = self._planes[rect] = _Plane(None, Framebuffer(rect.width, rect.height, 32))
        if plane.made_of != made_of:
            GL.glDisable(GL.GL_SCISSOR_TEST)
            self._images.draw_plane(image, chain, rect, plane.values)
            GL.glEnable(GL.GL_SCISSOR_TEST)
            plane.made_of = made_of
        return plane.values

    def _forget_planes(self, scene: Scene) -> None:
        shown = {viewport.rect for viewport in scene.viewports}
        for rect in self._planes.keys() - shown:
            self._planes.pop(rect).values.close()
        self._veils.forget_all_but(shown)


def _frame_of(scene: Scene) -> Hashable:
    """What all of the surface depends on, and not only one viewport."""
    rects = tuple(viewport.rect for viewport in scene.viewports)
    return scene.background, scene.display, rects


def _exact_levels() -> None:
    """Nothing may change a level between the shader and the framebuffer."""
    for capability in (
        *(GL.GL_BLEND, GL.GL_DITHER, GL.GL_FRAMEBUFFER_SRGB, GL.GL_MULTISAMPLE),
        *(GL.GL_DEPTH_TEST, GL.GL_STENCIL_TEST, GL.GL_CULL_FACE, GL.GL_SCISSOR_TEST),
    ):
        GL.glDisable(capability)
    GL.glColorMask(GL.GL_TRUE, GL.GL_TRUE, GL.GL_TRUE, GL.GL_TRUE)


def _within(rect: Rect) -> None:
    """Draw nowhere else from now on."""
    GL.glViewport(rect.x, rect.y, rect.width, rect.height)
    GL.glScissor(rect.x, rect.y, rect.width, rect.height)


def _black(display: DisplayTable) -> Shade:
    """What the display shows for P-Value 0."""
    red, green, blue = (level / (2**display.bits - 1) for level in display.triplet(0))
    return red, green, blue


def _clear(rect: Rect, shade: Shade) -> None:
    """Fill a rectangle."""
    _within(rect)
    GL.glClearColor(*shade, 1.0)
    GL.glClear(GL.GL_COLOR_BUFFER_BIT)


def _show(canvas: Framebuffer, target: int) -> None:
    """Copy the picture to where the caller wants it, and leave GL as window systems expect it."""
    GL.glBindFramebuffer(GL.GL_DRAW_FRAMEBUFFER, target)
    status = GL.glCheckFramebufferStatus(GL.GL_DRAW_FRAMEBUFFER)
    if status == GL.GL_FRAMEBUFFER_COMPLETE:
        canvas.show(target)
    GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, target)
    GL.glBindVertexArray(0)
    GL.glUseProgram(0)
    GL.glActiveTexture(GL.GL_TEXTURE0)
    GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 4)
    GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 4)
