from collections.abc import Iterator
from pathlib import Path

import pytest

from workstation.benchmarks.picture import HEIGHT, WIDTH, Picture, picture_of
from workstation.dicom.lut import Window
from workstation.media.sample_series import write_ct_series
from workstation.scene.scene import Scene
from workstation.session.viewport import windowed


@pytest.fixture
def picture(tmp_path: Path) -> Iterator[Picture]:
    write_ct_series(tmp_path, 4, size=32)
    with picture_of(tmp_path) as picture:
        yield picture


def _shown(scene: Scene) -> tuple[int, object]:
    """Frame index and VOI of the one viewport."""
    image = scene.viewports[0].image
    assert image is not None
    assert image.chain is not None
    return image.pixels.key[1], image.chain.voi


def test_the_whole_surface_is_one_viewport_with_its_image(picture: Picture) -> None:
    scene = picture.scene(lambda state: windowed(state, Window(10, 20)))
    assert (scene.width, scene.height) == (WIDTH, HEIGHT)
    assert _shown(scene) == (0, Window(10, 20))


def test_every_step_of_a_drag_is_another_window_of_one_frame(picture: Picture) -> None:
    """A picture that did not change would cost nothing, and say nothing."""
    drawn: list[Scene] = []
    assert picture.window_drag(drawn.append, 5) > 0
    shown = [_shown(scene) for scene in drawn]
    assert {frame for frame, _voi in shown} == {0}
    assert len({voi for _frame, voi in shown}) == 6


def test_every_step_of_scrolling_is_another_frame(picture: Picture) -> None:
    drawn: list[Scene] = []
    picture.scroll(drawn.append, 3)
    assert [_shown(scene)[0] for scene in drawn] == [0, 1, 2, 3]
