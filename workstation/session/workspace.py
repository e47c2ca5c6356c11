"""The whole state of one reading window as one frozen value, held in one Store."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from workstation.base.settings import Settings
from workstation.dicom.model import Frame
from workstation.scene.scene import Interpolation, Rect
from workstation.session.display_set import DisplaySet
from workstation.session.layout import Layout
from workstation.session.outline import Outline, outline_of
from workstation.session.states import Applied, StateChoice, applied, states_for
from workstation.session.viewport import ViewportState

CORNER_TEXTS = ("full", "few", "none")


@dataclass(frozen=True, slots=True)
class Workspace:
    """What is open, how it is laid out, and what each viewport shows.

    display_sets    in the order of the thumbnails; grows while a source is read
    viewports       at least rows * columns of the layout; those past it are kept for later
    active          index of the viewport that commands and keys act on
    corner_text     how much text the corners carry: full, few, none
    tool            id of the active tool (left drag)
    pointer         surface pixels under the mouse for the probe, or None
    reading         a source is still being read: counts and gaps are not final
    settings        what the user has chosen for good
    character_sets  those chosen for studies whose own is in doubt, by Study Instance UID
    """

    display_sets: tuple[DisplaySet, ...] = ()
    layout: Layout = Layout()
    viewports: tuple[ViewportState, ...] = (ViewportState(),)
    active: int = 0
    corner_text: str = "full"
    tool: str = "window"
    pointer: tuple[float, float] | None = None
    reading: bool = False
    settings: Settings = Settings()
    character_sets: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def active_viewport(self) -> ViewportState:
        """The state of the viewport that commands act on."""
        return self.viewports[self.active]

    def display_set(self, key: str | None) -> DisplaySet | None:
        """The display set of this key, if it is open."""
        return next((each for each in self.display_sets if each.key == key), None)

    def shown(self, index: int) -> DisplaySet | None:
        """The display set in this viewport."""
        return self.display_set(self.viewports[index].display_set)

    def frame(self, index: int) -> Frame | None:
        """The frame that this viewport asks for, as its presentation state wants it."""
        found = self.applied(index)
        return None if found is None else found.frame

    def applied(self, index: int) -> Applied | None:
        """The frame that this viewport asks for, and what became of its presentation state."""
        frame = self.plain_frame(index)
        return None if frame is None else applied(self, frame, self.viewports[index].state)

    def states(self, index: int) -> tuple[StateChoice, ...]:
        """The presentation states that can be chosen in this viewport, the newest first."""
        frame = self.plain_frame(index)
        return () if frame is None else states_for(self, frame)

    def plain_frame(self, index: int) -> Frame | None:
        """The frame that this viewport asks for, as the image itself wants it."""
        shown = self.shown(index)
        frame_index = self.viewports[index].frame_index
        if shown is None or frame_index >= len(shown.frames):
            return None
        return shown.frames[frame_index]


Change = Callable[[ViewportState], ViewportState]


def with_viewport(workspace: Workspace, index: int, state: ViewportState) -> Workspace:
    """Replace one viewport."""
    before = workspace.viewports
    return replace(workspace, viewports=(*before[:index], state, *before[index + 1 :]))


def changed(workspace: Workspace, change: Change, index: int | None = None) -> Workspace:
    """Change one viewport, the active one unless another is named."""
    index = workspace.active if index is None else index
    return with_viewport(workspace, index, change(workspace.viewports[index]))


def outline(
    workspace: Workspace, index: int, rect: Rect, pitch: float | None = None
) -> Outline | None:
    """What placing the image of this viewport needs; None where there is no image.

    pitch   mm from one pixel of the monitor to the next; None: it does not say
    """
    frame = workspace.frame(index)
    return None if frame is None else outline_of(frame, rect, pitch)


def activated(workspace: Workspace, index: int) -> Workspace:
    """Let commands act on this viewport."""
    maximized = workspace.layout.maximized
    layout = workspace.layout if maximized is None else replace(workspace.layout, maximized=index)
    return replace(workspace, active=index, layout=layout)


def next_viewport(workspace: Workspace, by: int = 1) -> Workspace:
    """Let commands act on the next viewport, round; a maximized one is replaced by the next."""
    return activated(workspace, (workspace.active + by) % workspace.layout.count)


def maximize_toggled(workspace: Workspace, index: int | None = None) -> Workspace:
    """Give one viewport, the active one unless another is named, all the room; and back."""
    index = workspace.active if index is None else index
    maximized = index if workspace.layout.maximized is None else None
    layout = replace(workspace.layout, maximized=maximized)
    return replace(workspace, layout=layout, active=index)


def next_corner_text(workspace: Workspace) -> Workspace:
    """Full, few, none, round."""
    at = CORNER_TEXTS.index(workspace.corner_text)
    return replace(workspace, corner_text=CORNER_TEXTS[(at + 1) % len(CORNER_TEXTS)])


def with_settings(workspace: Workspace, settings: Settings) -> Workspace:
    """What is chosen for good holds at once; what was changed for now and not here stays."""
    before = workspace.settings
    workspace = replace(workspace, settings=settings)
    if settings.corner_text != before.corner_text:
        workspace = replace(workspace, corner_text=settings.corner_text)
    if settings.interpolation != before.interpolation:
        kind = Interpolation(settings.interpolation)
        viewports = tuple(replace(each, interpolation=kind) for each in workspace.viewports)
        workspace = replace(workspace, viewports=viewports)
    return workspace


def with_tool(workspace: Workspace, tool: str) -> Workspace:
    """Make this the tool of the left button."""
    return replace(workspace, tool=tool)


def pointed_at(workspace: Workspace, pointer: tuple[float, float] | None) -> Workspace:
    """Tell where the mouse is, for the probe."""
    return replace(workspace, pointer=pointer)
