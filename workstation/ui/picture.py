"""What the surface draws: the workspace, resolved when a drawing is due and never before."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from workstation.base.store import Store
from workstation.display.table import DisplayTable
from workstation.scene.scene import Placeholder, Rect, Scene
from workstation.session.display_set import DisplaySet
from workstation.session.frames import FrameStatus, FrameStore
from workstation.session.prefetch import order_of_need
from workstation.session.resolve import resolve
from workstation.session.signs import Signs
from workstation.session.viewport_signs import viewport_signs
from workstation.session.workspace import Workspace, outline
from workstation.ui.qt_jobs import Crossing
from workstation.ui.surface import Surface

Wish = tuple[str, int]
MakeFrames = Callable[[Callable[[str, int], None]], FrameStore]
"""Builds the store of frames, which tells of each frame that has come, from any thread."""


class WorkspacePicture(QObject):
    """Joins state, frames and surface: many changes between two drawings cost one.

    frames      the decoded frames
    scene       what was drawn last
    workspace   the state that it was drawn from
    covered     answers which part of the surface is on the monitor of the table; None: all
    pitch       answers the mm from one pixel of that monitor to the next; None: it does not say
    budget      bytes of frames that are fetched ahead; None: no end
    """

    drawn = Signal()
    frames_came = Signal()

    def __init__(
        self,
        store: Store[Workspace],
        make_frames: MakeFrames,
        display: DisplayTable,
        parent: QObject,
        budget_bytes: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._display = display
        self._surface: Surface | None = None
        self._budget = budget_bytes
        self._arrivals: Crossing[Wish] = Crossing(self._arrived, self)
        self.frames = make_frames(lambda key, index: self._arrivals.put((key, index)))
        self.covered: Callable[[], Rect | None] = lambda: None
        self.pitch: Callable[[], float | None] = lambda: None
        self.scene: Scene | None = None
        self.workspace: Workspace | None = None
        self._asked_for: tuple[tuple[DisplaySet, ...], set[str | None]] | None = None
        store.connect(lambda _old, _new: self.refresh())

    @property
    def filled(self) -> bool:
        """Whether the last drawing shows the newest state and waits for no frame."""
        if self.scene is None or self.workspace is not self._store.value:
            return False
        loading = Placeholder.LOADING
        return all(viewport.placeholder is not loading for viewport in self.scene.viewports)

    @property
    def display(self) -> DisplayTable:
        """The table of the monitor that the window is on."""
        return self._display

    def show_on(self, surface: Surface) -> None:
        """Draw on this surface from now on."""
        self._surface = surface
        surface.drawn.connect(self.drawn)
        surface.refresh()

    def use_display(self, display: DisplayTable) -> None:
        """The window has come to another monitor, or the monitor was calibrated."""
        if display != self._display:
            self._display = display
            self.refresh()

    def refresh(self) -> None:
        """Draw soon."""
        if self._surface is not None:
            self._surface.refresh()

    def ask(self) -> None:
        """Ask for the frames that are needed now, before anything is drawn.

        Where all that can be seen has come in, another frame of it asks for nothing: to name
        hundreds in their order at each notch of the wheel takes a tenth of what a picture costs.
        """
        workspace = self._store.value
        seen = {workspace.viewports[index].display_set for index in workspace.layout.visible}
        if self.frames.at_rest and self._asked_for == (workspace.display_sets, seen):
            return
        wishes = order_of_need(workspace, self.workspace, self._budget)
        every = sum(len(each.frames) for each in workspace.display_sets if each.key in seen)
        whole = sum(key in seen for key, _index in wishes) == every
        self._asked_for = (workspace.display_sets, seen) if whole else None
        self.frames.want(wishes)

    def ready(self) -> bool:
        """Whether the active viewport has something to show other than that it is on its way."""
        state = self._store.value.active_viewport
        if state.display_set is None:
            return False
        answer = self.frames.get(state.display_set, state.frame_index)
        return answer.status is not FrameStatus.LOADING

    def resolve(self, width: int, height: int, ratio: float) -> Scene:
        """The scene of this moment; the frames that it needs are asked for in their order."""
        workspace = self._store.value
        scene = resolve(
            workspace,
            self.frames.get,
            width,
            height,
            self._display,
            ratio,
            self.covered(),
            self.pitch(),
        )
        self.ask()
        self.scene, self.workspace = scene, workspace
        return scene

    def signs(self, index: int) -> Signs:
        """What must be said of the picture that was drawn last in this viewport."""
        workspace, scene = self.workspace, self.scene
        if workspace is None or scene is None or index not in workspace.layout.visible:
            return ()
        state = workspace.viewports[index]
        if state.display_set is None:
            return ()
        viewport = scene.viewports[list(workspace.layout.visible).index(index)]
        answer = self.frames.get(state.display_set, state.frame_index)
        placed = outline(workspace, index, viewport.rect, self.pitch())
        return viewport_signs(workspace, index, answer, placed)

    def close(self) -> None:
        """End the decoding; nothing arrives any more."""
        self._surface = None
        self._arrivals.close()
        self.frames.shutdown()

    def _arrived(self, wishes: list[Wish]) -> None:
        """Draw again only where one of these is to be seen now."""
        workspace = self._store.value
        states = [workspace.viewports[index] for index in workspace.layout.visible]
        if not {(state.display_set, state.frame_index) for state in states}.isdisjoint(wishes):
            self.refresh()
        self.frames_came.emit()
