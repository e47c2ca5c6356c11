"""The memory of one display set: a slot of whole pages for each frame, side by side."""

from dataclasses import dataclass
from enum import Enum
from math import prod
from typing import Any
from weakref import ReferenceType, ref

import numpy as np
import numpy.typing as npt

from workstation.base.pages import Pages, page_aligned
from workstation.dicom.errors import UnreadableFileError
from workstation.dicom.fragments import frame_extents
from workstation.dicom.model import Frame, Instance
from workstation.dicom.stored import StoredFile
from workstation.imaging.decoder import Decoder, Extents, FrameMissingError


class SlotState(Enum):
    """What is in a slot. Only FILLED ones are ever read, only FILLING ones written."""

    EMPTY = "empty"
    FILLING = "filling"
    FILLED = "filled"
    MISSING = "missing"
    UNDECODABLE = "undecodable"


@dataclass(slots=True, eq=False)
class Slot:
    """Where one frame goes, and what is there now.

    generation   of the store when it was filled: two pictures never share a key
    root         the array that every view of these pixels leads back to, while there is one
    """

    offset: int
    length: int
    state: SlotState = SlotState.EMPTY
    generation: int = 0
    reason: str = ""
    notes: tuple[str, ...] = ()
    root: ReferenceType[npt.NDArray[Any]] | None = None

    @property
    def idle(self) -> bool:
        """Whether it is filled and nobody looks at it, so that its memory may go."""
        unseen = self.root is None or self.root() is None
        return self.state is SlotState.FILLED and unseen

    def settle(
        self, state: SlotState, generation: int, reason: str, notes: tuple[str, ...]
    ) -> None:
        """End the filling."""
        self.state, self.generation = state, generation
        self.reason, self.notes = reason, notes


class Shelf:
    """The slots of one display set in one memory, made when it is first needed.

    Frames of one shape, as display sets have them, are equally far apart: a volume. The memory
    goes with the shelf and the last view of it.
    """

    def __init__(self, frames: tuple[Frame, ...]) -> None:
        self.frames = frames
        lengths = [_bytes_of(frame.instance) for frame in frames]
        ends = np.cumsum(lengths, dtype=np.int64).tolist()
        self.slots = [Slot(end - n, n) for end, n in zip(ends, lengths, strict=True)]
        self.largest = max(lengths, default=0)
        self._length = ends[-1] if ends else 0
        self._memory: Pages | None = None
        self._extents: dict[StoredFile, tuple[Extents, ...]] = {}

    def reserve(self, frame_index: int) -> Slot:
        """Say that a slot is going to be filled."""
        slot = self.slots[frame_index]
        slot.state = SlotState.FILLING
        if self._memory is None:
            self._memory = Pages(self._length)
        return slot

    def fetch(self, frame_index: int, decoder: Decoder) -> tuple[str, ...]:
        """Fill a reserved slot; answers the decoder's notes. The only part that takes time."""
        frame, image = self.frames[frame_index], self.frames[frame_index].instance.image
        assert image is not None
        extents = self._extents_of(frame.instance)[frame.frame_index]
        out = self._flat(frame_index).reshape(image.decoded_shape)
        return decoder.decode_into(frame.instance, frame.frame_index, extents, out)

    def release(self, slot: Slot) -> None:
        """Give the pages of a slot back."""
        assert self._memory is not None
        self._memory.discard(slot.offset, slot.length)

    def values(self, frame_index: int) -> npt.NDArray[np.integer]:
        """View the pixels of a filled slot, read only; the slot knows of every such view."""
        slot, image = self.slots[frame_index], self.frames[frame_index].instance.image
        assert image is not None
        root: Any = None if slot.root is None else slot.root()
        if root is None:
            root = self._flat(frame_index)
            root.setflags(write=False)
            slot.root = ref(root)
        values: npt.NDArray[np.integer] = root.reshape(image.decoded_shape)
        return values

    def _flat(self, frame_index: int) -> npt.NDArray[np.generic]:
        image = self.frames[frame_index].instance.image
        assert image is not None
        assert self._memory is not None
        count = prod(image.decoded_shape)
        return self._memory.array(self.slots[frame_index].offset, count, image.decoded_dtype)

    def _extents_of(self, instance: Instance) -> tuple[Extents, ...]:
        """Where the frames lie, found once for each file: a multi-frame file is walked for it."""
        found = self._extents.get(instance.file)
        if found is None:
            try:
                found = self._extents[instance.file] = frame_extents(instance)
            except (OSError, UnreadableFileError) as error:
                detail = getattr(error, "strerror", None) or type(error).__name__
                raise FrameMissingError(name=instance.file.name, detail=detail) from error
        return found


def _bytes_of(instance: Instance) -> int:
    image = instance.image
    if image is None:
        return 0
    return page_aligned(prod(image.decoded_shape) * image.decoded_dtype.itemsize)
