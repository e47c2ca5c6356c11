"""Where the texts of annotations stand: upright whatever the image does, and never cut."""

from dataclasses import dataclass
from typing import NamedTuple

from workstation.dicom.annotation import Justification, VerticalAlignment
from workstation.scene.graphics import Align, Color, Graphic, Path, Text
from workstation.scene.transform import Point
from workstation.session.look import LEADING, Look, text_width, wrapped

_LONGEST = 4096  # characters; Unformatted Text Value has 1024 at most
_SMALLEST = 8.0  # logical pixels, of letters
_LINE = 20.0  # length of a line that does not fit into its box, in heights of the font
_RIM = 0.4  # kept free at the edges, in heights of the font: halos, and marks above letters
_GAP = 0.8  # between an anchor and a text without a box, in heights of the font
# Scripts whose letters may be wider than those of most: Cyrillic; Arabic and its neighbors.
_BROAD = (("\u0400", "\u052f", 1.25), ("\u0600", "\u08ff", 1.6))

_SHARES = {Justification.LEFT: 0.0, Justification.CENTER: 0.5, Justification.RIGHT: 1.0}
_VERTICAL_SHARES = {
    VerticalAlignment.TOP: 0.0,
    VerticalAlignment.CENTER: 0.5,
    VerticalAlignment.BOTTOM: 1.0,
}


class Area(NamedTuple):
    """A rectangle of the surface, in pixels that need not be whole."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Area") -> bool:
        """Whether they have a point in common."""
        across = self.x <= other.x + other.width and other.x <= self.x + self.width
        return across and self.y <= other.y + other.height and other.y <= self.y + self.height

    def nearest(self, point: Point) -> Point:
        """The point of it that is nearest to another."""
        x = min(max(point[0], self.x), self.x + self.width)
        return x, min(max(point[1], self.y), self.y + self.height)


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text of an annotation, and where on the surface it is to stand.

    box      around it, or None
    anchor   what it is about, or None; without a box it stands beside this
    """

    content: str
    box: Area | None
    anchor: Point | None
    anchor_visible: bool
    justification: Justification
    vertical: VerticalAlignment
    bold: bool


class _Block(NamedTuple):
    """A text broken into lines, with about how much room it takes."""

    content: str
    size: float
    width: float
    height: float


def text_marks(text: PlacedText, ink: Color, halo: bool, look: Look) -> tuple[Graphic, ...]:
    """The text, and the line to its anchor; nothing where neither is in view (C.10.5.1.1)."""
    rect, view = look.rect, _room(look)
    if not _in_view(text, Area(rect.x, rect.y, rect.width, rect.height)):
        return ()
    block = _block(text, look, view)
    place = _moved_into(view, Area(*_corner(text, block, view), block.width, block.height))
    across = Align(_SHARES[text.justification])
    x = place.x + block.width * across.value
    words = Text(x, place.y, block.content, block.size, ink, across, Align.START, text.bold, halo)
    return (*_leader(text, place, ink, halo, look), words)


def _room(look: Look) -> Area:
    """Where letters may stand."""
    rect, rim = look.rect, round(_RIM * look.size)
    return Area(rect.x + rim, rect.y + rim, rect.width - 2 * rim, rect.height - 2 * rim)


def _in_view(text: PlacedText, view: Area) -> bool:
    anchored = text.anchor is not None and view.nearest(text.anchor) == text.anchor
    return anchored or (text.box is not None and view.meets(text.box))


def _block(text: PlacedText, look: Look, view: Area) -> _Block:
    """In the size of the viewport's other texts; smaller where it would not fit into it."""
    content = text.content[:_LONGEST] + "…" * (len(text.content) > _LONGEST)
    size, smallest = look.size, min(look.size, _SMALLEST * look.ratio)
    block = _broken(content, size, text, view)
    while block.height > view.height and size > smallest:
        size = max(size - 1, smallest)
        block = _broken(content, size, text, view)
    return block


def _broken(content: str, size: float, text: PlacedText, view: Area) -> _Block:
    """In its box where it finds room in that; else in lines that are long, but not too long.

    No word is broken but for the edge of the viewport: "12.4" must not become "12." and "4".
    """
    words = max((_width(word, size, text.bold) for word in content.split()), default=0.0)
    if text.box is not None and words <= text.box.width:
        boxed = _measured(_lines(content, size, text.box.width, text.bold), size, text.bold)
        if boxed.height <= text.box.height:
            return boxed
    widest = max(words, _LINE * size, 0.0 if text.box is None else text.box.width)
    lines = _lines(content, size, min(widest, view.width), text.bold)
    return _measured(lines, size, text.bold)


def _lines(content: str, size: float, width: float, bold: bool) -> str:
    """The same lines; those that are too wide in several."""
    lines = (
        line
        if _width(line, size, bold) <= width
        else wrapped(line, size, width / _breadth(line), bold)
        for line in content.split("\n")
    )
    return "\n".join(lines)


def _measured(content: str, size: float, bold: bool) -> _Block:
    lines = content.split("\n")
    width = max(_width(line, size, bold) for line in lines)
    return _Block(content, size, width, len(lines) * size * LEADING)


def _width(line: str, size: float, bold: bool) -> float:
    return text_width(line, size, bold) * _breadth(line)


def _breadth(line: str) -> float:
    broad = (wider for first, last, wider in _BROAD if any(first <= each <= last for each in line))
    return max(broad, default=1.0)


def _corner(text: PlacedText, block: _Block, view: Area) -> Point:
    """Top left of the block, if the viewport had no end."""
    if text.box is not None:
        box = text.box
        x = box.x + (box.width - block.width) * _SHARES[text.justification]
        return x, box.y + (box.height - block.height) * _VERTICAL_SHARES[text.vertical]
    x, y = text.anchor or (view.x, view.y)
    gap = _GAP * block.size
    beside = x + gap if x + gap + block.width <= view.x + view.width else x - gap - block.width
    above = y - gap - block.height
    return beside, above if above >= view.y else y + gap


def _moved_into(view: Area, place: Area) -> Area:
    """As far as need be; what is larger than the viewport begins at its top left."""
    x = max(view.x, min(place.x, view.x + view.width - place.width))
    y = max(view.y, min(place.y, view.y + view.height - place.height))
    return place._replace(x=x, y=y)


def _leader(text: PlacedText, place: Area, ink: Color, halo: bool, look: Look) -> tuple[Path, ...]:
    """The line from a text to its anchor, where it is to be seen."""
    if text.anchor is None or not text.anchor_visible:
        return ()
    start = place.nearest(text.anchor)
    if start == text.anchor:
        return ()
    return (Path((start, text.anchor), ink, max(1.0, look.ratio), halo=halo),)
