"""The order of frames in the body, and what is wrong with a stack of them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workstation.base.text import _, ngettext
from workstation.dicom.concatenation import missing_parts, part_of
from workstation.dicom.dimension import dimensions, index_values
from workstation.dicom.geometry import PlaneGeometry
from workstation.dicom.model import Frame
from workstation.session.facets import ACQUISITION, PHASES

Levels = npt.NDArray[np.int64]

_ACQUISITION_NUMBER = 0x0020_0012
_SAME_PLACE = 0.01  # mm
_SAME_DIRECTION = 0.01  # difference of direction cosines, half a degree
_GAP = 1.5  # of the usual distance between two slices
_UNEVEN = 0.02  # of the usual distance; positions are often rounded to hundredths of a mm
_ROUNDING = 0.02  # mm
_NAMED = 5  # missing parts that a sentence counts up
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


def same_orientation(
    one: PlaneGeometry | None, other: PlaneGeometry | None, tolerance: float = _SAME_DIRECTION
) -> bool:
    """Whether two frames lie in parallel planes, and the same way round in them."""
    if one is None or other is None:
        return one is other
    return all(
        abs(a - b) <= tolerance
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
    What shares a place follows each other in time, where the frames tell it.
    """
    levels = levels_of(frames)
    if levels is None:
        return tuple(sorted(frames, key=_numbers))
    distances = _distances(frames)
    if distances is not None and _numbered_backwards(frames, distances):
        levels = levels.max() - levels
    moments = _moments(frames) if int(levels.max()) + 1 < len(frames) else [()] * len(frames)
    trios = sorted(
        zip(levels.tolist(), moments, frames, strict=True),
        key=lambda trio: (trio[0], trio[1], _acquisition(trio[2]), _numbers(trio[2])),
    )
    return tuple(frame for _level, _moment, frame in trios)


def levels_of(frames: Sequence[Frame]) -> Levels | None:
    """Number of the place of each frame, from 0: in the patient, else in its own object.

    None where the places of some are not known, or where frames are turned against each other
    and there is no line along which they lie.
    """
    distances = _distances(frames)
    if distances is not None:
        return _levels(distances)
    places = _own_places(frames)
    if places is None:
        return None
    number = {place: count for count, place in enumerate(sorted(set(places)))}
    return np.array([number[place] for place in places], np.int64)


def _own_places(frames: Sequence[Frame]) -> list[tuple[int, ...]] | None:
    """Tiles by row and column, others by the spatial dimensions of their one object."""
    tiles = [frame.tile for frame in frames if frame.tile is not None]
    if len(tiles) == len(frames):
        return [(tile.plane, tile.top, tile.left) for tile in tiles]
    top = frames[0].instance.attributes
    known = dimensions(top) if all(frame.instance.attributes is top for frame in frames) else ()
    spatial = [number for number, dimension in enumerate(known) if dimension.spatial]
    indices = [index_values(frame.groups, known) for frame in frames] if spatial else [()]
    if not all(indices):
        return None
    return [tuple(own[number] for number in spatial) for own in indices]


def _moments(frames: Sequence[Frame]) -> list[tuple[float, ...]]:
    """When each frame was taken among those of its place, by what all of them tell."""
    told = [facet.values(frames) for facet in PHASES if facet is not ACQUISITION]
    whole = [values for values in told if None not in values]
    return [tuple(float(str(values[at])) for values in whole) for at in range(len(frames))]


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


def incomplete(frames: Sequence[Frame]) -> tuple[str, ...]:
    """A sentence for the picture where parts of an image stored in several are not there."""
    instances = {id(frame.instance): frame.instance for frame in frames}.values()
    parts = [part for each in instances if (part := part_of(each.attributes)) is not None]
    missing = missing_parts(parts)
    if not missing:
        return ()
    sentence = ngettext(
        "A part of this image is missing: {numbers} of {total}",
        "{count} parts of this image are missing: {numbers} of {total}",
        len(missing),
    )
    total = max(max(part.number, part.total or 0) for part in parts)
    numbers = ", ".join(map(str, missing[:_NAMED])) + ("…" if len(missing) > _NAMED else "")
    return (sentence.format(count=len(missing), numbers=numbers, total=total),)


def _acquisition(frame: Frame) -> int:
    return _or_last(frame.instance.attributes.integer(_ACQUISITION_NUMBER))


def _numbers(frame: Frame) -> tuple[int, int, str, int]:
    """The order of the equipment; parts of one image follow each other by their own number."""
    instance = frame.instance
    part = part_of(instance.attributes)
    number = _or_last(instance.instance_number)
    if part is None:
        return number, 0, instance.sop_instance_uid, frame.frame_index
    return 0, part.number, instance.sop_instance_uid, frame.frame_index


def _or_last(number: int | None) -> int:
    return 2**31 if number is None else number


def _distances(frames: Sequence[Frame]) -> npt.NDArray[np.float64] | None:
    """Mm along the normal; None unless all have a place, and planes that are parallel."""
    geometries = [frame.geometry for frame in frames if frame.geometry is not None]
    if not geometries or len(geometries) != len(frames):
        return None
    first = geometries[0]
    directions = {(each.row_direction, each.col_direction): each for each in geometries}
    # All are as another one is, and so is the first: twice as far from each other at most.
    if not all(same_orientation(first, each, 2 * _SAME_DIRECTION) for each in directions.values()):
        return None
    positions = np.array([geometry.position for geometry in geometries])
    return np.asarray(positions @ first.normal(), np.float64)


def _levels(distances: npt.NDArray[np.float64]) -> Levels:
    """Number of the place of each frame, from 0; places are further apart than rounding."""
    order = np.argsort(distances, kind="stable")
    steps = np.diff(distances[order], prepend=distances[order[0]]) > _SAME_PLACE
    levels = np.empty(len(distances), np.int64)
    levels[order] = np.cumsum(steps)
    return levels


def _numbered_backwards(frames: Sequence[Frame], distances: npt.NDArray[np.float64]) -> bool:
    """Whether instance numbers, or those of the frames of one image, fall along the normal."""
    numbered = [
        (number, distance)
        for frame, distance in zip(frames, distances, strict=True)
        if (number := _counted(frame)) is not None
    ]
    numbers, places = np.array(numbered, np.float64).reshape(-1, 2).T
    return bool(np.dot(numbers - numbers.mean(), places - places.mean()) < 0) if numbered else False


def _counted(frame: Frame) -> int | None:
    image, part = frame.instance.image, part_of(frame.instance.attributes)
    if image is None or image.number_of_frames == 1:
        return frame.instance.instance_number
    return frame.frame_index + (0 if part is None or part.start is None else part.start)


def _duplicates(frames: Sequence[Frame], levels: Levels) -> str:
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
