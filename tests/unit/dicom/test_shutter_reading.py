"""Display shutters as they stand in files."""

from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes, image_dataset, part10, stored
from workstation.dicom.instance import read_instance
from workstation.dicom.multiframe import frames_of
from workstation.dicom.overlay import Overlay, OverlayType
from workstation.dicom.shutter import (
    CircularShutter,
    PolygonalShutter,
    RectangularShutter,
    Shutter,
    ShutterShape,
)
from workstation.dicom.shutter_reading import shutter_of

_ALL: dict[str, object] = {
    "ShutterLeftVerticalEdge": 2,
    "ShutterRightVerticalEdge": 9,
    "ShutterUpperHorizontalEdge": 3,
    "ShutterLowerHorizontalEdge": 7,
    "CenterOfCircularShutter": [5, 6],
    "RadiusOfCircularShutter": 4,
    "VerticesOfThePolygonalShutter": [1, 2, 3, 4, 5, 7],
}
_RECTANGLE = RectangularShutter(left=2, right=9, upper=3, lower=7)
_CIRCLE = CircularShutter(center=(5, 6), radius=4)
_POLYGON = PolygonalShutter(((1, 2), (3, 4), (5, 7)))


def _dataset(shape: object, **values: object) -> Dataset:
    dataset = Dataset()
    dataset.ShutterShape = shape
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


@pytest.mark.parametrize(
    ("names", "shapes"),
    [
        ("RECTANGULAR", (_RECTANGLE,)),
        ("CIRCULAR", (_CIRCLE,)),
        ("POLYGONAL", (_POLYGON,)),
        (["CIRCULAR", "RECTANGULAR", "POLYGONAL"], (_CIRCLE, _RECTANGLE, _POLYGON)),
    ],
)
def test_every_shape_is_read_alone_and_together(
    names: object, shapes: tuple[ShutterShape, ...]
) -> None:
    """Only those that Shutter Shape names, whatever else is filled in."""
    assert shutter_of(attributes(_dataset(names, **_ALL))) == (Shutter(shapes), ())


def test_gray_and_color_of_what_is_covered() -> None:
    """65535 is white; CIELab for screens with color."""
    dataset = _dataset("CIRCULAR", **_ALL, ShutterPresentationValue=13107)
    dataset.ShutterPresentationColorCIELabValue = [65535, 0x8080, 0x8080]
    shutter, _notes = shutter_of(attributes(dataset))
    assert shutter is not None
    assert (shutter.p_value, shutter.color) == (0.2, (255, 255, 255))


def test_a_bitmap_is_found_by_its_group() -> None:
    """The overlay of the same data set that Shutter Overlay Group names."""
    planes = [Overlay(group, OverlayType.GRAPHICS, 1, 1, (1, 1), b"") for group in (0x6000, 0x6002)]
    dataset = _dataset("BITMAP", ShutterOverlayGroup=0x6002)
    assert shutter_of(attributes(dataset), planes)[0] == Shutter((), planes[1])


@pytest.mark.parametrize("missing", list(_ALL))
def test_a_shape_without_its_numbers_is_told(missing: str) -> None:
    """What it should have covered is seen, so the picture must say so; the others still cover."""
    values = {keyword: value for keyword, value in _ALL.items() if keyword != missing}
    found = shutter_of(attributes(_dataset(["CIRCULAR", "RECTANGULAR", "POLYGONAL"], **values)))
    assert found[0] is not None
    assert len(found[0].shapes) == 2
    assert len(found[1]) == 1


@pytest.mark.parametrize(
    ("shape", "keyword", "value"),
    [
        ("RECTANGULAR", "ShutterRightVerticalEdge", "16777217"),
        ("CIRCULAR", "RadiusOfCircularShutter", "16777217"),
        ("CIRCULAR", "CenterOfCircularShutter", ["-2147483648", "1"]),
        ("POLYGONAL", "VerticesOfThePolygonalShutter", ["1", "2", "3", "-16777217", "5", "7"]),
    ],
)
def test_places_far_from_every_image_are_told(shape: str, keyword: str, value: object) -> None:
    """Nothing can be computed with them: their products overflow, and cover something else."""
    numbers = {**_ALL, keyword: value}
    shutter, notes = shutter_of(attributes(_dataset(shape, **numbers)))
    assert shutter is None
    assert notes == (f"The {shape.lower()} shutter cannot be read",)


@pytest.mark.parametrize(("vertices", "read"), [(4096, True), (4097, False)])
def test_a_polygon_of_thousands_of_corners_is_told(vertices: int, read: bool) -> None:
    """Each costs time."""
    dataset = _dataset("POLYGONAL", VerticesOfThePolygonalShutter=["1", "2"] * vertices)
    shutter, notes = shutter_of(attributes(dataset))
    assert (shutter is not None, bool(notes)) == (read, not read)


@pytest.mark.parametrize("shape", ["OVAL", "BITMAP"])
def test_what_is_unknown_or_nowhere_is_told(shape: str) -> None:
    """No shutter is left then, and that is said."""
    shutter, notes = shutter_of(attributes(_dataset(shape)))
    assert shutter is None
    assert notes == (f"The {shape.lower()} shutter cannot be read",)


def test_without_a_shape_there_is_no_shutter() -> None:
    """Numbers alone mean nothing."""
    dataset = _dataset(None, **_ALL)
    assert shutter_of(attributes(dataset)) == (None, ())


def test_a_frame_of_an_enhanced_image_has_a_shutter_of_its_own(tmp_path: Path) -> None:
    """The Frame Display Shutter group wins over the top level, frame by frame."""
    dataset = image_dataset(frames=2)
    dataset.update(_dataset("CIRCULAR", **_ALL))
    own, other = Dataset(), Dataset()
    own.FrameDisplayShutterSequence = [_dataset("RECTANGULAR", **_ALL)]
    dataset.PerFrameFunctionalGroupsSequence = [other, own]
    first, second = frames_of(read_instance(stored(tmp_path, part10(dataset))))
    assert first.shutter == Shutter((_CIRCLE,))
    assert second.shutter == Shutter((_RECTANGLE,))


def test_the_bitmap_of_a_shutter_is_not_drawn_as_well(tmp_path: Path) -> None:
    """PS3.3 C.7.6.15: it is no overlay then."""
    dataset = image_dataset()
    dataset.update(_dataset("BITMAP", ShutterOverlayGroup=0x6000))
    for element, vr, value in (
        (0x0010, "US", 3),
        (0x0011, "US", 5),
        (0x0050, "SS", [1, 1]),
        (0x3000, "OW", b"\x11\x02"),
    ):
        dataset.add_new(0x6000 << 16 | element, vr, value)
    (frame,) = frames_of(read_instance(stored(tmp_path, part10(dataset))))
    assert frame.overlays == ()
    assert frame.shutter is not None
    assert frame.shutter.bitmap is not None
