"""The shutter and the overlays of a frame as masks over its image."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from workstation.dicom.cielab import Rgb
from workstation.dicom.model import Frame
from workstation.dicom.overlay import Overlay, OverlayType
from workstation.dicom.shutter import Shutter
from workstation.imaging.embedded import EmbeddedPlanes
from workstation.imaging.masks import outline, overlay_mask, shutter_mask
from workstation.scene.scene import ImageLayer, MaskLayer, MaskPlane

_SHUTTER = "shutter"
_KEPT = 32  # masks; of an X-ray some megabytes each


def mask_layers(
    frame: Frame,
    embedded: EmbeddedPlanes = (),
    *,
    overlays: bool = True,
    shutter: bool = True,
) -> tuple[MaskLayer, ...]:
    """What lies over a frame, the lowest first: the shutter, then its overlays.

    embedded   the planes that were read from its pixel cells
    """
    image = frame.instance.image
    if image is None:
        return ()
    shape = image.rows, image.columns
    layers: list[MaskLayer] = []
    if shutter and frame.shutter is not None:
        palette = None if frame.presented is None else frame.presented.palette
        ink = _shutter_ink(frame.shutter, gray=image.monochrome and palette is None)
        layers.append(MaskLayer(_shutter_plane(frame.shutter, shape, frame.pixel_aspect), ink))
    if overlays:
        layers += _overlay_layers(frame.overlays, embedded, shape)
    return tuple(layers)


def under_shutter(layer: ImageLayer, row: int, column: int) -> bool:
    """Whether a pixel of a layer, counted from 0, is covered by its shutter."""
    planes = (mask.plane for mask in layer.masks if mask.plane.key[0] == _SHUTTER)
    return any(bool(plane.covered[row, column]) for plane in planes)


def _shutter_ink(shutter: Shutter, *, gray: bool) -> float | Rgb:
    """Its color on a screen with color; a gray one over a gray image through the display's table.

    Black of the interface beside an image need not be the black of its P-Values.
    """
    if shutter.color is None or (gray and len(set(shutter.color)) == 1):
        return shutter.p_value
    return shutter.color


@lru_cache(maxsize=_KEPT)
def _shutter_plane(shutter: Shutter, shape: tuple[int, int], pixel_aspect: float) -> MaskPlane:
    mask = _fixed(shutter_mask(shutter, *shape, pixel_aspect))
    return MaskPlane((_SHUTTER, shutter, shape, pixel_aspect), mask)


def _overlay_layers(
    overlays: tuple[Overlay, ...], embedded: EmbeddedPlanes, shape: tuple[int, int]
) -> Iterator[MaskLayer]:
    """One layer for all that have one ink and lie together."""
    for ink, group in groupby(overlays, key=attrgetter("ink")):
        planes = tuple(_whole(overlay, dict(embedded)) for overlay in group)
        found = _overlay_plane(tuple(each for each in planes if each is not None), shape)
        if found is not None:
            plane, row, column = found
            yield MaskLayer(plane, ink, row, column)


def _whole(overlay: Overlay, embedded: dict[int, bytes]) -> Overlay | None:
    """The overlay with its bits, wherever they lie; None where they have not been read."""
    if overlay.bits is not None:
        return overlay
    bits = embedded.get(overlay.bit_position)
    return None if bits is None else replace(overlay, bits=bits)


@lru_cache(maxsize=_KEPT)
def _overlay_plane(
    overlays: tuple[Overlay, ...], shape: tuple[int, int]
) -> tuple[MaskPlane, int, int] | None:
    """What the overlays draw, cut to where it is, and that place; None where they draw nothing.

    The outline of a region of interest is drawn: filled, it would hide what it points at.
    """
    drawn = np.zeros(shape, np.bool_)
    for overlay in overlays:
        mask = overlay_mask(overlay, *shape)
        drawn |= outline(mask) if overlay.kind is OverlayType.ROI else mask
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    if not rows.size:
        return None
    row, column = int(rows[0]), int(columns[0])
    part = drawn[row : rows[-1] + 1, column : columns[-1] + 1].copy()
    return MaskPlane(("overlays", overlays, shape), _fixed(part)), row, column


def _fixed(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    mask.setflags(write=False)
    return mask
