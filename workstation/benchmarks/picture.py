"""Changes of the picture in process: what the window asks for, resolved and drawn."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from workstation.base.text import N_
from workstation.benchmarks.loading import Loading
from workstation.benchmarks.measure import Figure, Sample, beside, interleaved
from workstation.benchmarks.processes import own_answer, peer_answer
from workstation.benchmarks.setting import Setting
from workstation.dicom.lut import Window
from workstation.display.table import DisplayTable, identity_table
from workstation.render.raster import RasterRenderer
from workstation.scene.scene import Scene
from workstation.session.resolve import resolve
from workstation.session.viewport import ViewportState, at_frame, windowed
from workstation.session.workspace import Workspace, with_viewport

WIDTH, HEIGHT = 1280, 1024
_DRAG_MS, _MAMMOGRAM_MS = 10.0, 12.0
_NOTCH_MS = 1000 / 120

Draw = Callable[[Scene], object]


@dataclass(frozen=True, slots=True)
class Picture:
    """A folder as one viewport of the whole surface shows it, with every frame in memory."""

    loading: Loading
    table: DisplayTable

    def scene(self, change: Callable[[ViewportState], ViewportState]) -> Scene:
        """The picture after a change of the first look at the first display set."""
        shown = self.loading.display_sets[0]
        state = change(ViewportState(display_set=shown.key))
        workspace = with_viewport(Workspace(self.loading.display_sets), 0, state)
        return resolve(workspace, self.loading.store.get, WIDTH, HEIGHT, self.table)

    def window_drag(self, draw: Draw, steps: int) -> float:
        """Median ms from a new window to the drawn picture."""
        windows = [Window(40 + step, 400 + 2 * step) for step in range(1, steps + 1)]
        return self._median(draw, [partial(windowed, voi=window) for window in windows])

    def scroll(self, draw: Draw, steps: int) -> float:
        """Median ms from another frame number to the drawn picture."""
        count = self.loading.count
        frames = [(step + 1) % count for step in range(steps)]
        return self._median(draw, [partial(at_frame, frame_index=at, count=count) for at in frames])

    def _median(self, draw: Draw, changes: list[Callable[[ViewportState], ViewportState]]) -> float:
        draw(self.scene(lambda state: state))
        times = []
        for change in changes:
            start = time.perf_counter()
            draw(self.scene(change))
            times.append(time.perf_counter() - start)
        return statistics.median(times) * 1000


@contextmanager
def picture_of(folder: Path) -> Iterator[Picture]:
    """Load all of a folder, and give it back at the end."""
    loading = Loading()
    loading.first_frame(folder)
    loading.all_frames()
    yield Picture(loading, identity_table())
    loading.close()


def drag(setting: Setting) -> tuple[Figure, ...]:
    """Window drags: a CT slice and a mammogram without OpenGL, and a CT slice with it."""
    ct, mammogram = setting.ct_series(1), setting.mammogram()
    steps, rounds = setting.size.steps, setting.size.rounds
    with picture_of(ct) as slice_, picture_of(mammogram) as breast:
        small = interleaved(_raster_samples(slice_, ct, steps), rounds)
        large = _raster_samples(breast, mammogram, steps)
        large["VTK kernel"] = partial(_vtk_kernel, setting)
        larger = interleaved(large, rounds)
    through_gl: dict[str, Sample] = {
        "ours": lambda: own_answer("gl-drag", str(ct), str(steps)).get("milliseconds"),
        "VTK": partial(_milliseconds_of, "vtk_window_viewer.py", ct, steps),
    }
    gl = interleaved(through_gl, rounds)
    small_what = N_("window drag, CT slice on 1280×1024, raster")
    large_what = N_("window drag, mammogram on 1280×1024, raster")
    gl_what = N_("window drag, CT slice on 1280×1024, OpenGL, read back")
    large_goals = {"": _MAMMOGRAM_MS, "VTK kernel": 0.2, "plain painter": None}
    return (
        *beside("drag", small_what, "ms", small, {"": _DRAG_MS, "plain painter": 1.5}),
        *beside("drag", large_what, "ms", larger, large_goals),
        *beside("drag", gl_what, "ms", gl, {"VTK": 0.35}),
    )


def scroll(setting: Setting) -> tuple[Figure, ...]:
    """Scrolling through decoded slices without OpenGL, fast enough for 120 notches a second."""
    steps = setting.size.steps
    with picture_of(setting.ct_series(steps + 1)) as picture:
        draw = RasterRenderer().draw
        samples: dict[str, Sample] = {"ours": lambda: picture.scroll(draw, steps)}
        medians = interleaved(samples, setting.size.rounds)
    what = N_("next CT slice on 1280×1024, raster")
    return beside("scroll", what, "ms", medians, {"": _NOTCH_MS})


def gl_drag_milliseconds(folder: Path, steps: int, table: DisplayTable | None = None) -> float:
    """Through OpenGL without a display; the caller chose the platform before PyOpenGL came.

    table   of the monitor that it is shown on; None: nothing is known of it
    """
    from workstation.render.context import OffscreenContext
    from workstation.render.renderer import GlRenderer

    with closing(OffscreenContext(8)) as context, picture_of(folder) as picture:
        context.framebuffer(WIDTH, HEIGHT)
        with closing(GlRenderer()) as renderer:

            def draw(scene: Scene) -> None:
                renderer.draw(scene)
                renderer.read()  # until then nothing may have been drawn yet

            shown = replace(picture, table=table or picture.table)
            return shown.window_drag(draw, steps)


def _raster_samples(picture: Picture, folder: Path, steps: int) -> dict[str, Sample]:
    renderer = RasterRenderer()
    return {
        "ours": lambda: picture.window_drag(renderer.draw, steps),
        "plain painter": partial(_milliseconds_of, "anchor_raster.py", folder, steps),
    }


def _milliseconds_of(script: str, folder: Path, steps: int) -> float | None:
    return peer_answer(script, str(folder), str(steps)).get("milliseconds")


def _vtk_kernel(setting: Setting) -> float | None:
    rows, columns = setting.size.mammogram
    arguments = (str(rows), str(columns), str(setting.size.steps))
    return peer_answer("vtk_window_mammogram.py", *arguments).get("milliseconds")
