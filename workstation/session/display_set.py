"""Frames that are shown together, in the order of the body, not of the files.

A series becomes one display set or several, never a part of one: each multi-frame instance and
each projection stands for itself, and the single frames of a series share one as far as they
have the same size, the same kind of samples and the same orientation.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workstation.dicom.model import Frame, Instance, Series, Study
from workstation.dicom.multiframe import frames_of
from workstation.dicom.uids import kind_name
from workstation.session.stack import ordered, same_orientation, stack_warnings

_PROJECTIONS = ("CR", "DX", "MG", "PX", "IO", "RG")  # images of one series are views, not slices
_IMAGE_TYPE = 0x0008_0008


@dataclass(frozen=True, slots=True)
class DisplaySet:
    """What one viewport scrolls through.

    key        names it for as long as the program runs, also while its series grows
    frames     ordered along the normal where all have a place; else by acquisition or instance
               number, then frame number; never by file name
    warnings   sentences for the picture: gaps, uneven spacing, duplicates
    """

    key: str
    study: Study
    series: Series
    title: str
    frames: tuple[Frame, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unshown:
    """An object without pixels: listed with its kind, so that nobody thinks it was lost."""

    series: Series
    instance: Instance
    kind: str


def display_sets(study: Study, known: Iterable[DisplaySet] = ()) -> tuple[DisplaySet, ...]:
    """The display sets of a study, series by series.

    known   those of the same study when it was smaller: what did not change is taken over
    """
    before = {each.key: each for each in known}
    return tuple(
        _kept(before.get(made.key), made)
        for series in study.series
        for made in _of_series(study, series, before)
    )


def unshown(study: Study) -> tuple[Unshown, ...]:
    """The objects of a study that have no pixels."""
    return tuple(
        Unshown(series, instance, kind_name(instance.sop_class_uid))
        for series in study.series
        for instance in series.instances
        if instance.image is None
    )


def _frames_by_instance(known: Iterable[DisplaySet]) -> dict[int, list[Frame]]:
    """Frames made before, by the identity of their instance."""
    frames: dict[int, list[Frame]] = {}
    for each in known:
        for frame in each.frames:
            frames.setdefault(id(frame.instance), []).append(frame)
    return frames


def _of_series(
    study: Study, series: Series, before: Mapping[str, DisplaySet]
) -> Iterable[DisplaySet]:
    known = _frames_by_instance(before.values())
    speakers = {key: each.frames[0] for key, each in before.items()}
    groups: dict[str, list[Frame]] = {}
    for instance in series.instances:
        if instance.image is None:
            continue
        frames = known.get(id(instance)) or frames_of(instance)
        for frame in frames:
            key = _key(speakers, series, frame)
            speakers.setdefault(key, frame)
            groups.setdefault(key, []).append(frame)
    for key, members in groups.items():
        stack = ordered(members)
        yield DisplaySet(key, study, series, _title(series, stack), stack, stack_warnings(stack))


def _key(speakers: Mapping[str, Frame], series: Series, frame: Frame) -> str:
    """The group that a frame belongs to: its own instance's, or all frames' of one size.

    Orientations are counted within the group; a frame of each speaks for it, one of those known
    before where there are some, so that a key means the same while the series grows.
    """
    image = frame.instance.image
    if image is None or image.number_of_frames > 1 or series.modality in _PROJECTIONS:
        group = frame.instance.sop_instance_uid
    else:
        color = "gray" if image.monochrome else "color"
        group = f"{image.columns}x{image.rows} {color}{_localizer(frame)}"
    number = 0
    while True:
        key = f"{series.series_instance_uid} {group} {number}"
        if key not in speakers or same_orientation(speakers[key].geometry, frame.geometry):
            return key
        number += 1


def _localizer(frame: Frame) -> str:
    image_type = frame.instance.attributes.texts(_IMAGE_TYPE)
    return " localizer" if "LOCALIZER" in image_type[2:3] else ""


def _title(series: Series, frames: tuple[Frame, ...]) -> str:
    image = frames[0].instance.image
    name = series.description or series.modality
    several = len([each for each in series.instances if each.image is not None]) > 1
    alone = image is not None and (image.number_of_frames > 1 or series.modality in _PROJECTIONS)
    number = frames[0].instance.instance_number
    return f"{name} · {number}" if several and alone and number is not None else name


def _kept(before: DisplaySet | None, made: DisplaySet) -> DisplaySet:
    """The value from before where nothing changed, so that nobody is told of a change."""
    if before is None or before.study is not made.study or len(before.frames) != len(made.frames):
        return made
    same = all(old is new for old, new in zip(before.frames, made.frames, strict=True))
    return before if same and before.title == made.title else made
