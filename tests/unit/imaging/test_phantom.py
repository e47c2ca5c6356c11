"""The phantom: known values in known places, and slices that tell their number."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.imaging import phantom
from workstation.imaging.phantom import Ellipsoid, Plane, paint, read_slice_code, stamp_code

AXIAL = Plane((0, 1), (1, 1), (-31.5, -31.5, 0.0), 1.0, (64, 64))


def gray(values: npt.NDArray[np.float32], center: float, width: float) -> npt.NDArray[np.uint8]:
    """Values as a screen shows them."""
    return np.asarray(np.clip((values - center) / width * 255 + 127.5, 0, 255), np.uint8)


def code(number: int, module: int = 6) -> npt.NDArray[np.uint8]:
    """A code on gray, as wide as asked for."""
    picture = np.full((40, 220), 60, np.uint8)
    stamp_code(picture, number, (14, 20), 0, 255)
    size = module / 6
    rows, columns = (np.arange(int(length * size)) / size for length in picture.shape)
    return np.asarray(picture[rows.astype(int)][:, columns.astype(int)])


def test_a_solid_is_where_it_was_put() -> None:
    picture = paint((Ellipsoid((10, -5, 0), (4, 8, 6), 100.0),), AXIAL, 0.0)
    rows, columns = np.nonzero(picture > 50)
    assert (columns.mean(), rows.mean()) == pytest.approx((10 + 31.5, -5 + 31.5), abs=0.1)


def test_a_solid_has_the_area_of_its_ellipse() -> None:
    picture = paint((Ellipsoid((0.3, 0.2, 0), (20, 12, 30), 1.0),), AXIAL, 0.0)
    assert picture.sum() == pytest.approx(np.pi * 20 * 12, rel=0.02)


def test_a_solid_above_the_plane_does_not_show() -> None:
    assert not paint((Ellipsoid((0, 0, 9), (20, 20, 6), 1.0),), AXIAL, 0.0).any()


def test_a_sagittal_plane_has_the_back_on_the_right_and_the_feet_below() -> None:
    sagittal = Plane((1, 1), (2, -1), (0.0, -31.5, 31.5), 1.0, (64, 64))
    picture = paint((Ellipsoid((0, 15, 20), (5, 5, 5), 1.0),), sagittal, 0.0)
    rows, columns = np.nonzero(picture > 0.5)
    assert (columns.mean(), rows.mean()) == pytest.approx((31.5 + 15, 31.5 - 20), abs=0.1)


@pytest.mark.parametrize(
    ("index", "column", "row", "value"),
    [(60, 301, 228, 190.0), (100, 255, 253, -990.0), (20, 201, 228, 62.0)],
    ids=["ventricle", "trachea", "liver"],
)
def test_tissues_have_their_values(index: int, column: int, row: int, value: float) -> None:
    """Within the noise of a mean over 11 x 11 pixels."""
    area = phantom.ct_slice(index)[row - 5 : row + 6, column - 5 : column + 6]
    assert area.mean() == pytest.approx(value, abs=12)


def test_left_and_right_of_the_chest_are_not_alike() -> None:
    picture = phantom.ct_slice(60)
    assert np.abs(picture - picture[:, ::-1]).mean() > 20


def test_slices_rise_from_the_feet() -> None:
    assert phantom.ct_position(1)[2] - phantom.ct_position(0)[2] == phantom.CT_THICKNESS


@pytest.mark.parametrize("index", range(0, phantom.CT_SLICES, 7))
def test_a_slice_tells_its_number_through_any_window(index: int) -> None:
    picture = phantom.ct_slice(index)
    windows = ((40.0, 400.0), (-600.0, 1500.0), (480.0, 2500.0))
    assert {read_slice_code(gray(picture, *window)) for window in windows} == {index + 1}


@given(number=st.integers(0, 1023), module=st.integers(2, 15))
def test_a_code_is_read_back_at_any_zoom(number: int, module: int) -> None:
    assert read_slice_code(code(number, module)) == number


@given(number=st.integers(0, 1023), left=st.integers(0, 300), top=st.integers(0, 100))
def test_a_code_is_found_anywhere_among_other_bright_things(
    number: int, left: int, top: int
) -> None:
    screen = np.random.default_rng(number).integers(0, 256, (160, 560), np.uint8)
    picture = code(number)
    screen[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    assert read_slice_code(screen) == number


@given(st.integers(0, 1023))
def test_an_inverted_code_is_read_and_a_mirrored_one_is_not(number: int) -> None:
    assert read_slice_code(255 - code(number)) == number
    assert read_slice_code(code(number)[:, ::-1]) is None


@given(number=st.integers(0, 1023), cell=st.integers(0, 19))
def test_a_code_with_a_wrong_cell_is_read_as_none(number: int, cell: int) -> None:
    """Each bit is written twice, once as its opposite."""
    picture = code(number)
    left = 20 + (5 + cell) * phantom.CODE_MODULE
    area = picture[14:26, left : left + phantom.CODE_MODULE]
    area[:] = 255 - area
    assert read_slice_code(picture) is None


def test_a_number_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="1024"):
        stamp_code(np.zeros((100, 300)), 1024, (20, 20), 0, 1)


def test_text_is_written_from_its_corner_on() -> None:
    picture = np.zeros((40, 200))
    phantom.stamp_text(picture, "R", (10, 20), 7.0, 2)
    rows, columns = np.nonzero(picture)
    assert set(picture[rows, columns]) == {7.0}
    assert rows.min() >= 10
    assert 20 <= columns.min() < 30
