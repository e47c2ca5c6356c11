"""Read graphic layers and annotations of a presentation state (PS3.3 C.10.5, C.10.7).

One damaged object does not cost the others: it is left out and counted.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from workstation.dicom.annotation import (
    Annotation,
    AnnotationUnits,
    GraphicLayer,
    GraphicObject,
    GraphicStyle,
    GraphicType,
    Justification,
    Point,
    Rgb,
    TextObject,
    VerticalAlignment,
)
from workstation.dicom.cielab import rgb_of_cielab
from workstation.dicom.compound_graphics import CompoundGraphic, simple_objects
from workstation.dicom.dataset import Attributes

T = TypeVar("T")

GRAPHIC_LAYER = 0x00700002
BOUNDING_BOX_ANNOTATION_UNITS = 0x00700003
ANCHOR_POINT_ANNOTATION_UNITS = 0x00700004
GRAPHIC_ANNOTATION_UNITS = 0x00700005
UNFORMATTED_TEXT_VALUE = 0x00700006
TEXT_OBJECT_SEQUENCE = 0x00700008
GRAPHIC_OBJECT_SEQUENCE = 0x00700009
BOUNDING_BOX_TOP_LEFT_HAND_CORNER = 0x00700010
BOUNDING_BOX_BOTTOM_RIGHT_HAND_CORNER = 0x00700011
BOUNDING_BOX_TEXT_HORIZONTAL_JUSTIFICATION = 0x00700012
ANCHOR_POINT = 0x00700014
ANCHOR_POINT_VISIBILITY = 0x00700015
GRAPHIC_DIMENSIONS = 0x00700020
NUMBER_OF_GRAPHIC_POINTS = 0x00700021
GRAPHIC_DATA = 0x00700022
GRAPHIC_TYPE = 0x00700023
GRAPHIC_FILLED = 0x00700024
GRAPHIC_LAYER_SEQUENCE = 0x00700060
GRAPHIC_LAYER_ORDER = 0x00700062
GRAPHIC_LAYER_RECOMMENDED_DISPLAY_GRAYSCALE_VALUE = 0x00700066
GRAPHIC_LAYER_RECOMMENDED_DISPLAY_RGB_VALUE = 0x00700067
GRAPHIC_LAYER_DESCRIPTION = 0x00700068
COMPOUND_GRAPHIC_SEQUENCE = 0x00700209
COMPOUND_GRAPHIC_INSTANCE_ID = 0x00700226
ROTATION_ANGLE = 0x00700230
TEXT_STYLE_SEQUENCE = 0x00700231
LINE_STYLE_SEQUENCE = 0x00700232
FILL_STYLE_SEQUENCE = 0x00700233
TEXT_COLOR_CIELAB_VALUE = 0x00700241
VERTICAL_ALIGNMENT = 0x00700243
BOLD = 0x00700249
PATTERN_ON_COLOR_CIELAB_VALUE = 0x00700251
LINE_THICKNESS = 0x00700253
LINE_DASHING_STYLE = 0x00700254
LINE_PATTERN = 0x00700255
FILL_PATTERN = 0x00700256
FILL_MODE = 0x00700257
ROTATION_POINT = 0x00700273
COMPOUND_GRAPHIC_UNITS = 0x00700282
PATTERN_ON_OPACITY = 0x00700284
COMPOUND_GRAPHIC_TYPE = 0x00700294
GRAPHIC_LAYER_RECOMMENDED_DISPLAY_CIELAB_VALUE = 0x00700401

_ON_TOP = 1 << 31  # the order of a layer that nobody describes
_FARTHEST = 1e6  # a coordinate beyond this is damage: no image is so large
_POINTS = {GraphicType.POINT: 1, GraphicType.CIRCLE: 2, GraphicType.ELLIPSE: 4}


def layers_of(attributes: Attributes) -> tuple[GraphicLayer, ...]:
    """Read the Graphic Layer Sequence (C.10.7), in the order in which layers are drawn."""
    layers = map(_layer, attributes.items(GRAPHIC_LAYER_SEQUENCE))
    return tuple(sorted(layers, key=lambda layer: layer.order))


def annotations_of(item: Attributes, layers: Mapping[str, GraphicLayer]) -> Annotation:
    """Read one item of the Graphic Annotation Sequence (C.10.5).

    layers   by their name; one that is not there is drawn over all others
    """
    name = item.text(GRAPHIC_LAYER)
    graphic_items = item.items(GRAPHIC_OBJECT_SEQUENCE)
    text_items = item.items(TEXT_OBJECT_SEQUENCE)
    alone = _without_equivalent(item, (*graphic_items, *text_items))
    graphics, damaged_graphics = _read(_graphic, graphic_items)
    compound, damaged_compound = _read(_compound, alone)
    texts, damaged_texts = _read(_text, filter(_has_words, text_items))
    return Annotation(
        layers.get(name) or GraphicLayer(name, _ON_TOP),
        (*graphics, *(each for simple in compound for each in simple)),
        texts,
        damaged_graphics + damaged_compound + damaged_texts,
    )


def _read(
    read: Callable[[Attributes], T | None], items: Iterable[Attributes]
) -> tuple[tuple[T, ...], int]:
    """What could be read of some items, and how many could not."""
    found = [read(item) for item in items]
    return tuple(each for each in found if each is not None), found.count(None)


def _layer(item: Attributes) -> GraphicLayer:
    order = item.integer(GRAPHIC_LAYER_ORDER)
    gray = item.integer(GRAPHIC_LAYER_RECOMMENDED_DISPLAY_GRAYSCALE_VALUE)
    color = _cielab(item, GRAPHIC_LAYER_RECOMMENDED_DISPLAY_CIELAB_VALUE)
    return GraphicLayer(
        item.text(GRAPHIC_LAYER),
        _ON_TOP if order is None else order,
        item.text(GRAPHIC_LAYER_DESCRIPTION),
        None if gray is None else gray / 65535,
        color or _rgb(item),
    )


def _rgb(item: Attributes) -> Rgb | None:
    """The retired value in RGB, 0 to 65535 each."""
    values = item.integers(GRAPHIC_LAYER_RECOMMENDED_DISPLAY_RGB_VALUE)
    if len(values) != 3:
        return None
    red, green, blue = (value // 257 for value in values)
    return red, green, blue


def _cielab(item: Attributes, tag: int) -> Rgb | None:
    values = item.integers(tag)
    return rgb_of_cielab(*values) if len(values) == 3 else None


# ----------------------------------------------------------------------------------- graphics


def _graphic(item: Attributes) -> GraphicObject | None:
    units, kind = _units(item, GRAPHIC_ANNOTATION_UNITS), _kind(item)
    points = _graphic_points(item)
    if units is None or kind is None or not _enough(kind, len(points)):
        return None
    filled = item.text(GRAPHIC_FILLED).upper() == "Y"
    return GraphicObject(kind, points, units, filled, _line_style(item), _fill_style(item))


def _enough(kind: GraphicType, count: int) -> bool:
    return count == _POINTS[kind] if kind in _POINTS else count >= 2


def _kind(item: Attributes) -> GraphicType | None:
    name = item.text(GRAPHIC_TYPE).upper()
    return GraphicType(name) if name in GraphicType.__members__ else None


def _units(item: Attributes, tag: int) -> AnnotationUnits | None:
    name = item.text(tag).upper()
    return AnnotationUnits(name) if name in AnnotationUnits.__members__ else None


def _graphic_points(item: Attributes) -> tuple[Point, ...]:
    """All points; none where some are missing, or are not in the plane.

    Some writers count the values, not the points.
    """
    points = _points(item, GRAPHIC_DATA)
    expected = item.integer(NUMBER_OF_GRAPHIC_POINTS) or 0
    cut = len(points) < expected != 2 * len(points)
    flat = item.integer(GRAPHIC_DIMENSIONS) in (None, 2)
    return points if flat and not cut else ()


def _points(item: Attributes, tag: int) -> tuple[Point, ...]:
    """Pairs of numbers; none at all where one of them is damaged: the rest would be shifted."""
    values = item.numbers(tag)
    stored = len(item.raw(tag)) / 4 if item.vr(tag) == "FL" else len(item.texts(tag))
    if len(values) != stored or len(values) % 2 or any(abs(each) > _FARTHEST for each in values):
        return ()
    return tuple(zip(values[::2], values[1::2], strict=True))


def _point(item: Attributes, tag: int) -> Point | None:
    points = _points(item, tag)
    return points[0] if len(points) == 1 else None


# ------------------------------------------------------------------------------------- styles


def _style_item(item: Attributes, sequence: int) -> Attributes | None:
    return next(iter(item.items(sequence)), None)


def _line_style(item: Attributes) -> GraphicStyle:
    """The Line Style Sequence (Table C.10-5b)."""
    style = _style_item(item, LINE_STYLE_SEQUENCE)
    if style is None:
        return GraphicStyle()
    thickness = style.number(LINE_THICKNESS)
    pattern = style.integer(LINE_PATTERN) or 0xFF00FF00
    return GraphicStyle(
        color=_cielab(style, PATTERN_ON_COLOR_CIELAB_VALUE),
        thickness=thickness if thickness is not None and thickness > 0 else None,
        dashed=style.text(LINE_DASHING_STYLE).upper() == "DASHED",
        pattern=pattern & 0xFFFFFFFF,
        opacity=_opacity(style),
    )


def _fill_style(item: Attributes) -> GraphicStyle | None:
    """The Fill Style Sequence (Table C.10-5c); a stipple counts by how much of it is drawn."""
    style = _style_item(item, FILL_STYLE_SEQUENCE)
    if style is None:
        return None
    opacity = _opacity(style)
    if style.text(FILL_MODE).upper() == "STIPPELED":  # as the Standard spells it
        opacity *= _share(style.raw(FILL_PATTERN))
    return GraphicStyle(color=_cielab(style, PATTERN_ON_COLOR_CIELAB_VALUE), opacity=opacity)


def _share(pattern: bytes) -> float:
    """Which part of the bits of a pattern is set."""
    if not any(pattern):
        return 1.0
    return sum(byte.bit_count() for byte in pattern) / (8 * len(pattern))


def _opacity(style: Attributes) -> float:
    opacity = style.number(PATTERN_ON_OPACITY)
    return 1.0 if opacity is None or not 0 <= opacity <= 1 else opacity


def _text_style(item: Attributes) -> GraphicStyle:
    """The Text Style Sequence (Table C.10-5a), as far as one font can do it."""
    style = _style_item(item, TEXT_STYLE_SEQUENCE)
    if style is None:
        return GraphicStyle()
    bold = style.text(BOLD).upper() == "Y"
    return GraphicStyle(color=_cielab(style, TEXT_COLOR_CIELAB_VALUE), bold=bold)


# -------------------------------------------------------------------------------------- texts


def _has_words(item: Attributes) -> bool:
    """Some writers leave an empty text beside each arrow."""
    return bool(item.text(UNFORMATTED_TEXT_VALUE).strip())


def _text(item: Attributes) -> TextObject | None:
    box, anchor = _box(item), _point(item, ANCHOR_POINT)
    box_units = _units(item, BOUNDING_BOX_ANNOTATION_UNITS)
    anchor_units = _units(item, ANCHOR_POINT_ANNOTATION_UNITS)
    box = None if box_units is None else box
    anchor = None if anchor_units is None else anchor
    if box is None and anchor is None:
        return None
    return TextObject(
        content="\n".join(item.text(UNFORMATTED_TEXT_VALUE).splitlines()),
        box=box,
        box_units=box_units or AnnotationUnits.PIXEL,
        justification=None if box is None else _justification(item),
        vertical=_vertical(item),
        anchor=anchor,
        anchor_units=anchor_units or AnnotationUnits.PIXEL,
        anchor_visible=anchor is not None and item.text(ANCHOR_POINT_VISIBILITY).upper() == "Y",
        style=_text_style(item),
    )


def _box(item: Attributes) -> tuple[Point, Point] | None:
    first = _point(item, BOUNDING_BOX_TOP_LEFT_HAND_CORNER)
    last = _point(item, BOUNDING_BOX_BOTTOM_RIGHT_HAND_CORNER)
    return None if first is None or last is None else (first, last)


def _justification(item: Attributes) -> Justification:
    name = item.text(BOUNDING_BOX_TEXT_HORIZONTAL_JUSTIFICATION).upper()
    return Justification(name) if name in Justification.__members__ else Justification.LEFT


def _vertical(item: Attributes) -> VerticalAlignment:
    style = _style_item(item, TEXT_STYLE_SEQUENCE)
    name = "" if style is None else style.text(VERTICAL_ALIGNMENT).upper()
    known = name in VerticalAlignment.__members__
    return VerticalAlignment(name) if known else VerticalAlignment.TOP


# ----------------------------------------------------------------------------------- compound


def _without_equivalent(item: Attributes, simple: Iterable[Attributes]) -> list[Attributes]:
    """Compound graphics that no simple object stands for; C.10.5.1.3.1 wants one for each."""
    drawn = {each.integer(COMPOUND_GRAPHIC_INSTANCE_ID) for each in simple} - {None}
    return [
        each
        for each in item.items(COMPOUND_GRAPHIC_SEQUENCE)
        if each.integer(COMPOUND_GRAPHIC_INSTANCE_ID) not in drawn
    ]


def _compound(item: Attributes) -> tuple[GraphicObject, ...] | None:
    units, points = _units(item, COMPOUND_GRAPHIC_UNITS), _graphic_points(item)
    if units is None or not points:
        return None
    compound = CompoundGraphic(
        item.text(COMPOUND_GRAPHIC_TYPE).upper(),
        points,
        units,
        item.number(ROTATION_ANGLE) or 0.0,
        _point(item, ROTATION_POINT),
        item.text(GRAPHIC_FILLED).upper() == "Y",
        _line_style(item),
        _fill_style(item),
    )
    return simple_objects(compound)
