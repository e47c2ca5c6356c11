import numpy as np
import pytest

from workstation.dicom.geometry import PlaneGeometry

_CORONAL = PlaneGeometry((10.0, 20.0, 30.0), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0), 2.0, 0.5)


def test_a_pixel_has_its_place_in_the_patient() -> None:
    """Equation C.7.6.2.1-1: the third column, the second row."""
    place = _CORONAL.patient_from_pixel() @ (2, 1, 0, 1)
    assert place.tolist() == [11.0, 20.0, 28.0, 1.0]


def test_the_normal_is_row_direction_by_column_direction() -> None:
    """Right-handed."""
    assert _CORONAL.normal().tolist() == [0.0, 1.0, 0.0]


def test_slices_are_ordered_along_the_normal() -> None:
    """The distance is that of the plane, not of its corner."""
    assert _CORONAL.distance() == pytest.approx(20.0)
    assert np.linalg.norm(_CORONAL.normal()) == pytest.approx(1)
