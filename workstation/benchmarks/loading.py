"""A frame store fed as the reading window feeds it, for as long as a benchmark looks at it."""

import contextlib
import time
from pathlib import Path
from threading import Condition, Thread

import psutil

from workstation.base.jobs import Progress
from workstation.dicom.model import Study
from workstation.media.opening import read_studies
from workstation.session.display_set import DisplaySet, display_sets
from workstation.session.frames import FrameStatus, FrameStore, default_budget
from workstation.session.prefetch import order_of_need
from workstation.session.viewport import ViewportState
from workstation.session.workspace import Workspace

_PATIENCE = 120.0
_SETTLED, _PAUSE = 0.2, 0.5  # MB that may still come, seconds between two looks
_Ready = tuple[str, int]


class Loading:
    """Reads a folder in a thread of its own, and fetches frames from the first publication on."""

    def __init__(self, workers: int = 2) -> None:
        self.store = FrameStore(default_budget(), self._note, workers)
        self.display_sets: tuple[DisplaySet, ...] = ()
        self._changed = Condition()
        self._ready: set[_Ready] = set()
        self._reader: Thread | None = None

    def first_frame(self, folder: Path) -> float:
        """Begin to read; answers when (perf_counter) the first frame was there."""
        self._reader = Thread(target=read_studies, args=([folder], Progress(), self._publish))
        self._reader.start()
        with self._changed:
            if not self._changed.wait_for(lambda: bool(self._ready), _PATIENCE):
                raise TimeoutError("no frame came in")
        return time.perf_counter()

    def all_frames(self) -> float:
        """Wait for every frame of the folder; answers when (perf_counter) the last was there."""
        if self._reader is None:
            raise ValueError("nothing is being read")
        self._reader.join()
        wanted = [(each.key, at) for each in self.display_sets for at in range(len(each.frames))]
        with self._changed:
            self._changed.wait_for(lambda: len(self._ready) >= len(wanted), _PATIENCE)
        end = time.perf_counter()
        missing = [wish for wish in wanted if self.store.get(*wish).status is not FrameStatus.READY]
        if missing:
            raise RuntimeError(f"{len(missing)} of {len(wanted)} frames did not come in")
        return end

    @property
    def count(self) -> int:
        """Frames known so far."""
        return sum(len(each.frames) for each in self.display_sets)

    def close(self) -> None:
        """End the store."""
        self.store.shutdown()

    def _publish(self, studies: tuple[Study, ...]) -> None:
        before = {each.key: each for each in self.display_sets}
        known = tuple(each for study in studies for each in display_sets(study, before.values()))
        for each in known:
            if each is not before.get(each.key):
                self._open(each)
        self.display_sets = known
        viewport = ViewportState(display_set=known[0].key)
        self.store.want(order_of_need(Workspace(known, viewports=(viewport,)), None))

    def _open(self, display_set: DisplaySet) -> None:
        """What came in before it grew has to come in again only where the store says so."""
        self.store.open(display_set)
        with self._changed:
            self._ready = {wish for wish in self._ready if self._still_there(display_set, wish)}

    def _still_there(self, display_set: DisplaySet, wish: _Ready) -> bool:
        return wish[0] != display_set.key or self.store.get(*wish).status is FrameStatus.READY

    def _note(self, key: str, frame_index: int) -> None:
        with self._changed:
            self._ready.add((key, frame_index))
            self._changed.notify_all()


def settled_megabytes() -> float:
    """As megabytes, once no process is starting: the decoder's imports outlast a first picture."""
    before, now = -1.0, megabytes()
    while abs(now - before) > _SETTLED:
        time.sleep(_PAUSE)
        before, now = now, megabytes()
    return now


def megabytes() -> float:
    """Memory of this process and its children: proportional set size, shared pages once."""
    ourselves = psutil.Process()
    total = 0.0
    for process in (ourselves, *ourselves.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += process.memory_full_info().pss / 1e6
    return total
