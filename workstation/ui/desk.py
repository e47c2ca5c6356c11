"""The monitors that Qt knows, for jobs that name them or measure one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication, QScreen

from workstation.display.desk import AttachedMonitor
from workstation.display.meter import PatchPresenter
from workstation.ui.monitors import identity


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
