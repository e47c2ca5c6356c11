"""What stands behind the display badge and behind signs: told where the pointer rests on them."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from workstation.base.text import _
from workstation.display.table import DisplayTable
from workstation.scene.graphics import Align, Text
from workstation.scene.scene import Placeholder, ViewportScene
from workstation.session.badge import words
from workstation.session.look import CAUTION, DANGER, LEADING, Look, text_width
from workstation.session.resolve import encloses
from workstation.ui.picture import WorkspacePicture
from workstation.ui.sign_text import sign_html


class BadgeTip(QObject):
    """Answers Qt's question for a tooltip over the images; most of them have none."""

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
        """What is told at a point, physical pixels: the badge's reason, or the signs."""
        scene, workspace = self._picture.scene, self._picture.workspace
        if scene is None or workspace is None:
            return ""
        pairs = zip(workspace.layout.visible, scene.viewports, strict=True)
        at = next((pair for pair in pairs if pair[1].rect.contains(x, y)), None)
        if at is None:
            return ""
        index, here = at
        if not _on_badge(here, self._surface.devicePixelRatioF(), x, y):
            return self._signs_at(index, here, x, y)
        covered = self._picture.covered()
        if covered is not None and not encloses(covered, here.rect):
            return _("On two displays that do not show it alike: not for diagnosis.")
        return note(self._picture.display)

    def _signs_at(self, index: int, here: ViewportScene, x: float, y: float) -> str:
        """All signs of the viewport, where the pointer is on the line of one."""
        line = _line_at(here, x, y)
        if line is None or line.y > here.rect.y + here.rect.height / 2:
            return ""
        signs = self._picture.signs(index)
        said = {_(sign.kind.title) for sign in signs} | {sign.words for sign in signs}
        is_sign = line.color in (CAUTION, DANGER) or any(line.content in each for each in said)
        return f"<qt>{sign_html(signs)}</qt>" if is_sign else ""


def _line_at(viewport: ViewportScene, x: float, y: float) -> Text | None:
    """The line at the left, in the upper half, that a point is on."""
    lines = [each for each in viewport.graphics if isinstance(each, Text)]
    return next((each for each in lines if each.across is Align.START and _on(each, x, y)), None)


def _on(line: Text, x: float, y: float) -> bool:
    right = line.x + min(text_width(line.content, line.size, line.bold), line.width or 0.0)
    return line.x <= x <= right and line.y <= y < line.y + line.size * LEADING


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
