"""The monitors that Qt knows, for jobs that name them or measure one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic, sleep
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QScreen

from workstation.display.calibration import display_table
from workstation.display.desk import AttachedMonitor
from workstation.display.meter import PatchPresenter
from workstation.display.monitor import MonitorProfile
from workstation.ui.monitors import identity

if TYPE_CHECKING:
    from workstation.ui.pattern_window import PatternWindow

_BITS = 8  # of the surface that is drawn on
_STEP = 0.005  # seconds between two looks


class QtDesk:
    """Needs an application that runs."""

    @property
    def monitors(self) -> Sequence[AttachedMonitor]:
        """All that are attached, in Qt's order."""
        return tuple(_attached(n, each) for n, each in enumerate(QGuiApplication.screens(), 1))

    @contextmanager
    def patches(self, monitor: AttachedMonitor, settle: float) -> Iterator[PatchPresenter]:
        """Cover a monitor with a patch, as long as the block lasts."""
        from workstation.ui.patch_window import PatchWindow

        window = PatchWindow(settle)
        window.appear(QGuiApplication.screens()[monitor.number - 1])
        try:
            yield window
        finally:
            window.close()

    @contextmanager
    def pattern(
        self, monitor: AttachedMonitor, profile: MonitorProfile, settle: float
    ) -> Iterator[Callable[[str], None]]:
        """Cover a monitor with test patterns through the table of a profile."""
        from workstation.ui.pattern_window import PatternWindow

        table = display_table(profile, bits=_BITS)
        window = PatternWindow("TG18-LN8-01", lambda _screen: table, "raster")
        window.appear(QGuiApplication.screens()[monitor.number - 1])
        try:
            yield lambda name: _shown(window, name, settle)
        finally:
            window.close()


def _shown(window: "PatternWindow", name: str, settle: float) -> None:
    """Show a pattern without words and let it stand."""
    window.show_pattern(name)
    window.be_silent()
    end = monotonic() + settle
    while not window.complete or monotonic() < end:
        QGuiApplication.processEvents()
        sleep(_STEP)


def _attached(number: int, screen: QScreen) -> AttachedMonitor:
    ratio, size, physical = screen.devicePixelRatio(), screen.geometry(), screen.physicalSize()
    return AttachedMonitor(
        number,
        identity(screen),
        round(size.width() * ratio),
        round(size.height() * ratio),
        (physical.width(), physical.height()),
        screen.depth(),
    )
