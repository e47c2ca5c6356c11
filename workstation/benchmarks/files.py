"""Headers and pixels from files: index, first frame, whole volume, cold disk, memory."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from workstation.base.text import N_
from workstation.benchmarks.measure import Figure, Sample, beside, interleaved
from workstation.benchmarks.processes import own_answer, peer_answer, wall_seconds
from workstation.benchmarks.setting import Setting, forget_cached

_FRAME_BYTES = 512 * 512 * 2

# Highest ratio to each peer; performance.md of the design, section 8, says where they come from.
_INDEX_GOALS = {"pydicom": 1 / 4.5, "dcmqridx": 0.1, "gdcmscanner": 2.0}
_LOAD_GOALS = {"preadv": 1.5, "VTK": 0.25, "SimpleITK": 0.2, "pydicom": None}
_COMPRESSED_GOALS: Mapping[str, Mapping[str, float | None]] = {
    "jpeg-lossless": {"SimpleITK": 0.3, "pydicom": None},
    "jpeg-ls": {"SimpleITK": 0.4, "pydicom": None},
    "jpeg2000": {"SimpleITK": 0.9, "pydicom": None},
    "htj2k": {"pydicom": 0.3},
    "rle": {"pydicom": None},
}
_SCANNED_TAGS = ("10,10", "10,20", "20,d", "20,e", "8,18", "20,13", "8,60")


def index(setting: Setting) -> tuple[Figure, ...]:
    """Headers of a folder of CT slices into studies."""
    folder = str(setting.ct_series(setting.size.indexed))
    tags = [part for tag in _SCANNED_TAGS for part in ("-t", tag)]
    images = [str(path) for path in sorted(Path(folder).iterdir())]
    samples: dict[str, Sample] = {
        "ours": lambda: own_answer("index", folder)["seconds"],
        "pydicom": lambda: peer_answer("index_pydicom.py", folder).get("seconds"),
        "gdcmscanner": lambda: wall_seconds(["gdcmscanner", "-d", folder, *tags]),
        "dcmqridx": lambda: wall_seconds(["dcmqridx", "-n", str(setting.fresh_folder()), *images]),
    }
    medians = _per(setting.size.indexed, interleaved(samples, setting.size.rounds))
    return beside("index", N_("headers of CT files, each"), "ms", medians, _INDEX_GOALS)


def load(setting: Setting) -> tuple[Figure, ...]:
    """A native CT series: the first frame, then the whole volume; beside the limit and peers."""
    folder = setting.ct_series(setting.size.loaded)
    first, whole = _own_and_peers(setting, folder, ("preadv", "VTK", "SimpleITK", "pydicom"))
    return (
        Figure("load", N_("folder named to first CT frame ready"), "s", first, goal=0.2),
        *beside("load", N_("whole native CT volume"), "s", whole, _LOAD_GOALS),
    )


def cold(setting: Setting) -> tuple[Figure, ...]:
    """The same from a disk whose files the system does not hold in memory."""
    folder = setting.ct_series(setting.size.loaded)
    before = partial(forget_cached, folder)
    first, whole = _own_and_peers(setting, folder, ("preadv",), before)
    return (
        Figure("cold", N_("folder named to first CT frame ready, cold disk"), "s", first),
        *beside("cold", N_("whole native CT volume, cold disk"), "s", whole, {"preadv": 1.5}),
    )


def compressed(setting: Setting) -> tuple[Figure, ...]:
    """CT series of each lossless transfer syntax, with two workers."""
    figures: list[Figure] = []
    for syntax, goals in _COMPRESSED_GOALS.items():
        folder = setting.ct_series(setting.size.loaded, syntax)
        _first, whole = _own_and_peers(setting, folder, tuple(goals))
        what = N_("whole CT volume, two workers")
        figures += beside("compressed", what, "s", whole, goals, syntax)
    return tuple(figures)


def memory(setting: Setting) -> tuple[Figure, ...]:
    """What a slice takes beyond the program itself, beside its decoded bytes."""
    folders = [str(setting.ct_series(slices)) for slices in (1, setting.size.loaded)]
    samples: dict[str, Sample] = {"ours": lambda: own_answer("memory", *folders)["megabytes"]}
    medians = interleaved(samples, setting.size.rounds)
    theirs = {**medians, "decoded bytes": _FRAME_BYTES / 1e6}
    goals = {"decoded bytes": 1.05}
    return beside("memory", N_("memory added by a CT slice"), "MB", theirs, goals)


def _own_and_peers(
    setting: Setting, folder: Path, peers: tuple[str, ...], before: Callable[[], None] | None = None
) -> tuple[float | None, dict[str, float | None]]:
    """Seconds to our first frame; seconds to the whole volume by "ours" and each peer."""
    samples: dict[str, Sample] = {
        "ours": partial(_own, folder, "seconds"),
        "first": partial(_own, folder, "first"),
        **{peer: partial(_loaded_by, peer, folder) for peer in peers},
    }
    medians = interleaved(samples, setting.size.rounds, before)
    return medians.pop("first"), medians


def _own(folder: Path, key: str) -> float:
    return own_answer("load", str(folder))[key]


def _loaded_by(peer: str, folder: Path) -> float | None:
    arguments = [str(_FRAME_BYTES)] if peer == "preadv" else []
    return peer_answer(f"load_{peer.lower()}.py", str(folder), *arguments).get("seconds")


def _per(count: int, medians: Mapping[str, float | None]) -> dict[str, float | None]:
    """Milliseconds for each of `count`, from seconds for all."""
    return {
        name: None if value is None else value * 1000 / count for name, value in medians.items()
    }
