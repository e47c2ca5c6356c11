"""The window beside other programs' windows, seen from outside: start, wheel, drag, memory."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workstation.benchmarks.hand import LEFT, Hand
from workstation.benchmarks.measure import Figure, beside, interleaved
from workstation.benchmarks.programs import Started, commands, running, settled
from workstation.benchmarks.virtual_screen import VirtualScreen
from workstation.media.sample_series import write_ct_series

_SLICES = 300
_HAND = (400, 850)  # on the image and away from the middle, where the pointer would be seen
_NOTCHES = 100
_START_GOALS = {"Aeskulap": 1.25, "VTK": 0.7, "napari": 0.2}
_MEMORY_GOALS = {"Aeskulap": 1.5, "VTK": 0.65, "napari": 0.4}


def start(rounds: int = 5) -> tuple[Figure, ...]:
    """Process start to first image of 300 CT slices, on the screen."""
    with tempfile.TemporaryDirectory() as folder, VirtualScreen() as screen:
        write_ct_series(Path(folder) / "ct", _SLICES)
        samples = {
            name: lambda command=command: _seconds_to_image(command, screen)
            for name, command in commands(Path(folder) / "ct").items()
        }
        medians = interleaved(samples, rounds)
    return beside("start", "process start to first image, 300 CT", "s", medians, _START_GOALS)


def _seconds_to_image(command: list[str], screen: VirtualScreen) -> float | None:
    with running(command, screen) as started:
        return None if started is None else started.seconds


def hand() -> tuple[Figure, ...]:
    """Wheel, drag and memory of each program with everything loaded."""
    seen: dict[str, dict[str, float | None]] = {}
    with tempfile.TemporaryDirectory() as folder, VirtualScreen() as screen:
        write_ct_series(Path(folder) / "ct", _SLICES)
        for name, command in commands(Path(folder) / "ct").items():
            with running(command, screen) as started, Hand(screen.display) as mouse:
                if started is not None:
                    seen[name] = _handle(started, screen, mouse)
    return _hand_figures(seen)


def _handle(started: Started, screen: VirtualScreen, mouse: Hand) -> dict[str, float | None]:
    settled(started)
    memory = started.megabytes()
    mouse.move(*_HAND)
    time.sleep(0.3)
    wheel = _wheel(screen, mouse)
    seconds, processor = _flood(started, screen, mouse)
    return {
        "memory": memory,
        "wheel": wheel,
        "flood": seconds / _NOTCHES * 1000,
        "processor": processor / _NOTCHES * 1000,
        "drag": _drag(screen, mouse),
    }


def _wheel(screen: VirtualScreen, mouse: Hand) -> float | None:
    """Median ms from one notch to changed pixels."""
    return _median(
        [_until_change(screen, mouse.notch) for _ in range(20)],
    )


def _drag(screen: VirtualScreen, mouse: Hand) -> float | None:
    """Median ms from a move with the left button held to changed pixels."""
    x, y = _HAND
    mouse.press(LEFT)
    times = []
    for step in range(20):
        place = (x + 6 * (step + 1), y)
        times.append(_until_change(screen, lambda place=place: mouse.move(*place)))
    mouse.release(LEFT)
    return _median(times)


def _until_change(screen: VirtualScreen, act: Callable[[], None]) -> float | None:
    before = screen.center().tobytes()
    act()
    waited = screen.wait(lambda: screen.center().tobytes() != before, 1.0)
    time.sleep(0.06)
    return None if waited is None else waited * 1000


def _flood(started: Started, screen: VirtualScreen, mouse: Hand) -> tuple[float, float]:
    """Seconds until the picture stands still after 100 notches at 8 ms, and processor seconds."""
    processor = started.processor_seconds()
    start_time = last_change = time.perf_counter()
    picture = screen.center().tobytes()
    sent = 0
    while time.perf_counter() - last_change < 0.5 or sent < _NOTCHES:
        if sent < _NOTCHES and time.perf_counter() - start_time >= sent * 0.008:
            mouse.notch()
            sent += 1
        now = screen.center().tobytes()
        if now != picture:
            picture, last_change = now, time.perf_counter()
        time.sleep(0.001)
    return last_change - start_time, started.processor_seconds() - processor


def _median(values: list[float | None]) -> float | None:
    seen = [value for value in values if value is not None]
    return statistics.median(seen) if seen else None


def _hand_figures(seen: dict[str, dict[str, float | None]]) -> tuple[Figure, ...]:
    def of(key: str) -> dict[str, float | None]:
        return {name: values[key] for name, values in seen.items()}

    return (
        *beside("hand", "memory with 300 CT loaded", "MB", of("memory"), _MEMORY_GOALS),
        *beside("hand", "one notch to changed pixels", "ms", of("wheel"), {"Aeskulap": None}),
        *beside("hand", "100 notches at 8 ms, each", "ms", of("flood"), {"": 8.4, "VTK": 0.1}),
        *beside("hand", "processor time a notch", "ms", of("processor"), {"Aeskulap": 1.3}),
        *beside("hand", "window drag to changed pixels", "ms", of("drag"), {"": 10.0, "VTK": 0.35}),
    )
