"""Display Shutter: what of the image is not to be seen (PS3.3 C.7.6.11, C.7.6.15)."""

from dataclasses import dataclass

from workstation.dicom.overlay import Overlay

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RectangularShutter:
    """Edges that are still seen, in columns and rows counted from 1."""

    left: int
    right: int
    upper: int
    lower: int


@dataclass(frozen=True, slots=True)
class CircularShutter:
    """Row and column of the center, counted from 1; the radius in pixels along the row."""

    center: Place
    radius: int


@dataclass(frozen=True, slots=True)
class PolygonalShutter:
    """Row and column of each corner, counted from 1."""

    vertices: tuple[Place, ...]


ShutterShape = RectangularShutter | CircularShutter | PolygonalShutter


@dataclass(frozen=True, slots=True)
class Shutter:
    """What lies outside of any of the shapes, or under a bit of the bitmap, is covered.

    shapes        a pixel is seen only where it lies inside all of them
    bitmap        a pixel is covered where this has a one, or None
    p_value       0.0 to 1.0: Shutter Presentation Value / 65535
    color         RGB, 0 to 255, of Shutter Presentation Color CIELab Value; None: gray
    """

    shapes: tuple[ShutterShape, ...]
    bitmap: Overlay | None = None
    p_value: float = 0.0
    color: tuple[int, int, int] | None = None
