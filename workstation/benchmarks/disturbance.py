"""How much of the machine other programs took while something was measured."""

import contextlib
import time

import psutil

CLEAN = 0.05
"""Share of all processors that others may take without a sample being called disturbed."""

_PATIENCE = 1.0
_LOOK = 0.1


class Watch:
    """From when it is made: what part of all processors went to neither us nor our children."""

    def __init__(self) -> None:
        self._began, self._busy, self._own = time.perf_counter(), _busy(), _own()

    def others(self) -> float:
        """Share of all processors so far, 0 to 1."""
        room = (time.perf_counter() - self._began) * (psutil.cpu_count() or 1)
        taken = (_busy() - self._busy) - (_own() - self._own)
        return min(max(taken / max(room, 1e-9), 0.0), 1.0)


def wait_for_quiet(patience: float = _PATIENCE) -> None:
    """Wait until others leave the machine alone, but not for long: a busy one must do."""
    deadline = time.perf_counter() + patience
    while time.perf_counter() < deadline:
        watch = Watch()
        time.sleep(_LOOK)
        if watch.others() < CLEAN:
            return


def _busy() -> float:
    """Seconds that all processors worked for anybody, or were taken by the host."""
    times = psutil.cpu_times()._asdict()
    return float(
        sum(times.get(kind, 0.0) for kind in ("user", "nice", "system", "softirq", "steal"))
    )


def _own() -> float:
    """Seconds that we and our children worked, those that have ended too."""
    ourselves = psutil.Process()
    total = 0.0
    for process in (ourselves, *ourselves.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += sum(process.cpu_times()[:4])
    return total
