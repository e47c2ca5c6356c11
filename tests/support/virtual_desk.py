"""Monitors that exist in numbers only, where jobs look for real ones."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from workstation.display.desk import AttachedMonitor
from workstation.display.meter import PatchPresenter
from workstation.display.stored_profiles import MonitorIdentity

LEFT = AttachedMonitor(1, MonitorIdentity("ACME", "Left", "11", "DP-1"), 2048, 1536)
RIGHT = AttachedMonitor(2, MonitorIdentity("ACME", "Right", "22", "DP-2"), 1200, 1600)


@dataclass
class VirtualDesk:
    """Two monitors; patches go to one presenter.

    covered   the monitor that showed them
    """

    presenter: PatchPresenter
    monitors: Sequence[AttachedMonitor] = (LEFT, RIGHT)
    covered: AttachedMonitor | None = None

    @contextmanager
    def patches(self, monitor: AttachedMonitor, settle: float) -> Iterator[PatchPresenter]:
        self.covered = monitor
        yield self.presenter
