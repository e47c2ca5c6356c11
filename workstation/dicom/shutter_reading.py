"""Read the Display Shutter of an image, a frame or a presentation state (PS3.3 C.7.6.11)."""

from collections.abc import Sequence

from workstation.base.text import _
from workstation.dicom import tags
from workstation.dicom.cielab import Rgb, rgb_of_cielab
from workstation.dicom.dataset import Attributes
from workstation.dicom.overlay import Overlay
from workstation.dicom.shutter import (
    CircularShutter,
    PolygonalShutter,
    RectangularShutter,
    Shutter,
    ShutterShape,
)

_FARTHEST = 1 << 24  # pixels; an image has at most 65535
_MOST_VERTICES = 4096  # more would take seconds


def shutter_of(
    attributes: Attributes, overlays: Sequence[Overlay] = ()
) -> tuple[Shutter | None, tuple[str, ...]]:
    """Read the shutter, and sentences for the picture on what of it cannot be read.

    attributes   a data set, or the item of a Frame Display Shutter Sequence
    overlays     of the data set, among which a bitmap is found by its group (C.7.6.15); that one
                 must then not be drawn
    """
    names = tuple(name.upper() for name in attributes.texts(tags.SHUTTER_SHAPE) if name)
    if not names:
        return None, ()
    parts = {name: _part(attributes, name, overlays) for name in names}
    sentence = _("The {shape} shutter cannot be read")
    lost = (name for name, part in parts.items() if part is None)
    notes = tuple(sentence.format(shape=name.lower()) for name in lost)
    found = [part for part in parts.values() if part is not None]
    if not found:
        return None, notes
    shapes = tuple(part for part in found if not isinstance(part, Overlay))
    bitmap = next((part for part in found if isinstance(part, Overlay)), None)
    value = attributes.integer(tags.SHUTTER_PRESENTATION_VALUE) or 0
    return Shutter(shapes, bitmap, value / 65535, _color(attributes)), notes


def _part(
    attributes: Attributes, name: str, overlays: Sequence[Overlay]
) -> ShutterShape | Overlay | None:
    """One shape; None where it is unknown or its numbers are not there."""
    match name:
        case "RECTANGULAR":
            return _rectangle(attributes)
        case "CIRCULAR":
            return _circle(attributes)
        case "POLYGONAL":
            return _polygon(attributes)
        case "BITMAP":
            return _bitmap(attributes, overlays)
    return None


def _rectangle(attributes: Attributes) -> RectangularShutter | None:
    edges = [
        attributes.integer(tag)
        for tag in (
            tags.SHUTTER_LEFT_VERTICAL_EDGE,
            tags.SHUTTER_RIGHT_VERTICAL_EDGE,
            tags.SHUTTER_UPPER_HORIZONTAL_EDGE,
            tags.SHUTTER_LOWER_HORIZONTAL_EDGE,
        )
    ]
    known = [edge for edge in edges if edge is not None]
    return RectangularShutter(*known) if len(known) == len(edges) and _near(*known) else None


def _circle(attributes: Attributes) -> CircularShutter | None:
    center = attributes.integers(tags.CENTER_OF_CIRCULAR_SHUTTER)
    radius = attributes.integer(tags.RADIUS_OF_CIRCULAR_SHUTTER)
    if len(center) < 2 or radius is None or not _near(*center, radius):
        return None
    return CircularShutter((center[0], center[1]), radius)


def _polygon(attributes: Attributes) -> PolygonalShutter | None:
    numbers = attributes.integers(tags.VERTICES_OF_THE_POLYGONAL_SHUTTER)
    vertices = tuple(zip(numbers[::2], numbers[1::2], strict=False))
    if not 2 < len(vertices) <= _MOST_VERTICES or not _near(*numbers):
        return None
    return PolygonalShutter(vertices)


def _near(*numbers: int) -> bool:
    """Whether they may be places around an image: products of others overflow."""
    return max(map(abs, numbers)) <= _FARTHEST


def _bitmap(attributes: Attributes, overlays: Sequence[Overlay]) -> Overlay | None:
    group = attributes.integer(tags.SHUTTER_OVERLAY_GROUP)
    return next((overlay for overlay in overlays if overlay.group == group), None)


def _color(attributes: Attributes) -> Rgb | None:
    found = attributes.integers(tags.SHUTTER_PRESENTATION_COLOR_CIELAB_VALUE)
    return rgb_of_cielab(*found[:3]) if len(found) >= 3 else None
