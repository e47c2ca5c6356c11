"""What only a graphics card can reach: a full 4K wall of viewports, and large frames sent to it.

Goals hold on a card; where OpenGL is software the figures are shown for orientation.
"""

import statistics
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from workstation.base.text import N_
from workstation.benchmarks.loading import Loading
from workstation.benchmarks.measure import Figure
from workstation.benchmarks.processes import own_answer
from workstation.benchmarks.setting import Setting
from workstation.display.table import identity_table
from workstation.render import probe
from workstation.scene.scene import Scene
from workstation.session.layout import Layout
from workstation.session.resolve import resolve
from workstation.session.viewport import ViewportState
from workstation.session.workspace import Workspace

WIDTH, HEIGHT = 3840, 2160
ROWS, COLUMNS = 4, 5
_FRAME_MS, _UPLOAD_MS = 1000 / 60, 10.0


def card(setting: Setting) -> tuple[Figure, ...]:
    """One step of scrolling in twenty viewports at 4K; a mammogram sent to the card."""
    size = setting.size
    rows, columns = size.mammogram
    folder = setting.ct_series(size.steps + ROWS * COLUMNS)
    answer = own_answer("card", str(folder), str(size.steps), str(rows), str(columns))
    on_a_card = not probe.probe().software
    wall, upload = N_("scroll twenty viewports at 3840×2160"), N_("send a 16-bit mammogram")
    return (
        Figure("card", wall, "ms", answer.get("wall"), goal=_FRAME_MS if on_a_card else None),
        Figure("card", upload, "ms", answer.get("upload"), goal=_UPLOAD_MS if on_a_card else None),
    )


def measured(folder: Path, steps: int, shape: tuple[int, int]) -> dict[str, float]:
    """Ms of each, through OpenGL without a display; the caller chose PyOpenGL's platform."""
    from workstation.render.context import OffscreenContext

    with closing(OffscreenContext(8)) as context:
        context.framebuffer(WIDTH, HEIGHT)
        return {"wall": _wall(folder, steps), "upload": _upload(steps, shape)}


def scenes(loading: Loading, steps: int) -> list[Scene]:
    """The wall, each time one slice further in all viewports."""
    shown = loading.display_sets[0]
    count = len(shown.frames)
    states = tuple(
        ViewportState(display_set=shown.key, frame_index=place % count)
        for place in range(ROWS * COLUMNS)
    )
    wall = Workspace(loading.display_sets, Layout(ROWS, COLUMNS), states)
    return [
        resolve(_further(wall, step, count), loading.store.get, WIDTH, HEIGHT, identity_table())
        for step in range(steps)
    ]


def _further(wall: Workspace, step: int, count: int) -> Workspace:
    viewports = (
        replace(state, frame_index=(state.frame_index + step) % count) for state in wall.viewports
    )
    return replace(wall, viewports=tuple(viewports))


def _wall(folder: Path, steps: int) -> float:
    from workstation.render.gl import finish
    from workstation.render.renderer import GlRenderer

    loading = Loading()
    loading.first_frame(folder)
    loading.all_frames()
    times = []
    with closing(GlRenderer()) as renderer:
        for scene in scenes(loading, steps + 1):
            start = time.perf_counter()
            renderer.draw(scene)
            finish()
            times.append(time.perf_counter() - start)
    loading.close()
    return statistics.median(times[1:]) * 1000


def _upload(steps: int, shape: tuple[int, int]) -> float:
    from workstation.render.gl import finish
    from workstation.render.texture import FrameTexture

    samples = np.random.default_rng(3).integers(0, 4096, shape, np.uint16)
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        with closing(FrameTexture(samples)):
            finish()
            times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000
