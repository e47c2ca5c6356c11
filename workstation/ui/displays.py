"""What the window does with the monitor that it is on: test patterns, the daily check."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QMainWindow

from workstation.base.errors import WorkstationError
from workstation.base.paths import data_directory
from workstation.base.text import _
from workstation.ui.messages import Messages
from workstation.ui.screens import TableOf, monitor_name

if TYPE_CHECKING:
    from workstation.display.history import Flaw, Record
    from workstation.ui.pattern_window import PatternWindow


def histories() -> Path:
    """The folder of the histories of all monitors."""
    return data_directory() / "displays"


class Displays:
    """Opens windows over the monitor of the main window, one at a time; they end with it.

    folder   answers where histories are kept
    """

    def __init__(
        self,
        window: QMainWindow,
        messages: Messages,
        table_of: TableOf,
        renderer: str,
        bits: int = 8,
    ) -> None:
        self._window = window
        self._messages = messages
        self._table_of = table_of
        self._renderer = renderer
        self._bits = bits
        self._open: PatternWindow | None = None
        self.folder: Callable[[], Path] = histories

    @property
    def open(self) -> "PatternWindow | None":
        """The window that is open; None where none is."""
        return self._open

    def show_patterns(self) -> None:
        """Cover the monitor with the first pattern; keys lead to the others."""
        from workstation.display.patterns import PATTERNS
        from workstation.ui.pattern_window import PatternWindow

        first, window = PATTERNS[0].name, self._window
        self._appear(
            PatternWindow(first, self._table_of, self._renderer, self._bits, parent=window)
        )

    def check(self) -> None:
        """Begin the daily check of the monitor."""
        from workstation.ui.daily_check import DailyCheckWindow

        window = self._window
        check = DailyCheckWindow(
            window.screen(), self._table_of, self._renderer, self._bits, parent=window
        )
        check.checked.connect(lambda record: self._keep(record, check.screen()))
        self._appear(check)

    def _appear(self, shown: "PatternWindow") -> None:
        if self._open is not None:
            self._open.close()
        self._open = shown
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.destroyed.connect(lambda: self._forget(shown))
        shown.appear(self._window.screen())

    def _forget(self, gone: "PatternWindow") -> None:
        if self._open is gone:
            self._open = None

    def _keep(self, record: "Record", screen: QScreen) -> None:
        """Add the record to the history of the monitor that was checked, and say how it ended."""
        from workstation.display.history import append, history_file, verify
        from workstation.ui.monitors import identity

        path = history_file(identity(screen), self.folder())
        try:
            append(path, record)
            flaws = verify(path)
        except WorkstationError as error:
            self._messages.error(error)
            return
        self._say(monitor_name(screen), record["verdict"] == "pass")
        if flaws:
            self._say_flawed(path, flaws)

    def _say(self, monitor: str, passed: bool) -> None:
        key = f"check {monitor}"
        if passed:
            text = _("The daily check of {monitor} passed, and is in its history.")
            self._messages.show_message(key, text.format(monitor=monitor), "", "info")
            return
        text = _("The daily check of {monitor} failed.").format(monitor=monitor)
        remedy = _("Do not read from it until the cause is found. The check is in its history.")
        self._messages.show_message(key, text, remedy, "danger")

    def _say_flawed(self, path: Path, flaws: "tuple[Flaw, ...]") -> None:
        lines = ", ".join(str(flaw.line) for flaw in flaws[:8])
        text = _("The history {file} is not as it was written: line {lines}.")
        remedy = _("What stands there proves nothing. Keep a copy, and ask who changed it.")
        text = text.format(file=path.name, lines=lines)
        self._messages.show_message(f"flaws {path.name}", text, remedy)
