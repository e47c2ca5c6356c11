"""What tools and commands act on: the state, its history, the frames, and the surface's size."""

from collections.abc import Callable
from dataclasses import dataclass

from workstation.base.store import Store
from workstation.dicom.model import Frame
from workstation.scene.scene import FramePixels, Rect
from workstation.session.frames import FrameAnswer
from workstation.session.history import History, restored
from workstation.session.layout import viewport_at, viewport_rects
from workstation.session.outline import Outline
from workstation.session.viewport import ViewportState
from workstation.session.workspace import Change, Workspace, changed, outline


@dataclass(frozen=True, slots=True)
class Stage:
    """One reading window, as tools and commands see it.

    frames    answers at once what is known of a frame, by display set and index
    surface   width and height in physical pixels, and physical pixels per logical one
    pitch     mm from one pixel of the monitor to the next; None: it does not say
    """

    store: Store[Workspace]
    history: History
    frames: Callable[[str, int], FrameAnswer]
    surface: Callable[[], tuple[int, int, float]]
    pitch: Callable[[], float | None] = lambda: None

    @property
    def workspace(self) -> Workspace:
        """The state now."""
        return self.store.value

    def rects(self) -> dict[int, Rect]:
        """Rectangle of each viewport that is seen, by its index."""
        return viewport_rects(self.workspace.layout, *self.surface())

    def index_at(self, x: float, y: float) -> int | None:
        """The viewport under a point of the surface."""
        return viewport_at(self.rects(), x, y)

    def outline(self, index: int | None = None) -> Outline | None:
        """What placing the image of a viewport needs; the active one unless another is named."""
        index = self.workspace.active if index is None else index
        rect = self.rects().get(index)
        return None if rect is None else outline(self.workspace, index, rect, self.pitch())

    def shown(self, index: int | None = None) -> tuple[Frame, FramePixels] | None:
        """Frame and pixels of a viewport, if they are decoded."""
        index = self.workspace.active if index is None else index
        frame, key = self.workspace.frame(index), self.workspace.viewports[index].display_set
        if frame is None or key is None:
            return None
        pixels = self.frames(key, self.workspace.viewports[index].frame_index).pixels
        return None if pixels is None else (frame, pixels)

    def set(self, workspace: Workspace) -> None:
        """Go on from this state; a change of the picture is a step that can be undone."""
        before = self.workspace
        self.store.set(workspace)
        self.history.record(before)

    def change(self, change: Change, index: int | None = None) -> None:
        """Change one viewport, as one step; the active one unless another is named."""
        self.set(changed(self.workspace, change, index))

    def preview(self, index: int, state: ViewportState) -> None:
        """Show a viewport so while a gesture lasts; the step is recorded at its end."""
        self.store.set(changed(self.workspace, lambda _before: state, index))

    def give_up(self, before: Workspace) -> None:
        """Show the picture as it was before a gesture."""
        self.store.set(restored(self.workspace, before))
