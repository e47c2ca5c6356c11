"""The one place where results of other threads cross to the interface thread."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from workstation.base.errors import CancelledError, WorkstationError
from workstation.base.jobs import Progress, Step

T = TypeVar("T")
Job = Callable[[Progress], object]


class Crossing(QObject, Generic[T]):
    """Takes values in any thread and delivers them, gathered, in the thread that made it.

    However many values come between two turns of the event loop, they cause one delivery:
    a thousand decoded frames must not become a thousand repaints.
    """

    _waiting = Signal()

    def __init__(self, deliver: Callable[[list[T]], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deliver = deliver
        self._lock = threading.Lock()
        self._values: list[T] = []
        self._open = True
        self._waiting.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def put(self, value: T) -> None:
        """Leave a value; may be called from any thread, also after the end."""
        with self._lock:
            if not self._open:
                return
            self._values.append(value)
            if len(self._values) == 1:
                self._waiting.emit()

    def close(self) -> None:
        """Deliver nothing more: what comes from now on is dropped."""
        with self._lock:
            self._open = False
            self._values = []

    def _hand_over(self) -> None:
        with self._lock:
            values, self._values = self._values, []
        if values:
            self._deliver(values)


class JobRunner(QObject):
    """Runs one job in a thread; exactly one of done, failed, cancelled ends it.

    stepped     the newest Step, at most one for each turn of the event loop
    published   what the job gave out before its end, the newest only
    """

    stepped = Signal(object)
    published = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Crossing[Step] = Crossing(lambda steps: self.stepped.emit(steps[-1]), self)
        self._values: Crossing[object] = Crossing(lambda v: self.published.emit(v[-1]), self)
        self._ends: Crossing[Callable[[], object]] = Crossing(self._settle, self)
        self._progress = Progress(self._steps.put)
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether the job has been started and its end not yet told."""
        return self._thread is not None

    def publish(self, value: object) -> None:
        """Give out a value before the end; called by the job, in its thread."""
        self._values.put(value)

    def start(self, job: Job) -> None:
        """Begin the job; a runner runs one at a time."""
        if self.running:
            raise RuntimeError("the runner is busy with another job")
        self._progress = Progress(self._steps.put)
        # A daemon: a job that hangs in a dead drive must not keep the closed program alive.
        self._thread = threading.Thread(target=self._run, args=(job, self._progress), daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._progress.cancel()

    def close(self) -> None:
        """Cancel, and tell nobody of anything any more."""
        self.cancel()
        for crossing in (self._steps, self._values, self._ends):
            crossing.close()

    def _run(self, job: Job, progress: Progress) -> None:
        try:
            result = job(progress)
        except BaseException as error:  # noqa: BLE001  # raised again in the interface thread
            self._ends.put(_raising(error))
        else:
            self._ends.put(lambda: result)

    def _settle(self, ends: list[Callable[[], object]]) -> None:
        self._thread = None
        try:
            result = ends[-1]()
        except CancelledError:
            self.cancelled.emit()
        except WorkstationError as error:
            self.failed.emit(error)
        else:
            self.done.emit(result)


def _raising(error: BaseException) -> Callable[[], object]:
    def again() -> object:
        raise error

    return again
