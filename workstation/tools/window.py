"""Window by dragging: right is wider, up is brighter, or darker where the user wants it so."""

from workstation.dicom.lut import Window
from workstation.dicom.lut_reading import modality_range
from workstation.session.viewport import windowed
from workstation.session.windowing import adjusted, as_window, voi_shown
from workstation.tools.tool import Grip, Pointer

_GAIN = 1 / 400  # of the width at the press, for each logical pixel
_LEAST_STEP = 0.01


class WindowDrag:
    """Center and width from the distance to where the gesture began.

    Returning to the start restores the viewport exactly, a stored window or table included.
    """

    def __init__(self, grip: Grip) -> None:
        self._grip = grip
        self._state = grip.before.viewports[grip.index]
        self._window = _window(grip)

    def drag(self, to: Pointer) -> None:
        """Right widens; up lowers the center, which brightens, or raises it by choice."""
        if self._window is None:
            return
        across, down = to.x - self._grip.start.x, to.y - self._grip.start.y
        if not across and not down:
            self._grip.stage.preview(self._grip.index, self._state)
            return
        step = max(self._window.width * _GAIN, _LEAST_STEP) / self._grip.stage.surface()[2]
        sign = 1 if self._grip.before.settings.up_is_brighter else -1
        center = self._window.center + sign * down * step
        window = adjusted(self._window, center, self._window.width + across * step)
        self._grip.stage.preview(self._grip.index, windowed(self._state, window))

    def release(self, at: Pointer) -> None:
        """Record the step."""
        self._grip.finish()

    def cancel(self) -> None:
        """Show the window of the press again."""
        self._grip.give_up()


def _window(grip: Grip) -> Window | None:
    """The window at the press; None without pixels, and for color, which has none."""
    shown = grip.stage.shown(grip.index)
    if shown is None:
        return None
    frame, pixels = shown
    if frame.instance.image is None or not frame.instance.image.monochrome:
        return None
    voi = voi_shown(grip.before.viewports[grip.index], frame, pixels)
    return as_window(voi, modality_range(frame.modality_lut, frame.instance.image))
