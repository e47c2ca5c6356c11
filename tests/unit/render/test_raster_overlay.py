"""All marks of a viewport at once: as if they were painted one after another."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.render import blending, raster_overlay
from workstation.render.raster_damage import common
from workstation.render.raster_marks import paint_graphic
from workstation.render.raster_overlay import Composed, Overlay
from workstation.scene.graphics import Box, Fill, Graphic, Line, Path, Text
from workstation.scene.scene import Rect

_CLIP = Rect(3, 4, 50, 40)
_RED, _GREEN = (220, 10, 40), (20, 200, 90)
_TEXT = Text(5, 8, "Äg 7", 13, _RED)
_BOX = Box(10.5, 11.5, 20, 22, _RED, opacity=0.4)
_MARKS = (
    _TEXT,
    Line(0, 2, 60, 44, _GREEN, 3, halo=True),
    _BOX,
    Box(3, 4, 50, 40, _GREEN, thickness=2),
    Path(((9.5, 9.0), (44.0, 30.5), (12.0, 38.0)), _RED, 2.5, closed=True, opacity=0.7, halo=True),
    Fill(((6.5, 30.0), (50.0, 12.25), (40.0, 60.0)), _GREEN, 0.3),
)


def _ground() -> npt.NDArray[np.uint32]:
    gray = np.random.default_rng(2).integers(0, 256, (50, 60)).astype(np.uint32)
    return np.uint32(0xFF000000) + gray * np.uint32(0x010101)


def _levels(framebuffer: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    return np.asarray(framebuffer[..., None] >> np.array([24, 16, 8, 0]) & 255, np.int64)


def _one_by_one(graphics: tuple[Graphic, ...]) -> npt.NDArray[np.int64]:
    framebuffer = _ground()
    for graphic in graphics:
        paint_graphic(framebuffer, _CLIP, graphic)
    return _levels(framebuffer)


def _painted(overlay: Overlay, graphics: tuple[Graphic, ...]) -> npt.NDArray[np.int64]:
    framebuffer = _ground()
    overlay.paint(framebuffer, graphics, overlay.parts(None, graphics))
    return _levels(framebuffer)


@pytest.mark.parametrize("mark", _MARKS, ids=lambda mark: type(mark).__name__)
def test_one_mark_is_painted_as_it_is(mark: Graphic) -> None:
    """But for the roundings in between where it has a halo."""
    assert np.abs(_painted(Overlay(_CLIP), (mark,)) - _one_by_one((mark,))).max() <= 1


@given(st.permutations(_MARKS))
def test_marks_lie_over_each_other_in_their_order(marks: list[Graphic]) -> None:
    """Composed and blended once; only the roundings in between are gone."""
    difference = _painted(Overlay(_CLIP), tuple(marks)) - _one_by_one(tuple(marks))
    assert np.abs(difference).max() <= 2


def test_marks_that_change_are_drawn_anew() -> None:
    """Over many drawings, whichever of them change and however often."""
    overlay = Overlay(_CLIP)
    for step in range(30):
        number = replace(_TEXT, content=str(step))
        line = replace(_MARKS[1], y1=step // 12)
        marks = (_MARKS[3], number, line, _MARKS[2])[: 3 + step // 20]
        assert np.abs(_painted(overlay, marks) - _one_by_one(marks)).max() <= 2


def test_what_stays_is_composed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often a mark in the middle changes."""
    made: list[int] = []
    compose = raster_overlay.composed

    def counted(stride: int, clip: Rect, graphics: tuple[Graphic, ...]) -> Composed:
        made.append(len(graphics))
        return compose(stride, clip, graphics)

    monkeypatch.setattr(raster_overlay, "composed", counted)
    overlay = Overlay(_CLIP)
    for step in range(5):
        _painted(overlay, (*_MARKS[0:2], replace(_BOX, x=10.5 + step), _MARKS[3]))
    assert sorted(made) == [1] * 5 + [2, 4]


def test_a_large_box_is_blended_where_it_lies() -> None:
    """It is no list of pixels; what lies before and after it stays there."""
    size = Rect(0, 0, 400, 300)
    marks = (replace(_TEXT, x=20), Box(0, 0, 400, 200, _GREEN, opacity=0.5), _MARKS[1])
    painted, expected = (np.full((300, 400), 0xFF646464, np.uint32) for _ in range(2))
    Overlay(size).paint(painted, marks, (size,))
    for mark in marks:
        paint_graphic(expected, size, mark)
    assert np.abs(_levels(painted) - _levels(expected)).max() <= 1


def test_nothing_is_drawn_outside_the_viewport() -> None:
    """Its neighbor is another patient."""
    changed = (_painted(Overlay(_CLIP), _MARKS) != _levels(_ground())).any(axis=2)
    changed[_CLIP.y : _CLIP.y + _CLIP.height, _CLIP.x : _CLIP.x + _CLIP.width] = False
    assert not changed.any()


@settings(max_examples=30)
@given(st.integers(0, 35), st.integers(8, 38))
def test_parts_are_drawn_as_they_are_in_the_whole(x: int, y: int) -> None:
    """And nothing beside them, of marks that stay and of one that changes."""
    if not blending.available():
        return
    parts = common(_CLIP, Rect(x, y, 11, 9)), common(_CLIP, Rect(x + 11, y - 5, 7, 30))
    for overlay in (Overlay(_CLIP), _used_overlay()):
        whole, part = _ground(), _ground()
        overlay.paint(part, _MARKS, parts)
        overlay.paint(whole, _MARKS, (_CLIP,))
        inside = np.zeros(part.shape, np.bool_)
        for rect in parts:
            inside[rect.y : rect.y + rect.height, rect.x : rect.x + rect.width] = True
        assert np.array_equal(part, np.where(inside, whole, _ground()))


def _used_overlay() -> Overlay:
    """It has seen the text change."""
    overlay = Overlay(_CLIP)
    for number in (1, 2):
        marks = replace(_TEXT, content=str(number)), *_MARKS[1:]
        overlay.paint(_ground(), marks, overlay.parts(None, marks))
    return overlay


def test_no_marks_change_nothing() -> None:
    """A viewport without a word."""
    assert np.array_equal(_painted(Overlay(_CLIP), ()), _levels(_ground()))
