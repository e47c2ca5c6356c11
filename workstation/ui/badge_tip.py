"""What stands behind the display badge and behind signs: told where the pointer rests on them."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from workstation.base.text import _
from workstation.display.table import DisplayTable
from workstation.scene.graphics import Align, Text
from workstation.scene.scene import Placeholder, ViewportScene
from workstation.session.badge import words
from workstation.session.caption import Weight
from workstation.session.look import CAUTION, LEADING, Look, text_width
from workstation.session.names import MARK
from workstation.session.resolve import encloses
from workstation.session.signs import Sign
from workstation.ui.picture import WorkspacePicture
from workstation.ui.sign_text import sign_html, words_html


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
        """The sign that the pointer is on; on the count of the others, what those say."""
        lines = _upper_left(here)
        line = next((each for each in lines if _on(each, x, y)), None)
        if line is None:
            return ""
        signs = self._picture.signs(index)
        told = [sign for sign in signs if _stands_in(line, sign)]
        if line.content.startswith(MARK):
            told = [sign for sign in signs if sign.kind.id == "charset"]
        if told:
            return f"<qt>{sign_html(told[:1])}</qt>"
        if line.color != CAUTION:
            return ""
        must = [sign for sign in signs if sign.kind.weight is Weight.MUST]
        hidden = [sign for sign in must if not _begins_in(lines, sign)]
        return f"<qt>{words_html(hidden)}</qt>" if hidden else ""


def _upper_left(viewport: ViewportScene) -> list[Text]:
    """The lines at the left in the upper half."""
    texts = [each for each in viewport.graphics if isinstance(each, Text)]
    middle = viewport.rect.y + viewport.rect.height / 2
    return [each for each in texts if each.across is Align.START and each.y < middle]


def _stands_in(line: Text, sign: Sign) -> bool:
    """Whether a line is one of those that a sign is written on: of its words, or of its title."""
    parts = (sign.words, _(sign.kind.title))
    return line.color == sign.kind.color and any(line.content in words for words in parts)


def _begins_in(lines: Iterable[Text], sign: Sign) -> bool:
    parts = (sign.words, _(sign.kind.title))
    return any(words.startswith(line.content) for line in lines for words in parts)


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
