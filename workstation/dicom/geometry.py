"""Where a frame lies in the patient, and how large its pixels are (PS3.3 C.7.6.2, 10.7)."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

Vector = tuple[float, float, float]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlaneGeometry:
    """Position, direction and size of one frame (PS3.3 C.7.6.2.1.1).

    position        center of the first pixel, mm, patient coordinates (LPS)
    row_direction   unit vector along which the column index grows
    col_direction   unit vector along which the row index grows
    row_spacing     mm between the centers of two rows, > 0
    col_spacing     mm between the centers of two columns, > 0
    """

    position: Vector
    row_direction: Vector
    col_direction: Vector
    row_spacing: float
    col_spacing: float

    def patient_from_pixel(self) -> Matrix:
        """4x4 matrix taking (column, row, 0, 1) to millimeters (equation C.7.6.2.1-1)."""
        matrix = np.eye(4)
        matrix[:3, 0] = np.multiply(self.row_direction, self.col_spacing)
        matrix[:3, 1] = np.multiply(self.col_direction, self.row_spacing)
        matrix[:3, 2] = self.normal()
        matrix[:3, 3] = self.position
        return matrix

    def normal(self) -> Matrix:
        """Unit vector out of the plane: row direction x column direction."""
        (ax, ay, az), (bx, by, bz) = self.row_direction, self.col_direction
        # np.cross takes twenty times as long for two vectors, and each new picture asks
        return np.array((ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx))

    def distance(self) -> float:
        """Signed mm of the plane from the origin along its normal: what slices are ordered by."""
        return float(np.dot(self.normal(), self.position))


class SpacingSource(Enum):
    """Where the millimeters of a picture come from; shown beside every scale."""

    PATIENT = "patient"  # Pixel Spacing or Pixel Measures of a cross-section
    CALIBRATED = "calibrated"  # Pixel Spacing of a projection, with Calibration Type
    DETECTOR = "detector"  # Imager Pixel Spacing: at the detector, not in the patient
    MAGNIFIED = "magnified"  # Imager Pixel Spacing / Estimated Radiographic Magnification Factor
    NOMINAL = "nominal"  # Nominal Scanned Pixel Spacing of a secondary capture
    ULTRASOUND = "ultrasound"  # one ultrasound region with millimeters on both axes


@dataclass(frozen=True, slots=True)
class Spacing:
    """Size of a pixel in millimeters, and on whose word.

    row      mm between the centers of two rows, > 0
    column   mm between the centers of two columns, > 0
    """

    row: float
    column: float
    source: SpacingSource
