"""An X display that nobody looks at."""

import os
import subprocess
from typing import Self

# Reached by no network, and not reset when its last client leaves.
_OPTIONS = ("-nolisten", "tcp", "-noreset", "-dpi", "96")


class VirtualDisplay:
    """A running Xvfb, to be used in a with block that ends it.

    name    what DISPLAY has to be, ":17"; the server itself chose a free number
    """

    def __init__(self, width: int, height: int, depth: int = 24) -> None:
        self._screen = f"{width}x{height}x{depth}"
        self.name = ""

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        try:
            self._server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(writing), "-screen", "0", self._screen, *_OPTIONS],
                pass_fds=(writing,),
                stderr=subprocess.DEVNULL,
            )
        finally:
            os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()  # comes when the server is ready; empty if it ended
        if not number:
            raise RuntimeError(f"Xvfb ended with status {self._server.wait()}")
        self.name = f":{number}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        try:
            self._server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
