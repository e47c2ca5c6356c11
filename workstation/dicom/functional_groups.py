"""What holds for one frame of a multi-frame object (PS3.3 C.7.6.16).

A functional group stands in the frame's own item of the Per-Frame Functional Groups Sequence,
else in the one item of the Shared Functional Groups Sequence. An object that has neither says
at its top level what holds for all of its frames.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.dicom import tags
from workstation.dicom.dataset import Attributes


@dataclass(frozen=True, slots=True)
class FunctionalGroups:
    """Where to look for a frame's functional groups: per frame first, then shared."""

    levels: tuple[Attributes, ...]

    def raw(self, sequence: int) -> bytes:
        """The bytes of a functional group: equal bytes mean equal values."""
        return next((level.raw(sequence) for level in self.levels if sequence in level), b"")

    def item(self, sequence: int) -> Attributes | None:
        """The functional group's one item; None where the frame has no such group."""
        items = self.items(sequence)
        return items[0] if items else None

    def items(self, sequence: int) -> tuple[Attributes, ...]:
        """All items of a functional group that may have several."""
        return next((items for level in self.levels if (items := level.items(sequence))), ())


def functional_groups(top: Attributes, count: int) -> Sequence[FunctionalGroups]:
    """The groups of each of `count` frames; a frame that has no item of its own has the shared.

    top   the header of the object
    """
    shared = top.items(tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)[:1]
    own = top.items(tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
    if not own:
        return [FunctionalGroups(shared)] * count
    return [FunctionalGroups((*own[index : index + 1], *shared)) for index in range(count)]


def described_frames(top: Attributes, count: int) -> int:
    """How many of `count` frames have an item of their own; all where no frame is to have one."""
    own = len(top.items(tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE))
    return min(own, count) if own else count
