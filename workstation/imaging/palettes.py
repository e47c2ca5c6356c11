"""The Palette Color Lookup Tables that an image carries (PS3.3 C.7.9), also supplemental ones."""

from functools import lru_cache

from workstation.base.text import _
from workstation.dicom.model import Instance
from workstation.dicom.note import Note
from workstation.dicom.segmentation import segments
from workstation.imaging.codecs_coding import Palette, UndecodableFrameError
from workstation.imaging.color import palette_of
from workstation.imaging.label_colors import label_palette

_DESCRIPTOR = 0x00281101
_DATA = (0x00281201, 0x00281202, 0x00281203)
_SEGMENTED_DATA = (0x00281221, 0x00281222, 0x00281223)
_PIXEL_PRESENTATION = 0x00089205
_IN_COLOR = ("COLOR", "MIXED")


@lru_cache(maxsize=32)
def palette_for(instance: Instance) -> Palette:
    """The tables of a PALETTE COLOR image, or the colors of labels."""
    attributes, image = instance.attributes, instance.image
    if image is not None and image.labels:
        return label_palette(segments(attributes), image.bits_stored)
    segmented = _SEGMENTED_DATA[0] in attributes
    return palette_of(
        attributes.integers(_DESCRIPTOR),
        [attributes.raw(tag) for tag in (_SEGMENTED_DATA if segmented else _DATA)],
        segmented=segmented,
        signed=image is not None and image.signed,
    )


@lru_cache(maxsize=32)
def supplemental_palette(instance: Instance) -> Palette | None:
    """The tables by which high stored values of a grayscale image are color (PS3.3 C.7.6.19).

    None where it has none, or one that is damaged: all of it is gray then.
    """
    if not _partly_colored(instance):
        return None
    try:
        return palette_for(instance)
    except UndecodableFrameError:
        return None


def palette_notes(instance: Instance) -> tuple[str, ...]:
    """A sentence for the picture where color is left out because its tables are damaged."""
    if not _partly_colored(instance) or supplemental_palette(instance) is not None:
        return ()
    note = _("Its color palette is damaged: what should be in color is shown gray.")
    return (Note(note, "color"),)


def _partly_colored(instance: Instance) -> bool:
    image, attributes = instance.image, instance.attributes
    if image is None or not image.monochrome or _DESCRIPTOR not in attributes:
        return False
    return attributes.text(_PIXEL_PRESENTATION) in _IN_COLOR
