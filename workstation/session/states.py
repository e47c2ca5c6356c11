"""Which presentation states are for a frame, and the frame as the chosen one wants it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Protocol

from workstation.base.errors import WorkstationError
from workstation.base.identity_cache import IdentityCache
from workstation.dicom.apply_state import presented
from workstation.dicom.errors import DicomError
from workstation.dicom.model import Frame, Instance, Study
from workstation.dicom.presentation_state import (
    read_presentation_state,
    references_of,
    title_of,
)
from workstation.dicom.presentation_state_values import (
    PresentationState,
    References,
    StateTitle,
    is_presentation_state,
)
from workstation.session.display_set import DisplaySet

_STUDIES, _KEPT = 64, 4096


@dataclass(frozen=True, slots=True, eq=False)
class StateChoice:
    """One presentation state that can be chosen.

    references   the images that it is for, as far as they can be read
    state        None: it cannot be read
    problem      why not, or None
    """

    uid: str
    title: StateTitle
    references: References
    state: PresentationState | None
    problem: WorkstationError | None


class Opened(Protocol):
    """What is open, as in session.workspace."""

    @property
    def display_sets(self) -> tuple[DisplaySet, ...]: ...


@dataclass(frozen=True, slots=True)
class Applied:
    """A frame as it is shown.

    choice    the state that was asked for, where it is open; applied unless there is a problem
    problem   why the frame is shown as it is all the same, or None
    """

    frame: Frame
    choice: StateChoice | None = None
    problem: WorkstationError | None = None


_by_study: IdentityCache[dict[str, tuple[StateChoice, ...]]] = IdentityCache(_STUDIES)
_read: IdentityCache[StateChoice] = IdentityCache(_KEPT)
_applied: IdentityCache[Applied] = IdentityCache(_KEPT)


def states_for(opened: Opened, frame: Frame) -> tuple[StateChoice, ...]:
    """The states of all open studies that refer to a frame, the newest first."""
    uid, number = frame.instance.sop_instance_uid, frame.frame_number
    found = [
        choice
        for index in _indices(opened)
        for choice in index.get(uid, ())
        if any(each.names(uid, number) for each in choice.references)
    ]
    return tuple(sorted(found, key=lambda choice: choice.title.created, reverse=True))


def applied(opened: Opened, frame: Frame, uid: str | None) -> Applied:
    """The frame under the state of this UID; as it is where none is asked for or can be applied."""
    if uid is None:
        return Applied(frame)
    found = next((each for each in states_for(opened, frame) if each.uid == uid), None)
    if found is None:
        return Applied(frame, _anywhere(opened, uid))
    return _applied.get((frame, found), lambda: _under(frame, found))


def _under(frame: Frame, choice: StateChoice) -> Applied:
    if choice.state is None:
        return Applied(frame, choice, choice.problem)
    try:
        return Applied(presented(frame, choice.state), choice)
    except DicomError as problem:
        return Applied(frame, choice, problem)


def _anywhere(opened: Opened, uid: str) -> StateChoice | None:
    """The state of this UID, though it is for other images."""
    choices = chain.from_iterable(each for index in _indices(opened) for each in index.values())
    return next((choice for choice in choices if choice.uid == uid), None)


def _indices(opened: Opened) -> Iterator[dict[str, tuple[StateChoice, ...]]]:
    for study in {id(each.study): each.study for each in opened.display_sets}.values():
        yield _by_study.get((study,), partial(_index, study))


def _index(study: Study) -> dict[str, tuple[StateChoice, ...]]:
    """The states of a study by the images that they refer to."""
    index: dict[str, tuple[StateChoice, ...]] = {}
    for instance in _states_of(study):
        choice = _read.get((instance,), partial(_choice, instance))
        for uid in {each.sop_instance_uid for each in choice.references}:
            index[uid] = (*index.get(uid, ()), choice)
    return index


def _states_of(study: Study) -> Iterator[Instance]:
    for series in study.series:
        for instance in series.instances:
            if instance.image is None and is_presentation_state(instance.sop_class_uid):
                yield instance


def _choice(instance: Instance) -> StateChoice:
    uid, title = instance.sop_instance_uid, title_of(instance.attributes)
    try:
        state = read_presentation_state(instance)
    except DicomError as problem:
        return StateChoice(uid, title, references_of(instance.attributes), None, problem)
    return StateChoice(uid, title, state.references, state, None)
