"""Graphic annotations of a presentation state: layers, texts, graphics (PS3.3 C.10.5, C.10.7)."""

from dataclasses import dataclass
from enum import Enum

Point = tuple[float, float]  # column, row (PIXEL), or x, y of the displayed area (DISPLAY)
Rgb = tuple[int, int, int]


class AnnotationUnits(Enum):
    r"""What coordinates count (C.10.5.1.2); the values are the Standard's terms.

    PIXEL     columns and rows of the frame: 0.0\0.0 is the outer corner of the first pixel,
              columns\rows that of the last
    DISPLAY   parts of the displayed area: 0.0\0.0 is its top left, 1.0\1.0 its bottom right
    MATRIX    of the Total Pixel Matrix, as PIXEL
    """

    PIXEL = "PIXEL"
    DISPLAY = "DISPLAY"
    MATRIX = "MATRIX"


class GraphicType(Enum):
    """Graphic Type (0070,0023); the values are the Standard's terms."""

    POINT = "POINT"
    POLYLINE = "POLYLINE"
    INTERPOLATED = "INTERPOLATED"
    CIRCLE = "CIRCLE"
    ELLIPSE = "ELLIPSE"


class Justification(Enum):
    """Bounding Box Text Horizontal Justification (0070,0012)."""

    LEFT = "LEFT"
    CENTER = "CENTER"
    RIGHT = "RIGHT"


class VerticalAlignment(Enum):
    """Vertical Alignment (0070,0243)."""

    TOP = "TOP"
    CENTER = "CENTER"
    BOTTOM = "BOTTOM"


@dataclass(frozen=True, slots=True)
class GraphicStyle:
    """Line, Fill and Text Style Sequences, as far as they are given (C.10.5.1).

    p_value      of what the layer says, or None: 0.0 to 1.0
    color        RGB of a CIELab value, or None
    thickness    of lines, in the units of the object that they belong to; None: not given
    dashed       Line Dashing Style DASHED
    pattern      Line Pattern of dashed lines: 32 bits, those set are drawn
    opacity      0.0 to 1.0, of lines or of the fill
    bold         of text
    """

    p_value: float | None = None
    color: Rgb | None = None
    thickness: float | None = None
    dashed: bool = False
    pattern: int = 0xFF00FF00
    opacity: float = 1.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class GraphicObject:
    """One item of the Graphic Object Sequence (0070,0009).

    points   as the type asks: CIRCLE center and a point of it; ELLIPSE the ends of the major,
             then of the minor axis; POLYLINE closed where the last is the first
    fill     None: nothing is said of how it is filled
    """

    kind: GraphicType
    points: tuple[Point, ...]
    units: AnnotationUnits
    filled: bool = False
    line: GraphicStyle = GraphicStyle()
    fill: GraphicStyle | None = None


@dataclass(frozen=True, slots=True)
class TextObject:
    """One item of the Text Object Sequence (0070,0008).

    content         lines separated by newlines, in any script
    box             top left and bottom right corner of the box around it, or None
    justification   in the box; None where it has no box
    vertical        likewise; at its top where nothing is said
    anchor          what the text is about, or None
    anchor_visible  a line is drawn from the text to the anchor
    """

    content: str
    box: tuple[Point, Point] | None
    box_units: AnnotationUnits = AnnotationUnits.PIXEL
    justification: Justification | None = None
    vertical: VerticalAlignment = VerticalAlignment.TOP
    anchor: Point | None = None
    anchor_units: AnnotationUnits = AnnotationUnits.PIXEL
    anchor_visible: bool = False
    style: GraphicStyle = GraphicStyle()


@dataclass(frozen=True, slots=True)
class GraphicLayer:
    """One item of the Graphic Layer Sequence (C.10.7): lower orders are drawn first."""

    name: str
    order: int
    description: str = ""
    p_value: float | None = None
    color: Rgb | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one item of the Graphic Annotation Sequence (C.10.5) says of the frame it is for.

    left_out   how many of its objects are damaged, or of a kind that nobody here knows
    """

    layer: GraphicLayer
    graphics: tuple[GraphicObject, ...] = ()
    texts: tuple[TextObject, ...] = ()
    left_out: int = 0
