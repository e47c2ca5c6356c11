"""The display table of each monitor: by a profile named at the start, else by one that is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from PySide6.QtGui import QGuiApplication, QScreen

from workstation.base.text import _
from workstation.display.calibration import display_table
from workstation.display.monitor import MonitorProfile
from workstation.display.stored_profiles import (
    MonitorIdentity,
    identity_of,
    is_of_another,
    profile_of,
)
from workstation.display.table import Calibration, DisplayTable, identity_table

_DEEP = 10  # bits of a level, where the system can show more than eight


def identity(screen: QScreen) -> MonitorIdentity:
    """What a monitor says of itself."""
    return MonitorIdentity(
        screen.manufacturer().strip(),
        screen.model().strip(),
        screen.serialNumber().strip(),
        screen.name().strip(),
    )


@dataclass(slots=True)
class Monitors:
    """Finds tables; the same monitor gets the same table each time.

    profiles   those that are kept
    given      the one that the user named at the start
    ambient    cd/m2 reflected by the screen; None: as in each profile
    bits       of a level of the surface that is drawn on: 8, or 10 where that is proven
    home       connector of the monitor that the window was opened on: where a given profile that
               does not say which monitor it is of belongs to; empty: not known yet
    """

    profiles: Sequence[MonitorProfile] = ()
    given: MonitorProfile | None = None
    ambient: float | None = None
    bits: int = 8
    home: str = ""

    @property
    def wants_deep_color(self) -> bool:
        """Whether a monitor that is attached was measured with more than eight bits."""
        found = (self._profile(screen) for screen in QGuiApplication.screens())
        return any(each is not None and each.ddl_bits >= _DEEP for each in found)

    def table_of(self, screen: QScreen) -> DisplayTable:
        """The table of this monitor; of one that nothing is known of, the stated default."""
        profile = self._profile(screen)
        if profile is None:
            return identity_table(8)
        bits = min(profile.ddl_bits, self.bits) if profile.ddl_bits < _DEEP else self.bits
        table = _table(profile, self.ambient, bits, _hour())
        if is_of_another(profile, identity(screen)):
            table = _of_another(table, profile)
        return table if bits == profile.ddl_bits else _with_fewer_bits(table, profile)

    def _profile(self, screen: QScreen) -> MonitorProfile | None:
        if self.given is not None and self._is_meant(screen, self.given):
            return self.given
        own, attached = identity(screen), [identity(each) for each in QGuiApplication.screens()]
        return profile_of(own, attached, self.profiles)

    def _is_meant(self, screen: QScreen, given: MonitorProfile) -> bool:
        """The monitor that the profile names, where it is attached; else the window's own."""
        screens = QGuiApplication.screens()
        attached = [identity(each) for each in screens]
        named = [each for each in attached if profile_of(each, attached, [given]) is not None]
        if named:
            return identity(screen) in named
        return self.home in ("", screen.name())


@lru_cache(maxsize=16)
def _table(profile: MonitorProfile, ambient: float | None, bits: int, _hour: str) -> DisplayTable:
    return display_table(profile, ambient, bits)


def _hour() -> str:
    """A calibration expires while the program runs; then its table is another."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H")


def _of_another(table: DisplayTable, profile: MonitorProfile) -> DisplayTable:
    measured = identity_of(profile)
    name = f"{measured.manufacturer} {measured.model} {measured.serial}".strip()
    note = _("The profile was measured on another monitor, {name}: not for diagnosis.")
    return replace(table, calibration=Calibration.EXPIRED, note=note.format(name=name))


def _with_fewer_bits(table: DisplayTable, profile: MonitorProfile) -> DisplayTable:
    said = _("The monitor was measured with {measured} bits; this system shows {shown}.")
    said = said.format(measured=profile.ddl_bits, shown=table.bits)
    return replace(table, note=f"{table.note} {said}")
