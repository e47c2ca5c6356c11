"""Items of the Graphic Annotation Sequence for tests, written by pydicom."""

from collections.abc import Sequence as Values

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence


def graphic_item(kind: str, data: Values[float], units: str = "PIXEL", **others: object) -> Dataset:
    """One item of the Graphic Object Sequence; `others` by keyword."""
    item = Dataset()
    item.GraphicAnnotationUnits = units
    item.GraphicDimensions = 2
    item.NumberOfGraphicPoints = len(data) // 2
    item.GraphicData = list(data)
    item.GraphicType = kind
    item.GraphicFilled = "N"
    return _with(item, others)


def text_item(
    content: str, box: Values[float] = (), units: str = "PIXEL", **others: object
) -> Dataset:
    """One item of the Text Object Sequence; `box` is left, top, right, bottom."""
    item = Dataset()
    item.UnformattedTextValue = content
    if box:
        item.BoundingBoxAnnotationUnits = units
        item.BoundingBoxTopLeftHandCorner = list(box[:2])
        item.BoundingBoxBottomRightHandCorner = list(box[2:])
        item.BoundingBoxTextHorizontalJustification = "LEFT"
    return _with(item, others)


def anchored_item(content: str, anchor: Values[float], visible: str = "Y") -> Dataset:
    """A text that has no box."""
    return text_item(
        content,
        AnchorPointAnnotationUnits="PIXEL",
        AnchorPoint=list(anchor),
        AnchorPointVisibility=visible,
    )


def style_item(**values: object) -> Sequence:
    """A sequence of one style."""
    return Sequence([_with(Dataset(), values)])


def annotation_item(
    graphics: Values[Dataset] = (), texts: Values[Dataset] = (), layer: str = "MARKS"
) -> Dataset:
    """One item of the Graphic Annotation Sequence."""
    item = Dataset()
    item.GraphicLayer = layer
    if graphics:
        item.GraphicObjectSequence = Sequence(graphics)
    if texts:
        item.TextObjectSequence = Sequence(texts)
    return item


def _with(item: Dataset, values: dict[str, object]) -> Dataset:
    for keyword, value in values.items():
        setattr(item, keyword, value)
    return item
