"""The window beside other programs' windows, seen from outside: start, wheel, drag, memory."""

import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial

from workstation.base.text import N_
from workstation.benchmarks.hand import LEFT, Hand
from workstation.benchmarks.measure import Figure, beside, interleaved
from workstation.benchmarks.programs import Program, Started, programs, running, settled
from workstation.benchmarks.setting import Setting
from workstation.benchmarks.virtual_screen import VirtualScreen

_HAND = (400, 850)  # on the image and away from the middle, where the pointer would be seen
_NOTCHES = 100
_HAND_NOTCH = 0.008  # seconds; as fast as a hand, and a wheel, can turn
_RUSH_NOTCH = 0.001  # beyond that: how far each program could keep up
_STILL = 1.5  # seconds without a change: longer than the slowest program takes for a picture
_START_GOALS = {"Aeskulap": 1.25, "VTK": 0.7, "napari": 0.2}
_MEMORY_GOALS = {"Aeskulap": 1.5, "VTK": 0.65, "napari": 0.4}

Seen = Mapping[str, float | None]


def start(setting: Setting) -> tuple[Figure, ...]:
    """Process start to first image of a CT series, on the screen."""
    folder = setting.ct_series(setting.size.opened)
    with VirtualScreen() as screen:
        samples = {
            name: partial(_seconds_to_image, program, screen)
            for name, program in programs(folder).items()
        }
        medians = interleaved(samples, setting.size.rounds)
    what = N_("process start to first image of a CT series")
    return beside("start", what, "s", medians, _START_GOALS)


def _seconds_to_image(program: Program, screen: VirtualScreen) -> float | None:
    with running(program.command, screen) as started:
        return None if started is None else started.seconds


def hand(setting: Setting) -> tuple[Figure, ...]:
    """Wheel, drag and memory of each program with everything loaded."""
    folder = setting.ct_series(setting.size.opened)
    seen: dict[str, Seen] = {}
    with VirtualScreen() as screen:
        for name, program in programs(folder).items():
            with running(program.command, screen) as started, Hand(screen.display) as mouse:
                if started is not None:
                    seen[name] = _handle(program, started, screen, mouse)
    return _hand_figures(seen)


def _handle(program: Program, started: Started, screen: VirtualScreen, mouse: Hand) -> Seen:
    settled(started)
    seen: dict[str, float | None] = {"memory": started.megabytes()}
    mouse.move(*_HAND)
    time.sleep(0.3)
    if program.wheel_scrolls:
        seen["wheel"] = _wheel(screen, mouse)
        seen |= _flood(started, screen, mouse, _HAND_NOTCH)
        seen["rush"] = _flood(started, screen, mouse, _RUSH_NOTCH)["flood"]
    if program.left_drag_windows:
        seen["drag"] = _drag(screen, mouse)
    return seen


def _wheel(screen: VirtualScreen, mouse: Hand) -> float | None:
    """Median ms from one notch to changed pixels."""
    return _median([_until_change(screen, mouse.notch) for _notch in range(20)])


def _drag(screen: VirtualScreen, mouse: Hand) -> float | None:
    """Median ms from a move with the left button held to changed pixels."""
    x, y = _HAND
    mouse.press(LEFT)
    times = []
    for step in range(20):
        place = (x + 6 * (step + 1), y)
        times.append(_until_change(screen, partial(mouse.move, *place)))
    mouse.release(LEFT)
    return _median(times)


def _until_change(screen: VirtualScreen, act: Callable[[], None]) -> float | None:
    before = screen.center().tobytes()
    act()
    waited = screen.wait(lambda: screen.center().tobytes() != before, 1.0)
    time.sleep(0.06)
    return None if waited is None else waited * 1000


def _flood(
    started: Started, screen: VirtualScreen, mouse: Hand, notch: float
) -> dict[str, float | None]:
    """100 notches at so many seconds each, until the picture stands still.

    A frame is a picture that was seen to differ from the one before; one that is drawn in parts
    may be seen as several, so there are never said to be more frames than notches.
    """
    processor = started.processor_seconds()
    start_time = last_change = time.perf_counter()
    picture = screen.center().tobytes()
    sent = frames = 0
    last_event = start_time
    while time.perf_counter() - max(last_change, last_event) < _STILL or sent < _NOTCHES:
        while sent < _NOTCHES and time.perf_counter() - start_time >= sent * notch:
            mouse.notch()
            sent, last_event = sent + 1, time.perf_counter()
        now = screen.center().tobytes()
        if now != picture:
            picture, last_change, frames = now, time.perf_counter(), frames + 1
        time.sleep(0.001)
    used = started.processor_seconds() - processor
    counted = min(max(frames, 1), _NOTCHES)
    return {
        "flood": (last_change - start_time) * 1000 / _NOTCHES if frames else None,
        "processor": used * 1000 / counted,
        "unseen": 100.0 * (_NOTCHES - counted) / _NOTCHES,
    }


def _median(values: list[float | None]) -> float | None:
    seen = [value for value in values if value is not None]
    return statistics.median(seen) if seen else None


def _hand_figures(seen: Mapping[str, Seen]) -> tuple[Figure, ...]:
    def row(
        what: str, unit: str, key: str, goals: Mapping[str, float | None]
    ) -> tuple[Figure, ...]:
        values = {name: each.get(key) for name, each in seen.items()}
        return beside("hand", what, unit, values, goals)

    return (
        *row(N_("memory with the CT series loaded"), "MB", "memory", _MEMORY_GOALS),
        *row(N_("one notch to changed pixels"), "ms", "wheel", {"Aeskulap": None, "VTK": None}),
        *row(N_("100 notches at 8 ms, each"), "ms", "flood", {"": 8.4, "VTK": None}),
        *row(N_("100 notches at 1 ms, each"), "ms", "rush", {"VTK": 0.1}),
        *row(N_("notches without a picture of their own"), "%", "unseen", {"Aeskulap": None}),
        *row(N_("processor time of a picture seen"), "ms", "processor", {"Aeskulap": 1.3}),
        *row(N_("window drag to changed pixels"), "ms", "drag", {"": 10.0, "VTK": 0.35}),
    )
