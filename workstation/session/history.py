"""Undo and redo of what the picture looks like: window, zoom, pan, orientation, layout.

Never of scrolling, nor of what has been opened since.
"""

from dataclasses import replace

from workstation.base.store import Store
from workstation.session.viewport import ViewportState
from workstation.session.workspace import Workspace

_LIMIT = 200


class History:
    """Whole workspaces from before each step; a gesture or a command is one step."""

    def __init__(self, store: Store[Workspace]) -> None:
        self._store = store
        self._past: list[Workspace] = []
        self._future: list[Workspace] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._future)

    def record(self, before: Workspace) -> None:
        """Remember how it was before the step just taken, unless the picture is the same."""
        if restored(self._store.value, before) == self._store.value:
            return
        self._past = [*self._past[-_LIMIT + 1 :], before]
        self._future = []

    def undo(self) -> None:
        """Take back the last step."""
        self._exchange(self._past, self._future)

    def redo(self) -> None:
        """Take the step again that was taken back last."""
        self._exchange(self._future, self._past)

    def _exchange(self, source: list[Workspace], target: list[Workspace]) -> None:
        if source:
            now = self._store.value
            target.append(now)
            self._store.set(restored(now, source.pop()))


def restored(now: Workspace, then: Workspace) -> Workspace:
    """The present workspace with the pictures of an earlier one."""
    keys = {each.key for each in now.display_sets}
    pairs = zip(now.viewports, then.viewports, strict=False)
    viewports = tuple(_restored_viewport(new, old, keys) for new, old in pairs)
    rest = now.viewports[len(viewports) :] or then.viewports[len(viewports) :]
    return replace(
        now,
        layout=then.layout,
        viewports=viewports + rest,
        active=now.active if now.active in then.layout.visible else then.active,
    )


def _restored_viewport(now: ViewportState, then: ViewportState, keys: set[str]) -> ViewportState:
    if now.display_set == then.display_set:
        return replace(then, frame_index=now.frame_index, cine=now.cine, chosen=now.chosen)
    if then.display_set not in keys:  # it was empty and has been filled, or is no longer open
        return now
    return replace(then, cine=None)
