import subprocess
import sys
import time
from pathlib import Path

import pytest

from workstation.benchmarks import loading as tested
from workstation.benchmarks.loading import Loading
from workstation.media.sample_series import write_ct_series


@pytest.mark.parametrize("syntax", ["native", "rle"])
def test_every_frame_of_a_folder_is_loaded(tmp_path: Path, syntax: str) -> None:
    write_ct_series(tmp_path, 5, syntax, size=32)
    loading = Loading()
    first = loading.first_frame(tmp_path)
    last = loading.all_frames()
    (shown,) = loading.display_sets
    answers = [loading.store.get(shown.key, index) for index in range(loading.count)]
    loading.close()
    assert len([each for each in answers if each.pixels is not None]) == 5
    assert first <= last <= time.perf_counter()


_TOUCH = """
from workstation.benchmarks.loading import megabytes
before = megabytes()
held = bytearray(b"x") * 40_000_000
print(megabytes() - before)
"""


def test_memory_that_is_touched_is_counted() -> None:
    """In a process of its own: this one has free memory to reuse, and children that end."""
    done = subprocess.run([sys.executable, "-c", _TOUCH], capture_output=True, check=True)
    assert 35 < float(done.stdout) < 60


def test_memory_is_read_when_nothing_starts_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The decoder's processes are still importing when the first picture is there."""
    readings = iter([100.0, 120.0, 135.0, 135.1, 500.0])
    monkeypatch.setattr(tested, "megabytes", lambda: next(readings))
    monkeypatch.setattr(tested, "_PAUSE", 0.0)
    assert tested.settled_megabytes() == 135.1
