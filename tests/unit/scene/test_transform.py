from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.sample_frames import frame, geometry, instance
from workstation.dicom.geometry import PlaneGeometry, Spacing, SpacingSource, Vector
from workstation.scene.scene import Affine, Rect
from workstation.scene.transform import (
    apply,
    direction_code,
    edge_letters,
    fit_zoom,
    inverse,
    limited_pan,
    opposite,
    patient_from_surface,
    surface_from_image,
    surface_from_patient,
    true_size_zoom,
    zoom_of,
)

RECT = Rect(30, 50, 400, 300)
SHAPE = (60, 100)  # rows, columns
WAYS = tuple(product(range(4), (False, True)))

coordinates = st.floats(-500, 500)
angles = st.floats(-np.pi, np.pi)
zooms = st.floats(0.05, 30)
aspects = st.floats(0.3, 3)


@st.composite
def planes(draw: st.DrawFn) -> PlaneGeometry:
    """Planes of any direction, with rows and columns at right angles."""
    a, b, c = draw(angles), draw(angles), draw(angles)
    turn = _about(2, a) @ _about(1, b) @ _about(0, c)
    spacing = draw(st.tuples(st.floats(0.1, 5), st.floats(0.1, 5)))
    place = draw(st.tuples(coordinates, coordinates, coordinates))
    return PlaneGeometry(place, _vector(turn[:, 0]), _vector(turn[:, 1]), *spacing)


def _about(axis: int, angle: float) -> np.ndarray:
    turn = np.eye(3)
    i, j = [each for each in range(3) if each != axis]
    turn[i, i] = turn[j, j] = np.cos(angle)
    turn[i, j], turn[j, i] = -np.sin(angle), np.sin(angle)
    return turn


def _vector(values: np.ndarray) -> Vector:
    x, y, z = (float(value) for value in values)
    return (x, y, z)


@st.composite
def placements(draw: st.DrawFn) -> Affine:
    """Any way an image can be placed."""
    return surface_from_image(
        (draw(st.integers(1, 900)), draw(st.integers(1, 900))),
        draw(aspects),
        RECT,
        draw(st.none() | zooms),
        draw(st.tuples(coordinates, coordinates)),
        draw(st.integers(0, 3)),
        draw(st.booleans()),
    )


def test_a_fitted_image_touches_two_opposite_edges() -> None:
    """100 by 60 in 400 by 300: as wide as the rectangle, and in its middle."""
    affine = surface_from_image(SHAPE, 1.0, RECT, None)
    assert apply(affine, (0, 0)) == (30.0, 80.0)
    assert apply(affine, (100, 60)) == (430.0, 320.0)


def test_a_turned_image_fits_by_its_turned_size() -> None:
    """Columns lie along the height, then."""
    assert fit_zoom(SHAPE, 1.0, RECT, 1) == 3.0


def test_tall_pixels_count_in_the_fit() -> None:
    """60 rows twice as high as wide need 120 widths."""
    assert fit_zoom(SHAPE, 2.0, RECT) == 2.5


@given(placements(), coordinates, coordinates)
def test_the_inverse_leads_back(affine: Affine, x: float, y: float) -> None:
    """From surface to image and back within a millionth of a pixel."""
    assert apply(affine, apply(inverse(affine), (x, y))) == pytest.approx((x, y), abs=1e-6)


@given(placements())
def test_a_placement_only_turns_and_flips(affine: Affine) -> None:
    """What renderers rely on."""
    assert (affine.b == affine.d == 0) != (affine.a == affine.e == 0)


@pytest.mark.parametrize(("turns", "corner"), [(0, "tl"), (1, "tr"), (2, "br"), (3, "bl")])
def test_turning_is_clockwise(turns: int, corner: str) -> None:
    """The first pixel goes from the top left to the top right."""
    x, y = apply(surface_from_image(SHAPE, 1.0, RECT, 1.5, quarter_turns=turns), (0.5, 0.5))
    middle = (RECT.x + 200, RECT.y + 150)
    assert ("t" if y < middle[1] else "b") + ("l" if x < middle[0] else "r") == corner


def test_the_flip_comes_before_the_turn() -> None:
    """Mirrored, the first pixel is at the top right; a quarter on, at the bottom right."""
    affine = surface_from_image(SHAPE, 1.0, RECT, 1.5, quarter_turns=1, flipped=True)
    x, y = apply(affine, (0.5, 0.5))
    assert x > RECT.x + 200
    assert y > RECT.y + 150


@pytest.mark.parametrize(("turns", "flipped"), WAYS)
def test_one_to_one_lies_on_whole_pixels(turns: int, flipped: bool) -> None:
    """An odd size in an even rectangle would be blurred by half a pixel."""
    affine = surface_from_image((61, 101), 1.0, RECT, 1.0, (0.25, 0.75), turns, flipped)
    assert affine.c.is_integer()
    assert affine.f.is_integer()


@given(placements(), planes(), coordinates, coordinates)
def test_surface_to_patient_and_back(
    affine: Affine, plane: PlaneGeometry, x: float, y: float
) -> None:
    """A round trip ends within a millionth of a surface pixel, in the plane."""
    point, height = surface_from_patient(plane, affine, patient_from_surface(plane, affine, (x, y)))
    assert point == pytest.approx((x, y), abs=1e-6)
    assert height == pytest.approx(0, abs=1e-6)


def test_the_center_of_the_first_pixel_is_the_position() -> None:
    """Image Position is a center (PS3.3 C.7.6.2.1.1), the corner lies half a pixel before."""
    plane = geometry(12.5)
    affine = surface_from_image(SHAPE, 1.5, RECT, 3.0)
    middle = apply(affine, (0.5, 0.5))
    assert patient_from_surface(plane, affine, middle) == pytest.approx(plane.position)


def test_true_size_is_the_ratio_of_the_pixels() -> None:
    """Columns of 0.5 mm on a monitor of 0.25 mm: two for one."""
    assert true_size_zoom(Spacing(1.0, 0.5, SpacingSource.PATIENT), 0.25) == 2.0


@given(st.integers(0, 3), st.booleans(), zooms)
def test_the_zoom_can_be_read_from_the_placement(turns: int, flipped: bool, zoom: float) -> None:
    """Surface pixels per column, however it lies."""
    affine = surface_from_image(SHAPE, 1.7, RECT, zoom, (3, 4), turns, flipped)
    assert zoom_of(affine) == pytest.approx(zoom)


@given(zooms, coordinates.map(lambda x: x * 100), coordinates, st.integers(0, 3))
def test_a_pan_never_loses_the_image(zoom: float, x: float, y: float, turns: int) -> None:
    """However far it is dragged, image and rectangle overlap."""
    pan = limited_pan(SHAPE, 1.0, RECT, zoom, (x, y), turns)
    affine = surface_from_image(SHAPE, 1.0, RECT, zoom, pan, turns)
    corners = np.sort([apply(affine, (0, 0)), apply(affine, (100, 60))], axis=0)
    assert corners[0][0] < RECT.x + RECT.width
    assert corners[1][0] > RECT.x
    assert corners[0][1] < RECT.y + RECT.height
    assert corners[1][1] > RECT.y


# ------------------------------------------------------------------------------------ letters


@given(planes(), st.sampled_from(WAYS))
def test_letters_name_what_lies_beyond_each_edge(
    plane: PlaneGeometry, way: tuple[int, bool]
) -> None:
    """Each edge's first letter is the axis on which the patient grows most towards it.

    Computed here from two points of the patient instead of from directions of the image.
    """
    affine = surface_from_image(SHAPE, 1.0, RECT, None, (7, -3), *way)
    letters = edge_letters(frame(plane=plane), affine)
    for letter, step in zip(letters, ((-8, 0), (8, 0), (0, -8), (0, 8)), strict=True):
        near = np.array(patient_from_surface(plane, affine, (200, 200)))
        far = patient_from_surface(plane, affine, (200 + step[0], 200 + step[1]))
        way_there = (np.array(far) - near) / np.linalg.norm(np.array(far) - near)
        sizes = np.sort(np.abs(way_there))
        if sizes[2] - sizes[1] > 1e-6:
            axis = int(np.argmax(np.abs(way_there)))
            assert letter[0] == ("RAF", "LPH")[int(way_there[axis] > 0)][axis]


@pytest.mark.parametrize(
    ("turns", "flipped", "letters"),
    [
        (0, False, "RLAP"),
        (1, False, "PARL"),
        (2, False, "LRPA"),
        (3, False, "APLR"),
        (0, True, "LRAP"),
        (1, True, "PALR"),
        (2, True, "RLPA"),
        (3, True, "APRL"),
    ],
)
def test_letters_of_an_axial_slice(turns: int, flipped: bool, letters: str) -> None:
    """Left, right, top, bottom in all eight ways an image can lie."""
    affine = surface_from_image(SHAPE, 1.0, RECT, None, (0, 0), turns, flipped)
    assert "".join(edge_letters(frame(plane=geometry()), affine)) == letters


@pytest.mark.parametrize(("turns", "flipped"), WAYS)
def test_patient_orientation_gives_the_same_letters_as_geometry(turns: int, flipped: bool) -> None:
    """Columns grow to the left, rows to the posterior: said in letters, or by a plane."""
    affine = surface_from_image(SHAPE, 1.0, RECT, None, (0, 0), turns, flipped)
    assert edge_letters(frame(orientation=("L", "P")), affine) == edge_letters(
        frame(plane=geometry()), affine
    )


@pytest.mark.parametrize(
    ("direction", "code"),
    [
        ((1.0, 0.0, 0.0), "L"),
        ((0.0, -1.0, 0.0), "A"),
        ((0.6, -0.8, 0.0), "AL"),
        ((0.3, 0.5, -0.81), "FPL"),
        ((0.995, 0.05, -0.08), "L"),
    ],
)
def test_an_oblique_direction_has_its_largest_component_first(direction: Vector, code: str) -> None:
    """PS3.3 C.7.6.1.1.1; a small tilt gets no letter."""
    assert direction_code(direction) == code


def test_the_other_way_is_opposite_letter_by_letter() -> None:
    """Anterior left becomes posterior right."""
    assert opposite("AL") == "PR"


def test_without_a_place_there_are_no_letters() -> None:
    """Nothing is guessed."""
    assert edge_letters(frame(), Affine(1, 0, 0, 0, 1, 0)) == ("", "", "", "")


def test_the_axes_of_an_animal_are_not_read_as_a_human_s() -> None:
    """PS3.3 C.7.6.2.1.1: they mean other things; only what the image says is shown."""
    animal = instance(values={0x0010_2210: ("CS", "QUADRUPED")})
    shown = frame(animal, plane=geometry(), orientation=("CD", "V"))
    assert edge_letters(shown, Affine(1, 0, 0, 0, 1, 0)) == ("", "CD", "", "V")


def test_a_flip_moves_a_letter_that_has_no_opposite() -> None:
    """It goes to the other edge, and is not lost."""
    shown = frame(orientation=("CD", "V"))
    assert edge_letters(shown, Affine(-1, 0, 0, 0, 1, 0)) == ("CD", "", "", "V")
