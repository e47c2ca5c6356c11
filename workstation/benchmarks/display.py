"""What it costs to follow PS3.14 deeper than the link, and how well it is followed."""

import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from workstation.base.text import N_
from workstation.benchmarks.measure import Figure, Sample, beside, interleaved
from workstation.benchmarks.picture import Picture, picture_of
from workstation.benchmarks.processes import own_answer
from workstation.benchmarks.reference_monitor import AMBIENT, monitor, table_of, xyz_of
from workstation.benchmarks.setting import Setting
from workstation.display.blue_noise import thresholds
from workstation.display.calibration import display_table
from workstation.display.response import response
from workstation.render.raster import RasterRenderer

_TABLE_MS, _SHARE = 500.0, 1.1
_MODES = ("blue-noise", "pseudo-gray")
_GOALS = {"k18": 1.0, "k52": 2.5, "most_off": 0.2, "lum": 0.1}


def display(setting: Setting) -> tuple[Figure, ...]:
    """Time of a table, window drags through it, and what the reference monitor shows."""
    return (*_tables(setting), *_frames(setting), *_followed())


def _tables(setting: Setting) -> tuple[Figure, ...]:
    samples: dict[str, Sample] = {mode: partial(_table_ms, mode) for mode in _MODES}
    medians = interleaved(samples, setting.size.rounds)
    what = N_("table of 65536 P-Values from 52 grays and 54 colors")
    return tuple(
        Figure("display", what, "ms", medians[mode], goal=_TABLE_MS, subject=mode)
        for mode in _MODES
    )


def _table_ms(mode: str) -> float:
    """As at the start of the program: nothing is kept from the last time."""
    thresholds.cache_clear()
    profile = monitor(mode)
    start = time.perf_counter()
    display_table(profile)
    return (time.perf_counter() - start) * 1000


def _frames(setting: Setting) -> tuple[Figure, ...]:
    """Frame times beside those of plain gray."""
    folder, size = setting.ct_series(1), setting.size
    with picture_of(folder) as picture:
        raster = {mode: partial(_drag_ms, picture, mode, size.steps) for mode in ("gray", *_MODES)}
        drawn = interleaved(raster, size.rounds)
    through_gl = {
        mode: partial(_gl_drag_ms, folder, mode, size.steps) for mode in ("gray", *_MODES)
    }
    shown = interleaved(through_gl, size.rounds)
    raster_what = N_("window drag on a calibrated monitor, raster")
    gl_what = N_("window drag on a calibrated monitor, OpenGL, read back")
    return tuple(
        figure
        for what, medians in ((raster_what, drawn), (gl_what, shown))
        for mode in _MODES
        for figure in beside(
            *("display", what, "ms"),
            {"ours": medians[mode], "plain gray": medians["gray"]},
            {"plain gray": _SHARE},
            mode,
        )
    )


def _drag_ms(picture: Picture, mode: str, steps: int) -> float:
    return replace(picture, table=table_of(mode)).window_drag(RasterRenderer().draw, steps)


def _gl_drag_ms(folder: Path, mode: str, steps: int) -> float | None:
    return own_answer("gl-drag", str(folder), str(steps), mode).get("milliseconds")


def _followed() -> tuple[Figure, ...]:
    """Figures of the reference monitor with pseudo-gray, at both targets, by its own formula."""
    return tuple(
        Figure("display", what, unit, getattr(found, name) * factor, goal=_GOALS[name], subject=at)
        for at in ("native", "ratio-350")
        for found in (response(_luminance(at)),)
        for name, what, unit, factor in _WANTED
    )


_WANTED = (
    ("k18", N_("contrast response, 18 P-Values"), "%", 100),
    ("k52", N_("contrast response, 52 P-Values"), "%", 100),
    ("most_off", N_("worst of 1024 P-Values"), "JND", 1),
    ("lum", N_("LUM of 1024 P-Values"), "JND", 1),
)


def _luminance(target: str) -> npt.NDArray[np.float64]:
    triplets = display_table(monitor("pseudo-gray", target)).triplets
    assert triplets is not None
    return np.asarray(xyz_of(triplets)[:, 1] + AMBIENT)
