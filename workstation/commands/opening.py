"""What can be asked when the window is started, by a shell or by the desktop."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workstation.display.desk import DeskJob


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Start the reading window on these paths.

    paths        files, folders, DICOMDIRs, ISO images; may be empty
    layout       rows and columns of viewports, or None for the default
    size         width and height of the window, or None for the default
    display      profile of the monitor; None: found by what the monitor says of itself
    ambient      cd/m2 reflected by the monitor; None: as in its profile
    screenshot   save what the window shows, once all viewports are filled, and end
    """

    paths: tuple[Path, ...] = ()
    layout: tuple[int, int] | None = None
    size: tuple[int, int] | None = None
    screenshot: Path | None = None
    display: Path | None = None
    ambient: float | None = None


@dataclass(frozen=True, slots=True)
class PatternRequest:
    """Show a test pattern, full screen, until it is left.

    name         of the pattern
    size         width and height of the window, or None for the whole monitor
    monitor      connector of the monitor, or its number from 1; empty: the first
    display      profile of the monitor; None: found by what the monitor says of itself
    ambient      cd/m2 reflected by the monitor; None: as in its profile
    pitch        mm from one pixel to the next; None: as the monitor says
    screenshot   save what the window shows, and end
    """

    name: str
    size: tuple[int, int] | None = None
    monitor: str = ""
    display: Path | None = None
    ambient: float | None = None
    pitch: float | None = None
    screenshot: Path | None = None


@dataclass(frozen=True, slots=True)
class DeskRequest:
    """Do something that needs the monitors themselves: name them, show patches on one.

    job   what is done; its answer is the exit status
    """

    job: DeskJob


OpenWindow = Callable[[OpenRequest | PatternRequest | DeskRequest], int]
"""Shows the window until it is closed; answers the exit status. `app` hands it in."""
