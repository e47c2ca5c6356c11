"""A virtual screen whose frame buffer is a file: what any program shows can be timed from outside.

Xvfb maps its frame buffer to a file in XWD format (`-fbdir`), so that neither our programs nor
their peers need to say when something was drawn.
"""

import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from workstation.base.errors import WorkstationError
from workstation.base.text import N_

_POLL = 0.0005
_HEADER_WORDS = 25


class NoVirtualScreenError(WorkstationError):
    """The programs that a window benchmark needs are not installed."""

    message_id = "bench.no-virtual-screen"
    sentence = N_("The program {program}, which this benchmark needs, is not installed.")
    advice = N_("Install it and run the benchmark again.")


class VirtualScreen:
    """One Xvfb with a window manager that maximizes windows, as a context manager.

    pixels   uint32 view of the frame buffer, (height, width), 0x00RRGGBB
    """

    def __init__(self, width: int = 1280, height: int = 1024) -> None:
        self._size = (width, height)
        self._folder = Path(tempfile.mkdtemp(prefix="workstation-screen-"))
        self._children: list[subprocess.Popen[bytes]] = []
        self.display = ""
        self.pixels: npt.NDArray[np.uint32] = np.zeros((height, width), np.uint32)

    def __enter__(self) -> Self:
        for program in ("Xvfb", "openbox", "xdotool"):
            if shutil.which(program) is None:
                raise NoVirtualScreenError(program=program)
        self._start_server()
        self._start_window_manager()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for child in reversed(self._children):
            child.terminate()
            child.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def environment(self) -> dict[str, str]:
        """Environment for programs that are to draw here."""
        return {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def _start_server(self) -> None:
        width, height = self._size
        read_end, write_end = os.pipe()
        command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24"]
        command += ["-fbdir", str(self._folder), "-nolisten", "tcp", "-noreset"]
        self._children.append(
            subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL)
        )
        os.close(write_end)
        with os.fdopen(read_end) as answer:
            self.display = f":{answer.readline().strip()}"
        self.pixels = _frame_buffer(self._folder / "Xvfb_screen0")

    def _start_window_manager(self) -> None:
        rules = self._folder / "rc.xml"
        rules.write_text(
            '<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>'
            '<application class="*" type="normal"><maximized>yes</maximized><decor>no</decor>'
            "</application></applications></openbox_config>"
        )
        command = ["openbox", "--config-file", str(rules)]
        self._children.append(
            subprocess.Popen(command, env=self.environment(), stderr=subprocess.DEVNULL)
        )
        time.sleep(0.5)  # openbox has no other sign of being ready

    def wait(self, condition: Callable[[], bool], timeout: float) -> float | None:
        """Seconds until the condition holds, or None."""
        start = time.perf_counter()
        while (now := time.perf_counter()) - start < timeout:
            if condition():
                return now - start
            time.sleep(_POLL)
        return None

    def center(self, size: int = 300) -> npt.NDArray[np.uint32]:
        """A copy of the middle of the screen."""
        rows, columns = self.pixels.shape
        top, left = (rows - size) // 2, (columns - size) // 2
        return self.pixels[top : top + size, left : left + size].copy()

    def shows_an_image(self) -> bool:
        """Whether the middle of the screen is grainy all over: no interface is, every CT is."""
        gray = (self.center() & 0xFF).astype(np.int16)
        return float(np.mean(gray[:, 6:] != gray[:, :-6])) > 0.15

    def do(self, *arguments: str) -> None:
        """Move the mouse or press keys as a user would (xdotool's arguments)."""
        subprocess.run(["xdotool", *arguments], env=self.environment(), check=True)


def _frame_buffer(path: Path) -> npt.NDArray[np.uint32]:
    deadline = time.monotonic() + 5
    while not path.exists() or path.stat().st_size < 4 * _HEADER_WORDS:
        if time.monotonic() > deadline:
            raise NoVirtualScreenError(program="Xvfb")
        time.sleep(_POLL)
    header = struct.unpack(f">{_HEADER_WORDS}I", path.read_bytes()[: 4 * _HEADER_WORDS])
    header_size, width, height, line, colors = (header[i] for i in (0, 4, 5, 12, 19))
    start = header_size + colors * 12
    screen = np.memmap(path, np.uint32, "r", start, (height, line // 4))
    return screen[:, :width]
