"""Which VOI LUT a viewport shows a frame with, and the ones that can be chosen."""

from dataclasses import replace

import numpy as np

from workstation.dicom.lut import LookupTable, VoiFunction, VoiLut, Window
from workstation.dicom.model import Frame
from workstation.imaging.first_window import first_window
from workstation.imaging.modality import modality_values
from workstation.imaging.pipeline import valid_pixels, value_range
from workstation.scene.scene import FramePixels
from workstation.session.viewport import ViewportState

_KEPT = 4096
_defaults: dict[tuple[str, int, int], Window] = {}


def voi_shown(state: ViewportState, frame: Frame, pixels: FramePixels) -> VoiLut | None:
    """What the user set; else the frame's own of this index; else one by modality and values.

    None is identity, where a presentation state asks for it.
    """
    if state.voi is not None:
        return state.voi
    if frame.voi:
        return frame.voi[min(state.voi_index, len(frame.voi) - 1)]
    return None if frame.voi_identity else _default(frame, pixels)


def auto_window(frame: Frame, pixels: FramePixels) -> Window:
    """A window over the frame's own values, padding and the last hundredth left out."""
    valid = valid_pixels(pixels.values, frame.padding)
    stored = pixels.values if valid is None else pixels.values[valid]
    step = max(1, stored.size // 200_000)
    values = modality_values(stored.ravel()[::step], frame.modality_lut)
    if not values.size:
        return Window(0.5, 1.0, VoiFunction.LINEAR_EXACT)
    low, high = (float(value) for value in np.percentile(values, (0.5, 99.5)))
    return _over(low, high)


def as_window(voi: VoiLut | None, modality_range: tuple[float, float]) -> Window:
    """The window that a drag starts from: of a table, all that its entries tell apart.

    modality_range   lowest and highest modality value: what identity spreads over all grays
    """
    if voi is None:
        return _over(*modality_range)
    if not isinstance(voi, LookupTable):
        return voi
    count = len(voi.entries)
    return Window(voi.first_mapped + count / 2, float(max(count, 2)))


def adjusted(window: Window, center: float, width: float) -> Window:
    """The same function with another center and width, of the smallest that it allows.

    A window over small fractions may become narrower still, by steps of a thousandth.
    """
    least = 1.0 if window.function is VoiFunction.LINEAR else min(1e-3, window.width * 1e-3)
    return replace(window, center=center, width=max(width, least), explanation="")


def _over(low: float, high: float) -> Window:
    return Window((low + high) / 2, high - low if high > low else 1.0, VoiFunction.LINEAR_EXACT)


def _default(frame: Frame, pixels: FramePixels) -> Window:
    """Computed once, since it looks at every pixel: per frame, and per display set of a stack.

    The slices of a stack and the frames of a cine share the window of the one that came first:
    the same value must not change its gray while one scrolls. A frame on which all values are
    alike, as the first of a map often is, says nothing about the others.
    """
    image = frame.instance.image
    shared = frame.geometry is not None or (image is not None and image.number_of_frames > 1)
    key = (pixels.key[0], -1, -1) if shared else pixels.key
    window = _defaults.get(key)
    if window is None:
        window = first_window(frame, pixels.values)
        low, high = value_range(pixels.values, frame.modality_lut, frame.padding)
        if shared and not low < high:
            return window
        if len(_defaults) >= _KEPT:
            _defaults.clear()
        _defaults[key] = window
    return window
