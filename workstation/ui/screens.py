"""Which monitor the window is on, and the display table that belongs to it."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.display.table import DisplayTable, identity_table
from workstation.scene.scene import Rect

_AGAIN = 3_600_000  # ms: a calibration may expire while the window is open
TableOf = Callable[[QScreen], DisplayTable]


class NoSuchMonitorError(WorkstationError):
    message_id = "ui.no-such-monitor"
    sentence = N_("There is no monitor {name}. Attached: {there}.")
    advice = N_("Name one of them, or give its number.")


class ScreenWatch(QObject):
    """Tells the table of the monitor under a window, each time the window comes to another.

    A window over two monitors has the table of the one that Qt says, which need not be that of
    its larger part; `covered` says what of it the table is right for.

    table_changed   the table of the monitor that the window is on now
    moved           the window lies elsewhere, perhaps on other monitors too
    """

    table_changed = Signal(object)
    moved = Signal()

    def __init__(self, window: QWidget, table_of: TableOf) -> None:
        super().__init__(window)
        self._window = window
        self._table_of = table_of
        self._watching = False
        window.installEventFilter(self)
        self._timer = QTimer(self, interval=_AGAIN)
        self._timer.timeout.connect(self.look)

    def watch(self) -> None:
        """Begin; the window must have been shown, since before it is on no monitor."""
        handle = self._window.windowHandle()
        if handle is not None and not self._watching:
            self._watching = True
            self._timer.start()
            handle.screenChanged.connect(self.look)
            application = QGuiApplication.instance()
            assert isinstance(application, QGuiApplication)
            # Another monitor may make it doubtful which of the two a profile is of.
            application.screenAdded.connect(self.look)
            application.screenRemoved.connect(self.look)

    def look(self) -> None:
        """Tell the table again."""
        self.table_changed.emit(self._table_of(self._window.screen()))

    def covered(self, surface: QWidget) -> Rect | None:
        """The part of a widget, physical pixels, that the window's table is right for.

        None: all of it. What lies on no monitor is seen by nobody.
        """
        screen = self._window.screen()
        area = QRect(surface.mapToGlobal(QPoint(0, 0)), surface.size())
        others = [each for each in QGuiApplication.screens() if each is not screen]
        touched = [each for each in others if each.geometry().intersects(area)]
        own = self._table_of(screen) if touched else None
        if all(self._table_of(each) == own for each in touched):
            return None
        part = screen.geometry().intersected(area).translated(-area.topLeft())
        ratio = surface.devicePixelRatioF()
        left, top = ceil(part.x() * ratio), ceil(part.y() * ratio)
        right, bottom = (part.x() + part.width()) * ratio, (part.y() + part.height()) * ratio
        return Rect(left, top, int(right) - left, int(bottom) - top)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hear of each move of the window."""
        if event.type() == QEvent.Type.Move and len(QGuiApplication.screens()) > 1:
            self.moved.emit()
        return False


def uncalibrated(_screen: QScreen) -> DisplayTable:
    """The stated default where no profile is known: driving level proportional to P-Value."""
    return identity_table(8)


def monitor_name(screen: QScreen) -> str:
    """How a monitor is named to the user: maker, model and connector, as far as known."""
    parts = (screen.manufacturer(), screen.model(), screen.name())
    return " ".join(part for part in parts if part)


def screen_named(name: str) -> QScreen:
    """The monitor of this connector or number from 1; the first where no name is given."""
    if not name:
        return QGuiApplication.primaryScreen()
    screens = QGuiApplication.screens()
    found = [screen for screen in screens if screen.name().casefold() == name.casefold()]
    if not found and name.isascii() and name.isdigit():
        found = screens[max(int(name) - 1, 0) : int(name)]
    if not found:
        there = ", ".join(f"{number} {screen.name()}" for number, screen in enumerate(screens, 1))
        raise NoSuchMonitorError(name=name[:40], there=there)
    return found[0]


def pixel_pitch(screen: QScreen) -> float | None:
    """Millimeters from one pixel to the next; None where the monitor does not say it credibly.

    Televisions and projectors tell sizes that are those of other ones, or none.
    """
    width = screen.physicalSize().width()
    pixels = screen.geometry().width() * screen.devicePixelRatio()
    pitch = width / pixels if pixels else 0.0
    return pitch if 0.05 <= pitch <= 1.0 else None
