import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.dicom.presented import DisplayedArea, SizeMode
from workstation.scene.scene import Affine, Rect
from workstation.scene.transform import apply
from workstation.session.outline import Outline, area_shape, home_zoom, orientation, true_size_of
from workstation.session.viewport import (
    ViewportState,
    flipped_horizontally,
    panned,
    placed,
    reset,
    rotated,
    whole_image,
    zoom_shown,
    zoomed,
)

RECT = Rect(30, 50, 401, 303)
AREA = DisplayedArea((21, 11), (60, 40))  # 40 columns from 20 to 60, 30 rows from 10 to 40

areas = st.builds(
    lambda left, top, width, height: DisplayedArea((left, top), (left + width, top + height)),
    st.integers(-20, 80),
    st.integers(-20, 50),
    st.integers(0, 90),
    st.integers(0, 90),
)
outlines = st.builds(
    Outline,
    shape=st.just((60, 100)),
    pixel_aspect=st.sampled_from((1.0, 1.5)),
    rect=st.just(RECT),
    area=st.none() | areas,
    quarter_turns=st.integers(0, 3),
    flipped=st.booleans(),
)


def _linear(affine: Affine) -> np.ndarray:
    return np.array([[affine.a, affine.b], [affine.d, affine.e]])


@given(outlines)
def test_the_displayed_area_just_fits_the_viewport(outline: Outline) -> None:
    """Its corners lie inside, at the edges of one direction, and its center in the middle."""
    area = outline.area or DisplayedArea((1, 1), (100, 60))
    affine = placed(ViewportState(), outline)
    ends = ((area.first[0] - 1, area.first[1] - 1), area.last)
    (x0, y0), (x1, y1) = (apply(affine, end) for end in ends)
    width, height = abs(x1 - x0), abs(y1 - y0)
    assert max(width / RECT.width, height / RECT.height) == pytest.approx(1)
    assert (x0 + x1) / 2 == pytest.approx(RECT.x + RECT.width / 2, abs=1)
    assert (y0 + y1) / 2 == pytest.approx(RECT.y + RECT.height / 2, abs=1)


@given(outlines, st.lists(st.sampled_from(("turn", "flip")), max_size=5))
def test_the_users_turns_come_on_top_of_the_states(outline: Outline, asked: list[str]) -> None:
    """What is seen is turned or mirrored, one after the other."""
    state, seen = ViewportState(zoom=1.0), _linear(placed(ViewportState(zoom=1.0), outline))
    for each in asked:
        state = rotated(state, 1) if each == "turn" else flipped_horizontally(state)
        step = [[0, -1], [1, 0]] if each == "turn" else [[-1, 0], [0, 1]]
        seen = np.array(step) @ seen
    assert _linear(placed(state, outline)) == pytest.approx(seen)


@given(outlines, st.floats(0.3, 3), st.floats(40, 420), st.floats(60, 340))
def test_zooming_holds_the_point_under_the_pointer(
    outline: Outline, factor: float, x: float, y: float
) -> None:
    """Also where the state has placed a part of the image."""
    state = zoomed(ViewportState(), outline, factor * 1.0001, (x, y))
    before, after = placed(ViewportState(), outline), placed(state, outline)
    matrix = np.array([[before.a, before.b], [before.d, before.e]])
    point = np.linalg.solve(matrix, [x - before.c, y - before.f])
    assert apply(after, (point[0], point[1])) == pytest.approx((x, y), abs=1.01)


@given(outlines, st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_the_image_is_never_panned_quite_out_of_view(outline: Outline, x: float, y: float) -> None:
    """The image, not the area: the rest of it can be reached."""
    start = ViewportState(zoom=2.0)
    affine = placed(panned(start, outline, (x, y)), outline)
    xs, ys = zip(*(apply(affine, corner) for corner in ((0, 0), (100, 60))), strict=True)
    assert max(xs) > RECT.x
    assert min(xs) < RECT.x + RECT.width
    assert max(ys) > RECT.y
    assert min(ys) < RECT.y + RECT.height


@given(outlines)
def test_all_of_the_image_can_be_seen_under_a_state(outline: Outline) -> None:
    """And reset goes back to what the state shows."""
    state = whole_image(ViewportState(), outline)
    xs, ys = zip(*(apply(placed(state, outline), at) for at in ((0, 0), (100, 60))), strict=True)
    assert (min(xs) >= RECT.x - 1, max(xs) <= RECT.x + RECT.width + 1) == (True, True)
    assert (min(ys) >= RECT.y - 1, max(ys) <= RECT.y + RECT.height + 1) == (True, True)
    assert placed(reset(state), outline) == placed(ViewportState(), outline)


def test_magnification_is_displayed_pixels_for_each_of_the_image() -> None:
    """PS3.3 C.10.4; whatever fits."""
    area = DisplayedArea((1, 1), (100, 60), SizeMode.MAGNIFY, 2.5)
    assert zoom_shown(ViewportState(), Outline((60, 100), 1.0, RECT, area)) == 2.5


def test_true_size_needs_the_pitch_of_the_monitor() -> None:
    """A column of 0.5 mm covers two pixels of 0.25 mm; unknown, the area is fitted."""
    area = DisplayedArea((1, 1), (100, 60), SizeMode.TRUE_SIZE, spacing=(0.75, 0.5))
    known = Outline((60, 100), 1.5, RECT, area, pitch=0.25)
    unknown = Outline((60, 100), 1.5, RECT, area)
    assert (true_size_of(known), home_zoom(known, 0)) == (2.0, 2.0)
    assert (true_size_of(unknown), home_zoom(unknown, 0)) == (None, 303 / 90)


def test_an_area_counts_both_of_its_corners() -> None:
    """Columns 21 to 60 are 40."""
    assert area_shape(Outline((60, 100), 1.0, RECT, AREA)) == (30, 40)


def test_a_flip_by_the_user_undoes_one_by_the_state() -> None:
    """And turns the state's turns round."""
    outline = Outline((60, 100), 1.0, RECT, None, 1, flipped=True)
    assert orientation(outline, 0, True) == (3, False)
