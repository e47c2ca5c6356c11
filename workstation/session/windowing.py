"""Which VOI LUT a viewport shows a frame with, and the ones that can be chosen."""

from dataclasses import replace

import numpy as np

from workstation.dicom.lut import LookupTable, VoiFunction, VoiLut, Window
from workstation.dicom.model import Frame
from workstation.imaging.modality import modality_values
from workstation.imaging.pipeline import default_window, valid_pixels
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
    return Window((low + high) / 2, max(high - low, 1.0), VoiFunction.LINEAR_EXACT)


def as_window(voi: VoiLut | None, modality_range: tuple[float, float]) -> Window:
    """The window that a drag starts from: of a table, all that its entries tell apart.

    modality_range   lowest and highest modality value: what identity spreads over all grays
    """
    if voi is None:
        low, high = modality_range
        return Window((low + high) / 2, max(high - low, 1.0), VoiFunction.LINEAR_EXACT)
    if not isinstance(voi, LookupTable):
        return voi
    count = len(voi.entries)
    return Window(voi.first_mapped + count / 2, float(max(count, 2)))


def adjusted(window: Window, center: float, width: float) -> Window:
    """The same function with another center and width, of the smallest that it allows."""
    least = 1.0 if window.function is VoiFunction.LINEAR else 1e-3
    return replace(window, center=center, width=max(width, least), explanation="")


def _default(frame: Frame, pixels: FramePixels) -> Window:
    """Computed once, since it looks at every pixel: per frame, and per display set of a stack.

    The slices of a stack and the frames of a cine share the window of the one that came first:
    the same value must not change its gray while one scrolls.
    """
    image = frame.instance.image
    shared = frame.geometry is not None or (image is not None and image.number_of_frames > 1)
    key = (pixels.key[0], -1, -1) if shared else pixels.key
    window = _defaults.get(key)
    if window is None:
        modality = frame.instance.attributes.text(0x0008_0060)
        window = default_window(modality, pixels.values, frame.modality_lut, frame.padding)
        if len(_defaults) >= _KEPT:
            _defaults.clear()
        _defaults[key] = window
    return window
