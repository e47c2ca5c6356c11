"""Decoded frames under one byte budget: what is wanted is fetched, what is not may go."""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from threading import Condition, Thread
from time import monotonic

import psutil

from workstation.base.errors import CancelledError, WorkstationError
from workstation.base.text import _
from workstation.imaging.decoder import Decoder, FrameMissingError
from workstation.imaging.embedded import EmbeddedPlanes
from workstation.scene.scene import FramePixels
from workstation.session.display_set import DisplaySet
from workstation.session.frames_shelf import Place, Shelf, Slot, SlotState

Wish = Place


class FrameStatus(Enum):
    """What is known of a frame's pixels."""

    READY = "ready"
    LOADING = "loading"  # on its way, or nobody has asked for it yet
    MISSING = "missing"  # its file cannot be read
    UNDECODABLE = "undecodable"  # its file makes no picture


@dataclass(frozen=True, slots=True)
class FrameAnswer:
    """A frame's pixels, or why there are none.

    reason     a sentence for the user when MISSING or UNDECODABLE
    notes      sentences for the picture when READY
    embedded   overlay planes that lie beside the pixels' own bits
    """

    status: FrameStatus
    pixels: FramePixels | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    embedded: EmbeddedPlanes = ()


_LOADING = FrameAnswer(FrameStatus.LOADING)


def default_budget() -> int:
    """Bytes of decoded frames that may be held: a quarter of the physical memory."""
    return int(psutil.virtual_memory().total) // 4


@dataclass(frozen=True, slots=True)
class _Job:
    """One frame to be fetched into its slot, wherever that stands when it is done."""

    shelf: Shelf
    slot: Slot


class FrameStore:
    """Answers frames at once, and fetches what is wanted in order of need.

    A frame's place in memory is fixed and its own, and nobody is given it before it is whole: the
    pixels answered for a frame are never another's, also while its display set grows around it.
    Memory goes back to the system only when nobody reads it any more and it is needed elsewhere;
    what was not asked for longest goes first, what is wanted only for something wanted more.

    All methods may be called from any thread; frame indices are those of the display set as it
    was opened last. on_ready(key, frame_index) is called from a thread of the store when a frame
    has come in or turned out to be missing or undecodable.
    """

    def __init__(
        self,
        budget_bytes: int,
        on_ready: Callable[[str, int], None],
        workers: int = 2,
        decoder: Decoder | None = None,
    ) -> None:
        self._budget = budget_bytes
        self._on_ready = on_ready
        self._decoder = decoder or Decoder(workers)
        self._changed = Condition()
        self._shelves: dict[str, Shelf] = {}
        self._wishes: tuple[Wish, ...] = ()
        self._rank: dict[Wish, int] = {}
        self._next = 0  # wishes before this one need no look
        self._at_rest = False
        self._urgent: list[Wish] = []
        self._held: OrderedDict[Slot, None] = OrderedDict()  # the longest unasked first
        self._held_bytes = 0
        self._generation = 0
        self._slow, self._most_slow = 0, workers  # one thread is always left for quick ones
        self._closed = False
        # One more than there are workers: it reads while they decode.
        self._threads = [Thread(target=self._serve, daemon=True) for _ in range(workers + 1)]
        for thread in self._threads:
            thread.start()

    def open(self, display_set: DisplaySet) -> None:
        """Make room for the frames of a display set; nothing is read yet.

        One that is open already keeps what it has, and what is on its way, for the same frames at
        their new places. What was missing may be there now.
        """
        with self._changed:
            shelf = self._shelves.get(display_set.key)
            if shelf is None:
                self._shelves[display_set.key] = Shelf(display_set.key, display_set.frames)
            elif shelf.frames is not display_set.frames:
                for slot in shelf.hold(display_set.frames):
                    self._forget(slot)
                    if slot.idle:
                        slot.release()
                shelf.look_for_missing()
            self._look_again()

    def close(self, key: str) -> None:
        """Forget a display set; pixels that somebody still holds stay valid."""
        with self._changed:
            self._close(key)

    def close_all(self) -> None:
        """Forget every display set."""
        with self._changed:
            for key in tuple(self._shelves):
                self._close(key)

    def get(self, key: str, frame_index: int) -> FrameAnswer:
        """Answer what is known of a frame now; never waits, and fetches nothing."""
        with self._changed:
            return self._get(key, frame_index)

    def want(self, wishes: Sequence[Wish]) -> None:
        """Say which frames are needed, the most urgent first; earlier wishes are forgotten."""
        with self._changed:
            self._wishes = tuple(dict.fromkeys(wishes))
            self._rank = {wish: rank for rank, wish in enumerate(self._wishes)}
            self._look_again()

    def wait(self, key: str, frame_index: int, timeout: float) -> FrameAnswer:
        """Fetch a frame before all others; answers what is known after `timeout` seconds."""
        wish = (key, frame_index)
        deadline = monotonic() + timeout
        with self._changed:
            self._urgent.append(wish)
            self._look_again()
            try:
                while (answer := self._get(*wish)).status is FrameStatus.LOADING:
                    if not self._changed.wait(deadline - monotonic()):
                        break
                return answer
            finally:
                self._urgent.remove(wish)

    @property
    def at_rest(self) -> bool:
        """Whether all wishes had come in when they were named, and nothing was asked for since.

        Frames give room only to others that are fetched, so until then all of them stay.
        """
        return self._at_rest

    @property
    def held_bytes(self) -> int:
        """Bytes that frames take up now, in whole pages."""
        return self._held_bytes

    def shutdown(self) -> None:
        """End the threads and the workers; pixels that somebody holds stay valid."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._decoder.shutdown()
        for thread in self._threads:
            thread.join()
        self.close_all()

    def _get(self, key: str, frame_index: int) -> FrameAnswer:
        shelf = self._shelves.get(key)
        if shelf is None or not 0 <= frame_index < len(shelf.slots):
            return _LOADING
        slot = shelf.slots[frame_index]
        match slot.state:
            case SlotState.FILLED:
                self._held.move_to_end(slot)
                pixels = FramePixels((key, frame_index, slot.generation), slot.values())
                return FrameAnswer(FrameStatus.READY, pixels, "", slot.notes, slot.embedded)
            case SlotState.MISSING:
                return FrameAnswer(FrameStatus.MISSING, reason=slot.reason)
            case SlotState.UNDECODABLE:
                return FrameAnswer(FrameStatus.UNDECODABLE, reason=slot.reason)
            case _:
                return _LOADING

    def _close(self, key: str) -> None:
        shelf = self._shelves.pop(key, None)
        if shelf is not None:
            for slot in shelf.hold(()):
                self._forget(slot)

    def _forget(self, slot: Slot) -> None:
        """Let a slot go that has left its display set; its writer and its readers keep it alive."""
        if slot in self._held:
            del self._held[slot]
            self._held_bytes -= slot.length

    def _look_again(self) -> None:
        """Wake the threads, unless all is there: scrolling must not wait for them to find out."""
        self._next = 0
        self._at_rest = not self._urgent and not any(self._is_empty(*each) for each in self._wishes)
        if not self._at_rest:
            self._changed.notify_all()

    def _is_empty(self, key: str, frame_index: int) -> bool:
        shelf = self._shelves.get(key)
        if shelf is None or frame_index >= len(shelf.slots):
            return False
        return shelf.slots[frame_index].state is SlotState.EMPTY

    def _serve(self) -> None:
        """Fetch frames until the store is shut down; each of its threads runs this."""
        while (job := self._job()) is not None:
            try:
                self._fetch(job)
            except CancelledError:
                return
            except Exception:  # noqa: BLE001  # our own error: reported, and costs one frame
                self._settle(job, SlotState.UNDECODABLE, reason=_("The program has an error here."))
                report = (*sys.exc_info(), threading.current_thread())
                threading.excepthook(threading.ExceptHookArgs(report))

    def _job(self) -> _Job | None:
        with self._changed:
            while not self._closed:
                job = self._most_urgent()
                if job is not None:
                    return job
                self._changed.wait()
        return None

    def _most_urgent(self) -> _Job | None:
        """Reserve room for the first wish that is neither there nor on its way."""
        for wish in self._open_wishes():
            if not self._is_empty(*wish):
                continue
            shelf = self._shelves[wish[0]]
            slot = shelf.slots[wish[1]]
            if slot.slow and self._slow >= self._most_slow:
                continue
            if not self._made_room(wish, slot.length):
                return None  # what is wanted less must not take the room bit by bit
            slot.reserve()
            self._slow += slot.slow
            self._held[slot] = None
            self._held_bytes += slot.length
            return _Job(shelf, slot)
        return None

    def _open_wishes(self) -> Iterator[Wish]:
        yield from self._urgent
        for index in range(self._next, len(self._wishes)):
            self._next = index
            yield self._wishes[index]
        self._next = len(self._wishes)

    def _made_room(self, wish: Wish, length: int) -> bool:
        """Give up unwanted frames, then those wanted less; what is wanted most always fits."""
        rank = -1 if wish in self._urgent else self._rank[wish]
        for other in self._expendable(rank):
            if self._held_bytes + length <= self._budget:
                break
            self._evict(other)
        return self._held_bytes + length <= self._budget or rank <= 0

    def _expendable(self, rank: int) -> list[Slot]:
        """Frames that nobody reads, in the order in which they may go for a wish of this rank."""
        if self._held_bytes + self._largest_slot() <= self._budget:
            return []
        idle = [(slot, slot.place) for slot in self._held if slot.idle and slot.place is not None]
        free = [(slot, place) for slot, place in idle if place not in self._urgent]
        unwanted = [slot for slot, place in free if place not in self._rank]
        less = [(self._rank.get(place, -1), slot) for slot, place in free]
        less = sorted((each for each in less if each[0] > rank), key=itemgetter(0), reverse=True)
        return unwanted + [slot for _rank, slot in less]

    def _largest_slot(self) -> int:
        return max(shelf.largest for shelf in self._shelves.values())

    def _evict(self, slot: Slot) -> None:
        del self._held[slot]
        self._held_bytes -= slot.length
        slot.state = SlotState.EMPTY
        slot.release()

    def _fetch(self, job: _Job) -> None:
        try:
            notes = job.shelf.fetch(job.slot, self._decoder)
        except FrameMissingError as error:
            self._settle(job, SlotState.MISSING, reason=str(error))
        except WorkstationError as error:
            self._settle(job, SlotState.UNDECODABLE, reason=str(error))
        else:
            self._settle(job, SlotState.FILLED, notes=notes)

    def _settle(
        self, job: _Job, state: SlotState, reason: str = "", notes: tuple[str, ...] = ()
    ) -> None:
        """Say how it went; nobody hears of a frame whose display set has let it go meanwhile."""
        slot = job.slot
        with self._changed:
            if slot.slow:
                self._slow -= 1
                self._next = 0  # those that had to wait for it come first again
            place = slot.place
            if place is None:
                slot.release()
                return
            self._generation += 1
            slot.settle(state, self._generation, reason, notes)
            if state is not SlotState.FILLED:
                del self._held[slot]
                self._held_bytes -= slot.length
                slot.release()
                self._next = 0  # there is room again
            self._changed.notify_all()
        self._on_ready(*place)
