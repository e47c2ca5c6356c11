"""The pixels of a grayscale image that are color, as a mask over its gray (PS3.3 C.7.6.19)."""

from functools import lru_cache

from workstation.dicom.model import Frame
from workstation.imaging.codecs_coding import Palette
from workstation.imaging.color import supplemental_rgb
from workstation.imaging.palettes import supplemental_palette
from workstation.scene.scene import FramePixels, MaskLayer, MaskPlane

_KEPT = 16  # masks; of a CT slice a megabyte each


def color_layers(frame: Frame, pixels: FramePixels) -> tuple[MaskLayer, ...]:
    """The color of a frame, at most one layer: the lowest over its gray.

    A presentation state that has a palette of its own decides on color instead of the image. The
    window does not reach these pixels, nor does the inversion: their color is a scale.
    """
    if frame.presented is not None and frame.presented.palette is not None:
        return ()
    palette = supplemental_palette(frame.instance)
    plane = None if palette is None else _plane(pixels, palette)
    return () if plane is None else (MaskLayer(plane, 0.0),)


@lru_cache(maxsize=_KEPT)
def _plane(pixels: FramePixels, palette: Palette) -> MaskPlane | None:
    colors, covered = supplemental_rgb(pixels.values, palette)
    if not covered.any():
        return None
    colors.setflags(write=False)
    covered.setflags(write=False)
    return MaskPlane(("supplemental", pixels.key, palette), covered, colors)
