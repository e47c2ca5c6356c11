"""The ICC profile of a color image, or of the optical path of a slide (PS3.3 C.11.15, C.8.12.5)."""

from collections.abc import Sequence
from dataclasses import replace

from workstation.dicom import tags
from workstation.dicom.dataset import Attributes
from workstation.dicom.model import Instance

_ICC_PROFILE = 0x0028_2000
_OPTICAL_PATH_SEQUENCE = 0x0048_0105
_OPTICAL_PATH_IDENTIFIER = 0x0048_0106
_OPTICAL_PATH_IDENTIFICATION_SEQUENCE = 0x0048_0207


def color_profile(instance: Instance, frame_index: int) -> bytes:
    """The profile of a frame in color; empty where it has none.

    One at the top level describes all frames. Else it is that of the frame's optical path.
    """
    if instance.image is None or instance.image.monochrome:
        return b""
    whole = instance.attributes.raw(_ICC_PROFILE)
    paths = instance.attributes.items(_OPTICAL_PATH_SEQUENCE)
    if whole or not paths:
        return whole
    if len(paths) == 1:
        return paths[0].raw(_ICC_PROFILE)
    wanted = _path_of(instance.attributes, frame_index)
    named = [path for path in paths if path.text(_OPTICAL_PATH_IDENTIFIER) == wanted]
    return named[0].raw(_ICC_PROFILE) if named else b""


def without_profile(instance: Instance) -> Instance:
    """The same image, whose color nobody describes: it is left as it was stored."""
    told = (_ICC_PROFILE, _OPTICAL_PATH_SEQUENCE)
    attributes = instance.attributes
    elements = {tag: attributes.elements[tag] for tag in attributes if tag not in told}
    return replace(instance, attributes=replace(attributes, elements=elements))


def _path_of(attributes: Attributes, frame_index: int) -> str:
    """The optical path that a frame went through: its own, or that of all frames."""
    own = attributes.items(tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
    shared = attributes.items(tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
    groups: Sequence[Attributes] = (*own[frame_index : frame_index + 1], *shared)
    for group in groups:
        for item in group.items(_OPTICAL_PATH_IDENTIFICATION_SEQUENCE):
            return item.text(_OPTICAL_PATH_IDENTIFIER)
    return ""
