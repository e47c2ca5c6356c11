from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.sample_frames import frame, geometry
from workstation.dicom.lut import Window
from workstation.scene.scene import Interpolation, Rect
from workstation.scene.transform import apply, edge_letters, inverse
from workstation.session.outline import Outline
from workstation.session.viewport import (
    Cine,
    ViewportState,
    at_frame,
    fitted,
    flipped_horizontally,
    flipped_vertically,
    inverted,
    next_interpolation,
    next_stored_voi,
    overlays_switched,
    panned,
    placed,
    reset,
    rotated,
    scrolled,
    shutter_switched,
    stored_voi,
    windowed,
    zoom_shown,
    zoomed,
    zoomed_to,
)

OUTLINE = Outline((60, 100), 1.5, Rect(30, 50, 401, 303))
WINDOW = Window(40, 400)

states = st.builds(
    ViewportState,
    display_set=st.just("one"),
    frame_index=st.integers(0, 9),
    voi=st.none() | st.just(WINDOW),
    voi_index=st.integers(0, 2),
    inverted=st.booleans(),
    quarter_turns=st.integers(0, 3),
    flipped=st.booleans(),
    zoom=st.none() | st.floats(0.1, 20).map(lambda zoom: zoom + 0.003),
    pan=st.tuples(st.floats(-100, 100), st.floats(-100, 100)),
    interpolation=st.sampled_from(Interpolation),
)
points = st.tuples(st.floats(30, 431), st.floats(50, 353))


@given(states, st.integers(-50, 50))
def test_scrolling_stays_in_the_stack(state: ViewportState, by: int) -> None:
    """There is always a frame to show."""
    assert scrolled(state, by, 10).frame_index == max(0, min(9, state.frame_index + by))


def test_looking_at_a_frame_stops_playing() -> None:
    """The hand wins over the clock."""
    playing = ViewportState("one", cine=Cine(10, 0, 0))
    assert at_frame(playing, 3, 5) == ViewportState("one", frame_index=3, chosen=True)


def test_the_users_window_goes_before_the_stored_ones() -> None:
    """And the stored ones come back."""
    own = windowed(ViewportState(voi_index=1), WINDOW)
    assert own.voi == WINDOW
    assert stored_voi(own, 1) == ViewportState(voi_index=1)


def test_the_stored_windows_follow_each_other_round() -> None:
    """From the user's own back to the one before it, then on."""
    state = windowed(ViewportState(voi_index=1), WINDOW)
    indices = []
    for _press in range(4):
        state = next_stored_voi(state, 3)
        indices.append(state.voi_index)
    assert indices == [1, 2, 0, 1]


def test_without_stored_windows_the_default_comes_back() -> None:
    """There is nothing to step through."""
    assert next_stored_voi(windowed(ViewportState(), WINDOW), 0) == ViewportState()


def test_interpolation_comes_round() -> None:
    """Three kinds, and each once."""
    state, seen = ViewportState(), set()
    for _press in range(3):
        state = next_interpolation(state)
        seen.add(state.interpolation)
    assert seen == set(Interpolation)
    assert state == ViewportState()


@given(states)
def test_inverting_twice_changes_nothing(state: ViewportState) -> None:
    """And once only the polarity."""
    assert inverted(inverted(state)) == state
    assert inverted(state).inverted is not state.inverted


# Where a point of the surface goes when the picture is turned about the middle of the viewport.
_MIDDLE = (30 + 401 / 2, 50 + 303 / 2)
Move = Callable[[float, float], tuple[float, float]]
SEEN: list[tuple[Callable[[ViewportState], ViewportState], Move]] = [
    (flipped_horizontally, lambda x, y: (-x, y)),
    (flipped_vertically, lambda x, y: (x, -y)),
    (lambda state: rotated(state, 1), lambda x, y: (-y, x)),
    (lambda state: rotated(state, -1), lambda x, y: (y, -x)),
    (lambda state: rotated(state, 2), lambda x, y: (-x, -y)),
]


@pytest.mark.parametrize(("change", "move"), SEEN)
@given(state=states, point=points)
def test_what_is_seen_is_mirrored_or_turned(
    change: Callable[[ViewportState], ViewportState],
    move: Move,
    state: ViewportState,
    point: tuple[float, float],
) -> None:
    """Whatever lay there before: the image point is found where the eye expects it."""
    if state.zoom is None:  # a quarter turn may fit otherwise, and that is meant
        state = zoomed_to(state, OUTLINE, 1.503)
    pixel = apply(inverse(placed(state, OUTLINE)), point)
    x, y = move(point[0] - _MIDDLE[0], point[1] - _MIDDLE[1])
    after = apply(placed(change(state), OUTLINE), pixel)
    assert after == pytest.approx((x + _MIDDLE[0], y + _MIDDLE[1]), abs=1e-6)


@pytest.mark.parametrize(
    ("change", "letters"),
    [
        (flipped_horizontally, "LRAP"),
        (flipped_vertically, "RLPA"),
        (lambda state: rotated(state, 1), "PARL"),
    ],
)
def test_letters_move_with_the_image(
    change: Callable[[ViewportState], ViewportState], letters: str
) -> None:
    """R on the left of an axial slice, to begin with."""
    affine = placed(change(ViewportState()), OUTLINE)
    assert "".join(edge_letters(frame(plane=geometry()), affine)) == letters


@given(states)
def test_four_turns_change_nothing(state: ViewportState) -> None:
    """Exactly, the pan included."""
    after = state
    for _turn in range(4):
        after = rotated(after, 1)
    assert after == state


@given(states, st.floats(0.2, 5), points)
def test_zooming_keeps_what_is_under_the_pointer(
    state: ViewportState, factor: float, point: tuple[float, float]
) -> None:
    """The image point stays within a hundred-thousandth of a surface pixel."""
    after = zoomed(state, OUTLINE, factor, point)
    pixel = apply(inverse(placed(state, OUTLINE)), point)
    tolerance = 1.0 if _whole(after) or _whole(state) else 1e-5
    assert apply(placed(after, OUTLINE), pixel) == pytest.approx(point, abs=tolerance)


def _whole(state: ViewportState) -> bool:
    """Placed on whole pixels: then shifted by up to half of one, at any zoom after that."""
    zoom = zoom_shown(state, OUTLINE)
    return zoom.is_integer() and (zoom * OUTLINE.pixel_aspect).is_integer()


@given(states, st.floats(1e-5, 1e5), points)
def test_a_zoom_has_limits(state: ViewportState, factor: float, point: tuple[float, float]) -> None:
    """From specks to blocks, never to nothing."""
    assert 1 / 64 <= zoom_shown(zoomed(state, OUTLINE, factor, point), OUTLINE) <= 64


def test_a_pan_moves_the_image_along() -> None:
    """By exactly the way of the pointer."""
    state = ViewportState(zoom=2.5)
    before, after = placed(state, OUTLINE), placed(panned(state, OUTLINE, (7, -3)), OUTLINE)
    assert (after.c - before.c, after.f - before.f) == pytest.approx((7, -3))


def test_fitting_undoes_zoom_and_pan() -> None:
    """And leaves the rest."""
    moved = ViewportState("one", zoom=3.0, pan=(5, 6), inverted=True)
    assert fitted(moved) == ViewportState("one", inverted=True)


@given(states)
def test_a_reset_keeps_the_scroll_position(state: ViewportState) -> None:
    """And brings zoom, pan, window and orientation back to the start."""
    after = reset(state)
    assert after == ViewportState(
        "one", state.frame_index, interpolation=state.interpolation, cine=state.cine
    )


def test_a_fitted_image_is_placed_by_the_viewport() -> None:
    """100 columns in 401 pixels, 60 rows of 1.5 in 303."""
    affine = placed(ViewportState(), OUTLINE)
    assert apply(affine, (50, 30)) == pytest.approx(_MIDDLE)
    assert (affine.a, affine.e) == pytest.approx((303 / 90, 303 / 60))


def test_overlays_and_shutter_are_switched_each_for_itself() -> None:
    """And a reset draws both again: it is the picture as it was sent."""
    hidden, opened = overlays_switched(ViewportState()), shutter_switched(ViewportState())
    assert (hidden.overlays, hidden.shutter) == (False, True)
    assert (opened.overlays, opened.shutter) == (True, False)
    assert overlays_switched(hidden) == shutter_switched(opened) == ViewportState()
    assert reset(overlays_switched(opened)) == ViewportState()
