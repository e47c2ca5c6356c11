"""Processes killed at any moment: a frame is lost at most, and nothing is left behind."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil
import pytest

from tests.support import coded_frames as made
from tests.support import sample_frames
from tests.support.demo import demo_dicomdir
from tests.support.dicom_bytes import image_dataset, part10
from tests.support.leftovers import (
    descriptors,
    outlived,
    seconds_of_long_tests,
    until,
    zygotes,
)
from workstation.dicom.uids import DEFLATED
from workstation.imaging import decode_worker
from workstation.session.display_set import DisplaySet
from workstation.session.frames import FrameStatus, FrameStore

_ROOT = Path(__file__).parents[2]
_FRAMES = 40
_SIDE = 700
_SHARED = Path("/dev/shm")
_PATIENCE = 60.0  # for one frame, on a machine under load


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> DisplaySet:
    """Forty frames in one file that take a while to decode, each with its own number in it."""
    import imagecodecs

    folder = tmp_path_factory.mktemp("series")
    how = made.coding(made.J2K, rows=_SIDE, columns=_SIDE)
    noise = np.random.default_rng(4).integers(0, 900, (_SIDE, _SIDE)).astype(np.uint16)
    encode = imagecodecs.jpeg2k_encode
    streams = [bytes(encode(noise + 50 * n, 0, codecformat="j2k")) for n in range(_FRAMES)]
    instance = made.stored_instance(folder, streams, how)
    frames = [sample_frames.frame(instance, frame_index=number) for number in range(_FRAMES)]
    return sample_frames.display_set(frames, "series")


class _Killer(threading.Thread):
    """Kills what it is told to at random moments, until it is stopped."""

    def __init__(self, victims: Callable[[], list[psutil.Process]], longest: float) -> None:
        super().__init__()
        self._victims, self._longest = victims, longest
        self._stop_asked = threading.Event()
        self.kills = 0

    def run(self) -> None:
        chance = random.Random(3)
        while not self._stop_asked.wait(chance.uniform(0.01, self._longest)):
            victims = self._victims()
            with suppress(IndexError, ProcessLookupError):  # none is there, or not any more
                os.kill(chance.choice(victims).pid, signal.SIGKILL)
                self.kills += 1

    def stop(self) -> None:
        """Let what lives live."""
        self._stop_asked.set()
        self.join()


def _workers() -> list[psutil.Process]:
    found = []
    for zygote in _zygotes():
        with suppress(psutil.NoSuchProcess):
            found += zygote.children()
    return found


def _zygotes() -> list[psutil.Process]:
    return zygotes(decode_worker.ENTRY)


@pytest.fixture
def store() -> Iterator[FrameStore]:
    store = FrameStore(1 << 30, lambda _key, _index: None, workers=2)
    yield store
    store.shutdown()


def _fetch_all(store: FrameStore, series: DisplaySet) -> list[int]:
    """Ask for every frame; answers which were lost, and checks that the others are themselves."""
    store.open(series)
    store.want([(series.key, index) for index in range(_FRAMES)])
    lost = []
    for index in range(_FRAMES):
        answer = store.wait(series.key, index, _PATIENCE)
        if answer.status is FrameStatus.READY:
            assert answer.pixels is not None
            low = int(answer.pixels.values.min())
            assert 50 * index <= low < 50 * index + 50
        else:
            assert answer.status is FrameStatus.UNDECODABLE
            assert "broke down" in answer.reason
            lost.append(index)
    store.close(series.key)
    return lost


def _rounds(store: FrameStore, series: DisplaySet, killer: _Killer, seconds: float) -> None:
    """Fetch it all over and over while there is killing, and once more in peace."""
    assert _fetch_all(store, series) == []
    files, end, lost = descriptors(), time.monotonic() + seconds, 0
    killer.start()
    while time.monotonic() < end:
        lost += len(_fetch_all(store, series))
    killer.stop()
    assert killer.kills > 2
    assert lost <= killer.kills * 2  # the two workers' frames, where their zygote was killed
    _fetch_all(store, series)  # a worker may have been killed while it had nothing to do
    assert _fetch_all(store, series) == []
    assert descriptors() <= files + 4


def test_a_killed_worker_costs_a_frame_at_most(store: FrameStore, series: DisplaySet) -> None:
    """The others come; opened again, all do."""
    killer = _Killer(_workers, longest=0.4)
    _rounds(store, series, killer, seconds_of_long_tests(10))


def test_a_killed_zygote_costs_what_its_workers_had_in_hand(
    store: FrameStore, series: DisplaySet
) -> None:
    """Another takes its place."""
    killer = _Killer(_zygotes, longest=2.0)
    _rounds(store, series, killer, seconds_of_long_tests(10))


_PROGRAM = """
import sys, time
from pathlib import Path
from workstation.base.jobs import Progress
from workstation.media.opening import read_studies
from workstation.imaging import decode_worker
from workstation.session.display_set import display_sets
from workstation.session.frames import FrameStore
account = read_studies([Path(word) for word in sys.argv[1:]], Progress(), lambda studies: None)
store = FrameStore(64 << 20, lambda key, index: None, workers=2)
found = [s for study in account.studies for s in display_sets(study)]
for each in found:
    store.open(each)
print("ready", flush=True)
while True:
    for each in found:
        for index in range(len(each.frames)):
            store.want([(each.key, n) for n in range(index, len(each.frames))])
            store.wait(each.key, index, 10)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_program_leaves_nothing_behind(end: signal.Signals, tmp_path: Path) -> None:
    """No process and no file, at whatever moment it was; also not what it had to inflate."""
    chance = random.Random(int(end))
    deflated = tmp_path / "deflated.dcm"
    deflated.write_bytes(part10(image_dataset(), DEFLATED))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    shared = set(_SHARED.iterdir())
    for _ in range(4):
        command = [sys.executable, "-c", _PROGRAM, str(demo_dicomdir()), str(deflated)]
        with subprocess.Popen(
            command,
            cwd=_ROOT,
            env={**os.environ, "TMPDIR": str(scratch)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as program:
            assert program.stdout is not None
            assert program.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, 0.5))
            family = [child.pid for child in psutil.Process(program.pid).children(recursive=True)]
            program.send_signal(end)
            program.wait(20)
        assert family
        assert outlived(family) == []
    assert list(scratch.iterdir()) == []
    assert until(lambda: set(_SHARED.iterdir()) <= shared, 10)
