"""The whole state of one reading window as one frozen value, held in one Store."""

from dataclasses import dataclass

from workstation.session.display_set import DisplaySet
from workstation.session.layout import Layout
from workstation.session.viewport import ViewportState


@dataclass(frozen=True, slots=True)
class Workspace:
    """What is open, how it is laid out, and what each viewport shows.

    display_sets    in the order of the thumbnails; grows while a source is read
    viewports       at least rows * columns of the layout; those past it are kept for later
    active          index of the viewport that commands and keys act on
    corner_text     how much text the corners carry: full, few, none
    tool            id of the active tool (left drag)
    pointer         surface pixels under the mouse for the probe, or None
    """

    display_sets: tuple[DisplaySet, ...] = ()
    layout: Layout = Layout()
    viewports: tuple[ViewportState, ...] = (ViewportState(),)
    active: int = 0
    corner_text: str = "full"
    tool: str = "window"
    pointer: tuple[float, float] | None = None
