"""Where an image lies on the surface, which way the patient lies on it, and the way back.

The chain is always: image pixels, scaled, mirrored, turned, shifted. Letters and positions are
computed from its result, never from what was asked for.
"""

from math import floor
from typing import NamedTuple

import numpy as np

from workstation.dicom.geometry import PlaneGeometry, Spacing, Vector
from workstation.dicom.model import Frame
from workstation.scene.scene import Affine, Rect

Point = tuple[float, float]

_ONE_TO_ONE = 1.0
_TURNS = ((1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0))  # clockwise, y points down

_ANATOMICAL_ORIENTATION_TYPE = 0x0010_2210
_OPPOSITE = {"L": "R", "R": "L", "A": "P", "P": "A", "H": "F", "F": "H"}
# PS3.3 C.7.6.2.1.1: for bipeds x grows to the left, y to the posterior, z to the head.
_AXES = (("L", "R"), ("P", "A"), ("H", "F"))
_SHOWN = 0.2  # a component below this is a tilt of less than 12 degrees: not worth a letter


def fit_zoom(
    shape: tuple[int, int], pixel_aspect: float, rect: Rect, quarter_turns: int = 0
) -> float:
    """Surface pixels per column with which the whole image just fills the rectangle.

    shape         rows, columns
    pixel_aspect  height of a pixel over its width
    """
    width, height = _turned(shape[1], shape[0] * pixel_aspect, quarter_turns)
    return max(min(rect.width / width, rect.height / height), 1e-6)


def one_to_one_zoom() -> float:
    """One pixel of the surface for each column of the image."""
    return _ONE_TO_ONE


def true_size_zoom(spacing: Spacing, pitch: float) -> float:
    """The zoom at which a millimeter of the image is a millimeter of the monitor.

    pitch   mm from one pixel of the surface to the next
    """
    return spacing.column / pitch


def surface_from_image(
    shape: tuple[int, int],
    pixel_aspect: float,
    rect: Rect,
    zoom: float | None,
    pan: Point = (0.0, 0.0),
    quarter_turns: int = 0,
    flipped: bool = False,
    center: Point | None = None,
) -> Affine:
    """Place an image: mirrored left to right first, then turned clockwise.

    shape    rows, columns
    zoom     surface pixels per column; None: the whole image just fills the rectangle
    pan      shift of `center` from the rectangle's center, surface pixels
    center   column and row, from the image's outer corner; None: the image's center

    At a whole number of surface pixels per image pixel the image is placed on whole pixels,
    where an odd size would otherwise blur it by half of one.
    """
    if zoom is None:
        zoom = fit_zoom(shape, pixel_aspect, rect, quarter_turns)
    across, down = (-zoom if flipped else zoom), zoom * pixel_aspect
    p, q, r, s = _TURNS[quarter_turns % 4]
    a, b, d, e = p * across, q * down, r * across, s * down
    x, y = center or (shape[1] / 2, shape[0] / 2)
    c = rect.x + rect.width / 2 + pan[0] - (a * x + b * y)
    f = rect.y + rect.height / 2 + pan[1] - (d * x + e * y)
    if zoom.is_integer() and down.is_integer():
        c, f = float(floor(c + 0.5)), float(floor(f + 0.5))
    return Affine(a, b, c, d, e, f)


def inverse(affine: Affine) -> Affine:
    """From surface pixels back to image pixels."""
    scale = 1 / (affine.a * affine.e - affine.b * affine.d)
    a, b = affine.e * scale, -affine.b * scale
    d, e = -affine.d * scale, affine.a * scale
    return Affine(a, b, -(a * affine.c + b * affine.f), d, e, -(d * affine.c + e * affine.f))


def apply(affine: Affine, point: Point) -> Point:
    """Take one point through the transform."""
    x, y = point
    return (affine.a * x + affine.b * y + affine.c, affine.d * x + affine.e * y + affine.f)


def zoom_of(affine: Affine) -> float:
    """Surface pixels per column of the image."""
    return abs(affine.a) + abs(affine.d)


def limited_pan(
    shape: tuple[int, int],
    pixel_aspect: float,
    rect: Rect,
    zoom: float,
    pan: Point,
    quarter_turns: int = 0,
) -> Point:
    """The pan, held where at least a quarter of the smaller of image and viewport stays in view."""
    width, height = _turned(shape[1] * zoom, shape[0] * zoom * pixel_aspect, quarter_turns)
    return (_held(pan[0], width, rect.width), _held(pan[1], height, rect.height))


def patient_from_surface(geometry: PlaneGeometry, affine: Affine, point: Point) -> Vector:
    """Patient coordinates (mm, LPS) of a point of the surface, on the plane of the frame."""
    x, y = apply(inverse(affine), point)
    place = geometry.patient_from_pixel() @ np.array([x - 0.5, y - 0.5, 0.0, 1.0])
    return (float(place[0]), float(place[1]), float(place[2]))


def surface_from_patient(
    geometry: PlaneGeometry, affine: Affine, place: Vector
) -> tuple[Point, float]:
    """Where a point of the patient (mm, LPS) falls on the surface.

    returns   the point straight above or below it in the frame's plane, and how far it lies
              from that plane along the normal, mm
    """
    pixel = np.linalg.solve(geometry.patient_from_pixel(), np.array([*place, 1.0]))
    return apply(affine, (float(pixel[0]) + 0.5, float(pixel[1]) + 0.5)), float(pixel[2])


def _held(shift: float, image: float, viewport: float) -> float:
    limit = (image + viewport) / 2 - min(image, viewport) / 4
    return min(max(shift, -limit), limit)


def _turned(width: float, height: float, quarter_turns: int) -> Point:
    return (height, width) if quarter_turns % 2 else (width, height)


class EdgeLetters(NamedTuple):
    """What lies beyond each edge: "L", "AL", "FAR"...; empty where it is not known."""

    left: str = ""
    right: str = ""
    top: str = ""
    bottom: str = ""


def edge_letters(frame: Frame, affine: Affine) -> EdgeLetters:
    """Letters for the four edges, from where the image finally lies on the surface."""
    codes = _codes(frame)
    if codes is None:
        return EdgeLetters()
    columns_grow, rows_grow = codes
    if affine.b == 0 and affine.d == 0:
        across, down = _ends(columns_grow, affine.a), _ends(rows_grow, affine.e)
    else:
        across, down = _ends(rows_grow, affine.b), _ends(columns_grow, affine.d)
    return EdgeLetters(*across, *down)


def direction_code(direction: tuple[float, float, float]) -> str:
    """Letters of a direction in the patient, its largest component first (PS3.3 C.7.6.1.1.1)."""
    order = sorted(range(3), key=lambda axis: -abs(direction[axis]))
    return "".join(
        _AXES[axis][0] if direction[axis] > 0 else _AXES[axis][1]
        for axis in order
        if abs(direction[axis]) >= _SHOWN
    )


def opposite(code: str) -> str:
    """The code of the other way; empty if it has a letter that is no biped's."""
    if any(letter not in _OPPOSITE for letter in code):
        return ""
    return "".join(_OPPOSITE[letter] for letter in code)


def _codes(frame: Frame) -> tuple[str, str] | None:
    """Codes of the directions in which columns and rows grow.

    The axes of a quadruped mean other things in head, trunk and limbs (PS3.3 C.7.6.2.1.1),
    so only what its image itself says is shown.
    """
    if frame.geometry is None or _is_quadruped(frame):
        return frame.orientation
    geometry = frame.geometry
    return direction_code(geometry.row_direction), direction_code(geometry.col_direction)


def _is_quadruped(frame: Frame) -> bool:
    attributes = frame.instance.attributes
    if _ANATOMICAL_ORIENTATION_TYPE not in attributes:
        return False
    return attributes.text(_ANATOMICAL_ORIENTATION_TYPE) == "QUADRUPED"


def _ends(code: str, scale: float) -> tuple[str, str]:
    """Letters at the low and at the high end of a surface axis along which `code` is scaled."""
    return (opposite(code), code) if scale > 0 else (code, opposite(code))
