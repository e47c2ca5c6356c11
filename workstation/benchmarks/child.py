"""Our own tasks in a fresh process: `python -m workstation.benchmarks.child TASK ARGUMENTS`.

Prints what it measured as JSON on the last line. What a running program has imported already is
imported before the clock starts, as in the peers' scripts.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from workstation.base.jobs import Progress
from workstation.benchmarks.loading import Loading, megabytes
from workstation.dicom.model import Study
from workstation.media.opening import read_studies


def main(arguments: list[str]) -> None:
    """Run one task and print its numbers."""
    task, *rest = arguments
    sys.stdout.write(json.dumps(TASKS[task](*rest)) + "\n")


def index(folder: str) -> dict[str, float]:
    """Read the headers of a folder into studies."""
    start = time.perf_counter()
    account = read_studies([Path(folder)], Progress(), _nobody)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "files": account.files, "problems": len(account.problems)}


def load(folder: str) -> dict[str, float]:
    """Open a folder as the window does: the first frame, then every frame into memory."""
    loading = Loading()
    before = megabytes()
    start = time.perf_counter()
    first = loading.first_frame(Path(folder)) - start
    seconds = loading.all_frames() - start
    frames = loading.count
    added = megabytes() - before
    loading.close()
    return {"first": first, "seconds": seconds, "frames": frames, "megabytes": added}


def gl_drag(folder: str, steps: str) -> dict[str, float]:
    """Change the window of a CT slice through OpenGL, as far as the pixels can be read."""
    os.environ["PYOPENGL_PLATFORM"] = "egl"
    from workstation.benchmarks.picture import gl_drag_milliseconds

    return {"milliseconds": gl_drag_milliseconds(Path(folder), int(steps))}


def _nobody(_studies: tuple[Study, ...]) -> None:
    """Nobody looks at what is read."""


Task = Callable[..., dict[str, float]]
TASKS: Mapping[str, Task] = {"index": index, "load": load, "gl-drag": gl_drag}

if __name__ == "__main__":
    main(sys.argv[1:])
