"""Pan, zoom and scroll by dragging."""

from dataclasses import replace

from workstation.session.viewport import at_frame, panned, zoomed
from workstation.session.workspace import changed
from workstation.tools.tool import Grip, Pointer

_ZOOM_GAIN = 1.008  # for each logical pixel
_STACK_TRAVEL = 0.8  # of the viewport's height: the way that passes a whole stack
_LEAST_TRAVEL = 4.0  # logical pixels for one frame, at most


class PanDrag:
    """The image follows the pointer."""

    def __init__(self, grip: Grip) -> None:
        self._grip = grip
        self._state = grip.before.viewports[grip.index]
        self._outline = grip.stage.outline(grip.index)

    def drag(self, to: Pointer) -> None:
        """Shift by the way from the press."""
        if self._outline is not None:
            by = (to.x - self._grip.start.x, to.y - self._grip.start.y)
            state = panned(self._state, self._outline, by) if any(by) else self._state
            self._grip.stage.preview(self._grip.index, state)

    def release(self, at: Pointer) -> None:
        """Record the step."""
        self._grip.finish()

    def cancel(self) -> None:
        """Put the image back."""
        self._grip.give_up()


class ZoomDrag:
    """Down enlarges, up shrinks, about the point that was pressed."""

    def __init__(self, grip: Grip) -> None:
        self._grip = grip
        self._state = grip.before.viewports[grip.index]
        self._outline = grip.stage.outline(grip.index)

    def drag(self, to: Pointer) -> None:
        """Zoom by the way from the press."""
        if self._outline is None:
            return
        down = (to.y - self._grip.start.y) / self._grip.stage.surface()[2]
        point = (self._grip.start.x, self._grip.start.y)
        grown = zoomed(self._state, self._outline, _ZOOM_GAIN**down, point)
        self._grip.stage.preview(self._grip.index, grown if down else self._state)

    def release(self, at: Pointer) -> None:
        """Record the step."""
        self._grip.finish()

    def cancel(self) -> None:
        """Put the image back."""
        self._grip.give_up()


class ScrollDrag:
    """Down goes on in the stack, up goes back. Scrolling is no step to undo."""

    def __init__(self, grip: Grip) -> None:
        self._grip = grip
        shown = grip.before.shown(grip.index)
        self._count = 0 if shown is None else len(shown.frames)
        stage = grip.stage
        height = stage.rects()[grip.index].height * _STACK_TRAVEL
        most = _LEAST_TRAVEL * stage.surface()[2]
        self._travel = max(1.0, min(height / max(self._count, 1), most))

    def drag(self, to: Pointer) -> None:
        """Frames by the way from the press."""
        before = self._grip.before.viewports[self._grip.index]
        by = int((to.y - self._grip.start.y) / self._travel)
        if self._count and (by or self._moved()):
            self._show(before.frame_index + by)

    def release(self, at: Pointer) -> None:
        """Stay there."""

    def cancel(self) -> None:
        """Back to the frame of the press, as if nobody had asked for another."""
        if self._count and self._moved():
            before = self._grip.before.viewports[self._grip.index]
            self._show(before.frame_index, before.chosen)

    def _moved(self) -> bool:
        index = self._grip.index
        now = self._grip.stage.workspace.viewports[index]
        return now.frame_index != self._grip.before.viewports[index].frame_index

    def _show(self, frame_index: int, chosen: bool = True) -> None:
        stage, index = self._grip.stage, self._grip.index
        state = at_frame(stage.workspace.viewports[index], frame_index, self._count)
        state = replace(state, chosen=chosen)
        stage.store.set(changed(stage.workspace, lambda _before: state, index))
