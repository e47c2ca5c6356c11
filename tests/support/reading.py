"""A reading window without files: its frames are there at once, or when a test says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

from tests.support.sample_frames import display_set, ready
from workstation.base.store import Store
from workstation.session.display_set import DisplaySet
from workstation.session.frames import FrameAnswer, FrameStatus, FrameStore
from workstation.session.hanging import arrived, with_layout
from workstation.session.history import History
from workstation.session.workspace import Workspace
from workstation.ui.picture import MakeFrames
from workstation.ui.reading_window import ReadingWindow
from workstation.ui.screens import TableOf, uncalibrated

Wish = tuple[str, int]


@dataclass
class FakeFrames:
    """Stands in for FrameStore.

    loading   frames that have not come yet
    wishes    what was wanted last
    """

    on_ready: Callable[[str, int], None] = lambda _key, _index: None
    loading: set[Wish] = field(default_factory=set)
    wishes: tuple[Wish, ...] = ()
    opened: list[DisplaySet] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    is_shut_down: bool = False
    at_rest: bool = False

    def get(self, key: str, frame_index: int) -> FrameAnswer:
        """Pixels that differ with the number of the frame."""
        if (key, frame_index) in self.loading:
            return FrameAnswer(FrameStatus.LOADING)
        return ready(key, frame_index)

    def want(self, wishes: Sequence[Wish]) -> None:
        self.wishes = tuple(wishes)

    def open(self, display_set: DisplaySet) -> None:
        self.opened.append(display_set)

    def close(self, key: str) -> None:
        self.closed.append(key)

    def close_all(self) -> None:
        self.closed += [display_set.key for display_set in self.opened]

    def shutdown(self) -> None:
        self.is_shut_down = True

    def arrive(self, key: str, frame_index: int) -> None:
        """Let a frame come, as a worker's thread would."""
        self.loading.discard((key, frame_index))
        self.on_ready(key, frame_index)

    def as_store(self) -> FrameStore:
        """As what it stands in for."""
        return cast(FrameStore, self)

    def maker(self) -> MakeFrames:
        """What the window asks for its frames."""

        def make(on_ready: Callable[[str, int], None]) -> FrameStore:
            self.on_ready = on_ready
            return self.as_store()

        return make


def make_window(
    frames: FakeFrames,
    *sets: DisplaySet,
    rows: int = 1,
    columns: int = 1,
    table_of: TableOf = uncalibrated,
) -> ReadingWindow:
    """A window, not shown yet, on these display sets; on one of five slices if none are given."""
    store = Store(with_layout(Workspace(), rows, columns))
    window = ReadingWindow(store, History(store), frames.maker(), table_of, "raster")
    window.resize(900, 700)
    display_sets = sets or (display_set(),)
    for each in display_sets:
        window.picture.frames.open(each)
    store.set(arrived(store.value, display_sets))
    window.reading.changed.emit()
    return window
