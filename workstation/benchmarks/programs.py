"""The programs that stand beside ours, each started on a folder of CT files."""

import contextlib
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from workstation.benchmarks.processes import peer_command
from workstation.benchmarks.virtual_screen import VirtualScreen

_PATIENCE = 40.0


@dataclass(frozen=True, slots=True)
class Program:
    """How to start a program on a folder, and what a hand on the mouse does there.

    wheel_scrolls       a notch goes to the next slice (napari zooms)
    left_drag_windows   a drag with the left button changes the window
    """

    command: list[str]
    wheel_scrolls: bool = True
    left_drag_windows: bool = False


def programs(folder: Path) -> dict[str, Program]:
    """The programs that are installed; "ours" first."""
    ours = [sys.executable, "-m", "workstation", "open", str(folder)]
    found = {"ours": Program(ours, left_drag_windows=True)}
    if shutil.which("aeskulap"):
        images = [str(path) for path in sorted(folder.iterdir())]
        found["Aeskulap"] = Program(["aeskulap", *images])
    viewer = peer_command("vtk_viewer.py", str(folder))
    if viewer is not None:
        found["VTK"] = Program(viewer, left_drag_windows=True)
    viewer = peer_command("napari_viewer.py", str(folder))
    if viewer is not None:
        found["napari"] = Program(viewer, wheel_scrolls=False)
    return found


@dataclass(frozen=True, slots=True)
class Started:
    """A program that shows its first image.

    seconds   from process start to the first image on the screen
    """

    process: psutil.Process
    seconds: float

    def processor_seconds(self) -> float:
        """User and system time of the program and its children so far."""
        total = 0.0
        for process in (self.process, *self.process.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                total += times.user + times.system
        return total

    def megabytes(self) -> float:
        """Memory of the program and its children: proportional set size, shared pages once."""
        total = 0.0
        for process in (self.process, *self.process.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                total += process.memory_full_info().pss / 1e6
        return total


@contextlib.contextmanager
def running(command: list[str], screen: VirtualScreen) -> Iterator[Started | None]:
    """Start a program and wait for its first image; None if none comes in time."""
    start = time.perf_counter()
    nowhere = subprocess.DEVNULL
    child = subprocess.Popen(command, env=screen.environment(), stdout=nowhere, stderr=nowhere)
    try:
        waited = screen.wait(screen.shows_an_image, _PATIENCE)
        seconds = time.perf_counter() - start
        yield None if waited is None else Started(psutil.Process(child.pid), seconds)
    finally:
        _end(child)
        screen.wait(lambda: not screen.shows_an_image(), 5)


def _end(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        for process in psutil.Process(child.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
    child.kill()
    child.wait()


def settled(started: Started, quiet_seconds: float = 1.0) -> None:
    """Wait until the program uses next to no processor time: everything is loaded."""
    for _ in range(60):
        before = started.processor_seconds()
        time.sleep(quiet_seconds)
        if started.processor_seconds() - before < 0.03 * quiet_seconds:
            return
