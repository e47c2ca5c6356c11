"""The memory of one display set: a slot of whole pages for each frame, for as long as it grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from math import prod
from typing import Any
from weakref import ReferenceType, ref

import numpy as np
import numpy.typing as npt

from workstation.base.pages import Pages, page_aligned
from workstation.dicom.errors import UnreadableFileError
from workstation.dicom.fragments import frame_extents
from workstation.dicom.model import Frame, Instance
from workstation.dicom.pixels import ImagePixel
from workstation.imaging.decoder import Decoder, Extents, FrameMissingError

_LARGE_FROM = 4 << 20  # bytes asked for after which a segment is taken to be wanted as a whole

Place = tuple[str, int]
_Identity = tuple[str, int]  # SOP Instance UID, frame index


class SlotState(Enum):
    """What is in a slot. Only FILLED ones are ever read, only FILLING ones written."""

    EMPTY = "empty"
    FILLING = "filling"
    FILLED = "filled"
    MISSING = "missing"
    UNDECODABLE = "undecodable"


class Segment:
    """Memory for frames that became known together; made when the first of them is fetched.

    It goes with its last slot and the last view of it.
    """

    def __init__(self, length: int) -> None:
        self._length = length
        self._asked = 0
        self._pages: Pages | None = None

    @property
    def pages(self) -> Pages:
        """The memory itself."""
        if self._pages is None:
            self._pages = Pages(self._length)
        return self._pages

    def reserve(self, length: int) -> None:
        """Note that so much is going to be used: a single frame of many must not cost more."""
        before, self._asked = self._asked, self._asked + length
        if before < _LARGE_FROM <= self._asked:
            self.pages.use_large_pages()


@dataclass(slots=True, eq=False)
class Slot:
    """Where one frame goes, and what is there now: always this frame, wherever it stands.

    place        key and frame index in the display set as it was opened last; None: it has left
    generation   of the store when it was filled: two pictures never share a key
    root         the array that every view of these pixels leads back to, while there is one
    """

    frame: Frame
    segment: Segment
    offset: int
    length: int
    place: Place | None
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

    def reserve(self) -> None:
        """Say that it is going to be filled."""
        self.state = SlotState.FILLING
        self.segment.reserve(self.length)

    def settle(
        self, state: SlotState, generation: int, reason: str, notes: tuple[str, ...]
    ) -> None:
        """End the filling."""
        self.state, self.generation = state, generation
        self.reason, self.notes = reason, notes

    def release(self) -> None:
        """Give the pages back."""
        self.segment.pages.discard(self.offset, self.length)

    def values(self) -> npt.NDArray[np.integer]:
        """View the pixels, read only; `idle` knows of every such view."""
        root: Any = None if self.root is None else self.root()
        if root is None:
            root = self._flat()
            root.setflags(write=False)
            self.root = ref(root)
        values: npt.NDArray[np.integer] = root.reshape(_image(self.frame).decoded_shape)
        return values

    def fill(self, decoder: Decoder, extents: Extents) -> tuple[str, ...]:
        """Decode the frame into its pages; answers the decoder's notes."""
        out = self._flat().reshape(_image(self.frame).decoded_shape)
        return decoder.decode_into(self.frame.instance, self.frame.frame_index, extents, out)

    def _flat(self) -> npt.NDArray[np.generic]:
        image = _image(self.frame)
        count = prod(image.decoded_shape)
        return self.segment.pages.array(self.offset, count, image.decoded_dtype)


class Shelf:
    """The slots of one display set, in the order of its frames.

    A slot belongs to its frame and not to a number: when the display set grows, the slots take
    their new places with what is in them, or on its way into them. New frames that come together
    lie side by side, equally far apart where they have one shape.
    """

    def __init__(self, key: str, frames: tuple[Frame, ...]) -> None:
        self.frames: tuple[Frame, ...] = ()
        self.slots: list[Slot] = []
        self.largest = 0
        self._key = key
        self._extents: dict[str, tuple[Instance, tuple[Extents, ...]]] = {}
        self.hold(frames)

    def hold(self, frames: tuple[Frame, ...]) -> tuple[Slot, ...]:
        """Have exactly these frames from now on; answers the slots of those that have left."""
        before = {_identity(slot.frame): slot for slot in self.slots}
        kept = [_taken(before, frame) for frame in frames]
        strange = [frame for frame, slot in zip(frames, kept, strict=True) if slot is None]
        left = set(self.slots).difference(kept)
        new = iter(_new_slots(strange))
        self.frames, self.slots = frames, [slot or next(new) for slot in kept]
        for slot in left:
            slot.place = None
        for index, slot in enumerate(self.slots):
            slot.place = (self._key, index)
        self.largest = max((slot.length for slot in self.slots), default=0)
        return tuple(left)

    def look_for_missing(self) -> None:
        """Take what was missing for empty: a disc may be back in its drive."""
        for slot in self.slots:
            if slot.state is SlotState.MISSING:
                slot.state = SlotState.EMPTY

    def fetch(self, slot: Slot, decoder: Decoder) -> tuple[str, ...]:
        """Fill a reserved slot; answers the decoder's notes. The only part that takes time."""
        extents = self._extents_of(slot.frame.instance)[slot.frame.frame_index]
        return slot.fill(decoder, extents)

    def _extents_of(self, instance: Instance) -> tuple[Extents, ...]:
        """Where the frames lie, found once: a multi-frame file is walked for it."""
        known, found = self._extents.get(instance.sop_instance_uid, (None, ()))
        if known is instance:
            return found
        try:
            found = frame_extents(instance)
        except (OSError, UnreadableFileError) as error:
            detail = getattr(error, "strerror", None) or type(error).__name__
            raise FrameMissingError(name=instance.file.name, detail=detail) from error
        self._extents[instance.sop_instance_uid] = instance, found
        return found


def _identity(frame: Frame) -> _Identity:
    return frame.instance.sop_instance_uid, frame.frame_index


def _taken(before: dict[_Identity, Slot], frame: Frame) -> Slot | None:
    """The slot of this very frame: of the same file, read with the same header."""
    slot = before.pop(_identity(frame), None)
    if slot is None or slot.frame.instance is frame.instance:
        return slot
    return slot if slot.frame.instance == frame.instance else None


def _new_slots(frames: Sequence[Frame]) -> list[Slot]:
    """Slots side by side in one new segment."""
    lengths = [_bytes_of(frame.instance) for frame in frames]
    segment, ends = Segment(sum(lengths)), accumulate(lengths)
    placed = zip(frames, lengths, ends, strict=True)
    return [Slot(frame, segment, end - length, length, None) for frame, length, end in placed]


def _image(frame: Frame) -> ImagePixel:
    image = frame.instance.image
    assert image is not None
    return image


def _bytes_of(instance: Instance) -> int:
    image = instance.image
    if image is None:
        return 0
    return page_aligned(prod(image.decoded_shape) * image.decoded_dtype.itemsize)
