"""Frames that are shown together, in the order of the body, not of the files.

A series becomes one display set or several, never a part of one: each multi-frame image and each
projection stands for itself, and the single frames of a series share one as far as they have the
same size, the same kind of samples and the same orientation. What is left in one place is parted
by the rules of `splitting`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import is_
from typing import NamedTuple

from workstation.dicom import tags
from workstation.dicom.concatenation import part_of
from workstation.dicom.kinds import kind_name
from workstation.dicom.model import Frame, Instance, Series, Study
from workstation.dicom.multiframe import frames_of
from workstation.session.splitting import split
from workstation.session.stack import incomplete, ordered, same_orientation, stack_warnings
from workstation.session.titles import Named, part_titles, series_name

_PROJECTIONS = ("CR", "DX", "MG", "PX", "IO", "RG")  # images of one series are views, not slices
_VIEWS = 4  # orientations with one frame each that are views around an axis, not a localizer
_MARK = " | "  # between the key of a group and what a part of it was split by


@dataclass(frozen=True, slots=True)
class DisplaySet:
    """What one viewport scrolls through.

    key        names it for as long as the program runs, also while its series grows
    frames     ordered along the normal where all have a place; else by acquisition or instance
               number, then frame number; never by file name
    warnings   sentences for the picture: gaps, uneven spacing, duplicates
    part       what it is of its series, in words, where it is not all of it: echo 2
    """

    key: str
    study: Study
    series: Series
    title: str
    frames: tuple[Frame, ...]
    warnings: tuple[str, ...] = ()
    part: str = ""


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
        made for series in study.series for made in _of_known_series(study, series, before)
    )


def unshown(study: Study) -> tuple[Unshown, ...]:
    """The objects of a study that have no pixels."""
    return tuple(
        Unshown(series, instance, kind_name(instance.sop_class_uid))
        for series in study.series
        for instance in series.instances
        if instance.image is None
    )


def _of_known_series(
    study: Study, series: Series, before: Mapping[str, DisplaySet]
) -> Iterable[DisplaySet]:
    """What was made before of a series that has not grown; else made anew."""
    own = [
        each
        for each in before.values()
        if each.series.series_instance_uid == series.series_instance_uid
    ]
    if own and _same(own[0].series.instances, series.instances):
        kept = own[0].study is study and own[0].series is series
        return own if kept else [replace(each, study=study, series=series) for each in own]
    return _of_series(study, series, before)


def _same(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))


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
    speakers = _speakers(before)
    groups: dict[str, list[Frame]] = {}
    for instance in series.instances:
        if instance.image is None:
            continue
        frames = known.get(id(instance)) or frames_of(instance)
        for frame in frames:
            key = _key(speakers, series, frame)
            speakers.setdefault(key, frame)
            groups.setdefault(key, []).append(frame)
    yield from _named(study, series, list(_split(_turned_together(groups), speakers)))


def _speakers(before: Mapping[str, DisplaySet]) -> dict[str, Frame]:
    """A frame of each group that was known before; the part that has its bare key speaks first."""
    keys = sorted(before, key=lambda key: _MARK in key)
    speakers: dict[str, Frame] = {}
    for key in keys:
        speakers.setdefault(key.partition(_MARK)[0], before[key].frames[0])
    return speakers


def _key(speakers: Mapping[str, Frame], series: Series, frame: Frame) -> str:
    """The group that a frame belongs to: its own image's, or all frames' of one size.

    Orientations are counted within the group; a frame of each speaks for it, one of those known
    before where there are some, so that a key means the same while the series grows.
    """
    group = _alone(series, frame) or _bundle(frame)
    number = 0
    while True:
        key = f"{series.series_instance_uid} {group} {number}"
        if key not in speakers or same_orientation(speakers[key].geometry, frame.geometry):
            return key
        number += 1


def _alone(series: Series, frame: Frame) -> str:
    """UID of the image that a frame is of, if that stands for itself; else empty."""
    instance = frame.instance
    part = part_of(instance.attributes)
    if part is not None:
        return part.concatenation_uid
    several = instance.image is not None and instance.image.number_of_frames > 1
    return instance.sop_instance_uid if several or series.modality in _PROJECTIONS else ""


def _bundle(frame: Frame) -> str:
    """What frames must have in common to be scrolled together, but for their orientation."""
    image = frame.instance.image
    if image is None:
        return ""
    color = "gray" if image.monochrome else "color"
    image_type = frame.instance.attributes.texts(tags.IMAGE_TYPE)
    localizer = " localizer" if "LOCALIZER" in image_type[2:3] else ""
    return f"{image.columns}x{image.rows} {color}{localizer}"


def _turned_together(groups: Mapping[str, list[Frame]]) -> dict[str, list[Frame]]:
    """Views around an axis are one set: many orientations, and a single frame of each."""
    bundles: dict[str, list[str]] = {}
    for key in groups:
        bundles.setdefault(_bundle_of(key), []).append(key)
    together: dict[str, list[Frame]] = {}
    for keys in bundles.values():
        members = [frame for key in keys for frame in groups[key]]
        if len(keys) == len(members) >= _VIEWS:
            together[keys[0]] = members
        else:
            together.update((key, groups[key]) for key in keys)
    return together


class _Piece(NamedTuple):
    """A display set that waits for its name."""

    key: str
    frames: tuple[Frame, ...]
    words: tuple[str, ...]
    warnings: tuple[str, ...]


def _split(groups: Mapping[str, list[Frame]], speakers: Mapping[str, Frame]) -> Iterable[_Piece]:
    """Ordered parts; the key of a group goes on with the part that its speaker is in."""
    bundles: dict[str, list[Frame]] = {}
    for key, members in groups.items():
        bundles.setdefault(_bundle_of(key), []).extend(members)
    missing = {bundle: incomplete(frames) for bundle, frames in bundles.items()}
    for key, members in groups.items():
        speaker = _identity(speakers[key])
        parts = split(members)
        spoken = (at for at, part in enumerate(parts) if speaker in map(_identity, part.frames))
        bare = next(spoken, 0)
        for at, part in enumerate(parts):
            own = key if at == bare else _MARK.join((key, *part.marks))
            stack = ordered(part.frames)
            warnings = (*missing[_bundle_of(key)], *stack_warnings(stack))
            yield _Piece(own, stack, part.words, warnings)


def _bundle_of(key: str) -> str:
    """The key without the number of the orientation, and what follows that."""
    return key.partition(_MARK)[0].rpartition(" ")[0]


def _identity(frame: Frame) -> tuple[str, int]:
    return frame.instance.sop_instance_uid, frame.frame_index


def _named(study: Study, series: Series, pieces: Sequence[_Piece]) -> Iterable[DisplaySet]:
    sets = [
        Named(_bundle_of(each.key), each.frames, bool(_alone(series, each.frames[0])), each.words)
        for each in pieces
    ]
    for (key, frames, _words, warnings), part in zip(pieces, part_titles(sets), strict=True):
        title = " · ".join(each for each in (series_name(series), part) if each)
        yield DisplaySet(key, study, series, title, frames, warnings, part)
