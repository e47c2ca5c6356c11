"""What can be asked when the window is started, by a shell or by the desktop."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


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


OpenWindow = Callable[[OpenRequest], int]
"""Shows the window until it is closed; answers the exit status. `app` hands it in."""
