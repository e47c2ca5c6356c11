"""A test pattern on a whole monitor, in its own pixels, through the table of that monitor."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from workstation.base.errors import WorkstationError
from workstation.base.text import _
from workstation.display.patterns import PATTERNS, pattern_named
from workstation.display.table import Calibration, DisplayTable
from workstation.scene.scene import Scene
from workstation.session.badge import words
from workstation.session.pattern_scene import (
    described,
    family_stepped,
    pattern_scene,
    plate,
    refusal_scene,
    stepped,
    value_at,
)
from workstation.ui.screens import ScreenWatch, TableOf, pixel_pitch
from workstation.ui.surfaces import make_surface

_STAYS = 4000  # ms until words and pointer leave the pattern alone
_STEPS: dict[int, Callable[[str], str]] = {
    Qt.Key.Key_Right: lambda name: stepped(name, 1),
    Qt.Key.Key_Left: lambda name: stepped(name, -1),
    Qt.Key.Key_Down: lambda name: family_stepped(name, 1),
    Qt.Key.Key_Up: lambda name: family_stepped(name, -1),
    Qt.Key.Key_Home: lambda _name: PATTERNS[0].name,
    Qt.Key.Key_End: lambda _name: PATTERNS[-1].name,
}


class PatternWindow(QWidget):
    """Without a frame. Arrow keys go through the patterns, Esc ends.

    Words lie on it for a moment only, and what stands under a resting pointer too.

    name    of the pattern that is shown
    scene   what was drawn last
    pitch   mm from one pixel to the next, confirmed by the user; None: as the monitor says, which
            is said on the patterns that need it
    closed  it was left
    """

    closed = Signal()

    def __init__(
        self,
        name: str,
        table_of: TableOf,
        renderer: str,
        bits: int = 8,
        pitch: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(_("Test pattern"))
        self.name = pattern_named(name).name
        self.pitch = pitch
        self.scene: Scene | None = None
        self.stepping = True
        self._table: DisplayTable = table_of(self.screen())
        self._pointer: QPointF | None = None
        self._asked, self._drawn, self._talks = 0, 0, True
        self.surface = make_surface(renderer, self.resolve, bits)
        self._screens = ScreenWatch(self, table_of)
        self._screens.table_changed.connect(self._use_table)
        self._silence = QTimer(self, interval=_STAYS, singleShot=True)
        self._silence.timeout.connect(self.be_silent)
        self._arrange()

    @property
    def complete(self) -> bool:
        """Whether the screen has what was asked for last."""
        return self.scene is not None and self._drawn == self._asked

    @property
    def calibration(self) -> Calibration:
        """What may be said of the monitor under the pattern."""
        covered = self._screens.covered(self.surface.as_widget())
        return self._table.calibration if covered is None else Calibration.SPLIT

    def appear(self, screen: QScreen, size: tuple[int, int] | None = None) -> None:
        """Take a whole monitor; or so many of its pixels, from its upper left corner on.

        size   physical pixels
        """
        self.setScreen(screen)
        if size is None:
            self.setGeometry(screen.geometry())
            self.showFullScreen()
        else:
            ratio = screen.devicePixelRatio()
            self.move(screen.geometry().topLeft())
            self.resize(round(size[0] / ratio), round(size[1] / ratio))
            self.show()
        self.activateWindow()  # without a window manager nobody else gives it the keys
        self.setFocus()

    def show_pattern(self, name: str) -> None:
        """Show another one, and say for a moment which."""
        self.name = pattern_named(name).name
        self.talk()

    def talk(self) -> None:
        """Let the words be seen again, for a moment."""
        self._talks = True
        self.unsetCursor()
        self._silence.start()
        self._refresh()

    def be_silent(self) -> None:
        """Leave nothing on the pattern."""
        self._talks, self._pointer = False, None
        self._silence.stop()
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._refresh()

    def lines(self) -> list[str]:
        """The words that lie on the pattern now."""
        said = [self._size_doubt()] if self._size_doubt() else []
        if self._talks:
            badge = _("Monitor: {words}").format(words=words(self.calibration))
            said = [described(pattern_named(self.name)), f"{self._keys()}  ·  {badge}", *said]
        if self._pointer is not None and self.scene is not None:
            ratio = self.devicePixelRatioF()
            x, y = int(self._pointer.x() * ratio), int(self._pointer.y() * ratio)
            said.append(value_at(self.scene, x, y))
        return [line for line in said if line]

    def resolve(self, width: int, height: int, ratio: float) -> Scene:
        """The scene of this moment; a pattern that cannot be drawn is refused in words."""
        pitch = self.pitch or pixel_pitch(self.screen())
        try:
            self.scene = pattern_scene(self.name, width, height, self._table, pitch)
        except WorkstationError as error:
            said = [error.summary, error.remedy, *(self.lines() if self._talks else ())]
            self.scene = refusal_scene(said, width, height, self._table, ratio)
            return self.scene
        lines = self.lines()
        if lines:
            above = self._pointer is not None and self._pointer.y() * ratio > height / 2
            graphics = plate(lines, width, height, ratio, above=above)
            self.scene = pattern_scene(self.name, width, height, self._table, pitch, graphics)
        return self.scene

    def add_panel(self, panel: QWidget) -> None:
        """Stand something beside the pattern, or below it where the monitor stands upright."""
        panel.setCursor(Qt.CursorShape.ArrowCursor)  # it is hidden over the pattern only
        self._box.addWidget(panel)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._screens.watch()
        self._screens.look()
        if self._talks:
            self._silence.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._silence.stop()
        self.surface.close_renderer()
        super().closeEvent(event)
        self.closed.emit()

    def end(self, status: int) -> None:
        """Leave the event loop with this exit status."""
        QApplication.exit(status)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key()) if self.stepping else None
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif step is not None:
            self.show_pattern(step(self.name))
        elif event.key() in {Qt.Key.Key_F1, Qt.Key.Key_H}:
            self.be_silent() if self._talks else self.talk()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        inside = self.surface.as_widget().geometry().contains(event.position().toPoint())
        self._pointer = event.position() if inside else None
        self.unsetCursor()
        self._silence.start()
        self._refresh()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self._refresh()
        super().leaveEvent(event)

    def _arrange(self) -> None:
        widget = self.surface.as_widget()
        # The window itself hears of the pointer, wherever it is.
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Test pattern"))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(widget, 1)
        self.surface.drawn.connect(self._was_drawn)

    def _refresh(self) -> None:
        self._asked += 1
        self.surface.refresh()

    def _was_drawn(self) -> None:
        self._drawn = self._asked

    def _use_table(self, table: DisplayTable) -> None:
        self._table = table
        self._refresh()

    def _keys(self) -> str:
        if not self.stepping:
            return _("Esc: end")
        return _("← →: previous and next  ·  ↑ ↓: kind  ·  F1: these words  ·  Esc: end")

    def _size_doubt(self) -> str:
        """What must never leave a pattern whose millimeters nobody has confirmed."""
        if self.pitch is not None or not pattern_named(self.name).measured:
            return ""
        said = pixel_pitch(self.screen())
        if said is None:
            return ""
        text = _("{pitch:.4g} mm a pixel, as the monitor says: the disk must measure 200 mm across")
        return text.format(pitch=said)
