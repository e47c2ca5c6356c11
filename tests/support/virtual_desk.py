"""Monitors that exist in numbers only, where jobs look for real ones."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from workstation.display.calibration import display_table
from workstation.display.desk import AttachedMonitor
from workstation.display.meter import PatchPresenter
from workstation.display.monitor import MonitorProfile
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

    @contextmanager
    def pattern(
        self, monitor: AttachedMonitor, profile: MonitorProfile, settle: float
    ) -> Iterator[Callable[[str], None]]:
        """LN8 only: its square, which a meter looks at."""
        self.covered, table = monitor, display_table(profile, bits=8)

        def show(name: str) -> None:
            self.presenter.present(table.triplet(15 * (int(name[-2:]) - 1) * 257))

        yield show
