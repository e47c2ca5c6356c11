"""The memory of one display set: a slot of whole pages for each frame, for as long as it grows."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from math import prod
from typing import Any
from weakref import ReferenceType, ref

import numpy as np
import numpy.typing as npt

from workstation.base.pages import Pages, page_aligned
from workstation.base.text import _
from workstation.dicom.errors import UnreadableFileError
from workstation.dicom.fragments import FramePlaces, frame_places
from workstation.dicom.model import Frame, Instance
from workstation.dicom.pixels import ImagePixel
from workstation.imaging.decoder import (
    Decoder,
    Extents,
    FrameMissingError,
    FrameUndecodableError,
)
from workstation.imaging.embedded import EmbeddedPlanes, embedded_planes
from workstation.imaging.video import is_video
from workstation.imaging.volume_range import find_range

_SEGMENT = 256 << 20  # bytes: systems may set all of it aside, or refuse more than they have
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
    """Memory for frames that became known together; it goes with its last slot and last view.

    pages   None before a slot was reserved, and where the system has no memory left
    """

    def __init__(self, length: int) -> None:
        self.pages: Pages | None = None
        self._length = length
        self._asked = 0

    def reserve(self, length: int) -> None:
        """Make the memory, one thread at a time, and note that so much is going to be used.

        Large pages come when much is: a single frame of many must not cost more than itself.
        """
        if self.pages is None:
            with suppress(OSError, MemoryError):
                self.pages = Pages(self._length)
        before, self._asked = self._asked, self._asked + length
        if self.pages is not None and before < _LARGE_FROM <= self._asked:
            self.pages.use_large_pages()


@dataclass(slots=True, eq=False)
class Slot:
    """Where one frame goes, and what is there now: always this frame, wherever it stands.

    place        key and frame index in the display set as it was opened last; None: it has left
    generation   of the store when it was filled: two pictures never share a key
    embedded     overlay planes that lie beside the pixels' own bits
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
    embedded: EmbeddedPlanes = ()
    root: ReferenceType[npt.NDArray[Any]] | None = None

    @property
    def idle(self) -> bool:
        """Whether it is filled and nobody looks at it, so that its memory may go."""
        unseen = self.root is None or self.root() is None
        return self.state is SlotState.FILLED and unseen

    @property
    def slow(self) -> bool:
        """Whether the frame may have to wait for many others, as those of videos do."""
        return is_video(self.frame.instance)

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
        if self.segment.pages is not None:
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
        instance, frame_index = self.frame.instance, self.frame.frame_index
        if self.segment.pages is None:
            raise FrameUndecodableError(
                name=instance.file.name,
                frame_number=frame_index + 1,
                detail=_("there is not enough memory for it"),
            )
        out = self._flat().reshape(_image(self.frame).decoded_shape)
        notes = decoder.decode_into(instance, frame_index, extents, out)
        self.embedded = embedded_planes(self.frame, extents)
        return notes

    def _flat(self) -> npt.NDArray[np.generic]:
        image, pages = _image(self.frame), self.segment.pages
        assert pages is not None
        return pages.array(self.offset, prod(image.decoded_shape), image.decoded_dtype)


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
        self._places: dict[str, tuple[Instance, FramePlaces]] = {}
        self.hold(frames)

    def hold(self, frames: tuple[Frame, ...]) -> tuple[Slot, ...]:
        """Have exactly these frames from now on; answers the slots of those that have left."""
        before = {_identity(slot.frame): slot for slot in self.slots}
        kept = [_taken(before, frame) for frame in frames]
        strange = [frame for frame, slot in zip(frames, kept, strict=True) if slot is None]
        left = set(self.slots).difference(kept)
        new = _new_slots(strange)
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
        """Fill a reserved slot; answers notes for the user. The only part that takes time."""
        places = self._places_of(slot.frame.instance)
        find_range(slot.frame.instance, places.extents, decoder)
        return *places.notes, *slot.fill(decoder, places.extents[slot.frame.frame_index])

    def _places_of(self, instance: Instance) -> FramePlaces:
        """Where the frames lie, found once: a multi-frame file is walked for it."""
        known = self._places.get(instance.sop_instance_uid)
        if known is not None and known[0] is instance:
            return known[1]
        try:
            found = frame_places(instance)
        except (OSError, UnreadableFileError) as error:
            detail = getattr(error, "strerror", None) or type(error).__name__
            raise FrameMissingError(name=instance.file.name, detail=detail) from error
        self._places[instance.sop_instance_uid] = instance, found
        return found


def _identity(frame: Frame) -> _Identity:
    return frame.instance.sop_instance_uid, frame.frame_index


def _taken(before: dict[_Identity, Slot], frame: Frame) -> Slot | None:
    """The slot of this very frame: of the same file, read with the same header."""
    slot = before.pop(_identity(frame), None)
    if slot is None or slot.frame.instance is frame.instance:
        return slot
    return slot if slot.frame.instance == frame.instance else None


def _new_slots(frames: Sequence[Frame]) -> Iterator[Slot]:
    """Slots side by side in new segments."""
    sized = [(frame, _bytes_of(frame.instance)) for frame in frames]
    for part in _parts(sized):
        segment, end = Segment(sum(length for _frame, length in part)), 0
        for frame, length in part:
            yield Slot(frame, segment, end, length, None)
            end += length


def _parts(sized: Sequence[tuple[Frame, int]]) -> Iterator[Sequence[tuple[Frame, int]]]:
    """Cut before a segment grows too large; one frame may be larger."""
    begin = total = 0
    for index, (_frame, length) in enumerate(sized):
        if total + length > _SEGMENT and index > begin:
            yield sized[begin:index]
            begin, total = index, 0
        total += length
    if sized:
        yield sized[begin:]


def _image(frame: Frame) -> ImagePixel:
    image = frame.instance.image
    assert image is not None
    return image


def _bytes_of(instance: Instance) -> int:
    image = instance.image
    if image is None:
        return 0
    return page_aligned(prod(image.decoded_shape) * image.decoded_dtype.itemsize)
