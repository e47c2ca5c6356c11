"""Builds the objects, joins them, and shows the window: the one module that knows everything."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.base.errors import WorkstationError
from workstation.base.settings import Settings, read_settings, write_settings
from workstation.base.text import N_, _
from workstation.commands.opening import DeskRequest, OpenRequest, PatternRequest

if TYPE_CHECKING:
    from workstation.display.monitor import MonitorProfile
    from workstation.ui.monitors import Monitors
    from workstation.ui.pattern_window import PatternWindow
    from workstation.ui.reading_window import ReadingWindow

_VIRTUAL_SCREEN = (1920, 1200)
_LONGEST = 120.0  # seconds until a picture is saved although something is still missing


class NoScreenError(WorkstationError):
    message_id = "app.no-screen"
    sentence = N_("There is no display to show the window on.")
    advice = N_(
        "Start it on a desktop, or save what the window would show with --screenshot FILE.png."
    )


class NoMonitorError(WorkstationError):
    message_id = "app.no-monitor"
    sentence = N_("There is no monitor to name or to measure.")
    advice = N_("Start it on the desktop of the monitor.")


def main() -> int:
    """Run what the command line says; answers the exit status."""
    from workstation.cli.main import run

    return run(open_window)


def open_window(request: OpenRequest | PatternRequest | DeskRequest) -> int:
    """Show the window that is asked for until it is closed, or until its picture is saved."""
    from workstation.base import log
    from workstation.ui.virtual_screen import has_screen, virtual_screen

    log.start()
    if isinstance(request, DeskRequest):
        return _at_the_desk(request, has_screen())
    if has_screen():
        return _show(request, request.size)
    if request.screenshot is None:
        raise NoScreenError
    size = request.size or _VIRTUAL_SCREEN
    with virtual_screen(*size):
        return _show(request, size)


def _show(request: OpenRequest | PatternRequest, size: tuple[int, int] | None) -> int:
    if isinstance(request, PatternRequest):
        return _show_pattern(request, size)
    return _show_studies(request, size)


def _at_the_desk(request: DeskRequest, has_screen: bool) -> int:
    """Do a job at the monitors that are there."""
    if not has_screen:
        raise NoMonitorError
    from workstation.ui.application import application
    from workstation.ui.desk import QtDesk

    application()
    return request.job(QtDesk())


def _show_studies(request: OpenRequest, size: tuple[int, int] | None) -> int:
    """Everything in the order in which the eye needs it: window, first image, the rest."""
    from workstation.render import probe

    probe.begin()
    from workstation.ui.application import application, report_bugs

    given = _given_profile(request)
    running = application()
    monitors, problems = _monitors(given, request.ambient)
    renderer, monitors.bits = _renderer(monitors)
    settings, unreadable = read_settings(_settings_file())
    window = build(renderer, monitors, settings)
    window.choices.save = lambda chosen: write_settings(chosen, _settings_file())
    report_bugs(window.tell_of_bug)
    for problem in (*problems, *([unreadable] if unreadable else ())):
        window.messages.error(problem)
    if request.layout is not None:
        window.use_layout(*request.layout)
    window.open(request.paths)
    window.appear(size)
    monitors.home = window.screen().name()
    if request.screenshot is not None:
        _save_when_complete(window, request.screenshot)
    status = running.exec()
    window.close()
    return status


def _show_pattern(request: PatternRequest, size: tuple[int, int] | None) -> int:
    """A test pattern alone on a monitor."""
    from workstation.render import probe

    probe.begin()
    from workstation.ui.application import application
    from workstation.ui.pattern_window import PatternWindow
    from workstation.ui.screens import screen_named

    given = _given_profile(request)
    running = application()
    screen = screen_named(request.monitor)
    monitors, _problems = _monitors(given, request.ambient)
    monitors.home = screen.name()
    renderer, monitors.bits = _renderer(monitors)
    bits, pitch = monitors.bits, request.pitch
    window = PatternWindow(request.name, monitors.table_of, renderer, bits, pitch)
    window.closed.connect(lambda: running.exit(0))
    window.appear(screen, size)
    if request.screenshot is not None:
        window.be_silent()
        _save_when_complete(window, request.screenshot)
    status = running.exec()
    window.close()
    return status


def _renderer(monitors: "Monitors") -> tuple[str, int]:
    """What draws, and with how many bits of a level."""
    from workstation.render import probe

    renderer = probe.choose()
    if renderer == "gl" and monitors.wants_deep_color:
        from workstation.ui.deep_color import use_proven_bits

        return renderer, use_proven_bits()
    return renderer, monitors.bits


def _given_profile(request: OpenRequest | PatternRequest) -> "MonitorProfile | None":
    """The profile that was named; one that cannot be used ends the program before it begins."""
    if request.display is None:
        return None
    from workstation.display.monitor import read_profile

    return read_profile(request.display)


def _settings_file() -> Path:
    from workstation.base.paths import settings_directory

    return settings_directory() / "settings.json"


def _monitors(
    given: "MonitorProfile | None", ambient: float | None
) -> "tuple[Monitors, tuple[WorkstationError, ...]]":
    """What is known of monitors, and what is wrong with profiles that are kept."""
    from workstation.base.paths import settings_directory
    from workstation.display.stored_profiles import read_profiles
    from workstation.ui.monitors import Monitors

    profiles, problems = read_profiles(settings_directory() / "displays")
    return Monitors(profiles, given, ambient), problems


def build(
    renderer: str, monitors: "Monitors | None" = None, settings: Settings | None = None
) -> "ReadingWindow":
    """Make the window and all that stands behind it; "gl" or "raster" draws."""
    import psutil

    settings = settings or Settings()
    from workstation.base.store import Store
    from workstation.session.frames import FrameStore
    from workstation.session.history import History
    from workstation.session.workspace import Workspace
    from workstation.ui.reading_window import ReadingWindow
    from workstation.ui.screens import uncalibrated

    store = Store(Workspace())
    budget = int(psutil.virtual_memory().total * settings.memory_share)
    workers = max(2, (os.cpu_count() or 2) // 2)
    window = ReadingWindow(
        store,
        History(store),
        lambda on_ready: FrameStore(budget, on_ready, workers),
        uncalibrated if monitors is None else monitors.table_of,
        renderer,
        budget,
        8 if monitors is None else monitors.bits,
    )
    window.choices.use(settings)
    return window


def _save_when_complete(window: "ReadingWindow | PatternWindow", path: Path) -> None:
    from workstation.ui.screenshot import ScreenshotWhenComplete

    watch = ScreenshotWhenComplete(window, lambda: window.complete, path, _LONGEST)
    watch.taken.connect(lambda complete: _say_where(window, path, complete))
    watch.failed.connect(lambda error: _say_why_not(window, error))


def _say_where(window: "ReadingWindow | PatternWindow", path: Path, complete: bool) -> None:
    sys.stdout.write(_("The picture of the window is at {path}").format(path=path) + "\n")
    if not complete:
        sys.stderr.write(_("Not everything had been read when it was taken.") + "\n")
    window.end(0 if complete else 1)


def _say_why_not(window: "ReadingWindow | PatternWindow", error: WorkstationError) -> None:
    sys.stderr.write(f"{error}\n")
    window.end(1)
