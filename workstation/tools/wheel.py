"""The wheel: scroll; with Ctrl zoom; with Shift ten at a time."""

from workstation.session.stage import Stage
from workstation.session.viewport import scrolled, zoomed
from workstation.session.workspace import activated, changed
from workstation.tools.tool import Modifier, Pointer

_ZOOM_PER_NOTCH = 1.15
_FAST = 10


class Wheel:
    """Adds up parts of notches, which smooth wheels and touch pads send, to whole frames."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._rest = 0.0

    def turn(self, notches: float, at: Pointer) -> None:
        """Away from the hand is positive: back in the stack, or larger."""
        index = self._stage.index_at(at.x, at.y)
        if index is None:
            return
        if Modifier.CONTROL in at.modifiers:
            self._zoom(notches, at, index)
            return
        self._rest -= notches * (_FAST if Modifier.SHIFT in at.modifiers else 1)
        whole = int(self._rest)
        self._rest -= whole
        if whole:
            self._scroll(whole, index)

    def _scroll(self, by: int, index: int) -> None:
        workspace = self._stage.workspace
        shown = workspace.shown(index)
        if shown is not None and shown.frames:
            count = len(shown.frames)
            workspace = changed(workspace, lambda state: scrolled(state, by, count), index)
        self._stage.store.set(activated(workspace, index))

    def _zoom(self, notches: float, at: Pointer, index: int) -> None:
        outline = self._stage.outline(index)
        if outline is not None:
            factor = _ZOOM_PER_NOTCH**notches
            self._stage.change(lambda state: zoomed(state, outline, factor, (at.x, at.y)), index)
