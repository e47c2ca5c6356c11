"""What benchmarks are run on: how much, and sample data that is made once and then shared."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from workstation.media.sample_series import write_cine, write_ct_series, write_mammogram
from workstation.media.sample_video import write_video


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured.

    rounds      samples of each figure
    indexed     files whose headers are read
    loaded      slices of the CT series that is loaded, native or compressed
    opened      slices of the CT series that windows are opened on
    decoded     frames of each transfer syntax that are decoded one after another
    steps       changes of a picture whose times are taken
    mammogram   rows, columns
    cine        color frames
    video       frames of a video
    """

    rounds: int = 5
    indexed: int = 1000
    loaded: int = 500
    opened: int = 300
    decoded: int = 60
    steps: int = 40
    mammogram: tuple[int, int] = (4096, 3328)
    cine: int = 120
    video: int = 300


FULL = Size()
SMALL = Size(1, 60, 40, 150, 8, 10, (1024, 832), 12, 12)
"""Shows whether each benchmark works; its figures say little."""


class Setting:
    """A size and a folder of sample data, as a context manager that removes the folder."""

    def __init__(self, size: Size = FULL) -> None:
        self.size = size
        self._folder = tempfile.TemporaryDirectory(prefix="workstation-bench-")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._folder.cleanup()

    def ct_series(self, slices: int, syntax: str = "native") -> Path:
        """A folder of so many CT slices."""
        folder = Path(self._folder.name, f"ct-{syntax}-{slices}")
        if not folder.exists():
            write_ct_series(folder, slices, syntax)
        return folder

    def fresh_folder(self) -> Path:
        """A new, empty folder."""
        return Path(tempfile.mkdtemp(dir=self._folder.name))

    def mammogram(self, syntax: str = "native") -> Path:
        """A folder with one mammogram."""
        folder = Path(self._folder.name, f"mammogram-{syntax}")
        if not folder.exists():
            write_mammogram(folder, self.size.mammogram, syntax)
        return folder

    def cine(self) -> Path:
        """A folder with one color cine of JPEG frames."""
        folder = Path(self._folder.name, "cine")
        if not folder.exists():
            write_cine(folder, self.size.cine)
        return folder

    def video(self) -> Path:
        """A folder with one video of full HD."""
        folder = Path(self._folder.name, "video")
        if not folder.exists():
            write_video(folder, self.size.video)
        return folder


def forget_cached(folder: Path) -> None:
    """Let the system forget what it holds of these files, so that they come from the disk."""
    for path in folder.iterdir():
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)  # what is not written yet cannot be forgotten
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)
