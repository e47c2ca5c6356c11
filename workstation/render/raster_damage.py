"""Which parts of a viewport are drawn anew: its image, and where marks around it have changed.

A wide viewport is black to more than a third, and most of its words stand there and stay.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from workstation.render.text import text_tile
from workstation.scene.graphics import Box, Graphic, Text
from workstation.scene.scene import Rect


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under the marks of a viewport.

    image   where on the surface there is an image, which is painted anew each time
    black   framebuffer value around it
    """

    image: Rect
    black: int


def redrawn(
    clip: Rect,
    ground: tuple[Ground | None, Ground | None],
    marks: tuple[tuple[Graphic, ...], tuple[Graphic, ...]],
) -> tuple[Rect, ...]:
    """Rectangles that have no pixel in common and hold all that may differ.

    ground, marks   as they were, and as they are now
    returns         the image's rectangle first; the viewport's alone where all is drawn anew
    """
    before, now = ground
    changed = _changed(*marks)
    if now is None or before != now or changed is None or not _area(now.image):
        return (clip,)
    around = (part for zone in _around(now.image, clip) for part in _apart(zone, changed))
    return now.image, *around


def common(one: Rect, other: Rect) -> Rect:
    """The pixels of both; none where they do not meet."""
    x, y = max(one.x, other.x), max(one.y, other.y)
    right = min(one.x + one.width, other.x + other.width)
    bottom = min(one.y + one.height, other.y + other.height)
    return Rect(x, y, max(0, right - x), max(0, bottom - y))


def whole_pixels(left: float, top: float, right: float, bottom: float) -> Rect:
    """The whole pixels that a rectangle touches."""
    x, y = floor(left), floor(top)
    return Rect(x, y, ceil(right) - x, ceil(bottom) - y)


def _changed(old: tuple[Graphic, ...], new: tuple[Graphic, ...]) -> list[Rect] | None:
    """Where marks are or were that are not the same; None: that could be anywhere."""
    if len(old) != len(new):
        return None
    found = []
    for mark in (
        mark for pair in zip(old, new, strict=True) if pair[0] != pair[1] for mark in pair
    ):
        bounds = _bounds(mark)
        if bounds is None:
            return None
        found.append(bounds)
    return found


def _bounds(mark: Graphic) -> Rect | None:
    """What a text or a box may touch; others are seldom drawn, and change with the image."""
    if isinstance(mark, Text):
        tile = text_tile(mark)
        return Rect(tile.x, tile.y, tile.ink.shape[1], tile.ink.shape[0])
    if isinstance(mark, Box):
        return whole_pixels(mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
    return None


def _around(image: Rect, clip: Rect) -> Iterator[Rect]:
    """The viewport without its image: left, right, above, below."""
    right, bottom = image.x + image.width, image.y + image.height
    yield Rect(clip.x, clip.y, image.x - clip.x, clip.height)
    yield Rect(right, clip.y, clip.x + clip.width - right, clip.height)
    yield Rect(image.x, clip.y, image.width, image.y - clip.y)
    yield Rect(image.x, bottom, image.width, clip.y + clip.height - bottom)


def _apart(zone: Rect, rects: Iterable[Rect]) -> list[Rect]:
    """What of some rectangles lies in a zone; those that meet are made one."""
    apart: list[Rect] = []
    for rect in rects:
        part = common(zone, rect)
        while met := [each for each in apart if _area(common(each, part))]:
            apart = [each for each in apart if each not in met]
            for each in met:
                part = hull(part, each)
        if _area(part):
            apart.append(part)
    return apart


def hull(one: Rect, other: Rect) -> Rect:
    """The smallest rectangle that holds both."""
    x, y = min(one.x, other.x), min(one.y, other.y)
    right = max(one.x + one.width, other.x + other.width)
    bottom = max(one.y + one.height, other.y + other.height)
    return Rect(x, y, right - x, bottom - y)


def _area(rect: Rect) -> int:
    return rect.width * rect.height
