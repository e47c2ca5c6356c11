"""Spoiled files of every syntax and kind, all the way from the disc to the picture in the window.

Each is opened, sorted, decoded and drawn, plain and under presentation states. What comes out is a
picture of the declared size, or words that name the file; anything else is an error of ours. A case
is made again from its number: `_files(number, samples)`.
"""

import shutil
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median

import pytest

from tests.support.dicom_bytes import image_dataset, part10
from tests.support.hostile import damaged
from tests.support.hostile_samples import Files, samples, videos
from tests.support.leftovers import descriptors, resident, zygotes
from tests.support.whole_way import look_at, put
from workstation.base.errors import WorkstationError
from workstation.imaging import decode_worker
from workstation.session.frames import FrameStore

_SECONDS = 2.0  # of our own processor time, beyond what a worker may take for its declared size
_ALLOWANCE = 0.05  # beyond its own time, for a good frame right after a bad one
_LEAK = 128 << 20
_WORKER = 700 << 20  # what a worker may keep: its scratch memory, and codecs
_BLOCK = 2500
_LARGEST = 60_000  # of the files of others: what is large is slow, and no more hostile


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator["_Room"]:
    """One program for all cases: what one does to it, the next ones suffer from."""
    room = _Room(tmp_path_factory.mktemp("hostile"))
    yield room
    room.store.shutdown()


class _Room:
    """A frame store that lives on, and a folder that holds the case.

    after   seconds that a good frame took right after a bad file
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = FrameStore(1 << 26, lambda _key, _index: None, workers=1)
        self.after: list[float] = []
        self._good = {"good": part10(image_dataset(64, 64))}

    def tried(self, files: Files) -> str:
        """What is wrong with what became of them; empty if nothing is."""
        put(self.folder, files)
        begun = time.process_time()
        try:
            look_at(self.folder, self.store)
        except WorkstationError:
            return traceback.format_exc(limit=-4)  # nobody told the user
        except Exception:  # noqa: BLE001  # whatever it is, it is a find
            self.store.shutdown()
            self.store = FrameStore(1 << 26, lambda _key, _index: None, workers=1)
            return traceback.format_exc(limit=-4)
        spent = time.process_time() - begun
        return f"{spent:.1f} s of processor time" if spent > _SECONDS else ""

    def good(self) -> float:
        """How long a good file takes by the clock."""
        put(self.folder, self._good)
        begun = time.monotonic()
        assert not look_at(self.folder, self.store).problems
        return time.monotonic() - begun


def _files(number: int, whole: Sequence[Files]) -> Files:
    """One sample, with one of its files spoiled."""
    luck = Random(number)
    files = dict(luck.choice(whole))
    name = luck.choice(sorted(files))
    return {**files, name: damaged(files[name], luck)}


def _finds(room: _Room, numbers: range, whole: Sequence[Files], *, timed: bool) -> list[str]:
    """The first few cases that went wrong."""
    found: list[str] = []
    for number in numbers:
        if wrong := room.tried(_files(number, whole)):
            found.append(f"case {number}: {wrong}")
        if timed and number % 20 == 0:
            room.after.append(room.good())
        if len(found) >= 5:
            break
    return found


def test_a_thousand_spoiled_files_are_shown_or_refused(room: _Room) -> None:
    """The same ones each time; no video, which takes a process each."""
    assert _finds(room, range(1000), samples(), timed=False) == []


@pytest.mark.long
@pytest.mark.parametrize("block", range(18))
def test_spoiled_files_are_shown_or_refused(room: _Room, block: int) -> None:
    """45,000 of them, of every syntax and kind; a good one right after takes no longer."""
    before = median(room.good() for _time in range(9))
    room.after.clear()
    files, memory = descriptors(), resident()
    numbers = range(1000 + block * _BLOCK, 1000 + (block + 1) * _BLOCK)
    assert _finds(room, numbers, samples(), timed=True) == []
    assert median(room.after) < before + _ALLOWANCE
    assert descriptors() <= files + 8  # the sandbox for headers may have started meanwhile
    assert resident() < memory + _LEAK
    for zygote in zygotes(decode_worker.ENTRY):
        assert all(resident(child.pid) < _WORKER for child in zygote.children())


@pytest.mark.long
@pytest.mark.parametrize("block", range(2))
def test_spoiled_files_of_others_are_shown_or_refused(
    room: _Room, shared_data: Path, block: int
) -> None:
    """5,000, of what equipment and other programs wrote."""
    paths = [path for path in sorted(shared_data.rglob("*")) if path.is_file()]
    small = [path for path in paths if path.stat().st_size < _LARGEST and path.suffix != ".csv"]
    whole = [{"file": path.read_bytes()} for path in small]
    numbers = range(100_000 + block * _BLOCK, 100_000 + (block + 1) * _BLOCK)
    assert _finds(room, numbers, whole, timed=False) == []


@pytest.mark.long
@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_spoiled_videos_are_shown_or_refused(room: _Room) -> None:
    """300: each takes a program of its own."""
    assert _finds(room, range(200_000, 200_300), videos(), timed=False) == []
