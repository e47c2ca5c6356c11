from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from workstation.dicom.geometry import Spacing, SpacingSource
from workstation.dicom.plane import (
    pair,
    patient_orientation,
    pixel_aspect,
    plane_geometry,
    spacing_of,
)

_CT = "1.2.840.10008.5.1.4.1.1.2"
_DX = "1.2.840.10008.5.1.4.1.1.1.1"
_US = "1.2.840.10008.5.1.4.1.1.6.1"
_SC = "1.2.840.10008.5.1.4.1.1.7"
_SC_GRAY = "1.2.840.10008.5.1.4.1.1.7.2"
_MICROSCOPY = "1.2.840.10008.5.1.4.1.1.77.1.2"
_AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def _dataset(**values: object) -> Dataset:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def _spacing(sop_class_uid: str, **values: object) -> Spacing | None:
    found = attributes(_dataset(**values))
    return spacing_of(found, sop_class_uid, pair(found, 0x00280030), placed=False)


def _region(x: float, y: float, units: tuple[int, int] = (3, 3)) -> Dataset:
    return _dataset(
        PhysicalDeltaX=x,
        PhysicalDeltaY=y,
        PhysicalUnitsXDirection=units[0],
        PhysicalUnitsYDirection=units[1],
    )


def test_a_plane_is_made_of_position_orientation_and_spacing() -> None:
    """Rows are 2 mm apart, columns 0.5 mm."""
    plane = plane_geometry((1, 2, 3), _AXIAL, (2.0, 0.5))
    assert plane is not None
    assert (plane.position, plane.row_spacing, plane.col_spacing) == ((1, 2, 3), 2.0, 0.5)


@given(st.floats(0, 360), st.integers(3, 6))
def test_rounded_directions_are_made_exact(degrees: float, digits: int) -> None:
    """Three digits are enough to be believed."""
    c, s = round(cos(radians(degrees)), digits), round(sin(radians(degrees)), digits)
    plane = plane_geometry((0, 0, 0), (c, s, 0, -s, c, 0), (1, 1))
    assert plane is not None
    across, down = plane.row_direction, plane.col_direction
    assert sum(value * value for value in down) == pytest.approx(1, abs=1e-12)
    assert sum(a * b for a, b in zip(across, down, strict=True)) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("position", "orientation", "spacing"),
    [
        ((0, 0), _AXIAL, (1, 1)),
        ((0, 0, 0), (1, 0, 0), (1, 1)),
        ((0, 0, 0), _AXIAL, None),
        ((0, 0, 0), (0, 0, 0, 0, 0, 0), (1, 1)),
        ((0, 0, 0), (1, 0, 0, 1, 0, 0), (1, 1)),
        ((0, 0, 0), (2, 0, 0, 0, 1, 0), (1, 1)),
        ((0, 0, 0), (1, 0, 0, 0.01, 0.99995, 0), (1, 1)),
    ],
)
def test_a_plane_that_cannot_be_is_none(
    position: tuple[float, ...],
    orientation: tuple[float, ...],
    spacing: tuple[float, float] | None,
) -> None:
    """Letters and lines of a guessed plane would be wrong."""
    assert plane_geometry(position, orientation, spacing) is None


@pytest.mark.parametrize("values", [[1.0], [0, 1], [-1, 1], [1, 1e6], [9, 0.01], []])
def test_impossible_spacing_is_none(values: list[float]) -> None:
    """Nothing is measured with it."""
    assert pair(attributes(_dataset(PixelSpacing=values)), 0x00280030) is None


@pytest.mark.parametrize(
    ("sop_class_uid", "values", "spacing"),
    [
        (_CT, {"PixelSpacing": [2, 1]}, Spacing(2, 1, SpacingSource.PATIENT)),
        (_DX, {"ImagerPixelSpacing": [2, 1]}, Spacing(2, 1, SpacingSource.DETECTOR)),
        (_DX, {"PixelSpacing": [2, 1]}, Spacing(2, 1, SpacingSource.DETECTOR)),
        (
            _DX,
            {"ImagerPixelSpacing": [2, 1], "PixelSpacing": [2, 1]},
            Spacing(2, 1, SpacingSource.DETECTOR),
        ),
        (
            _DX,
            {"ImagerPixelSpacing": [2, 1], "PixelSpacing": [1.8, 0.9]},
            Spacing(1.8, 0.9, SpacingSource.CALIBRATED),
        ),
        (
            _DX,
            {"PixelSpacing": [2, 1], "PixelSpacingCalibrationType": "FIDUCIAL"},
            Spacing(2, 1, SpacingSource.CALIBRATED),
        ),
        (
            _DX,
            {"ImagerPixelSpacing": [2, 1], "EstimatedRadiographicMagnificationFactor": 1.25},
            Spacing(1.6, 0.8, SpacingSource.MAGNIFIED),
        ),
        (
            _DX,
            {"ImagerPixelSpacing": [2, 1], "EstimatedRadiographicMagnificationFactor": 0},
            Spacing(2, 1, SpacingSource.DETECTOR),
        ),
        (_SC, {"NominalScannedPixelSpacing": [2, 1]}, Spacing(2, 1, SpacingSource.NOMINAL)),
        (_SC, {"PixelSpacing": [2, 1]}, Spacing(2, 1, SpacingSource.NOMINAL)),
        (_SC_GRAY, {"PixelSpacing": [2, 1]}, Spacing(2, 1, SpacingSource.NOMINAL)),
        (_MICROSCOPY, {"PixelSpacing": [2, 1]}, Spacing(2, 1, SpacingSource.PATIENT)),
        (
            _US,
            {"SequenceOfUltrasoundRegions": [_region(0.1, 0.2)]},
            Spacing(2, 1, SpacingSource.ULTRASOUND),
        ),
        (
            _US,
            {"SequenceOfUltrasoundRegions": [_region(0.1, 0.2), _region(0.1, 0.2)]},
            Spacing(2, 1, SpacingSource.ULTRASOUND),
        ),
        (_US, {"SequenceOfUltrasoundRegions": [_region(0.1, 0.2), _region(0.1, 0.3)]}, None),
        (
            _US,
            {"SequenceOfUltrasoundRegions": [_region(0.1, 0.2), _region(0.1, 0.2, (4, 7))]},
            None,
        ),
        (_US, {"SequenceOfUltrasoundRegions": [_region(0, 0.2)]}, None),
        (_CT, {}, None),
    ],
)
def test_the_size_of_a_pixel_has_a_source(
    sop_class_uid: str, values: dict[str, object], spacing: Spacing | None
) -> None:
    """PS3.3 10.7.1.3: at the detector, in the patient, or nobody knows."""
    assert _spacing(sop_class_uid, **values) == spacing


@pytest.mark.parametrize(
    ("values", "aspect"),
    [
        ({"PixelAspectRatio": [4, 3]}, 4 / 3),
        ({"PixelAspectRatio": [0, 1]}, 1),
        ({"PixelAspectRatio": [1, 9999]}, 1),
        ({}, 1),
    ],
)
def test_a_pixel_is_as_high_as_it_says(values: dict[str, object], aspect: float) -> None:
    """Vertical over horizontal; square where it cannot be, or would leave only a line to see."""
    assert pixel_aspect(attributes(_dataset(**values)), None) == aspect


def test_spacing_wins_over_the_aspect_ratio() -> None:
    """It says more."""
    found = attributes(_dataset(PixelAspectRatio=[4, 3]))
    assert pixel_aspect(found, Spacing(3, 2, SpacingSource.PATIENT)) == 1.5


@pytest.mark.parametrize(
    ("values", "letters"),
    [(["L", "FP"], ("L", "FP")), (["L"], None), (["X", "F"], None)],
)
def test_patient_orientation(values: list[str], letters: tuple[str, str] | None) -> None:
    """Only letters that mean a direction."""
    assert patient_orientation(attributes(_dataset(PatientOrientation=values))) == letters
