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
from workstation.benchmarks.loading import Loading, settled_megabytes
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
    start = time.perf_counter()
    first = loading.first_frame(Path(folder)) - start
    seconds = loading.all_frames() - start
    loading.close()
    return {"first": first, "seconds": seconds}


def memory(one: str, folder: str) -> dict[str, float]:
    """Memory that each slice of a folder adds, once a folder with one slice has been open."""
    before = _loaded_megabytes(one)
    return {"megabytes": (_loaded_megabytes(folder) - before) / (len(os.listdir(folder)) - 1)}


def _loaded_megabytes(folder: str) -> float:
    loading = Loading()
    loading.first_frame(Path(folder))
    loading.all_frames()
    taken = settled_megabytes()
    loading.close()
    return taken


def gl_drag(folder: str, steps: str, mode: str = "") -> dict[str, float]:
    """Change the window of a CT slice through OpenGL, as far as the pixels can be read.

    mode   of the reference monitor that it is shown on; empty: of one that nothing is known of
    """
    os.environ["PYOPENGL_PLATFORM"] = "egl"
    from workstation.benchmarks.picture import gl_drag_milliseconds
    from workstation.benchmarks.reference_monitor import table_of

    table = table_of(mode) if mode else None
    return {"milliseconds": gl_drag_milliseconds(Path(folder), int(steps), table)}


def card(folder: str, steps: str, rows: str, columns: str) -> dict[str, float]:
    """Scroll a wall of viewports, and send large frames to the card."""
    os.environ["PYOPENGL_PLATFORM"] = "egl"
    from workstation.benchmarks.card import measured

    return measured(Path(folder), int(steps), (int(rows), int(columns)))


def _nobody(_studies: tuple[Study, ...]) -> None:
    """Nobody looks at what is read."""


Task = Callable[..., dict[str, float]]
TASKS: Mapping[str, Task] = {
    "index": index,
    "load": load,
    "memory": memory,
    "gl-drag": gl_drag,
    "card": card,
}

if __name__ == "__main__":
    main(sys.argv[1:])
