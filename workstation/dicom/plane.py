"""Read where a frame lies in the patient, with checks (PS3.3 C.7.6.2, 10.7, C.8.5.5)."""

from collections.abc import Sequence
from functools import lru_cache
from math import isclose, isfinite, sqrt

from workstation.dicom import tags
from workstation.dicom.dataset import Attributes
from workstation.dicom.geometry import PlaneGeometry, Spacing, SpacingSource, Vector
from workstation.dicom.remembered import remembered

_TOLERANCE = 1e-3  # of direction cosines, which are often written with three or four digits
_SMALLEST, _LARGEST = 1e-7, 1e4  # mm; a pixel is never larger or smaller
_LONGEST = 100  # times as long as it is wide; what is written beyond that would show a bare line
_CENTIMETER = 3  # code of Physical Units X and Y Direction (PS3.3 C.8.5.5.1.5)

_STORAGE = "1.2.840.10008.5.1.4.1.1."
# Through-the-body pictures: what is larger than life depends on how far it is from the detector.
_PROJECTIONS = frozenset(
    _STORAGE + end
    for end in (
        *("1", "1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1"),
        *("12.1", "12.1.1", "12.2", "12.2.1", "12.3", "12.77"),
    )
)
_SECONDARY_CAPTURES = (_STORAGE + "7", *(f"{_STORAGE}7.{end}" for end in range(1, 5)))


def plane_geometry(
    position: Sequence[float], orientation: Sequence[float], spacing: tuple[float, float] | None
) -> PlaneGeometry | None:
    """Make a plane of Image Position and Orientation (Patient), or None where they cannot be.

    spacing   mm between rows, mm between columns
    """
    if len(position) != 3 or len(orientation) != 6 or spacing is None:
        return None
    x, y, z, *_end = position
    directions = _orthonormal(tuple(orientation))
    if directions is None:
        return None
    return PlaneGeometry((x, y, z), *directions, row_spacing=spacing[0], col_spacing=spacing[1])


@lru_cache(maxsize=64)
def _orthonormal(orientation: tuple[float, ...]) -> tuple[Vector, Vector] | None:
    """Both directions made exactly of unit length and perpendicular, if they nearly are."""
    row, column = orientation[:3], orientation[3:]
    lengths = sqrt(_dot(row, row)), sqrt(_dot(column, column))
    if any(not isclose(length, 1, abs_tol=_TOLERANCE) for length in lengths):
        return None
    across = _scaled(row, 1 / lengths[0])
    down = _scaled(column, 1 / lengths[1])
    slant = _dot(across, down)
    if abs(slant) > _TOLERANCE:
        return None
    down = (down[0] - slant * across[0], down[1] - slant * across[1], down[2] - slant * across[2])
    return across, _scaled(down, 1 / sqrt(_dot(down, down)))


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _scaled(vector: Sequence[float], factor: float) -> Vector:
    return vector[0] * factor, vector[1] * factor, vector[2] * factor


def pair(attributes: Attributes, tag: int) -> tuple[float, float] | None:
    """Two sizes in millimeters, row spacing first; None unless both are possible."""
    values = attributes.numbers(tag)[:2]
    if len(values) != 2 or not all(_SMALLEST < value < _LARGEST for value in values):
        return None
    return (values[0], values[1]) if plausible_aspect(values[0] / values[1]) else None


def plausible_aspect(aspect: float) -> bool:
    """Whether a pixel may be so many times as high as it is wide."""
    return 1 / _LONGEST <= aspect <= _LONGEST


@remembered
def spacing_of(
    top: Attributes, sop_class_uid: str, measured: tuple[float, float] | None, *, placed: bool
) -> Spacing | None:
    """Size of a pixel and on whose word (PS3.3 10.7.1.3).

    measured   Pixel Spacing of the frame, from the top level or its Pixel Measures
    placed     the frame has a place in the patient
    """
    if sop_class_uid in _PROJECTIONS:
        return _projection(top, measured) or _scanned(top)
    if measured is not None:
        scanned = sop_class_uid in _SECONDARY_CAPTURES and not placed
        return Spacing(*measured, SpacingSource.NOMINAL if scanned else SpacingSource.PATIENT)
    return _projection(top, None) or _scanned(top) or _ultrasound(top)


def _projection(top: Attributes, measured: tuple[float, float] | None) -> Spacing | None:
    """Pixel Spacing is calibrated where it says so or differs from that of the detector."""
    imager = pair(top, tags.IMAGER_PIXEL_SPACING)
    if measured is not None:
        differs = imager is not None and not _same(imager, measured)
        if differs or top.text(tags.PIXEL_SPACING_CALIBRATION_TYPE):
            return Spacing(*measured, SpacingSource.CALIBRATED)
    detector = imager or measured
    if detector is None:
        return None
    factor = top.number(tags.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR)
    if factor is not None and 1 <= factor < 100:
        magnified = detector[0] / factor, detector[1] / factor
        return Spacing(*magnified, SpacingSource.MAGNIFIED)
    return Spacing(*detector, SpacingSource.DETECTOR)


def _same(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return isclose(a[0], b[0], rel_tol=1e-4) and isclose(a[1], b[1], rel_tol=1e-4)


def _scanned(top: Attributes) -> Spacing | None:
    nominal = pair(top, tags.NOMINAL_SCANNED_PIXEL_SPACING)
    return None if nominal is None else Spacing(*nominal, SpacingSource.NOMINAL)


def _ultrasound(top: Attributes) -> Spacing | None:
    """Millimeters only where every region has the same on both axes.

    One that has time or velocity on an axis, or another scale, would be measured wrongly.
    """
    regions = {_region(item) for item in top.items(tags.SEQUENCE_OF_ULTRASOUND_REGIONS)}
    if len(regions) != 1:
        return None
    size = regions.pop()
    return None if size is None else Spacing(*size, SpacingSource.ULTRASOUND)


def _region(item: Attributes) -> tuple[float, float] | None:
    units = (
        item.integer(tags.PHYSICAL_UNITS_X_DIRECTION),
        item.integer(tags.PHYSICAL_UNITS_Y_DIRECTION),
    )
    across = abs(item.number(tags.PHYSICAL_DELTA_X) or 0) * 10
    down = abs(item.number(tags.PHYSICAL_DELTA_Y) or 0) * 10
    possible = all(isfinite(size) and _SMALLEST < size < _LARGEST for size in (down, across))
    return (down, across) if units == (_CENTIMETER, _CENTIMETER) and possible else None


@remembered
def pixel_aspect(top: Attributes, spacing: Spacing | None) -> float:
    """Height of a pixel over its width: of its spacing, else Pixel Aspect Ratio, else 1."""
    if spacing is not None:
        return spacing.row / spacing.column
    values = top.numbers(tags.PIXEL_ASPECT_RATIO)
    if len(values) != 2 or not all(0 < value < _LARGEST for value in values):
        return 1.0
    aspect = values[0] / values[1]
    return aspect if plausible_aspect(aspect) else 1.0


@remembered
def patient_orientation(top: Attributes) -> tuple[str, str] | None:
    """Letters towards which columns and rows run (PS3.3 C.7.6.1.1.1), where they make sense."""
    values = tuple(value.upper() for value in top.texts(tags.PATIENT_ORIENTATION))
    if len(values) != 2 or not all(value and set(value) <= set("LRAPHF") for value in values):
        return None
    return values[0], values[1]
