"""Frames of a video through the window's frame store: one after another, and far away."""

import time
from functools import partial
from pathlib import Path

from workstation.base.jobs import Progress
from workstation.base.text import N_
from workstation.benchmarks.measure import Figure, beside, interleaved
from workstation.benchmarks.processes import wall_seconds
from workstation.benchmarks.setting import Setting
from workstation.dicom.fragments import frame_extents
from workstation.media.opening import read_studies
from workstation.session.display_set import DisplaySet, display_sets
from workstation.session.frames import FrameStatus, FrameStore

_PER_FRAME_MS = 40.0  # 25 frames a second
_BARE = None  # shown for orientation: what ffmpeg alone takes, whose color is less exact
_AHEAD = 16
_PATIENCE = 60.0


def video(setting: Setting) -> tuple[Figure, ...]:
    """Play a video of full HD from its start, beside ffmpeg alone, and jump to its last frame."""
    shown = _display_set(setting.video())
    stream = _stream(shown, setting.fresh_folder())
    medians = interleaved(
        {"ours": partial(_play, shown), "ffmpeg": partial(_bare, stream, len(shown.frames))},
        setting.size.rounds,
    )
    jump = interleaved({"ours": partial(_jump, shown)}, setting.size.rounds)
    played, jumped = N_("a frame of a video, 1920×1080"), N_("a jump to its last frame")
    return (
        *beside("video", played, "ms", medians, {"": _PER_FRAME_MS, "ffmpeg": _BARE}),
        *beside("video", jumped, "ms", jump, {"": None}),
    )


def _display_set(folder: Path) -> DisplaySet:
    (study,) = read_studies([folder], Progress(), lambda _studies: None).studies
    (shown,) = display_sets(study)
    return shown


def _play(shown: DisplaySet) -> float | None:
    """Milliseconds for each frame, from nothing; a frame is waited for like one that is due."""
    store = _store(shown)
    try:
        begun = time.perf_counter()
        for index in range(len(shown.frames)):
            ahead = range(index, min(index + _AHEAD, len(shown.frames)))
            store.want([(shown.key, at) for at in ahead])
            if not _came(store, shown, index):
                return None
        return (time.perf_counter() - begun) * 1000 / len(shown.frames)
    finally:
        store.shutdown()


def _jump(shown: DisplaySet) -> float | None:
    """Milliseconds from a frame at the start, which is there, to the last one."""
    store, last = _store(shown), len(shown.frames) - 1
    try:
        _came(store, shown, 0)
        begun = time.perf_counter()
        came = _came(store, shown, last)
        return (time.perf_counter() - begun) * 1000 if came else None
    finally:
        store.shutdown()


def _store(shown: DisplaySet) -> FrameStore:
    """With room for two seconds of it: what is behind must go."""
    image = shown.frames[0].instance.image
    assert image is not None
    store = FrameStore(60 * image.rows * image.columns * 3, lambda _key, _index: None)
    store.open(shown)
    return store


def _came(store: FrameStore, shown: DisplaySet, index: int) -> bool:
    return store.wait(shown.key, index, _PATIENCE).status is FrameStatus.READY


def _stream(shown: DisplaySet, folder: Path) -> Path:
    """The bare bit stream, for ffmpeg alone."""
    instance = shown.frames[0].instance
    parts = [instance.file.read(*extent) for extent in frame_extents(instance)[0]]
    path = folder / "stream"
    path.write_bytes(b"".join(parts))
    return path


def _bare(stream: Path, frames: int) -> float | None:
    """Milliseconds that ffmpeg takes for a frame as RGB, with as many threads, into nowhere."""
    rgb = ("-pix_fmt", "rgb24", "-f", "rawvideo", "-y", "/dev/null")
    command = ("ffmpeg", "-v", "quiet", "-threads", "2", "-i", str(stream), *rgb)
    seconds = wall_seconds(command)
    return None if seconds is None else seconds * 1000 / frames
