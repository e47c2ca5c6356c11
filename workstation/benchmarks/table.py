"""Every benchmark, in the order in which they are shown and run."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.benchmarks import card, decoding, display, files, picture, video, windows
from workstation.benchmarks.disturbance import Watch
from workstation.benchmarks.measure import Figure
from workstation.benchmarks.setting import FULL, Setting, Size


class UnknownBenchmarkError(WorkstationError):
    """There is no benchmark of this name."""

    message_id = "bench.unknown"
    sentence = N_("There is no benchmark named {name}.")
    advice = N_("There are: {known}.")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One row: what is measured, and how."""

    what: str
    run: Callable[[Setting], tuple[Figure, ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one benchmark measured.

    what     as its row in the table says
    others   share of all processors that other programs took meanwhile, 0 to 1
    """

    name: str
    what: str
    figures: tuple[Figure, ...]
    others: float

    def as_json(self) -> dict[str, object]:
        """For `bench --json`."""
        figures = [figure.as_json() for figure in self.figures]
        return {"name": self.name, "others": round(self.others, 3), "figures": figures}


BENCHMARKS: dict[str, Benchmark] = {
    "start": Benchmark(N_("Process start to first image on the screen"), windows.start),
    "hand": Benchmark(N_("Memory, wheel and window drag, seen on the screen"), windows.hand),
    "index": Benchmark(N_("Headers of a folder of files"), files.index),
    "load": Benchmark(N_("A native CT series: first frame, whole volume"), files.load),
    "cold": Benchmark(N_("The same, with nothing in the system's memory"), files.cold),
    "memory": Benchmark(N_("Memory that a slice takes"), files.memory),
    "compressed": Benchmark(N_("Compressed CT series"), files.compressed),
    "decode": Benchmark(N_("Frames decoded in the sandbox"), decoding.decode),
    "cine": Benchmark(N_("Frames of a color cine"), decoding.cine),
    "video": Benchmark(N_("Frames of a video"), video.video),
    "stall": Benchmark(N_("How long decoding keeps the window waiting"), decoding.stall),
    "drag": Benchmark(N_("A window drag, drawn in process"), picture.drag),
    "scroll": Benchmark(N_("Scrolling, drawn in process"), picture.scroll),
    "display": Benchmark(
        N_("A monitor that follows PS3.14: table, frames, figures"), display.display
    ),
    "card": Benchmark(N_("A wall of viewports and large frames, by OpenGL"), card.card),
}


def run(names: Sequence[str] = (), size: Size = FULL) -> Iterator[Outcome]:
    """Run these, or all, one after another."""
    for name in names:
        if name not in BENCHMARKS:
            raise UnknownBenchmarkError(name=name, known=", ".join(BENCHMARKS))
    with Setting(size) as setting:
        for name in names or BENCHMARKS:
            watch = Watch()
            figures = BENCHMARKS[name].run(setting)
            yield Outcome(name, BENCHMARKS[name].what, figures, watch.others())
