"""Where a measured profile goes: whole or not at all, and never two for one monitor."""

import os
from contextlib import suppress
from pathlib import Path

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.display.history import history_file
from workstation.display.monitor import (
    MonitorProfile,
    UnusableProfileError,
    read_profile,
    write_dcmtk,
    write_profile,
)
from workstation.display.stored_profiles import MonitorIdentity, identity_of

_DCMTK = {".lut", ".txt"}


class ProfileNotWrittenError(WorkstationError):
    message_id = "display.profile-not-written"
    sentence = N_("The profile could not be written to {file}: {reason}")
    advice = N_("Name another file. What was there before is untouched.")


def stored_place(monitor: MonitorIdentity, folder: Path) -> Path:
    """The file of the profile that is kept of this monitor, or where it is to be kept."""
    for path in sorted(folder.glob("*.json")):
        with suppress(UnusableProfileError):
            if identity_of(read_profile(path)) == monitor:
                return path
    return history_file(monitor, folder).with_suffix(".json")


def replace_profile(profile: MonitorProfile, path: Path) -> None:
    """Write it, read it back, and only then let it take the place of what was there.

    A name that ends in .lut or .txt asks for DCMTK's format.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write = write_dcmtk if path.suffix.lower() in _DCMTK else write_profile
        write(profile, part)
        read_profile(part)
        os.replace(part, path)
    except OSError as error:
        raise ProfileNotWrittenError(file=path.name, reason=error.strerror or "") from error
    finally:
        with suppress(OSError):
            part.unlink()
