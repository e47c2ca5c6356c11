"""Overlays and shutter of a frame under a presentation state (PS3.3 C.11.7, C.11.12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from workstation.dicom.annotation import GraphicLayer
from workstation.dicom.model import Frame
from workstation.dicom.overlay import Overlay
from workstation.dicom.overlay_reading import overlays_of
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.presentation_state_values import PresentationState
from workstation.dicom.shutter import Shutter
from workstation.dicom.shutter_reading import shutter_of


@dataclass(frozen=True, slots=True)
class StatePlanes:
    """What lies over a frame.

    overlays       those that the state activates, in the order of their layers
    shutter        the state's; the image's own is not applied
    notes          on planes of the state that cannot be shown
    shutter_notes  on shapes of the shutter that cannot be read
    """

    overlays: tuple[Overlay, ...]
    shutter: Shutter | None
    notes: tuple[str, ...]
    shutter_notes: tuple[str, ...]


def state_planes(frame: Frame, image: ImagePixel, state: PresentationState) -> StatePlanes:
    """Planes of the state, and those of the image that it does not replace, as far as active."""
    own = overlays_of(state.attributes, image)
    in_state = own.of(frame.frame_index)
    shutter, shutter_notes = shutter_of(state.attributes, in_state)
    planes = {each.group: each for each in (*frame.overlays, *in_state)}
    if shutter is not None and shutter.bitmap is not None:
        planes.pop(shutter.bitmap.group)
    return StatePlanes(tuple(_active(planes, state)), shutter, own.notes, shutter_notes)


def _active(planes: Mapping[int, Overlay], state: PresentationState) -> Iterable[Overlay]:
    """The activated planes with the inks of their layers, the lowest layer first."""
    layers = {layer.name: layer for layer in state.layers}
    found = [
        (layers.get(name), planes[group]) for group, name in state.activations if group in planes
    ]
    found.sort(key=lambda pair: 0 if pair[0] is None else pair[0].order)
    return (_inked(plane, layer) for layer, plane in found)


def _inked(plane: Overlay, layer: GraphicLayer | None) -> Overlay:
    """As the layer recommends; white where it recommends nothing (C.10.7)."""
    if layer is None or (layer.color is None and layer.p_value is None):
        return plane
    if layer.color is not None:
        return replace(plane, ink=layer.color)
    return replace(plane, ink=layer.p_value or 0.0)
