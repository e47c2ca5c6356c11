"""Annotations as marks on the surface, worked out on paper."""

from dataclasses import replace
from math import hypot

import numpy as np
import pytest

from tests.support import sample_frames
from workstation.dicom.annotation import (
    Annotation,
    AnnotationUnits,
    GraphicLayer,
    GraphicObject,
    GraphicStyle,
    GraphicType,
    Point,
    TextObject,
)
from workstation.dicom.model import Frame
from workstation.dicom.presented import DisplayedArea, Presented
from workstation.dicom.tiles import Tile
from workstation.display.table import DisplayTable, identity_table
from workstation.scene.graphics import Fill, Graphic, Path, Text
from workstation.scene.scene import Affine, Rect
from workstation.session.annotation_text import Area
from workstation.session.annotations import annotation_graphics, displayed_area
from workstation.session.look import Look

LAYER = GraphicLayer("A", 1)
LOOK = Look(Rect(0, 0, 800, 600), 1.0)
DOUBLED = Affine(2, 0, 10, 0, 3, 20)  # columns twice, rows three times as large
TURNED = Affine(0, -2, 500, 2, 0, 20)  # a quarter turn clockwise
AREA = Area(100, 50, 400, 200)
TABLE = identity_table()


def _graphic(kind: str, points: tuple[Point, ...], units: str = "PIXEL") -> GraphicObject:
    return GraphicObject(GraphicType(kind), points, AnnotationUnits(units))


def _marks(
    *annotations: Annotation,
    affine: Affine = DOUBLED,
    frame: Frame | None = None,
    table: DisplayTable = TABLE,
    look: Look = LOOK,
) -> tuple[Graphic, ...]:
    presented = Presented("1.2", "", annotations=annotations)
    return annotation_graphics(presented, frame or sample_frames.frame(), affine, AREA, table, look)


def _paths(graphic: GraphicObject, layer: GraphicLayer = LAYER, **how: object) -> list[Path]:
    marks = _marks(Annotation(layer, (graphic,)), **how)  # type: ignore[arg-type]
    return [mark for mark in marks if isinstance(mark, Path)]


def _extent(path: Path) -> list[float]:
    """Left, top, right, bottom."""
    points = np.array(path.points)
    return [*points.min(axis=0).tolist(), *points.max(axis=0).tolist()]


LINE = ((1.5, 2.0), (7.0, 4.5))


@pytest.mark.parametrize(
    ("affine", "expected"),
    [
        (DOUBLED, ((13, 26), (24, 33.5))),
        (TURNED, ((496, 23), (491, 34))),
        (Affine(-2, 0, 300, 0, 2, 0), ((297, 4), (286, 9))),
    ],
    ids=["enlarged", "turned", "mirrored"],
)
def test_a_line_goes_with_the_image(affine: Affine, expected: tuple[Point, ...]) -> None:
    r"""0.0\0.0 is the outer corner of the first pixel (C.10.5)."""
    (path,) = _paths(_graphic("POLYLINE", LINE), affine=affine)
    assert path.points == expected
    assert not path.closed


def test_a_polyline_that_comes_back_is_closed() -> None:
    """And has its first point once: a join, no two ends."""
    (path,) = _paths(_graphic("POLYLINE", (*LINE, (1.0, 9.0), LINE[0])))
    assert path.closed
    assert len(path.points) == 3


def test_what_is_relative_to_the_displayed_area_stays_with_it() -> None:
    r"""0.0\0.0 is its top left corner on the surface, 1.0\1.0 its bottom right one."""
    (path,) = _paths(_graphic("POLYLINE", ((0.0, 0.0), (0.25, 1.0)), "DISPLAY"), affine=TURNED)
    assert path.points == ((100, 50), (200, 250))


def test_what_counts_in_the_whole_matrix_is_shifted_to_the_tile() -> None:
    """A frame that is no tile is the whole."""
    tiled = replace(sample_frames.frame(), tile=Tile(0, 2, 1, 99, 99))
    graphic = _graphic("POLYLINE", LINE, "MATRIX")
    assert _paths(graphic, frame=tiled)[0].points == ((11, 20), (22, 27.5))
    assert _paths(graphic)[0].points == ((13, 26), (24, 33.5))


def test_a_circle_is_round_in_pixels() -> None:
    """Where they are not square it is an ellipse on the surface: it goes through its point."""
    (path,) = _paths(_graphic("CIRCLE", ((50.0, 40.0), (53.0, 44.0))))
    assert _extent(path) == pytest.approx([100, 125, 120, 155], abs=0.06)
    assert path.closed


def test_a_circle_of_the_displayed_area_is_round_on_the_surface() -> None:
    """Parts of its width and of its height are not of the same length."""
    (path,) = _paths(_graphic("CIRCLE", ((0.5, 0.5), (0.75, 0.5)), "DISPLAY"))
    assert _extent(path) == pytest.approx([200, 50, 400, 250], abs=0.06)


def test_an_ellipse_may_lean() -> None:
    """Through the ends of both axes, on the turned image too."""
    graphic = _graphic("ELLIPSE", ((10, 10), (40, 50), (33, 24), (17, 36)))
    (path,) = _paths(graphic, affine=TURNED)
    for x, y in ((480, 40), (400, 100), (452, 86), (428, 54)):
        assert min(hypot(x - px, y - py) for px, py in path.points) < 3


def test_an_interpolated_line_is_a_curve_through_its_points() -> None:
    """Closed where it comes back."""
    points = ((10.0, 10.0), (60.0, 20.0), (30.0, 70.0), (10.0, 10.0))
    (path,) = _paths(_graphic("INTERPOLATED", points))
    assert path.closed
    assert len(path.points) > 30
    assert all(any(hypot(2 * x + 10 - a, 3 * y + 20 - b) < 1e-6 for a, b in path.points)
               for x, y in points)  # fmt: skip


def test_a_point_is_a_cross_on_the_point() -> None:
    """As large as a letter, whatever the zoom."""
    (path,) = _paths(_graphic("POINT", ((5.0, 6.0),)))
    left, top, right, bottom = _extent(path)
    assert ((left + right) / 2, (top + bottom) / 2) == (20, 38)
    assert right - left == bottom - top == LOOK.size


def test_a_closed_graphic_may_be_filled() -> None:
    """Under its outline; the image is to be seen through it where nothing is said of the fill."""
    circle = replace(_graphic("CIRCLE", LINE), filled=True)
    fill, path = _marks(Annotation(LAYER, (circle,)))
    assert isinstance(fill, Fill)
    assert isinstance(path, Path)
    assert fill.points == path.points
    assert fill.opacity == 0.4


def test_an_open_graphic_is_not_filled() -> None:
    """Whatever its writer asks."""
    assert len(_marks(Annotation(LAYER, (replace(_graphic("POLYLINE", LINE), filled=True),)))) == 1


def test_a_fill_style_is_heeded() -> None:
    """Its color and its opacity."""
    fill = GraphicStyle(color=(9, 8, 7), opacity=0.75)
    circle = replace(_graphic("CIRCLE", LINE), filled=True, fill=fill)
    area = _marks(Annotation(LAYER, (circle,)))[0]
    assert isinstance(area, Fill)
    assert (*area.color, area.opacity) == (9, 8, 7, 0.75)


def test_the_gray_of_a_layer_goes_through_the_monitors_table() -> None:
    """Its level of 1023, as the interface counts them."""
    ddl = np.full(65536, 1023, np.uint16)
    ddl[:32768] = 512
    (path,) = _paths(_graphic("POLYLINE", LINE), replace(LAYER, p_value=0.25),
                     table=DisplayTable(ddl, 10))  # fmt: skip
    assert path.color == pytest.approx((512 / 1023 * 255,) * 3)


def test_a_layer_without_a_value_is_white() -> None:
    """With a dark halo, so that it is seen on any image."""
    (path,) = _paths(_graphic("POLYLINE", LINE))
    assert (path.color, path.halo) == ((255, 255, 255), True)


def test_the_color_of_a_style_wins_over_that_of_its_layer() -> None:
    """And this over the layer's gray."""
    layer = replace(LAYER, p_value=0.5, color=(1, 200, 3))
    styled = replace(_graphic("POLYLINE", LINE), line=GraphicStyle(color=(250, 2, 2)))
    assert _paths(_graphic("POLYLINE", LINE), layer)[0].color == (1, 200, 3)
    assert _paths(styled, layer)[0].color == (250, 2, 2)


def test_a_dark_line_has_no_dark_halo() -> None:
    """It would be swallowed."""
    assert not _paths(_graphic("POLYLINE", LINE), replace(LAYER, p_value=0.0))[0].halo


@pytest.mark.parametrize(
    ("units", "given", "drawn"),
    [
        ("PIXEL", None, 1.5),
        ("PIXEL", 2.0, 4.0),
        ("PIXEL", 0.1, 1.0),
        ("PIXEL", 1e30, 64.0),
        ("DISPLAY", 0.02, 4.0),
        ("DISPLAY", 3.0, 3.0),
    ],
)
def test_the_thickness_of_a_line_has_the_units_of_its_graphic(
    units: str, given: float | None, drawn: float
) -> None:
    """Columns of the image, or parts of the displayed area; it can always be seen."""
    style = GraphicStyle(thickness=given)
    (path,) = _paths(replace(_graphic("POLYLINE", LINE, units), line=style))
    assert path.thickness == drawn


def test_dashes_are_the_runs_of_the_pattern() -> None:
    """From the first drawn bit after a gap; a pattern without gaps is a solid line."""
    style = GraphicStyle(dashed=True, pattern=0xC3F0C3F0, opacity=0.5)
    (path,) = _paths(replace(_graphic("POLYLINE", LINE), line=style))
    assert list(path.dashes) == [6, 4, 2, 4, 6, 4, 2, 4]
    assert path.opacity == 0.5
    solid = replace(style, pattern=0xFFFFFFFF)
    assert _paths(replace(_graphic("POLYLINE", LINE), line=solid))[0].dashes == ()


def test_layers_are_drawn_in_their_order() -> None:
    """Whatever their order in the file; texts over the graphics of their own."""
    low, high = replace(LAYER, color=(1, 1, 1)), GraphicLayer("B", 2, color=(2, 2, 2))
    text = TextObject("x", None, anchor=(5.0, 5.0))
    line = (_graphic("POLYLINE", LINE),)
    marks = _marks(Annotation(high, line), Annotation(low, line, (text,)))
    colors = [mark.color for mark in marks]
    assert colors == [(1, 1, 1), (1, 1, 1), (2, 2, 2)]
    assert isinstance(marks[1], Text)


def test_a_text_stays_upright_in_its_box_on_a_mirrored_image() -> None:
    """The box's corners change places; its text begins at the left of what is seen."""
    text = TextObject("x", ((1.0, 1.0), (50.0, 30.0)))
    (mark,) = _marks(Annotation(LAYER, texts=(text,)), affine=Affine(-2, 0, 300, 0, -2, 200))
    assert isinstance(mark, Text)
    assert (mark.x, mark.y) == (200, 140)


def test_a_text_may_be_anchored_to_the_image_and_stand_on_the_display() -> None:
    """Each in its own units."""
    text = TextObject(
        "x",
        ((0.0, 0.0), (0.2, 0.2)),
        AnnotationUnits.DISPLAY,
        anchor=(60.0, 60.0),
        anchor_visible=True,
    )
    line, words = _marks(Annotation(LAYER, texts=(text,)))
    assert isinstance(line, Path)
    assert isinstance(words, Text)
    assert (words.x, words.y, line.points[1]) == (100, 50, (130, 200))


def test_the_displayed_area_is_where_it_lies_on_the_surface() -> None:
    """Of a turned image too; without one it is the whole image."""
    presented = Presented("1.2", "", area=DisplayedArea((3, 2), (7, 5)))
    frame = sample_frames.frame()
    assert displayed_area(presented, frame, DOUBLED) == (14, 23, 10, 12)
    assert displayed_area(presented, frame, TURNED) == (490, 24, 8, 10)
    assert displayed_area(replace(presented, area=None), frame, DOUBLED) == (10, 20, 20, 18)


def test_points_that_lie_where_the_one_before_lies_are_left_out() -> None:
    """Seen from afar; the last one stays."""
    points = tuple((number / 1000, 5.0) for number in range(1001))
    (path,) = _paths(_graphic("POLYLINE", points))
    assert len(path.points) < 12
    assert path.points[-1] == (12, 35)


def test_hundreds_of_marks_are_drawn() -> None:
    """Small ones, filled and with words, as a study of many nodules has them."""
    small = replace(_graphic("CIRCLE", ((50.0, 40.0), (53.0, 44.0))), filled=True)
    text = TextObject("Nodule 12.4 mm", None, anchor=(50.0, 40.0))
    marks = _marks(Annotation(LAYER, (small,) * 200, (text,) * 200))
    assert len(marks) == 600


def test_areas_without_end_are_refused_in_words() -> None:
    """One after the other over the whole viewport."""
    large = replace(_graphic("CIRCLE", ((50.0, 40.0), (900.0, 40.0))), filled=True)
    *drawn, refusal = _marks(Annotation(LAYER, (large,) * 500))
    assert len(drawn) < 60
    assert isinstance(refusal, Text)
    assert "too many" in refusal.content


def test_what_would_take_forever_is_refused_in_words() -> None:
    """A state may hold millions of lines; those before are drawn."""
    corners = ((0.0, 0.0), (390.0, 190.0))
    scribble = _graphic("POLYLINE", corners * 2000)
    marks = _marks(Annotation(LAYER, (_graphic("POLYLINE", LINE), scribble, scribble)))
    assert isinstance(marks[0], Path)
    assert [mark.content for mark in marks if isinstance(mark, Text)] == [
        "2 annotations are too many to be drawn"
    ]
