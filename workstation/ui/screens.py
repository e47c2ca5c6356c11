"""Which monitor the window is on, and the display table that belongs to it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from workstation.display.table import DisplayTable, identity_table

TableOf = Callable[[QScreen], DisplayTable]


class ScreenWatch(QObject):
    """Tells the table of the monitor under a window, each time the window comes to another.

    A window over two monitors belongs to the one that Qt says: that of its larger part.
    """

    table_changed = Signal(object)

    def __init__(self, window: QWidget, table_of: TableOf) -> None:
        super().__init__(window)
        self._window = window
        self._table_of = table_of
        self._watching = False

    def watch(self) -> None:
        """Begin; the window must have been shown, since before it is on no monitor."""
        handle = self._window.windowHandle()
        if handle is not None and not self._watching:
            self._watching = True
            handle.screenChanged.connect(self._moved)

    def _moved(self, screen: QScreen) -> None:
        self.table_changed.emit(self._table_of(screen))


def uncalibrated(_screen: QScreen) -> DisplayTable:
    """The stated default where no profile is known: driving level proportional to P-Value."""
    return identity_table(8)


def monitor_name(screen: QScreen) -> str:
    """How a monitor is named to the user: maker, model and connector, as far as known."""
    parts = (screen.manufacturer(), screen.model(), screen.name())
    return " ".join(part for part in parts if part)


def pixel_pitch(screen: QScreen) -> float | None:
    """Millimeters from one pixel to the next; None where the monitor does not say it credibly.

    Televisions and projectors tell sizes that are those of other ones, or none.
    """
    width = screen.physicalSize().width()
    pixels = screen.geometry().width() * screen.devicePixelRatio()
    pitch = width / pixels if pixels else 0.0
    return pitch if 0.05 <= pitch <= 1.0 else None
