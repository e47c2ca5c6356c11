from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from workstation.dicom.lut import Window
from workstation.display.table import DisplayTable, identity_table
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.pipeline import ddl, draw_image
from workstation.render import raster
from workstation.render.raster import RasterRenderer
from workstation.render.raster_damage import common
from workstation.render.raster_image import Prepared, prepare
from workstation.scene.graphics import Box
from workstation.scene.scene import (
    Affine,
    FramePixels,
    ImageLayer,
    Interpolation,
    Placeholder,
    Rect,
    Scene,
    ViewportScene,
)

_LEFT, _RIGHT = Rect(2, 3, 30, 40), Rect(35, 3, 20, 40)
_LIFTED = DisplayTable(np.linspace(9, 255, 65536).astype(np.uint16), 8)


_WINDOW = Window(500, 1000)


def _layer(key: int = 0, window: Window = _WINDOW) -> ImageLayer:
    stored = np.random.default_rng(key).integers(0, 1000, (12, 10)).astype(np.int16)
    return ImageLayer(
        FramePixels(("series", key, 0), stored),
        GrayscaleChain(voi=window),
        Affine(2.2, 0, 5, 0, 2.2, 6),
        Interpolation.LINEAR,
    )


def _scene(left: ImageLayer | None = None, graphics: tuple[Box, ...] = ()) -> Scene:
    viewports = (
        ViewportScene(_LEFT, left or _layer(), None, graphics),
        ViewportScene(_RIGHT, None, Placeholder.LOADING),
    )
    return Scene(60, 50, viewports, _LIFTED, background=32)


def _shown(renderer: RasterRenderer, rect: Rect) -> npt.NDArray[np.uint8]:
    return renderer.read()[rect.y : rect.y + rect.height, rect.x : rect.x + rect.width]


def _fresh(scene: Scene) -> RasterRenderer:
    renderer = RasterRenderer()
    renderer.draw(scene)
    return renderer


def test_a_viewport_shows_the_reference_picture() -> None:
    """In all three channels, and black of the monitor around it."""
    levels = ddl(draw_image(_layer(), _LEFT), _LIFTED)
    shown = _shown(_fresh(_scene()), _LEFT)
    assert np.array_equal(shown, np.repeat(levels[..., None], 3, axis=2))
    assert shown.min() == 9


def test_between_viewports_is_the_interface() -> None:
    """Its gray does not pass through the monitor's table."""
    assert _fresh(_scene()).read()[0, 0].tolist() == [32, 32, 32]


def test_the_framebuffer_is_what_qt_calls_rgb32() -> None:
    """0xffRRGGBB."""
    renderer = _fresh(_scene(graphics=(Box(4, 5, 1, 1, (1, 2, 3)),)))
    assert renderer.framebuffer[5, 4] == 0xFF010203


def test_the_first_scene_changes_everything() -> None:
    """There was nothing before."""
    assert RasterRenderer().draw(_scene()) == (Rect(0, 0, 60, 50),)


def test_the_same_scene_changes_nothing() -> None:
    """Nothing is drawn twice."""
    assert _fresh(_scene()).draw(_scene()) == ()


def test_only_the_viewport_that_changed_is_drawn() -> None:
    """The other one keeps even what somebody scribbled on it."""
    renderer = _fresh(_scene())
    renderer.framebuffer[_RIGHT.y, _RIGHT.x] = 0xFF00FF00
    drawn = renderer.draw(_scene(_layer(window=Window(300, 200))))
    assert drawn
    assert all(common(part, _LEFT) == part for part in drawn)
    assert renderer.framebuffer[_RIGHT.y, _RIGHT.x] == 0xFF00FF00


@pytest.mark.parametrize(
    "scene",
    [
        _scene(_layer(window=Window(300, 200))),
        _scene(_layer(key=1)),
        _scene(replace(_layer(), surface_from_image=Affine(0, 2, 5, 2, 0, 6))),
        _scene(graphics=(Box(4, 5, 6, 7, (1, 2, 3), 0.5),)),
        replace(_scene(), display=identity_table()),
        replace(_scene(), background=40),
        replace(_scene(), width=70, height=45),
        replace(_scene(), viewports=_scene().viewports[:1]),
        replace(_scene(), viewports=_scene().viewports[::-1]),
    ],
    ids=["window", "frame", "place", "graphics", "monitor", "background", "size", "fewer", "order"],
)
def test_what_was_drawn_before_leaves_no_trace(scene: Scene) -> None:
    """Drawn after another scene it is the same as drawn alone."""
    renderer = _fresh(_scene(graphics=(Box(10, 10, 15, 15, (9, 8, 7)),)))
    renderer.draw(scene)
    assert np.array_equal(renderer.framebuffer, _fresh(scene).framebuffer)


def test_another_monitor_changes_every_viewport() -> None:
    """Though nothing else has changed."""
    renderer = _fresh(_scene())
    scene = replace(_scene(), display=identity_table())
    assert renderer.draw(scene) == (_LEFT, _RIGHT)
    assert np.array_equal(renderer.framebuffer, _fresh(scene).framebuffer)


def test_a_window_drag_interpolates_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what comes after the interpolation is done again."""
    prepared = []

    def counting(layer: ImageLayer, rect: Rect) -> Prepared:
        prepared.append(layer)
        return prepare(layer, rect)

    monkeypatch.setattr(raster, "prepare", counting)
    renderer = RasterRenderer()
    for width in range(100, 200, 10):
        renderer.draw(_scene(_layer(window=Window(300, width))))
    assert len(prepared) == 1


def test_new_pixels_under_the_same_place_are_not_mixed_up() -> None:
    """The frame on the screen is the frame whose number is shown."""
    renderer = RasterRenderer()
    for key in (0, 1, 2, 1, 0):
        renderer.draw(_scene(_layer(key)))
        expected = ddl(draw_image(_layer(key), _LEFT), _LIFTED)
        assert np.array_equal(_shown(renderer, _LEFT)[..., 1], expected)


def test_a_viewport_that_hangs_over_the_edge_is_cut_off() -> None:
    """While a window is made smaller."""
    scene = replace(_scene(), width=20, height=25)
    renderer = RasterRenderer()
    renderer.draw(scene)
    whole = _fresh(_scene()).framebuffer[:25, :20]
    assert np.array_equal(renderer.framebuffer, whole)


@pytest.mark.parametrize("placeholder", Placeholder)
def test_no_placeholder_looks_like_another_or_like_an_image(placeholder: Placeholder) -> None:
    """Each has a color that no gray of an image is, and its own pattern."""
    views = {
        kind: _shown(
            _fresh(Scene(60, 50, (ViewportScene(_LEFT, None, kind),), _LIFTED)), _LEFT
        ).copy()
        for kind in Placeholder
    }
    shown = views.pop(placeholder)
    assert (shown.max(axis=2) != shown.min(axis=2)).mean() > 0.9
    assert not any(np.array_equal(shown, other) for other in views.values())
