"""The order of frames in the body, and what is wrong with a stack of them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workstation.base.text import _, ngettext
from workstation.dicom.geometry import PlaneGeometry
from workstation.dicom.model import Frame

_ACQUISITION_NUMBER = 0x0020_0012
_SAME_PLACE = 0.01  # mm
_SAME_DIRECTION = 0.01  # difference of direction cosines, half a degree
_GAP = 1.5  # of the usual distance between two slices
_UNEVEN = 0.02  # of the usual distance; positions are often rounded to hundredths of a mm
_ROUNDING = 0.02  # mm
_TILT = 0.01  # mm sideways per mm along the normal

# What can tell two images of one place apart: then they are meant to share it.
_PHASES = (
    _ACQUISITION_NUMBER,
    0x0008_0008,  # Image Type
    0x0008_0022,  # Acquisition Date
    0x0008_0032,  # Acquisition Time
    0x0018_0081,  # Echo Time
    0x0018_0086,  # Echo Number(s)
    0x0018_1060,  # Trigger Time
    0x0018_9087,  # Diffusion b-value
    0x0020_0100,  # Temporal Position Identifier
)


def same_orientation(one: PlaneGeometry | None, other: PlaneGeometry | None) -> bool:
    """Whether two frames lie in parallel planes, and the same way round in them."""
    if one is None or other is None:
        return one is other
    return all(
        abs(a - b) <= _SAME_DIRECTION
        for a, b in zip(
            one.row_direction + one.col_direction,
            other.row_direction + other.col_direction,
            strict=True,
        )
    )


def ordered(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """Along the normal where all have a place, by number where they have not or share one.

    Which end comes first is what instance numbers say, so that the images of a report are found
    where the report counts them; without their word it is the end that the normal points from.
    """
    distances = _distances(frames)
    if distances is None:
        return tuple(sorted(frames, key=_numbers))
    levels = _levels(distances)
    if _numbered_backwards(frames, distances):
        levels = levels.max() - levels
    pairs = sorted(
        zip(levels, frames, strict=True),
        key=lambda pair: (pair[0], _acquisition(pair[1]), _numbers(pair[1])),
    )
    return tuple(frame for _level, frame in pairs)


def stack_warnings(frames: Sequence[Frame]) -> tuple[str, ...]:
    """Sentences for the picture: duplicates, gaps, uneven spacing, tilt. `frames` is ordered."""
    distances = _distances(frames)
    if distances is None or len(frames) < 2:
        return ()
    levels = _levels(distances)
    if levels[-1] == 0:
        return ()
    places = [distances[levels == level].mean() for level in range(int(levels[-1]) + 1)]
    found = [
        _duplicates(frames, levels),
        *_spacing_warnings(np.abs(np.diff(places))),
        _tilt(frames),
    ]
    return tuple(sentence for sentence in found if sentence)


def _acquisition(frame: Frame) -> int:
    return _or_last(frame.instance.attributes.integer(_ACQUISITION_NUMBER))


def _numbers(frame: Frame) -> tuple[int, str, int]:
    instance = frame.instance
    return _or_last(instance.instance_number), instance.sop_instance_uid, frame.frame_index


def _or_last(number: int | None) -> int:
    return 2**31 if number is None else number


def _distances(frames: Sequence[Frame]) -> npt.NDArray[np.float64] | None:
    """Mm along the first frame's normal; None unless all have a place."""
    geometries = [frame.geometry for frame in frames if frame.geometry is not None]
    if not geometries or len(geometries) != len(frames):
        return None
    positions = np.array([geometry.position for geometry in geometries])
    return np.asarray(positions @ geometries[0].normal(), np.float64)


def _levels(distances: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Number of the place of each frame, from 0; places are further apart than rounding."""
    order = np.argsort(distances, kind="stable")
    steps = np.diff(distances[order], prepend=distances[order[0]]) > _SAME_PLACE
    levels = np.empty(len(distances), np.int64)
    levels[order] = np.cumsum(steps)
    return levels


def _numbered_backwards(frames: Sequence[Frame], distances: npt.NDArray[np.float64]) -> bool:
    """Whether instance numbers on the whole fall along the normal."""
    numbered = [
        (number, distance)
        for frame, distance in zip(frames, distances, strict=True)
        if (number := frame.instance.instance_number) is not None
    ]
    numbers, places = np.array(numbered, np.float64).reshape(-1, 2).T
    return bool(np.dot(numbers - numbers.mean(), places - places.mean()) < 0) if numbered else False


def _duplicates(frames: Sequence[Frame], levels: npt.NDArray[np.int64]) -> str:
    keys = {
        (int(level), frame.frame_index, *_phase(frame))
        for level, frame in zip(levels, frames, strict=True)
    }
    count = len(frames) - len(keys)
    return (
        count
        and ngettext(
            "{count} image lies where another one lies",
            "{count} images lie where another one lies",
            count,
        ).format(count=count)
    ) or ""


def _phase(frame: Frame) -> tuple[bytes, ...]:
    attributes = frame.instance.attributes
    return tuple(attributes.raw(tag) for tag in _PHASES if tag in attributes)


def _spacing_warnings(steps: npt.NDArray[np.float64]) -> tuple[str, ...]:
    # Not np.median: it imports numpy.ma, which costs the first picture 40 ms.
    usual = float(np.sort(steps)[len(steps) // 2])
    gaps = steps[steps > usual * _GAP + _ROUNDING]
    if len(gaps):
        sentence = ngettext(
            "A gap in the stack, {widest} mm",
            "{count} gaps in the stack, up to {widest} mm",
            len(gaps),
        )
        return (sentence.format(count=len(gaps), widest=f"{gaps.max():.1f}"),)
    uneven = np.abs(steps - usual).max() > usual * _UNEVEN + _ROUNDING
    return (_("Uneven slice spacing"),) if uneven else ()


def _tilt(frames: Sequence[Frame]) -> str:
    """Slices that are shifted sideways from one to the next, as with a tilted gantry."""
    first, last = frames[0].geometry, frames[-1].geometry
    if first is None or last is None:
        return ""
    way = np.subtract(last.position, first.position)
    along = float(way @ first.normal())
    sideways = float(np.linalg.norm(way - along * first.normal()))
    return _("Tilted stack") if sideways > _ROUNDING + abs(along) * _TILT else ""
