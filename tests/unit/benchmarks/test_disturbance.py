import subprocess
import sys
import time

import psutil
import pytest

from workstation.benchmarks import disturbance
from workstation.benchmarks.disturbance import Watch, wait_for_quiet

_WORK = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """A machine of two processors whose use the test decides."""
    now = {"time": 0.0, "busy": 0.0, "own": 0.0}
    monkeypatch.setattr(psutil, "cpu_count", lambda: 2)
    monkeypatch.setattr(time, "perf_counter", lambda: now["time"])
    monkeypatch.setattr(disturbance, "_busy", lambda: now["busy"])
    monkeypatch.setattr(disturbance, "_own", lambda: now["own"])
    return now


def test_what_is_ours_is_no_disturbance(clock: dict[str, float]) -> None:
    watch = Watch()
    clock.update(time=10.0, busy=8.0, own=3.0)
    assert watch.others() == pytest.approx(5 / 20)


def test_coarse_counters_give_no_share_below_zero(clock: dict[str, float]) -> None:
    watch = Watch()
    clock.update(time=1.0, busy=0.5, own=0.52)
    assert watch.others() == 0.0


def test_a_busy_machine_is_not_waited_for_without_end(
    clock: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(seconds: float) -> None:
        clock["time"] += seconds
        clock["busy"] += 2 * seconds

    monkeypatch.setattr(time, "sleep", sleep)
    wait_for_quiet(patience=1.0)
    assert clock["time"] == pytest.approx(1.0, abs=0.11)


def test_a_quiet_machine_is_found_at_the_first_look(
    clock: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(seconds: float) -> None:
        clock["time"] += seconds

    monkeypatch.setattr(time, "sleep", sleep)
    wait_for_quiet(patience=60.0)
    assert clock["time"] < 1.0


def test_the_work_of_children_that_have_ended_is_our_own() -> None:
    before = disturbance._own()
    subprocess.run([sys.executable, "-c", _WORK], check=True)
    time.sleep(0.02)
    assert disturbance._own() - before >= 0.28
