"""Window by dragging: right is wider, up is brighter, or darker where the user wants it so."""

from workstation.dicom.lut import Rescale, Window
from workstation.imaging.pipeline import chain_of
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
        self._least_step = _least_step(grip)

    def drag(self, to: Pointer) -> None:
        """Right widens; up lowers the center, which brightens, or raises it by choice."""
        if self._window is None:
            return
        across, down = to.x - self._grip.start.x, to.y - self._grip.start.y
        if not across and not down:
            self._grip.stage.preview(self._grip.index, self._state)
            return
        step = max(self._window.width * _GAIN, self._least_step) / self._grip.stage.surface()[2]
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
    return as_window(voi, chain_of(frame, voi, False, pixels.values).modality_range)


def _least_step(grip: Grip) -> float:
    """A hundredth of the step from one stored value to the next; fractions have none."""
    shown = grip.stage.shown(grip.index)
    if shown is None or shown[1].values.dtype.kind == "f":
        return 0.0
    modality = shown[0].modality_lut
    return _LEAST_STEP * min(1.0, abs(modality.slope) if isinstance(modality, Rescale) else 1.0)
