"""Keeps the strip of series what the workspace is, and gives it its pictures."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from workstation.base.store import Store
from workstation.scene.scene import Scene
from workstation.session.hanging import assigned
from workstation.session.workspace import Workspace
from workstation.ui.picture import WorkspacePicture
from workstation.ui.thumbnail_pictures import ThumbnailPictures
from workstation.ui.thumbnails import ThumbnailStrip

_LATER = 50  # ms: marks in the strip may lag behind the images, never the other way round


class SeriesStrip(QObject):
    """The strip never draws while the hand scrolls: what changed there is gathered first."""

    def __init__(
        self, strip: ThumbnailStrip, store: Store[Workspace], picture: WorkspacePicture
    ) -> None:
        super().__init__(strip)
        self._strip = strip
        self._store = store
        self._picture = picture
        self._pictures = ThumbnailPictures(picture.frames.get, picture.display, strip)
        self._pictures.drawn.connect(self._take_picture)
        self._seen: set[tuple[str, int]] = set()
        self._unmarked: set[tuple[str, int]] = set()
        self._timer = QTimer(self, interval=_LATER, singleShot=True)
        self._timer.timeout.connect(self._mark)
        store.connect(self._state_changed)
        picture.drawn.connect(self._note_seen)
        picture.frames_came.connect(self._pictures.frames_arrived)
        strip.chosen.connect(self._show)

    @property
    def complete(self) -> bool:
        """Whether every series has its picture and its marks."""
        return not self._strip.entries.waiting() and not self._timer.isActive()

    def _show(self, key: str) -> None:
        """Put a series into the active viewport."""
        workspace = self._store.value
        self._store.set(assigned(workspace, workspace.active, key))

    def _state_changed(self, old: Workspace, new: Workspace) -> None:
        if old.display_sets is not new.display_sets:
            self._strip.entries.show_display_sets(new.display_sets)
            self._ask_for_pictures()
        self._timer.start()

    def _ask_for_pictures(self) -> None:
        ratio = self._strip.devicePixelRatioF()
        self._pictures.use_size(self._strip.picture_side(), ratio)
        self._pictures.want(self._strip.entries.waiting())

    def _take_picture(self, key: str, picture: QImage) -> None:
        self._strip.entries.set_picture(key, picture)

    def _note_seen(self) -> None:
        """Only frames that were drawn count: neither a placeholder nor one scrolled past."""
        scene, workspace = self._picture.scene, self._picture.workspace
        if scene is None or workspace is None:
            return
        fresh = _drawn_frames(scene, workspace) - self._seen
        if fresh:
            self._seen |= fresh
            self._unmarked |= fresh
            self._timer.start()

    def _mark(self) -> None:
        workspace, entries = self._store.value, self._strip.entries
        entries.add_seen(self._unmarked)
        self._unmarked = set()
        states = [workspace.viewports[index] for index in workspace.layout.visible]
        shown = frozenset(state.display_set for state in states if state.display_set)
        entries.show_state(shown, workspace.active_viewport.display_set)


def _drawn_frames(scene: Scene, workspace: Workspace) -> set[tuple[str, int]]:
    visible = zip(scene.viewports, workspace.layout.visible, strict=True)
    states = [workspace.viewports[index] for drawn, index in visible if drawn.image is not None]
    return {(state.display_set, state.frame_index) for state in states if state.display_set}
