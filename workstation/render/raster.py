"""The same Scene without OpenGL: where it is software, numpy is quicker than its fragments."""

from collections.abc import Hashable

import numpy as np
import numpy.typing as npt

from workstation.display.table import DisplayTable
from workstation.render.placeholder import placeholder_graphics
from workstation.render.raster_damage import Ground
from workstation.render.raster_image import (
    OPAQUE,
    PlaneKey,
    Prepared,
    packed_levels,
    paint,
    plane_key,
    prepare,
)
from workstation.render.raster_overlay import Overlay
from workstation.render.raster_veil import RasterVeil, lay_over, prepare_veil, veil_key
from workstation.scene.graphics import Graphic
from workstation.scene.scene import ImageLayer, Rect, Scene, ViewportScene


class RasterRenderer:
    """Draws scenes into one framebuffer, only where they differ from the last one.

    framebuffer   uint32, shape (height, width), 0xffRRGGBB; replaced when the size changes
    """

    def __init__(self) -> None:
        self.framebuffer: npt.NDArray[np.uint32] = np.zeros((0, 0), np.uint32)
        self._drawn: Scene | None = None
        self._planes: dict[PlaneKey, Prepared] = {}
        self._veils: dict[Hashable, RasterVeil] = {}
        self._overlays: dict[Rect, Overlay] = {}

    def draw(self, scene: Scene) -> tuple[Rect, ...]:
        """Make the framebuffer show this scene; the answer is where it may have changed."""
        old, self._drawn = self._drawn, scene
        self._keep_planes(scene)
        if old is None or _frame_of(old) != _frame_of(scene):
            return self._draw_all(scene)
        changed = [
            viewport
            for viewport, before in zip(scene.viewports, old.viewports, strict=True)
            if viewport != before or scene.display != old.display
        ]
        return tuple(part for viewport in changed for part in self._draw_viewport(viewport, scene))

    def read(self) -> npt.NDArray[np.uint8]:
        """Red, green and blue as drawn, shape (height, width, 3)."""
        shifts = np.array([16, 8, 0], np.uint32)
        return (self.framebuffer[..., None] >> shifts).astype(np.uint8)

    def _draw_all(self, scene: Scene) -> tuple[Rect, ...]:
        gray = OPAQUE | scene.background * 0x010101
        if self.framebuffer.shape != (scene.height, scene.width):
            self.framebuffer = np.empty((scene.height, scene.width), np.uint32)
        self.framebuffer[...] = gray
        self._overlays = {}
        for viewport in scene.viewports:
            self._draw_viewport(viewport, scene)
        return (Rect(0, 0, scene.width, scene.height),)

    def _draw_viewport(self, viewport: ViewportScene, scene: Scene) -> tuple[Rect, ...]:
        """Answers which parts were drawn."""
        clip, marks = _inside(viewport.rect, scene), _marks(viewport)
        prepared = None if viewport.image is None else self._prepared(viewport.image, clip)
        black = packed_levels(scene.display)[0]
        ground = None if prepared is None else _ground(prepared, clip, int(black))
        overlay = self._overlays.setdefault(clip, Overlay(clip))
        parts = overlay.parts(ground, marks)
        for part in parts[1:]:
            _part_of(self.framebuffer, part)[...] = black
        target = _part_of(self.framebuffer, clip)
        if viewport.image is not None and prepared is not None:
            whole = parts == (clip,)
            self._paint(target, viewport.image, prepared, clip, scene.display, whole)
        else:
            target[...] = black
        overlay.paint(self.framebuffer, marks, parts)
        return parts

    def _paint(
        self,
        target: npt.NDArray[np.uint32],
        image: ImageLayer,
        prepared: Prepared,
        clip: Rect,
        display: DisplayTable,
        around: bool,
    ) -> None:
        paint(target, prepared, image, display, (clip.x, clip.y), around)
        if image.masks:
            key = veil_key(image, clip, display)
            if key not in self._veils:
                self._veils[key] = prepare_veil(image, clip, display, prepared)
            lay_over(target, self._veils[key], prepared, image.chain, display)

    def _prepared(self, layer: ImageLayer, clip: Rect) -> Prepared:
        key = plane_key(layer, clip)
        if key not in self._planes:
            self._planes[key] = prepare(layer, clip)
        return self._planes[key]

    def _keep_planes(self, scene: Scene) -> None:
        """Forget what this scene does not show: a prepared image is as large as its viewport."""
        shown = {
            plane_key(viewport.image, _inside(viewport.rect, scene))
            for viewport in scene.viewports
            if viewport.image is not None
        }
        self._planes = {key: plane for key, plane in self._planes.items() if key in shown}
        veils = {
            veil_key(viewport.image, _inside(viewport.rect, scene), scene.display)
            for viewport in scene.viewports
            if viewport.image is not None and viewport.image.masks
        }
        self._veils = {key: veil for key, veil in self._veils.items() if key in veils}


def _frame_of(scene: Scene) -> tuple[int, int, int, tuple[Rect, ...]]:
    """What must be equal for viewports to be drawn one by one."""
    rects = tuple(viewport.rect for viewport in scene.viewports)
    return scene.width, scene.height, scene.background, rects


def _part_of(framebuffer: npt.NDArray[np.uint32], rect: Rect) -> npt.NDArray[np.uint32]:
    return framebuffer[rect.y : rect.y + rect.height, rect.x : rect.x + rect.width]


def _ground(prepared: Prepared, clip: Rect, black: int) -> Ground:
    rows, columns = prepared.rows, prepared.columns
    width, height = columns.stop - columns.start, rows.stop - rows.start
    return Ground(Rect(clip.x + columns.start, clip.y + rows.start, width, height), black)


def _marks(viewport: ViewportScene) -> tuple[Graphic, ...]:
    if viewport.placeholder is None:
        return viewport.graphics
    return placeholder_graphics(viewport.placeholder, viewport.rect) + viewport.graphics


def _inside(rect: Rect, scene: Scene) -> Rect:
    """The part of a rectangle that lies on the surface."""
    x, y = max(0, rect.x), max(0, rect.y)
    right, bottom = min(scene.width, rect.x + rect.width), min(scene.height, rect.y + rect.height)
    return Rect(x, y, max(0, right - x), max(0, bottom - y))
