"""A screen where there is none: an X server that nobody looks at, else Qt's own off-screen one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_SECONDS_TO_END = 5


def has_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be shown. Only Linux may be without a desktop."""
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


@contextmanager
def virtual_screen(width: int, height: int) -> Iterator[None]:
    """Let this process, inside the block, draw on a virtual screen of this size.

    The windows are real ones where Xvfb is installed. Where it is not, Qt draws them into
    memory: the same widgets, without OpenGL.
    """
    server = shutil.which("Xvfb")
    if server is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
        return
    with _server([*_bound_to_us(), server, "-screen", "0", f"{width}x{height}x24"]) as name:
        os.environ["DISPLAY"] = name
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        yield


def _bound_to_us() -> list[str]:
    """What to put before a command that shall not outlive this program, even if that is killed."""
    setpriv = shutil.which("setpriv")
    return [] if setpriv is None else [setpriv, "--pdeathsig", "TERM"]


@contextmanager
def _server(command: list[str]) -> Iterator[str]:
    """Name of the display of a new X server, which ends with the block."""
    reading, writing = os.pipe()
    options = ["-displayfd", str(writing), "-nolisten", "tcp", "-noreset", "-dpi", "96"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command + options, pass_fds=(writing,), stderr=quiet) as process:
        os.close(writing)
        try:
            with os.fdopen(reading) as numbers:
                yield f":{numbers.readline().strip()}"  # comes when the server is ready
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
