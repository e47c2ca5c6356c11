"""What a bug report needs: versions, graphics, monitors; to be read and copied."""

import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from workstation import __version__
from workstation.base.text import _
from workstation.display.table import DisplayTable
from workstation.ui.badge_tip import note
from workstation.ui.buttons import button
from workstation.ui.screens import TableOf, monitor_name

_LIBRARIES = ("PySide6-Essentials", "numpy", "pydicom", "imagecodecs", "PyOpenGL", "Pillow")
Facts = Sequence[tuple[str, str]]


class AboutDialog(QDialog):
    """Stays beside the images; it does not have to be closed before reading on."""

    def __init__(self, facts: Facts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About"))
        self._text = QPlainTextEdit("\n".join(f"{name}: {value}" for name, value in facts))
        self._text.setReadOnly(True)
        self._text.setAccessibleName(_("Versions and graphics"))
        warning = QLabel(_("This program is not certified as a medical device."))
        warning.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        copy, close = button("copy", _("Copy")), button("x", _("Close"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        close.clicked.connect(self.close)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(warning)
        column.addWidget(self._text)
        column.addLayout(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 70, self.fontMetrics().height() * 24)

    def text(self) -> str:
        """What it says, one fact in a line."""
        return self._text.toPlainText()


def facts(renderer: str, graphics: str, table_of: TableOf) -> Facts:
    """Of the program, its libraries, and what it runs on.

    renderer   "gl" or "raster"
    graphics   what the driver calls itself; empty if it was not asked
    table_of   the display table of a monitor
    """
    return [
        (_("Workstation"), __version__),
        (_("System"), platform.platform()),
        ("Python", platform.python_version()),
        ("Qt", f"{qVersion()} ({QGuiApplication.platformName()})"),
        *((name, _installed(name)) for name in _LIBRARIES),
        (_("Drawn by"), "OpenGL" if renderer == "gl" else _("the processor")),
        *([(_("Graphics"), graphics)] if graphics else []),
        *((_("Monitor"), _monitor(each, table_of(each))) for each in QGuiApplication.screens()),
    ]


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _("not installed")


def _monitor(screen: QScreen, table: DisplayTable) -> str:
    size, ratio = screen.size(), screen.devicePixelRatio()
    pixels = f"{round(size.width() * ratio)}×{round(size.height() * ratio)}"
    drawn = f"{screen.depth()} bit, {table.bits} bit drawn"
    return f"{monitor_name(screen)}, {pixels}, {drawn}. {note(table)}"
