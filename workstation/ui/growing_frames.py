"""Frames on the screen stay there while their display set grows around them."""

from collections.abc import Iterable

from workstation.session.display_set import DisplaySet
from workstation.session.frames import FrameAnswer, FrameStatus, FrameStore
from workstation.session.workspace import Workspace

_Identity = tuple[str, int]  # SOP Instance UID, frame index: never the place in the stack


class GrowingFrames:
    """Opens display sets again with more frames, without a moment in which nothing is known.

    The store gives a display set new memory when its frames change, and fetches again. What was
    seen until then is answered meanwhile, by the identity of the frame and not by its index,
    which may have moved: so it is never shown under another number.
    """

    def __init__(self, store: FrameStore) -> None:
        self._store = store
        self._open: dict[str, DisplaySet] = {}
        self._carried: dict[str, dict[_Identity, FrameAnswer]] = {}

    def get(self, key: str, frame_index: int) -> FrameAnswer:
        """Answer what the store knows, or what was seen before it began anew."""
        answer = self._store.get(key, frame_index)
        carried = self._carried.get(key)
        if not carried:
            return answer
        identity = _identity(self._open[key], frame_index)
        if answer.status is FrameStatus.LOADING:
            return carried.get(identity, answer)
        carried.pop(identity, None)
        return answer

    def open(self, display_sets: Iterable[DisplaySet], workspace: Workspace) -> None:
        """Open those that are new or have changed; `workspace` says what is on the screen."""
        for display_set in display_sets:
            before = self._open.get(display_set.key)
            if before is not display_set:
                self._carry(before, workspace)
                self._open[display_set.key] = display_set
                self._store.open(display_set)

    def close_all(self) -> None:
        """Forget everything."""
        for key in self._open:
            self._store.close(key)
        self._open.clear()
        self._carried.clear()

    def _carry(self, before: DisplaySet | None, workspace: Workspace) -> None:
        if before is None:
            return
        states = [workspace.viewports[index] for index in workspace.layout.visible]
        seen = {state.frame_index for state in states if state.display_set == before.key}
        answers = {
            _identity(before, index): self.get(before.key, index)
            for index in seen
            if index < len(before.frames)
        }
        ready = {i: each for i, each in answers.items() if each.status is FrameStatus.READY}
        self._carried[before.key] = ready


def _identity(display_set: DisplaySet, frame_index: int) -> _Identity:
    frame = display_set.frames[frame_index]
    return frame.instance.sop_instance_uid, frame.frame_index
