"""The marks of a viewport, blended at once; what they do is computed when they change.

Between two drawings most marks stay as they were. Several that follow each other are composed
into what they do together to each pixel: under * share + added.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from workstation.render import blending
from workstation.render.raster_damage import Ground, redrawn
from workstation.render.raster_image import CHANNELS_OF_BYTES
from workstation.render.raster_marks import Patch, paint_graphic, patches
from workstation.scene.graphics import Box, Graphic, Text
from workstation.scene.scene import Rect

Packed = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float32]

_STEADY = 8  # drawings that a mark has to stay as it is before it is composed with others
_LARGE = 1 << 16  # pixels of a filled box that is better blended as the rectangle that it is


class Overlay:
    """Draws the marks of one viewport, and remembers which of them change.

    clip   its rectangle
    """

    def __init__(self, clip: Rect) -> None:
        self._clip = clip
        self._ground: Ground | None = None
        self._coming: Ground | None = None
        self._drawn: tuple[Graphic, ...] = ()
        self._ages: list[int] = []
        self._composed: dict[tuple[Graphic, ...], Composed] = {}

    def parts(self, ground: Ground | None, graphics: tuple[Graphic, ...]) -> tuple[Rect, ...]:
        """What of the viewport has to be drawn anew for these marks: see raster_damage."""
        before, self._ground, self._coming = self._ground, None, ground
        if not blending.available():
            return (self._clip,)
        return redrawn(self._clip, (before, ground), (self._drawn, graphics))

    def paint(
        self, framebuffer: Packed, graphics: tuple[Graphic, ...], parts: tuple[Rect, ...]
    ) -> None:
        """Draw marks into parts of the framebuffer, always the same one, in their order."""
        self._age(graphics)
        before, self._composed = self._composed, {}
        for steady, run in self._runs():
            if not steady and _is_quick(run[0]):
                for part in parts:
                    paint_graphic(framebuffer, part, run[0])
                continue
            marks = before.get(run) or composed(framebuffer.shape[1], self._clip, run)
            self._composed[run] = marks
            marks.blend(framebuffer, parts)
        self._ground = self._coming  # not before all of it is drawn

    def _age(self, graphics: tuple[Graphic, ...]) -> None:
        """Count for each mark how many drawings it has been the same; new ones shall last."""
        if len(graphics) != len(self._drawn):
            self._ages = [_STEADY] * len(graphics)
        else:
            pairs = zip(graphics, self._drawn, self._ages, strict=True)
            self._ages = [age + 1 if new == old else 0 for new, old, age in pairs]
        self._drawn = graphics

    def _runs(self) -> Iterator[tuple[bool, tuple[Graphic, ...]]]:
        """Neighboring marks that are steady, and each other one for itself."""
        aged = zip(self._drawn, self._ages, strict=True)
        for steady, pairs in groupby(aged, lambda pair: _lasts(*pair)):
            run = tuple(graphic for graphic, _ in pairs)
            yield from [(True, run)] if steady else [(False, (graphic,)) for graphic in run]


def _lasts(graphic: Graphic, age: int) -> bool:
    return age >= _STEADY and not _is_large(graphic)


def _is_quick(graphic: Graphic) -> bool:
    """Whether it is drawn at once in less time than it takes to say what it does to each pixel."""
    return _is_large(graphic) or (isinstance(graphic, Text) and blending.available())


def _is_large(graphic: Graphic) -> bool:
    if not isinstance(graphic, Box) or graphic.thickness:
        return False
    return graphic.width * graphic.height > _LARGE


@dataclass(frozen=True, slots=True, eq=False)
class Composed:
    """What some marks do to the pixels that they touch.

    places   in the flat framebuffer, ascending, each once
    share    shape (places, 4), a column for each byte of a framebuffer value: how much of what
             lies under the marks remains, 0 to 1
    added    same shape: what they add, 0 to 255
    """

    places: npt.NDArray[np.intp]
    share: Floats
    added: Floats

    def blend(self, framebuffer: Packed, parts: tuple[Rect, ...]) -> None:
        """Do it; in parts of the framebuffer only by the compiled loop, else all of it."""
        if blending.available():
            for part in self._met(parts, framebuffer.shape[1]):
                bounds = part.x, part.y, part.width, part.height
                blending.blend(framebuffer, self.places, self.share, self.added, bounds)
            return
        flat = framebuffer.reshape(-1)
        levels = flat.take(self.places).view(np.uint8).reshape(-1, 4) * self.share
        levels += self.added
        levels += np.float32(0.5)
        flat[self.places] = levels.astype(np.uint8).view(np.uint32)[:, 0]

    def _met(self, parts: tuple[Rect, ...], stride: int) -> list[Rect]:
        """Those with a row between the first place and the last."""
        if not len(self.places):
            return []
        first, last = int(self.places[0]) // stride, int(self.places[-1]) // stride
        return [each for each in parts if each.y <= last and first < each.y + each.height]


def composed(stride: int, clip: Rect, graphics: tuple[Graphic, ...]) -> Composed:
    """Marks, one after another, as one.

    stride   pixels of a row of the framebuffer
    """
    touches = [_touch(stride, patch) for graphic in graphics for patch in patches(graphic, clip)]
    if len(touches) == 1:
        return touches[0]
    every = [touch.places for touch in touches] or [np.zeros(0, np.intp)]
    places, where = np.unique(np.concatenate(every), return_inverse=True)
    share, added = np.ones((len(places), 4), np.float32), np.zeros((len(places), 4), np.float32)
    at = 0
    for touch in touches:
        pixels = where[at : at + len(touch.places)]
        at += len(pixels)
        share[pixels] *= touch.share
        added[pixels] = added[pixels] * touch.share + touch.added
    return Composed(places, share, added)


def _touch(stride: int, patch: Patch) -> Composed:
    y, x = np.nonzero((patch.under < 1) | (patch.ink > 0))
    under, ink = patch.under[y, x], patch.ink[y, x]
    share, added = np.empty((len(y), 4), np.float32), np.empty((len(y), 4), np.float32)
    for byte, channel in enumerate(CHANNELS_OF_BYTES):
        share[:, byte] = 0 if channel < 0 else under
        added[:, byte] = 255 if channel < 0 else ink * np.float32(patch.color[channel])
    return Composed((y + patch.rect.y) * stride + x + patch.rect.x, share, added)
