"""A presentation state given by file, and where the image then lies in the picture."""

from dataclasses import dataclass
from pathlib import Path

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.dicom.apply_state import presented
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Frame
from workstation.dicom.presentation_state import read_presentation_state
from workstation.dicom.presentation_state_values import is_presentation_state
from workstation.dicom.stored import StoredFile
from workstation.scene.scene import Affine, Interpolation, Rect
from workstation.session.outline import Outline, outline_of
from workstation.session.viewport import ViewportState, placed


class NoPresentationStateError(WorkstationError):
    message_id = "cli.no-presentation-state"
    sentence = N_("{name} is not a presentation state.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an image lies in the picture."""

    rect: Rect
    surface_from_image: Affine
    interpolation: Interpolation


def under_state(frame: Frame, path: Path) -> Frame:
    """The frame as the state of this file wants it; refused where the state is for others."""
    instance = read_instance(StoredFile(path.name, path, 0, path.stat().st_size))
    if not is_presentation_state(instance.sop_class_uid):
        raise NoPresentationStateError(name=path.name)
    return presented(frame, read_presentation_state(instance))


def place_of(frame: Frame, shape: tuple[int, int], size: tuple[int, int] | None) -> Place:
    """Turned and mirrored as a presentation state asks.

    shape   rows, columns of the image
    size    width and height to fit the image, or the state's displayed area, into; None: all of
            the image, one pixel for each stored pixel, whatever their aspect
    """
    if size is None:
        return _pixel_by_pixel(frame, shape)
    rect = Rect(0, 0, *size)
    outline = outline_of(frame, rect) or Outline(shape, frame.pixel_aspect, rect)
    return Place(rect, placed(ViewportState(), outline), Interpolation.LINEAR)


def _pixel_by_pixel(frame: Frame, shape: tuple[int, int]) -> Place:
    rows, columns = shape
    presented = frame.presented
    turns = 0 if presented is None else presented.quarter_turns
    flipped = presented is not None and presented.flipped
    rect = Rect(0, 0, *((rows, columns) if turns % 2 else (columns, rows)))
    outline = Outline(shape, 1.0, rect, None, turns, flipped)
    return Place(rect, placed(ViewportState(zoom=1.0), outline), Interpolation.NEAREST)
