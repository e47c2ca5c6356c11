"""How the frames of a multi-frame object are organized (PS3.3 C.7.6.17 and C.7.6.16.2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.dicom.dataset import Attributes
from workstation.dicom.functional_groups import FunctionalGroups
from workstation.dicom.tags import FRAME_CONTENT_SEQUENCE, PLANE_POSITION_SEQUENCE

_DIMENSION_INDEX_SEQUENCE = 0x00209222
_DIMENSION_INDEX_POINTER = 0x00209165
_FUNCTIONAL_GROUP_POINTER = 0x00209167
_DIMENSION_DESCRIPTION_LABEL = 0x00209421
_DIMENSION_INDEX_VALUES = 0x00209157
_IN_STACK_POSITION_NUMBER = 0x00209057
_PLANE_POSITION_VOLUME_SEQUENCE = 0x0020930E
_PLANE_POSITION_SLIDE_SEQUENCE = 0x0048021A
_IMAGE_POSITION_PATIENT = 0x00200032

# What tells where a frame lies, not which of several that lie there it is.
_PLACES = frozenset(
    (
        _IN_STACK_POSITION_NUMBER,
        _IMAGE_POSITION_PATIENT,
        PLANE_POSITION_SEQUENCE,
        _PLANE_POSITION_VOLUME_SEQUENCE,
        _PLANE_POSITION_SLIDE_SEQUENCE,
    )
)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the ways in which the frames of an object differ.

    pointer   tag of the attribute that is counted, or of its functional group
    group     tag of the functional group that the attribute stands in; 0: it stands in none
    label     what the equipment calls it; may be empty
    """

    pointer: int
    group: int
    label: str

    @property
    def spatial(self) -> bool:
        """Whether it counts places."""
        return self.pointer in _PLACES or self.group in _PLACES - {self.pointer}


def dimensions(top: Attributes) -> tuple[Dimension, ...]:
    """The dimensions of an object, the slowest first; () where it says nothing of them."""
    return tuple(
        Dimension(
            item.integer(_DIMENSION_INDEX_POINTER) or 0,
            item.integer(_FUNCTIONAL_GROUP_POINTER) or 0,
            item.text(_DIMENSION_DESCRIPTION_LABEL),
        )
        for item in top.items(_DIMENSION_INDEX_SEQUENCE)
    )


def index_values(groups: FunctionalGroups, known: Sequence[Dimension]) -> tuple[int, ...]:
    """Where a frame stands in each of the dimensions, from 1; () unless it is said for all."""
    content = groups.item(FRAME_CONTENT_SEQUENCE)
    values = () if content is None else content.integers(_DIMENSION_INDEX_VALUES)
    return values if len(values) == len(known) else ()
