"""Wakes up while something plays, and asks the clock which frame is due."""

from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer

from workstation.base.store import Store
from workstation.session.cine import played
from workstation.session.frames import FrameStatus, FrameStore
from workstation.session.workspace import Workspace

_OFTEN = 8  # ms: no monitor shows more than it can in this


class CineTimer(QObject):
    """The timer decides nothing: late or dropped ticks never stretch time."""

    def __init__(self, store: Store[Workspace], frames: FrameStore, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._frames = frames
        self._timer = QTimer(self, interval=_OFTEN)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        store.connect(self._state_changed)

    @property
    def running(self) -> bool:
        """Whether anything plays."""
        return self._timer.isActive()

    def tick(self) -> None:
        """Show what is due now; a frame that is not decoded yet is dropped."""
        self._store.set(played(self._store.value, monotonic(), self._is_ready))

    def _is_ready(self, key: str, frame_index: int) -> bool:
        return self._frames.get(key, frame_index).status is not FrameStatus.LOADING

    def _state_changed(self, _old: Workspace, new: Workspace) -> None:
        plays = any(new.viewports[index].cine is not None for index in new.layout.visible)
        if plays != self._timer.isActive():
            self._timer.start() if plays else self._timer.stop()
