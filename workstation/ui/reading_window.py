"""The window in which studies are read: strip of series, viewports, and what is said about them."""

import traceback
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workstation.base.store import Store
from workstation.base.text import _
from workstation.commands.command import CommandContext
from workstation.session.hanging import assigned, with_layout
from workstation.session.history import History
from workstation.session.stage import Stage
from workstation.session.workspace import Workspace, activated
from workstation.ui.actions import Actions
from workstation.ui.activity_bar import ActivityBar
from workstation.ui.badge_tip import BadgeTip
from workstation.ui.choices import Choices
from workstation.ui.cine_timer import CineTimer
from workstation.ui.displays import Displays
from workstation.ui.drops import Drops
from workstation.ui.empty_state import EmptyState
from workstation.ui.focus_ring import FocusRing
from workstation.ui.messages import Messages
from workstation.ui.panels.problems import ProblemsPanel
from workstation.ui.picture import MakeFrames, WorkspacePicture
from workstation.ui.qt_input import QtInput
from workstation.ui.reading import Reading
from workstation.ui.screens import ScreenWatch, TableOf, pixel_pitch
from workstation.ui.series_strip import SeriesStrip
from workstation.ui.surface import physical_size
from workstation.ui.surfaces import make_surface
from workstation.ui.thumbnails import ThumbnailStrip
from workstation.ui.toolbar import Toolbar
from workstation.ui.window_actions import Parts, ReadingWindowActions

if TYPE_CHECKING:
    from workstation.ui.panels.signs import SignsPanel

_PATIENCE = 300  # ms: a first image that takes longer is shown as being on its way


class ReadingWindow(QMainWindow):
    """Owns its parts and joins them; what each of them does stands in its own module.

    renderer       "gl" or "raster"
    budget_bytes   of the frames that are held; None: no end
    bits           of a driving level, 8 or 10; of 10 only where "gl" draws
    """

    def __init__(
        self,
        store: Store[Workspace],
        history: History,
        make_frames: MakeFrames,
        table_of: TableOf,
        renderer: str,
        budget_bytes: int | None = None,
        bits: int = 8,
    ) -> None:
        super().__init__()
        self.setWindowTitle(_("Workstation"))
        self.store = store
        self.renderer = renderer
        self.picture = WorkspacePicture(
            store, make_frames, table_of(self.screen()), self, budget_bytes
        )
        self.surface = make_surface(renderer, self.picture.resolve, bits)
        self.strip = ThumbnailStrip()
        self.messages = Messages()
        self.activity = ActivityBar()
        self.empty = EmptyState()
        self._arrange()
        frames = self.picture.frames
        self.stage = Stage(store, history, frames.get, self._surface_size, self._pitch)
        self.input = QtInput(self.stage, self.surface.as_widget())
        self.reading = Reading(store, self.picture.frames, self.activity, self.empty, self.messages)
        self._series = SeriesStrip(self.strip, store, self.picture)
        self._cine = CineTimer(store, self.picture.frames, self)
        self._table_of = table_of
        self._screens = ScreenWatch(self, table_of)
        self._problems: ProblemsPanel | None = None
        self._signs: SignsPanel | None = None
        self.displays = Displays(self, self.messages, table_of, renderer, bits)
        self.commands = self._make_commands()
        self.choices = Choices(store, self.commands, self.messages, self)
        self._connect()

    @property
    def complete(self) -> bool:
        """Whether nothing is on its way any more: files, frames or pictures of series."""
        if self.reading.busy:
            return False
        if not self.store.value.display_sets:
            return True
        return self.picture.filled and self._series.complete

    def open(self, paths: Sequence[Path]) -> None:
        """Read these and show them as they come."""
        self.reading.open(paths)

    def use_layout(self, rows: int, columns: int) -> None:
        """Share the surface into so many viewports."""
        self.store.set(with_layout(self.store.value, rows, columns))

    def appear(self, size: tuple[int, int] | None) -> None:
        """Show it in this size, or as large as the monitor lets it."""
        if size is None:
            self.resize(1280, 800)
            self.showMaximized()
        else:
            self.resize(*size)
            self.show()
        self.activateWindow()  # without a window manager nobody else gives it the keys

    def end(self, status: int) -> None:
        """Leave the event loop with this exit status."""
        QApplication.exit(status)

    def tell_of_bug(self, error: BaseException) -> None:
        """Say that the program itself is wrong, with what whoever mends it needs."""
        details = "".join(traceback.format_exception(error))
        self.messages.show_message(
            f"bug {details}",
            _("Something went wrong in the program itself: {name}.").format(
                name=type(error).__name__
            ),
            _("What you see may be incomplete. Copy this message into a report."),
            "danger",
            details,
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._screens.watch()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reading.close()
        self.picture.close()
        self.surface.close_renderer()
        super().closeEvent(event)

    def _arrange(self) -> None:
        self._middle = QStackedWidget()
        self._middle.addWidget(self.empty)
        self._middle.addWidget(self.surface.as_widget())
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.strip)
        beside.addWidget(self._middle, 1)
        whole = QWidget()
        self._column = QVBoxLayout(whole)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.messages)
        self._column.addLayout(beside, 1)
        self._column.addWidget(self.activity)
        self.setCentralWidget(whole)
        self.strip.hide()
        self.setMinimumSize(QSize(640, 480))
        self.surface.as_widget().setAccessibleName(_("Images"))

    def _make_commands(self) -> Actions:
        """Menus, buttons and keys, all from the one table."""
        parts = Parts(
            self,
            self.stage,
            self.input,
            self.reading,
            self.strip,
            self._middle,
            self._show_preferences,
            self._show_signs,
            self._show_about,
            self.displays,
        )
        acts = ReadingWindowActions(parts)
        context = CommandContext(self.stage, acts, monotonic, self._pitch)
        actions = parts.actions = Actions(context, self, self.surface.as_widget())
        actions.fill_bar(self.menuBar())
        toolbar = Toolbar(actions, self.store)
        self.addToolBar(toolbar)
        FocusRing(self, (self._middle, self.strip, toolbar, self.messages, self.activity))
        self.empty.open_folder_asked.connect(acts.open_folder)
        self.empty.open_file_asked.connect(acts.open_files)
        self.empty.open_demo_asked.connect(acts.open_demo)
        return actions

    def _connect(self) -> None:
        self.picture.show_on(self.surface)
        self._screens.table_changed.connect(self.picture.use_display)
        self._screens.moved.connect(self.picture.refresh)
        self.picture.covered = lambda: self._screens.covered(self.surface.as_widget())
        self.picture.pitch = self._pitch
        BadgeTip(self.picture, self.surface.as_widget())
        self.picture.frames_came.connect(self._show_first_image)
        self.commands.failed.connect(self.messages.error)
        self.input.menu_asked.connect(self._show_menu)
        self.activity.problems_asked.connect(self._show_problems)
        self.reading.changed.connect(self._reading_changed)
        window_drops, surface_drops = Drops(self), Drops(self.surface.as_widget())
        for drops in (window_drops, surface_drops):
            drops.paths_dropped.connect(self.open)
        surface_drops.series_dropped.connect(self._show_series_at)

    def _surface_size(self) -> tuple[int, int, float]:
        widget = self.surface.as_widget()
        size = physical_size(widget)
        return size.width(), size.height(), widget.devicePixelRatioF()

    def _pitch(self) -> float | None:
        return pixel_pitch(self.screen())

    def _reading_changed(self) -> None:
        """What came is asked for; what went leaves the empty state."""
        if self._problems is not None:
            self._problems.show_problems(self.reading.problems, self.reading.unshown)
        if self.store.value.display_sets:
            self.picture.ask()
            self._show_first_image()
            QTimer.singleShot(_PATIENCE, self._show_images)
        elif not self.reading.busy:
            self._show_page(self.empty)

    def _show_first_image(self) -> None:
        """The first image takes the place of the empty state, rather than a placeholder."""
        if self._middle.currentWidget() is self.empty and self.picture.ready():
            self._show_images()

    def _show_images(self) -> None:
        if self.store.value.display_sets:
            self._show_page(self.surface.as_widget())

    def _show_page(self, page: QWidget) -> None:
        if self._middle.currentWidget() is not page:
            self.strip.setVisible(page is not self.empty)
            self._middle.setCurrentWidget(page)
            page.setFocus()

    def _show_series_at(self, key: str, x: float, y: float) -> None:
        ratio = self.devicePixelRatioF()
        index = self.stage.index_at(x * ratio, y * ratio)
        if index is not None:
            self.stage.set(assigned(activated(self.store.value, index), index, key))

    def _show_problems(self, is_open: bool) -> None:
        if self._problems is None:
            self._problems = ProblemsPanel()
            self._problems.closed.connect(lambda: self.activity.set_problems_open(False))
            self._column.insertWidget(self._column.count() - 1, self._problems)
        self._problems.show_problems(self.reading.problems, self.reading.unshown)
        self._problems.setVisible(is_open)

    def _show_menu(self, where: QPoint) -> None:
        menu = self.commands.context_menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _show_preferences(self) -> None:
        self.choices.show()

    def _show_signs(self) -> None:
        from workstation.ui.panels.signs import SignsPanel

        if self._signs is None:
            self._signs = SignsPanel(self.picture, self)
        self._signs.open_panel()

    def _show_about(self) -> None:
        from workstation.ui.panels.about import AboutDialog, facts

        AboutDialog(facts(self.renderer, "", self._table_of), self).show()
