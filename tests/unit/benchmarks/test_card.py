from pathlib import Path

from workstation.benchmarks.card import COLUMNS, HEIGHT, ROWS, WIDTH, scenes
from workstation.benchmarks.loading import Loading
from workstation.media.sample_series import write_ct_series
from workstation.scene.scene import Scene


def _frames(scene: Scene) -> list[int]:
    return [each.image.pixels.key[1] for each in scene.viewports if each.image is not None]


def test_every_viewport_of_the_wall_scrolls_at_every_step(tmp_path: Path) -> None:
    """A viewport that stood still would cost nothing, and say nothing."""
    write_ct_series(tmp_path, 22, size=16)
    loading = Loading()
    loading.first_frame(tmp_path)
    loading.all_frames()
    first, second = scenes(loading, 2)
    loading.close()
    assert (first.width, first.height) == (WIDTH, HEIGHT)
    assert len(_frames(first)) == ROWS * COLUMNS
    assert _frames(second) == [(frame + 1) % 22 for frame in _frames(first)]
