"""Which of the profiles that are kept belongs to a monitor; none where that is in doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workstation.base.errors import WorkstationError
from workstation.display.monitor import MonitorProfile, read_profile

_MIRRORED = "|"  # Qt joins so what two monitors say that show the same


@dataclass(frozen=True, slots=True)
class MonitorIdentity:
    """What a monitor says of itself, and where it is plugged in; empty where it does not.

    connector   tells apart monitors that say the same; never enough alone
    """

    manufacturer: str = ""
    model: str = ""
    serial: str = ""
    connector: str = ""

    @property
    def known(self) -> bool:
        """Whether it tells this monitor, or at least its kind, from others."""
        return bool(self.model or self.serial) and _MIRRORED not in "".join(self.kind)

    @property
    def kind(self) -> tuple[str, str, str]:
        """Without the connector."""
        return self.manufacturer, self.model, self.serial


def identity_of(profile: MonitorProfile) -> MonitorIdentity:
    """The monitor that was measured."""
    return MonitorIdentity(profile.manufacturer, profile.model, profile.serial, profile.connector)


def is_of_another(profile: MonitorProfile, monitor: MonitorIdentity) -> bool:
    """Whether both say which monitor they are, and not the same."""
    measured = identity_of(profile)
    return measured.known and monitor.known and measured.kind != monitor.kind


def profile_of(
    monitor: MonitorIdentity,
    attached: Sequence[MonitorIdentity],
    profiles: Sequence[MonitorProfile],
) -> MonitorProfile | None:
    """The one profile that was measured on this monitor; None where none or several may be.

    attached   all monitors, this one too

    Without a serial number, or where another monitor says the same, the connector must agree:
    two of one kind differ, and a wrong table would look like a right one.
    """
    if not monitor.known:
        return None
    found = [each for each in profiles if identity_of(each).kind == monitor.kind]
    alike = sum(each.kind == monitor.kind for each in attached)
    if not monitor.serial or alike > 1 or len(found) > 1:
        found = [each for each in found if each.connector and each.connector == monitor.connector]
    return found[0] if len(found) == 1 else None


def read_profiles(folder: Path) -> tuple[tuple[MonitorProfile, ...], tuple[WorkstationError, ...]]:
    """The profiles kept in a folder, which may not be there, and what is wrong with others."""
    profiles, errors = [], []
    for path in sorted(folder.glob("*.json")):
        try:
            profiles.append(read_profile(path))
        except WorkstationError as error:
            errors.append(error)
    return tuple(profiles), tuple(errors)
