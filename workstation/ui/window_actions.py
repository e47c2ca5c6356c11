"""What only the window can do, for the commands that ask for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMainWindow, QWidget

from workstation.base.text import N_, _
from workstation.session.character_sets import chosen_for, readings
from workstation.session.hanging import with_layout
from workstation.session.stage import Stage
from workstation.ui.actions import Actions
from workstation.ui.displays import Displays
from workstation.ui.focus_ring import KEY as FOCUS_KEY
from workstation.ui.layout_chooser import LayoutMenu
from workstation.ui.panels.key_sheet import KeySheet
from workstation.ui.panels.palette import CommandPalette
from workstation.ui.qt_input import QtInput
from workstation.ui.reading import Reading

_MOUSE = (
    (N_("Left drag"), N_("Active tool")),
    (N_("Middle drag"), N_("Pan")),
    (N_("Right drag"), N_("Zoom")),
    (N_("Right click"), N_("Menu")),
    (N_("Wheel"), N_("Scroll")),
    (N_("Shift+wheel"), N_("Scroll ten at a time")),
    (N_("Ctrl+wheel"), N_("Zoom")),
    (N_("Double-click"), N_("Maximize viewport, and back")),
    (FOCUS_KEY, N_("Keyboard to the next part of the window")),
)


@dataclass(slots=True)
class Parts:
    """What the window is made of, as far as commands need it. `actions` is made after this."""

    window: QMainWindow
    stage: Stage
    input: QtInput
    reading: Reading
    strip: QWidget
    images: QWidget
    show_preferences: Callable[[], None]
    show_signs: Callable[[], None]
    show_about: Callable[[], None]
    displays: Displays
    actions: Actions | None = None


class ReadingWindowActions:
    """See commands.command.WindowActions. Panels are made when they are first asked for."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._palette: CommandPalette | None = None
        self._sheet: KeySheet | None = None
        self._layouts: LayoutMenu | None = None
        self._was_maximized = False

    def open_files(self) -> None:
        """Ask for files, and read them."""
        title, kinds = _("Open files or a disc image"), _("DICOM and ISO images (*)")
        names, _chosen = QFileDialog.getOpenFileNames(self._parts.window, title, "", kinds)
        self._parts.reading.open([Path(name) for name in names])

    def open_folder(self) -> None:
        """Ask for a folder or a disc, and read it."""
        title = _("Open a folder or disc")
        name = QFileDialog.getExistingDirectory(self._parts.window, title)
        self._parts.reading.open([Path(name)] if name else [])

    def open_demo(self) -> None:
        """Make the demo disc and open it."""
        from workstation.media.demo_disc import demo_disc

        self._parts.reading.open_made(_("Demo"), lambda: (demo_disc(),))

    def close_studies(self) -> None:
        """Close all that is open."""
        self._parts.reading.forget()

    def toggle_full_screen(self) -> None:
        """Take the whole monitor, or give it back."""
        window = self._parts.window
        if not window.isFullScreen():
            self._was_maximized = window.isMaximized()
            window.showFullScreen()
        elif self._was_maximized:
            window.showMaximized()
        else:
            window.showNormal()

    def toggle_thumbnails(self) -> None:
        """Slide the strip of thumbnails in or out."""
        self._parts.strip.setVisible(self._parts.strip.isHidden())

    def show_keys(self) -> None:
        """Show the keyboard sheet."""
        assert self._parts.actions is not None
        if self._sheet is None:
            self._parts.actions.keys_changed.connect(self._forget_sheet)
            groups = self._parts.actions.groups()
            self._sheet = KeySheet(
                [(_(how), _(what)) for how, what in _MOUSE], groups, self._parts.window
            )
        self._sheet.open()

    def _forget_sheet(self) -> None:
        """Its keys are no longer those that hold."""
        assert self._parts.actions is not None
        self._parts.actions.keys_changed.disconnect(self._forget_sheet)
        if self._sheet is not None:
            self._sheet.deleteLater()
            self._sheet = None

    def show_palette(self) -> None:
        """Show the command palette."""
        if self._palette is None:
            assert self._parts.actions is not None
            self._palette = CommandPalette(self._parts.actions.available, self._parts.window)
        self._palette.open()

    def show_layouts(self) -> None:
        """Show the chooser of layouts, at the corner of the images."""
        if self._layouts is None:
            self._layouts = LayoutMenu(self._parts.window)
            self._layouts.chosen.connect(self._use_layout)
        layout = self._parts.stage.workspace.layout
        self._layouts.grid.show_current(layout.rows, layout.columns)
        self._layouts.popup(self._parts.images.mapToGlobal(QPoint(0, 0)))

    def show_preferences(self) -> None:
        """Show what the user can choose for good."""
        self._parts.show_preferences()

    def show_signs(self) -> None:
        """Show what is to be known of the active picture."""
        self._parts.show_signs()

    def show_character_sets(self) -> None:
        """Show how the texts of the active study read in other character sets."""
        from workstation.ui.dialogs.character_set import CharacterSetDialog

        workspace, reading = self._parts.stage.workspace, self._parts.reading
        shown = workspace.shown(workspace.active)
        if shown is None:
            return
        study = shown.study
        current = chosen_for(workspace.character_sets, study)
        dialog = CharacterSetDialog(readings(study), current, self._parts.window)
        dialog.chosen.connect(lambda terms: reading.use_character_set(study, terms))
        dialog.show()

    def show_patterns(self) -> None:
        """Cover the monitor with test patterns."""
        self._parts.displays.show_patterns()

    def check_display(self) -> None:
        """Begin the daily visual check of the monitor."""
        self._parts.displays.check()

    def show_about(self) -> None:
        """Show versions, graphics driver and licence."""
        self._parts.show_about()

    def cancel_gesture(self) -> bool:
        """Give up the drag that is under way; whether there was one."""
        return self._parts.input.cancel()

    def quit(self) -> None:
        """Close the window."""
        self._parts.window.close()

    def _use_layout(self, rows: int, columns: int) -> None:
        self._parts.stage.set(with_layout(self._parts.stage.workspace, rows, columns))
