"""Test patterns as scenes: the same pipeline as an image, from P-Values to driving levels."""

from collections.abc import Sequence
from functools import lru_cache

from workstation.base.text import _
from workstation.display.patterns import PATTERNS, Pattern, Standing, pattern, pattern_named
from workstation.display.table import DisplayTable
from workstation.imaging.chain import GrayscaleChain
from workstation.scene.graphics import Box, Color, Graphic
from workstation.scene.scene import (
    Affine,
    FramePixels,
    ImageLayer,
    Interpolation,
    Rect,
    Scene,
    ViewportScene,
)
from workstation.session.look import LEADING, TEXT, Look

_AS_IT_IS = Affine(1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
_PLATE: Color = (24, 24, 24)
_LEVEL = 257  # P-Values of one gray level of the published patterns


def pattern_scene(
    name: str,
    width: int,
    height: int,
    display: DisplayTable,
    pitch: float | None = None,
    graphics: tuple[Graphic, ...] = (),
) -> Scene:
    """A surface that is all pattern, one of its pixels for each one of the surface.

    pitch      millimeters from one pixel to the next; None: not known
    graphics   over it
    """
    rect = Rect(0, 0, width, height)
    layer = _layer(name, width, height, pitch)
    return Scene(
        width, height, (ViewportScene(rect, layer, None, graphics),), display, background=0
    )


def refusal_scene(
    words: Sequence[str], width: int, height: int, display: DisplayTable, ratio: float
) -> Scene:
    """In place of a pattern that cannot be drawn: why, in the middle of black."""
    look = Look(Rect(0, 0, width, height), ratio)
    graphics = tuple(
        look.centered(line, look.middle[1] + index * look.line) for index, line in enumerate(words)
    )
    rect = Rect(0, 0, width, height)
    return Scene(width, height, (ViewportScene(rect, None, None, graphics),), display, background=0)


@lru_cache(maxsize=2)
def _layer(name: str, width: int, height: int, pitch: float | None) -> ImageLayer:
    """Kept while the pointer moves over it: only the words change then."""
    values = pattern(name, width, height, pitch)
    pixels = FramePixels((f"pattern {name} {pitch}", width, height), values)
    chain = GrayscaleChain(modality_range=(0.0, 65535.0))
    return ImageLayer(pixels, chain, _AS_IT_IS, Interpolation.NEAREST)


def described(chosen: Pattern) -> str:
    """Its name, what it is for, where it is from, and what is known of its geometry."""
    standing = {
        Standing.VERIFIED: _("geometry verified"),
        Standing.UNVERIFIED: _("geometry unverified"),
        Standing.OWN: _("defined by this program"),
    }[chosen.standing]
    parts = (chosen.name, _(chosen.title), chosen.source, standing)
    return "  ·  ".join(part for part in parts if part)


def value_at(scene: Scene, x: int, y: int) -> str:
    """What stands at a pixel: gray level of 255, P-Value, driving level; empty outside."""
    layer = scene.viewports[0].image
    if layer is None or not scene.viewports[0].rect.contains(x, y):
        return ""
    p = int(layer.pixels.values[y, x])
    red, green, blue = scene.display.triplet(p)
    level = str(red) if red == green == blue else f"{red} {green} {blue}"
    text = _("Gray {gray:.4g} of 255  ·  P-Value {p}  ·  driving level {level}")
    return text.format(gray=p / _LEVEL, p=p, level=level)


def plate(
    lines: Sequence[str], width: int, height: int, ratio: float, *, above: bool
) -> tuple[Graphic, ...]:
    """Lines on a dark plate along the lower edge, or the upper one, away from the pointer."""
    look = Look(Rect(0, 0, width, height), ratio)
    tall = look.size * LEADING * len(lines) + 2 * look.margin
    top = 0.0 if above else height - tall
    words = (
        look.centered(line, top + look.margin + index * look.line, TEXT)
        for index, line in enumerate(lines)
    )
    return (Box(0.0, top, float(width), tall, _PLATE, 0.85), *words)


def stepped(name: str, steps: int) -> str:
    """The pattern so many steps further on in the table; it ends where the table ends."""
    index = PATTERNS.index(pattern_named(name)) + steps
    return PATTERNS[min(max(index, 0), len(PATTERNS) - 1)].name


def family_stepped(name: str, steps: int) -> str:
    """The first pattern of the next family, or of the one before."""
    families = list(dict.fromkeys(each.family for each in PATTERNS))
    index = families.index(pattern_named(name).family) + steps
    wanted = families[min(max(index, 0), len(families) - 1)]
    return next(each.name for each in PATTERNS if each.family == wanted)
