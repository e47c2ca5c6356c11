"""Annotations of a presentation state as marks on the surface (PS3.3 C.10.5, C.10.7).

Graphics go with the image; letters stand upright, and lines are as thick as the state says, but
never thinner than one can see.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from workstation.base.text import ngettext
from workstation.dicom.annotation import (
    Annotation,
    AnnotationUnits,
    GraphicLayer,
    GraphicObject,
    GraphicStyle,
    GraphicType,
    Justification,
    Point,
    TextObject,
)
from workstation.dicom.model import Frame
from workstation.dicom.presented import Presented
from workstation.display.table import DisplayTable
from workstation.scene.graphics import Color, Fill, Graphic, Path, Text
from workstation.scene.scene import Affine, Rect
from workstation.scene.transform import apply, zoom_of
from workstation.session.annotation_text import Area, PlacedText, text_marks
from workstation.session.curves import Points, ellipse, smooth
from workstation.session.look import CAUTION, Look

_WHITE = 1.0  # P-Value of a layer that says none
_DARK = 64.0  # inks below this have no dark halo, which would swallow them
_THICKNESS, _THICKEST = 1.5, 64.0  # logical pixels, of lines
_FILL_OPACITY = 0.4  # where nothing is said of the fill: the image is to be seen through it
_WHOLE_AREA = 0.1  # a thickness of more than this part of the displayed area counts pixels
_ARM = 0.5  # of the mark of a point, in heights of the font
_STEP = 0.25  # pixels by which points must differ to be drawn
# What a state may cost, in pixels of thin line: about a second of drawing without a card. A line
# costs more by its thickness, an area by its box, a text by its letters.
_BUDGET, _EACH, _LETTER, _PIXEL = 400_000, 200, 20, 1 / 10
_PATIENCE = 100  # refusals after which no object is looked at any more


def annotated(frame: Frame) -> bool:
    """Whether a presentation state draws anything on this frame."""
    return frame.presented is not None and bool(frame.presented.annotations)


def displayed_area(presented: Presented, frame: Frame, surface_from_image: Affine) -> Area:
    """Where the specified displayed area (C.10.4) lies on the surface; else the whole image."""
    image, area = frame.instance.image, presented.area
    first, last = (1, 1), (0, 0) if image is None else (image.columns, image.rows)
    if area is not None:
        first, last = area.first, area.last
    one = apply(surface_from_image, (first[0] - 1, first[1] - 1))
    return _around(one, apply(surface_from_image, last))


def annotation_graphics(
    presented: Presented,
    frame: Frame,
    surface_from_image: Affine,
    area_on_surface: Area,
    display: DisplayTable,
    look: Look,
) -> tuple[Graphic, ...]:
    """All annotations, those of lower layers first.

    area_on_surface   where the displayed area lies: see displayed_area
    display           what the P-Values of layers go through
    """
    drawing = _Drawing(frame, surface_from_image, area_on_surface, display, look)
    ordered = sorted(presented.annotations, key=lambda each: each.layer.order)
    return tuple(drawing.marks(ordered))


@dataclass(slots=True)
class _Drawing:
    """Turns annotations into marks, as long as they are not beyond all measure."""

    frame: Frame
    surface_from_image: Affine
    area: Area
    display: DisplayTable
    look: Look
    spent: float = 0.0

    def marks(self, annotations: list[Annotation]) -> Iterator[Graphic]:
        refused = 0
        for annotation in annotations:
            objects: tuple[GraphicObject | TextObject, ...]
            objects = *annotation.graphics, *annotation.texts
            for each in objects:
                found = self._made(each, annotation.layer) if refused < _PATIENCE else None
                refused += found is None
                yield from found or ()
        if refused:
            yield self._refusal(refused)

    def _refusal(self, count: int) -> Text:
        sentence = ngettext(
            "{count} annotation is too large to be drawn",
            "{count} annotations are too many to be drawn",
            count,
        )
        words, look = sentence.format(count=count), self.look
        return look.centered(words, look.middle[1], CAUTION, bold=True)

    def _made(
        self, item: GraphicObject | TextObject, layer: GraphicLayer
    ) -> tuple[Graphic, ...] | None:
        """Marks of one object; None where they would cost more than there is left."""
        if isinstance(item, TextObject):
            found = self._text(item, layer)
        else:
            found = self._graphic(item, layer)
        cost = sum(_EACH + self._cost(each) for each in found)
        if self.spent + cost > _BUDGET:
            return None
        self.spent += cost
        return found

    def _cost(self, mark: Graphic) -> float:
        """Of what can be seen of it in the viewport, at most."""
        rect = self.look.rect
        if isinstance(mark, Text):
            return _LETTER * len(mark.content)
        if isinstance(mark, Fill):
            return _box_inside(mark.points, rect) * _PIXEL
        if not isinstance(mark, Path):
            return 0.0
        longest = hypot(rect.width, rect.height)
        ways = (hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(mark.points))
        return sum(min(way, longest) for way in ways) * (1 + mark.thickness / 4)

    # ------------------------------------------------------------------------------ graphics

    def _graphic(self, graphic: GraphicObject, layer: GraphicLayer) -> tuple[Graphic, ...]:
        points, closed = self._outline(graphic)
        ink = self._ink(graphic.line, layer)
        path = Path(
            points,
            ink,
            self._thickness(graphic),
            closed,
            self._dashes(graphic),
            graphic.line.opacity,
            _has_halo(ink),
        )
        if not (closed and graphic.filled):
            return (path,)
        fill = graphic.fill or GraphicStyle(opacity=_FILL_OPACITY)
        return Fill(points, self._ink(fill, layer), fill.opacity), path

    def _outline(self, graphic: GraphicObject) -> tuple[Points, bool]:
        """The polygon to be drawn, and whether it is closed."""
        points = tuple(self._place(point, graphic.units) for point in graphic.points)
        closed = len(graphic.points) > 3 and graphic.points[0] == graphic.points[-1]
        match graphic.kind:
            case GraphicType.POINT:
                return self._cross(points[0]), False
            case GraphicType.CIRCLE:
                return self._circle(graphic, points), True
            case GraphicType.ELLIPSE:
                return _ellipse(points), True
            case GraphicType.INTERPOLATED:
                return smooth(_thinned(points), closed=closed), closed
            case GraphicType.POLYLINE:
                thinned = _thinned(points)
                return thinned[:-1] if closed and len(thinned) > 1 else thinned, closed

    def _cross(self, point: Point) -> Points:
        """One line that goes through the point in both directions."""
        (x, y), arm = point, self.look.size * _ARM
        return (x - arm, y), (x + arm, y), (x, y), (x, y - arm), (x, y + arm)

    def _circle(self, graphic: GraphicObject, points: Points) -> Points:
        """Round in the pixels of the image, as its coordinates are; elsewhere on the surface."""
        center, rim = points
        if graphic.units is AnnotationUnits.DISPLAY:
            radius = hypot(rim[0] - center[0], rim[1] - center[1])
            return ellipse(center, (radius, 0), (0, radius))
        (x0, y0), (x1, y1) = graphic.points
        radius, affine = hypot(x1 - x0, y1 - y0), self.surface_from_image
        return ellipse(
            center,
            (affine.a * radius, affine.d * radius),
            (affine.b * radius, affine.e * radius),
        )

    def _place(self, point: Point, units: AnnotationUnits) -> Point:
        x, y = point
        if units is AnnotationUnits.DISPLAY:
            return self.area.x + x * self.area.width, self.area.y + y * self.area.height
        tile = self.frame.tile
        if units is AnnotationUnits.MATRIX and tile is not None:
            x, y = x - tile.left, y - tile.top
        return apply(self.surface_from_image, (x, y))

    # -------------------------------------------------------------------------------- styles

    def _ink(self, style: GraphicStyle, layer: GraphicLayer) -> Color:
        """The color of the style, else of the layer, else a P-Value through the monitor's table."""
        color = style.color or layer.color
        if color is not None:
            return color
        p_value = style.p_value if style.p_value is not None else layer.p_value
        index = int((_WHITE if p_value is None else p_value) * 65535 + 0.5)
        highest = 2**self.display.bits - 1
        red, green, blue = (level / highest * 255 for level in self.display.triplet(index))
        return red, green, blue

    def _thickness(self, graphic: GraphicObject) -> float:
        """In pixels of the surface; Line Thickness is in the units of the graphic (C.10.5)."""
        given, ratio = graphic.line.thickness, self.look.ratio
        if given is None:
            return _THICKNESS * ratio
        if graphic.units is not AnnotationUnits.DISPLAY:
            scaled = given * zoom_of(self.surface_from_image)
        elif given > _WHOLE_AREA:
            scaled = given * ratio
        else:
            scaled = given * min(self.area.width, self.area.height)
        return max(ratio, min(scaled, _THICKEST * ratio))

    def _dashes(self, graphic: GraphicObject) -> tuple[float, ...]:
        """Runs of the 32 bits of the Line Pattern, each a logical pixel, or as long as thick."""
        if not graphic.line.dashed:
            return ()
        bit = max(self.look.ratio, self._thickness(graphic) / 2)
        return tuple(length * bit for length in _runs(graphic.line.pattern))

    # --------------------------------------------------------------------------------- texts

    def _text(self, text: TextObject, layer: GraphicLayer) -> tuple[Graphic, ...]:
        ink = self._ink(text.style, layer)
        box = None
        if text.box is not None:
            box = _around(*(self._place(corner, text.box_units) for corner in text.box))
        anchor = None if text.anchor is None else self._place(text.anchor, text.anchor_units)
        placed = PlacedText(
            text.content,
            box,
            anchor,
            text.anchor_visible,
            text.justification or Justification.LEFT,
            text.vertical,
            text.style.bold,
        )
        return text_marks(placed, ink, _has_halo(ink), self.look)


def _box_inside(points: Points, rect: Rect) -> float:
    """Size of the part of a polygon's box that lies in the rectangle, in pixels."""
    x, y = zip(*points, strict=True)
    width = min(max(x), rect.x + rect.width) - max(min(x), rect.x)
    height = min(max(y), rect.y + rect.height) - max(min(y), rect.y)
    return float(max(0.0, width) * max(0.0, height))


def _around(one: Point, other: Point) -> Area:
    """The rectangle between two opposite corners."""
    x, y = min(one[0], other[0]), min(one[1], other[1])
    return Area(x, y, abs(one[0] - other[0]), abs(one[1] - other[1]))


def _ellipse(points: Points) -> Points:
    """Around the middle of the ends of both axes."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    center = (ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4
    return ellipse(center, ((bx - ax) / 2, (by - ay) / 2), ((dx - cx) / 2, (dy - cy) / 2))


def _thinned(points: Points) -> Points:
    """Without points that lie where the one before lies; the first and the last stay exact."""
    kept = [points[0]]
    for point in points[1:-1]:
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= _STEP:
            kept.append(point)
    return (*kept, points[-1])


def _has_halo(ink: Color) -> bool:
    return max(ink) >= _DARK


def _runs(pattern: int) -> Iterator[int]:
    """Lengths of drawn and of left out bits in turn, the highest bit first."""
    bits = f"{pattern:032b}"
    if "1" not in bits or "0" not in bits:
        return
    # The pattern repeats: it may begin with any of its bits, so with the first one after a gap.
    start = (bits + bits).index("01") + 1
    turned = (bits + bits)[start : start + 32]
    length = 1
    for one, next_ in pairwise(turned):
        if one == next_:
            length += 1
        else:
            yield length
            length = 1
    yield length
