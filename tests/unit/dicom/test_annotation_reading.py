"""What a presentation state draws on an image, from data sets written by pydicom."""

import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from tests.support.dicom_bytes import attributes
from tests.support.graphic_items import (
    anchored_item,
    annotation_item,
    graphic_item,
    style_item,
    text_item,
)
from workstation.dicom.annotation import (
    Annotation,
    AnnotationUnits,
    GraphicLayer,
    GraphicObject,
    GraphicType,
    Justification,
    TextObject,
    VerticalAlignment,
)
from workstation.dicom.annotation_reading import annotations_of, layers_of

LAYERS = {"MARKS": GraphicLayer("MARKS", 3, p_value=0.5)}
LINE = (1.5, 2.0, 7.0, 3.25)


def _read(item: Dataset) -> Annotation:
    return annotations_of(attributes(item), LAYERS)


def _graphic(item: Dataset) -> GraphicObject:
    return _read(annotation_item([item])).graphics[0]


def _text(item: Dataset) -> TextObject:
    return _read(annotation_item(texts=[item])).texts[0]


def _layer(name: str, order: int, **values: object) -> Dataset:
    return style_item(GraphicLayer=name, GraphicLayerOrder=order, **values)[0]


def _layers(*items: Dataset) -> tuple[GraphicLayer, ...]:
    dataset = Dataset()
    dataset.GraphicLayerSequence = Sequence(items)
    return layers_of(attributes(dataset))


def test_layers_come_in_the_order_in_which_they_are_drawn() -> None:
    """Not in that of the file (C.10.7)."""
    names = [layer.name for layer in _layers(_layer("LATE", 7), _layer("EARLY", 2))]
    assert names == ["EARLY", "LATE"]


def test_the_gray_of_a_layer_is_a_p_value() -> None:
    """0000H to FFFFH; the word is kept for menus."""
    gray = {"GraphicLayerRecommendedDisplayGrayscaleValue": 0x3333}
    (layer,) = _layers(_layer("A", 1, GraphicLayerDescription="arrows", **gray))
    assert layer.p_value == pytest.approx(0.2)
    assert layer.description == "arrows"


def test_the_color_of_a_layer_is_cielab() -> None:
    """A full red, as CIELab under D50 states it: L* 54.29, a* 80.81, b* 69.89."""
    lab = [35579, 53665, 50858]
    (layer,) = _layers(_layer("A", 1, GraphicLayerRecommendedDisplayCIELabValue=lab))
    assert layer.color is not None
    assert layer.color[0] > 250
    assert max(layer.color[1:]) < 8


def test_the_retired_color_of_a_layer_is_rgb() -> None:
    """16 bits each."""
    rgb = [0xFFFF, 0x8080, 0]
    (layer,) = _layers(_layer("A", 1, GraphicLayerRecommendedDisplayRGBValue=rgb))
    assert layer.color == (255, 128, 0)


def test_an_annotation_is_drawn_in_its_layer() -> None:
    """One that names a layer that is not there is drawn over all others, in its own name."""
    assert _read(annotation_item([graphic_item("POLYLINE", LINE)])).layer is LAYERS["MARKS"]
    lost = _read(annotation_item([graphic_item("POLYLINE", LINE)], layer="LOST")).layer
    assert (lost.name, lost.order > 1 << 30) == ("LOST", True)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("POINT", (3.5, 4.0)),
        ("POLYLINE", (*LINE, 5.0, 9.0)),
        ("INTERPOLATED", LINE),
        ("CIRCLE", LINE),
        ("ELLIPSE", (*LINE, *LINE)),
    ],
)
@pytest.mark.parametrize("units", AnnotationUnits)
def test_graphics_have_their_points(
    kind: str, data: tuple[float, ...], units: AnnotationUnits
) -> None:
    """Column, row; whatever they count."""
    graphic = _graphic(graphic_item(kind, data, units.value))
    assert (graphic.kind, graphic.units) == (GraphicType(kind), units)
    assert [number for point in graphic.points for number in point] == list(data)


@pytest.mark.parametrize(
    "damage",
    [
        {"GraphicType": "SPIRAL"},
        {"GraphicAnnotationUnits": "MM"},
        {"GraphicDimensions": 3},
        {"NumberOfGraphicPoints": 9},
        {"GraphicData": [1.0, 2.0, 3.0]},
        {"GraphicData": [1.0, float("nan"), 2.0, 3.0]},
        {"GraphicData": [float("inf"), 1.0, float("inf"), 2.0, 3.0, 4.0]},
        {"GraphicData": [1.0, 2.0, 3.0, 4e30]},
        {"GraphicData": [1.0, 2.0]},
        {"GraphicType": "CIRCLE", "GraphicData": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]},
        {"GraphicType": "ELLIPSE"},
        {"GraphicType": "POINT"},
    ],
    ids=str,
)
def test_a_damaged_graphic_costs_only_itself(damage: dict[str, object]) -> None:
    """It is left out and counted: half a contour would be a wrong picture."""
    damaged = graphic_item("POLYLINE", LINE)
    damaged.update(style_item(**damage)[0])
    read = _read(annotation_item([damaged, graphic_item("CIRCLE", LINE)]))
    assert [graphic.kind for graphic in read.graphics] == [GraphicType.CIRCLE]
    assert read.left_out == 1


def test_points_that_were_counted_as_values_are_all_there() -> None:
    """Some writers do."""
    item = graphic_item("POLYLINE", LINE, NumberOfGraphicPoints=4)
    assert _graphic(item).points == (LINE[:2], LINE[2:])


def test_a_line_style_is_read() -> None:
    """Its thickness is in the units of the object (Table C.10-5b)."""
    style = style_item(
        PatternOnColorCIELabValue=[65535, 32896, 32896],
        PatternOnOpacity=0.25,
        LineThickness=2.5,
        LineDashingStyle="DASHED",
        LinePattern=0xF0F0F0F0,
    )
    line = _graphic(graphic_item("POLYLINE", LINE, LineStyleSequence=style)).line
    assert line.color == (255, 255, 255)
    assert (line.thickness, line.dashed, line.pattern) == (2.5, True, 0xF0F0F0F0)
    assert line.opacity == 0.25


def test_without_a_style_nothing_is_said_of_line_and_fill() -> None:
    """Who draws them chooses."""
    graphic = _graphic(graphic_item("POLYLINE", LINE, GraphicFilled="Y"))
    assert graphic.filled
    assert (graphic.line.thickness, graphic.line.color, graphic.fill) == (None, None, None)


def test_a_stipple_counts_by_how_much_of_it_is_drawn() -> None:
    """A quarter of the bits of half an opacity."""
    style = style_item(
        FillMode="STIPPELED", FillPattern=b"\x11" * 128, PatternOnOpacity=0.5,
        PatternOnColorCIELabValue=[0, 32896, 32896],
    )  # fmt: skip
    fill = _graphic(graphic_item("CIRCLE", LINE, FillStyleSequence=style)).fill
    assert fill is not None
    assert (fill.opacity, fill.color) == (0.125, (0, 0, 0))


def test_a_text_has_its_box() -> None:
    """Top left and bottom right corner, and where in it the text stands."""
    style = style_item(VerticalAlignment="BOTTOM", Bold="Y")
    item = text_item("a\r\nb", (1.0, 2.0, 30.0, 9.5), TextStyleSequence=style)
    item.BoundingBoxTextHorizontalJustification = "RIGHT"
    text = _text(item)
    assert (text.content, text.box) == ("a\nb", ((1.0, 2.0), (30.0, 9.5)))
    assert text.justification is Justification.RIGHT
    assert (text.vertical, text.style.bold) == (VerticalAlignment.BOTTOM, True)


def test_a_text_has_its_anchor() -> None:
    """Visible or not; it needs no box."""
    text = _text(anchored_item("here", (5.0, 6.5)))
    assert (text.box, text.anchor, text.anchor_visible) == (None, (5.0, 6.5), True)
    assert not _text(anchored_item("here", (5.0, 6.5), visible="N")).anchor_visible


def test_box_and_anchor_may_count_in_different_units() -> None:
    """A legend of the display for a point of the image."""
    item = text_item("x", (0.1, 0.1, 0.3, 0.2), "DISPLAY", AnchorPoint=[4.0, 5.0])
    item.AnchorPointAnnotationUnits = "PIXEL"
    text = _text(item)
    assert (text.box_units, text.anchor_units) == (AnnotationUnits.DISPLAY, AnnotationUnits.PIXEL)


def test_a_text_without_a_place_is_left_out_and_counted() -> None:
    """The one after it is not."""
    read = _read(annotation_item(texts=[text_item("lost"), anchored_item("found", (1.0, 2.0))]))
    assert [text.content for text in read.texts] == ["found"]
    assert read.left_out == 1


def test_an_empty_text_is_no_damage() -> None:
    """Arrows often have one beside them."""
    read = _read(annotation_item(texts=[anchored_item(" ", (1.0, 2.0))]))
    assert (read.texts, read.left_out) == ((), 0)


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        (["", "ISO 2022 IR 87"], "Yamada 山田\r\n腫瘤"),
        (["", "ISO 2022 IR 149"], "\u001b$)C김희중"),
        ("ISO_IR 127", "ورم"),
        ("ISO_IR 138", "גידול"),
        ("ISO_IR 192", "ก้อน Łódź µ σ"),
        ("GB18030", "肿块"),
    ],
    ids=str,
)
def test_texts_are_read_in_every_script(charset: str | list[str], words: str) -> None:
    """With the character set of the data set, also inside of its items."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = charset
    plain = words.replace("\u001b$)C", "")
    dataset.GraphicAnnotationSequence = [annotation_item(texts=[anchored_item(plain, (1.0, 2.0))])]
    (item,) = attributes(dataset).items(0x00700001)
    assert annotations_of(item, {}).texts[0].content == plain.replace("\r", "")


def _compound(**values: object) -> Dataset:
    (item,) = style_item(
        CompoundGraphicInstanceID=4,
        CompoundGraphicUnits="PIXEL",
        GraphicDimensions=2,
        NumberOfGraphicPoints=2,
        GraphicData=list(LINE),
        CompoundGraphicType="RECTANGLE",
        **values,
    )
    return item


def test_a_compound_graphic_is_drawn_from_its_equivalent() -> None:
    """Which has the same ID (C.10.5.1.3.1): drawn once, not twice."""
    item = annotation_item([graphic_item("POLYLINE", LINE, CompoundGraphicInstanceID=4)])
    item.CompoundGraphicSequence = [_compound()]
    assert len(_read(item).graphics) == 1


def test_a_compound_graphic_without_equivalent_is_drawn_itself() -> None:
    """The simple object beside it is another's."""
    item = annotation_item([graphic_item("POLYLINE", LINE, CompoundGraphicInstanceID=3)])
    item.CompoundGraphicSequence = [_compound()]
    assert len(_read(item).graphics[1].points) == 5


def test_a_damaged_compound_graphic_is_counted() -> None:
    """As any other."""
    item = annotation_item()
    item.CompoundGraphicSequence = [_compound(RotationAngle=5.0)]
    item.CompoundGraphicSequence[0].CompoundGraphicUnits = "PARSEC"
    assert _read(item).left_out == 1
