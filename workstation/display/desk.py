"""The monitors that stand before the user, and what shows a patch on one of them."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.display.meter import PatchPresenter
from workstation.display.monitor import MonitorProfile
from workstation.display.stored_profiles import MonitorIdentity


class NoSuchMonitorError(WorkstationError):
    message_id = "display.no-such-monitor"
    sentence = N_("There is no monitor {name}. Attached: {there}.")
    advice = N_("Name one of them, or give its number.")


@dataclass(frozen=True, slots=True)
class AttachedMonitor:
    """One monitor, as the system describes it.

    number          from 1, as the user names it
    width, height   pixels of the panel
    millimeters     width and height as the monitor says; 0 where it does not
    depth           bits of a pixel that the system says; not what reaches the panel
    """

    number: int
    identity: MonitorIdentity
    width: int
    height: int
    millimeters: tuple[float, float] = (0.0, 0.0)
    depth: int = 24

    @property
    def name(self) -> str:
        """Maker, model and connector, as far as known."""
        own = self.identity
        return " ".join(part for part in (own.manufacturer, own.model, own.connector) if part)


class Desk(Protocol):
    """What a job that measures needs of the window system."""

    @property
    def monitors(self) -> Sequence[AttachedMonitor]:
        """All that are attached."""
        ...

    def patches(
        self, monitor: AttachedMonitor, settle: float
    ) -> AbstractContextManager[PatchPresenter]:
        """Cover a monitor with a patch, as long as the block lasts.

        settle   seconds that a patch stands before it may be read
        """
        ...

    def pattern(
        self, monitor: AttachedMonitor, profile: MonitorProfile, settle: float
    ) -> AbstractContextManager[Callable[[str], None]]:
        """Cover a monitor with test patterns through the table of a profile.

        What the block is given shows the pattern of a name, and returns when it may be read.
        """
        ...


DeskJob = Callable[[Desk], int]


def chosen(monitors: Sequence[AttachedMonitor], name: str) -> AttachedMonitor:
    """The monitor of this connector or number from 1; the only or first one where none is named."""
    for each in monitors:
        if name in ("", str(each.number)) or each.identity.connector.casefold() == name.casefold():
            return each
    there = ", ".join(f"{each.number} {each.identity.connector}" for each in monitors)
    raise NoSuchMonitorError(name=name[:40], there=there)
