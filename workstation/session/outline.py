"""Shape of an image and of the viewport around it: what a placement needs.

A presentation state chooses a part of the image, how large it is to be, and how it is turned;
what the user does comes on top of that.
"""

from dataclasses import dataclass

from workstation.dicom.model import Frame
from workstation.dicom.presented import DisplayedArea, SizeMode
from workstation.scene.scene import Rect
from workstation.scene.transform import Point, apply, fit_zoom, surface_from_image


@dataclass(frozen=True, slots=True)
class Outline:
    """Shape of the shown image and of the viewport around it: what a placement needs.

    shape           rows, columns
    pixel_aspect    height of a pixel over its width
    area            the part that a presentation state shows; None: the whole image
    quarter_turns   of the presentation state, clockwise, after its flip
    flipped         by the presentation state
    pitch           mm from one pixel of the monitor to the next; None: it does not say
    """

    shape: tuple[int, int]
    pixel_aspect: float
    rect: Rect
    area: DisplayedArea | None = None
    quarter_turns: int = 0
    flipped: bool = False
    pitch: float | None = None


def outline_of(frame: Frame, rect: Rect, pitch: float | None = None) -> Outline | None:
    """The outline of a frame in a viewport; None where there is no image."""
    image, presented = frame.instance.image, frame.presented
    if image is None:
        return None
    shape = image.rows, image.columns
    if presented is None:
        return Outline(shape, frame.pixel_aspect, rect, pitch=pitch)
    return Outline(
        shape,
        frame.pixel_aspect,
        rect,
        presented.area,
        presented.quarter_turns,
        presented.flipped,
        pitch,
    )


def orientation(outline: Outline, quarter_turns: int, flipped: bool) -> tuple[int, bool]:
    """The state's turns and flip, then the user's, as one flip with turns after it.

    A flip after q turns is -q turns after the flip.
    """
    own = -outline.quarter_turns if flipped else outline.quarter_turns
    return (quarter_turns + own) % 4, outline.flipped is not flipped


def anchor(outline: Outline) -> Point | None:
    """What lies in the middle of the viewport: the center of the area; None: the image's."""
    if outline.area is None:
        return None
    (left, top), (right, bottom) = outline.area.first, outline.area.last
    return (left - 1 + right) / 2, (top - 1 + bottom) / 2


def area_shape(outline: Outline) -> tuple[int, int]:
    """Rows and columns of what fills the viewport."""
    if outline.area is None:
        return outline.shape
    (left, top), (right, bottom) = outline.area.first, outline.area.last
    return bottom - top + 1, right - left + 1


def home_zoom(outline: Outline, quarter_turns: int) -> float:
    """Surface pixels per column where the user has not zoomed (PS3.3 C.10.4).

    quarter_turns   the user's
    """
    area = outline.area
    if area is not None and area.mode is SizeMode.MAGNIFY:
        return area.magnification
    true_size = true_size_of(outline)
    if true_size is not None:
        return true_size
    turns = outline.quarter_turns + quarter_turns
    return fit_zoom(area_shape(outline), outline.pixel_aspect, outline.rect, turns)


def true_size_of(outline: Outline) -> float | None:
    """The zoom of TRUE SIZE; None where it is not asked for, or state or monitor do not tell."""
    area = outline.area
    if area is None or area.mode is not SizeMode.TRUE_SIZE:
        return None
    if area.spacing is None or outline.pitch is None:
        return None
    return area.spacing[1] / outline.pitch


def offset(outline: Outline, zoom: float, quarter_turns: int, flipped: bool) -> Point:
    """From the center of the area to that of the image, surface pixels.

    quarter_turns, flipped   of all together
    """
    middle = anchor(outline)
    if middle is None:
        return 0.0, 0.0
    shape, aspect, rect = outline.shape, outline.pixel_aspect, outline.rect
    there = surface_from_image(shape, aspect, rect, zoom, (0, 0), quarter_turns, flipped)
    (x, y), (of_x, of_y) = apply(there, (shape[1] / 2, shape[0] / 2)), apply(there, middle)
    return x - of_x, y - of_y
