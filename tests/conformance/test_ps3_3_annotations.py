"""Graphic annotations (PS3.3 C.10.5) in pictures, from the graphic data alone.

MESA's CPI tests 9 come with the picture that is to come out. Its shapes lie beside those of the
Standard, which puts 0.0 at the corner of the first pixel, and its interpolated curve leaves out
the points through which it shall pass. So pictures are compared with what each pixel says of its
distance from the shape, and with MESA's own only to three pixels.
"""

from dataclasses import replace
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pydicom
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import image_dataset, part10, stored
from tests.support.graphic_items import anchored_item, annotation_item, graphic_item, text_item
from tests.support.stated import state_of
from workstation.cli.picture import Loaded, Wish, draw, load_frame
from workstation.cli.stated import under_state
from workstation.dicom.annotation import GraphicType
from workstation.render.coverage import area_coverage
from workstation.render.strokes import area_edges
from workstation.scene.graphics import Fill
from workstation.scene.scene import Rect

Floats = npt.NDArray[np.floating[Any]]

_MESA = "mesa_cpi/09_graphic_annotation_pstate/1.2.276.0.7230010.3.200.9."
_THICKNESS = 1.5  # of a line of which the state says nothing
_SIDE = 512
_WHITE = (255, 255, 255)


@cache
def _loaded(image: Path) -> Loaded:
    return load_frame(image, 1)


def _drawn(image: Path, state: Path | None, wish: Wish) -> Floats:
    loaded = _loaded(image)
    if state is not None:
        loaded = replace(loaded, frame=under_state(loaded.frame, state))
    return draw(loaded, wish).values.astype(np.float64)


def _corners(state: Path) -> Floats:
    """The shape as a fine polygon, from the graphic data as pydicom reads it: (n, 2)."""
    graphic = pydicom.dcmread(state).GraphicAnnotationSequence[0].GraphicObjectSequence[0]
    points = np.reshape(graphic.GraphicData, (-1, 2))
    angle = np.linspace(0, 2 * np.pi, 5000)[:, None]
    if graphic.GraphicType == "CIRCLE":
        radius = np.hypot(*(points[1] - points[0]))
        return np.asarray(points[0] + radius * np.hstack([np.cos(angle), np.sin(angle)]))
    if graphic.GraphicType == "ELLIPSE":
        one, other = (points[1] - points[0]) / 2, (points[3] - points[2]) / 2
        return np.asarray(points[:2].mean(axis=0) + np.cos(angle) * one + np.sin(angle) * other)
    assert graphic.GraphicType == "POLYLINE"
    return points


def _distances(corners: Floats, x: Floats, y: Floats) -> Floats:
    """From each point to the nearest line between neighboring corners."""
    nearest = np.full(x.shape, np.inf)
    for (x0, y0), (x1, y1) in pairwise(corners):
        dx, dy = x1 - x0, y1 - y0
        part = np.clip(((x - x0) * dx + (y - y0) * dy) / max(dx * dx + dy * dy, 1e-12), 0, 1)
        nearest = np.minimum(nearest, np.hypot(x - x0 - part * dx, y - y0 - part * dy))
    return nearest


@pytest.mark.parametrize("size", [(900, 700), (230, 300)], ids=str)
@pytest.mark.parametrize("test", [1, 9, 13], ids=["polygon", "circle", "ellipse"])
def test_mesas_shapes_lie_where_their_data_says(
    shared_data: Path, test: int, size: tuple[int, int]
) -> None:
    """Every pixel is as bright as it is near to the line, at any zoom; the image is black."""
    image, state = (shared_data / f"{_MESA}{name}" for name in (f"{test}.1", f"0.{test}"))
    drawn = _drawn(image, state, Wish(size=size, reference=True))
    zoom = min(size) / _SIDE
    corners = (_corners(state) - _SIDE / 2) * zoom + np.array(size) / 2
    seen = np.zeros(drawn.shape, bool)  # without the ramp in the image's last row
    last = round(size[1] / 2 + (_SIDE / 2 - 3) * zoom)
    seen[:last] = drawn[:last] > 0
    y, x = np.nonzero(seen)
    bright = np.clip(_THICKNESS / 2 + 0.5 - _distances(corners, x + 0.5, y + 0.5), 0, 1)
    assert np.abs(bright * 255 - drawn[seen]).max() < 3
    assert drawn[:last].sum() / 255 == pytest.approx(_length(corners) * _THICKNESS, rel=0.02)


def _length(corners: Floats) -> float:
    return float(np.hypot(*np.diff(corners, axis=0).T).sum())


@pytest.mark.parametrize("test", [1, 9, 13], ids=["polygon", "circle", "ellipse"])
def test_mesas_own_pictures_have_the_same_lines(shared_data: Path, test: int) -> None:
    """No pixel of theirs lies farther than three from ours, none of ours from theirs."""
    files = [shared_data / f"{_MESA}{name}" for name in (f"{test}.1", f"0.{test}", f"{test}.2")]
    ours = _drawn(files[0], files[1], Wish(reference=True))[:-3] > 60
    theirs = _drawn(files[2], None, Wish(reference=True))[:-3] > 60
    for one, other in ((ours, theirs), (theirs, ours)):
        assert one.sum() > 500
        assert not (one & ~_grown(_grown(_grown(other)))).any()


def _grown(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """With the four neighbors of each pixel."""
    rim = np.pad(mask, 1)
    return np.asarray(
        mask | rim[2:, 1:-1] | rim[:-2, 1:-1] | rim[1:-1, 2:] | rim[1:-1, :-2], np.bool_
    )


def test_an_interpolated_line_passes_through_all_its_points(shared_data: Path) -> None:
    """Of which MESA's sixth picture leaves out all; ours are white there."""
    image, state = shared_data / f"{_MESA}5.1", shared_data / f"{_MESA}0.5"
    drawn = _drawn(image, state, Wish(reference=True))
    graphic = pydicom.dcmread(state).GraphicAnnotationSequence[0].GraphicObjectSequence[0]
    for x, y in np.reshape(graphic.GraphicData, (-1, 2)).astype(int):
        assert drawn[y - 1 : y + 1, x - 1 : x + 1].max() > 180


@pytest.mark.parametrize("number", range(1, 7))
def test_regions_enclose_what_their_writer_counted(shared_data: Path, number: int) -> None:
    """The text beside each region says how many pixels it has: "A=196px"."""
    folder = shared_data / "gsps" / "clearcanvas"
    loaded = _loaded(folder / f"real0{number}.dcm")
    presented = under_state(loaded.frame, folder / f"real0{number}.pr.dcm").presented
    assert presented is not None
    (annotation,) = presented.annotations
    (graphic,), (text,) = annotation.graphics, annotation.texts
    assert graphic.kind is GraphicType.POLYLINE
    clip = Rect(0, 0, loaded.values.shape[1], loaded.values.shape[0])
    ((_rect, covered),) = area_coverage(area_edges(Fill(graphic.points, _WHITE), clip), clip)
    counted = float(text.content.partition("=")[2].partition("px")[0])
    perimeter = _length(np.array(graphic.points))
    assert abs(float(covered.sum()) - counted) < perimeter / 2


def _files(folder: Path, rotation: int, flip: str) -> tuple[Path, Path]:
    """A square image without contrast, and a state that draws lines that are alike nowhere."""
    image = image_dataset(16, 16)
    image.PixelData = bytes(2 * 16 * 16)
    graphics = [
        graphic_item("POLYLINE", [2.0, 1.5, 13.25, 4.0, 9.0, 14.5, 11.0, 7.0]),
        graphic_item("ELLIPSE", [1, 9, 5, 13, 2, 12, 4, 10]),
    ]
    state = state_of(
        "1.1",
        ImageRotation=rotation,
        ImageHorizontalFlip=flip,
        GraphicAnnotationSequence=[annotation_item(graphics)],
        DisplayedAreaSelectionSequence=[_area(16)],
    )
    return _saved(folder, image, state)


def _area(side: int) -> Dataset:
    area = Dataset()
    area.DisplayedAreaTopLeftHandCorner = [1, 1]
    area.DisplayedAreaBottomRightHandCorner = [side, side]
    area.PresentationSizeMode = "SCALE TO FIT"
    area.PresentationPixelAspectRatio = [1, 1]
    return area


def _saved(folder: Path, image: Dataset, state: Dataset) -> tuple[Path, Path]:
    files = (image, "image.dcm"), (state, "state.dcm")
    found = [stored(folder, part10(each), name).path for each, name in files]
    return found[0], found[1]


def test_annotations_turn_with_the_image(tmp_path: Path) -> None:
    """Turned clockwise, then mirrored (C.10.6): as the whole picture is."""
    wish = Wish(size=(320, 320), reference=True)
    plain = _drawn(*_files(tmp_path, 0, "N"), wish)
    assert (plain > 0).sum() > 500
    for rotation, flip in product((0, 90, 180, 270), "NY"):
        turned = np.rot90(plain, -rotation // 90)
        expected = np.fliplr(turned) if flip == "Y" else turned
        drawn = _drawn(*_files(tmp_path, rotation, flip), wish)
        assert np.abs(drawn - expected).max() <= 1, (rotation, flip)


_EVERYTHING = (
    graphic_item("POINT", [3.5, 2.5]),
    graphic_item("INTERPOLATED", [1, 1, 9, 2, 14, 8, 3, 12], GraphicFilled="N"),
    graphic_item("CIRCLE", [8, 8, 11, 8], GraphicFilled="Y"),
    graphic_item("POLYLINE", [0.1, 0.9, 0.5, 0.2], GraphicAnnotationUnits="DISPLAY"),
)
_WORDS = (
    text_item("Łódź Ω µ", [2, 10, 9, 12]),
    text_item("山田 腫瘤 결절", [0.5, 0.05, 0.95, 0.2], "DISPLAY"),
    anchored_item("ورم גידול", [12.0, 13.0]),
)


@pytest.mark.parametrize("bits", [8, 10])
def test_opengl_draws_what_numpy_draws(tmp_path: Path, bits: int) -> None:
    """Every kind and several scripts, on a picture with contrast."""
    state = state_of("1.1", GraphicAnnotationSequence=[annotation_item(_EVERYTHING, _WORDS)])
    state.SpecificCharacterSet = "ISO_IR 192"
    state.DisplayedAreaSelectionSequence = [_area(16)]
    image, path = _saved(tmp_path, image_dataset(16, 16), state)
    by_numpy, by_opengl = (
        _drawn(image, path, Wish(size=(400, 300), bits=bits, reference=reference))
        for reference in (True, False)
    )
    assert np.abs(by_numpy - by_opengl).max() <= 3
    without = _drawn(image, None, Wish(size=(400, 300), bits=bits))
    assert (by_opengl != without).mean() > 0.05
