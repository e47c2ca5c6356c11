"""What stands behind the display badge: told where the pointer rests on it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from workstation.base.text import _
from workstation.display.table import DisplayTable
from workstation.scene.scene import Placeholder, ViewportScene
from workstation.session.badge import words
from workstation.session.look import Look
from workstation.session.resolve import encloses
from workstation.ui.picture import WorkspacePicture


class BadgeTip(QObject):
    """Answers Qt's question for a tooltip over the images; away from a badge there is none."""

    def __init__(self, picture: WorkspacePicture, surface: QWidget) -> None:
        super().__init__(surface)
        self._picture = picture
        self._surface = surface
        surface.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Show it or hide it."""
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return False
        ratio = self._surface.devicePixelRatioF()
        said = self.text_at(event.x() * ratio, event.y() * ratio)
        if said:
            QToolTip.showText(event.globalPos(), said, self._surface)
        else:
            QToolTip.hideText()
        return True

    def text_at(self, x: float, y: float) -> str:
        """What is told at a point, physical pixels; empty away from a badge."""
        scene = self._picture.scene
        viewports = () if scene is None else scene.viewports
        here = next((each for each in viewports if each.rect.contains(x, y)), None)
        if here is None or not _on_badge(here, self._surface.devicePixelRatioF(), x, y):
            return ""
        covered = self._picture.covered()
        if covered is not None and not encloses(covered, here.rect):
            return _("On two displays that do not show it alike: not for diagnosis.")
        return note(self._picture.display)


def note(table: DisplayTable) -> str:
    """The badge's word and its reason; a reason that begins with the word is enough."""
    word = words(table.calibration)
    return table.note if table.note.startswith(word) else f"{word}. {table.note}".strip()


def _on_badge(viewport: ViewportScene, ratio: float, x: float, y: float) -> bool:
    """The badge lies at the right end of the last line; without an image there is none."""
    if viewport.placeholder not in {None, Placeholder.LOADING}:
        return False
    look = Look(viewport.rect, ratio)
    return x >= look.right - look.corner_width and y >= look.bottom
