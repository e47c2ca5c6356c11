"""Shutters and overlays without OpenGL: the reference's equal, level by level."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.deep_tables import DEEP_TABLES
from workstation.dicom.lut import Rescale, Window
from workstation.dicom.pixels import PixelPadding
from workstation.display.table import DisplayTable
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.picture import draw_levels
from workstation.render import raster
from workstation.render.raster import RasterRenderer
from workstation.scene.scene import (
    Affine,
    FramePixels,
    ImageLayer,
    Interpolation,
    MaskLayer,
    MaskPlane,
    Rect,
    Scene,
    ViewportScene,
)

SHAPE = (17, 23)
RECT = Rect(3, 2, 50, 44)
DISPLAY = DisplayTable(np.linspace(5, 247, 65536).astype(np.uint16))
CHAIN = GrayscaleChain(Rescale(2, -500), voi=Window(700, 2500), padding=PixelPadding(0, 90))
AFFINES = (
    Affine(1, 0, 5, 0, 1, 7),
    Affine(0, -1.9, 45, 1.9, 0, -3),
    Affine(-0.6, 0, 30, 0, 0.8, 9),
    Affine(2.3, 0, -4.5, 0, 2.3, 1.2),
)


def _mask(name: str, ink: object = 1.0, *, own: bool = False, **at: int) -> MaskLayer:
    rng = np.random.default_rng(len(name))
    covered = np.zeros(SHAPE, np.bool_)
    covered[4:12, 7:12] = covered[10:13, 7:21] = True
    covered ^= rng.random(SHAPE) < 0.1
    colors = rng.integers(0, 256, (*SHAPE, 3)).astype(np.uint8) if own else None
    return MaskLayer(MaskPlane((name,), covered, colors), ink, **at)  # type: ignore[arg-type]


KINDS = {
    "shutter": (_mask("a", 0.0),),
    "other": (_mask("dddd", 0.0),),
    "both": (_mask("a", 0.3), _mask("bb", first_row=3, first_column=-5)),
    "color": (_mask("a", (255, 40, 0)),),
    "gray, color, gray": (_mask("a", 0.6), _mask("bb", (0, 90, 255)), _mask("ccc")),
    "own": (_mask("a", own=True), _mask("bb", 0.2)),
}


def _image(
    affine: Affine, kernel: Interpolation, kind: str = "", dtype: str | None = "uint16"
) -> ImageLayer:
    """Without a dtype: in color."""
    rng = np.random.default_rng(4)
    shape = SHAPE if dtype else (*SHAPE, 3)
    values = rng.integers(0, 1500 if dtype else 256, shape).astype(dtype or np.uint8)
    pixels = FramePixels(("veil", 0, len(dtype or "")), values)
    masks = KINDS[kind] if kind else ()
    return ImageLayer(pixels, CHAIN if dtype else None, affine, kernel, masks)


def _scene(layer: ImageLayer) -> Scene:
    return Scene(60, 50, (ViewportScene(RECT, layer, None),), DISPLAY)


def _shown(renderer: RasterRenderer, layer: ImageLayer) -> np.ndarray:
    renderer.draw(_scene(layer))
    return renderer.read()[RECT.y : RECT.y + RECT.height, RECT.x : RECT.x + RECT.width]


@pytest.mark.parametrize("dtype", ["uint16", "int32", None])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_cover_is_the_references(kind: str, dtype: str | None) -> None:
    """Looked up in a table, computed and in color; placed one to one, turned, small and large."""
    for affine, kernel in product(AFFINES, Interpolation):
        layer = _image(affine, kernel, kind, dtype)
        assert np.array_equal(_shown(RasterRenderer(), layer), draw_levels(layer, RECT, DISPLAY))


@pytest.mark.parametrize("dtype", ["uint16", "int32", None])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("table", DEEP_TABLES)
def test_covers_over_what_is_between_the_levels_are_the_references(
    table: str, kind: str, dtype: str | None
) -> None:
    """Each pixel with the pattern of its place on the surface; inks in the table's own color."""
    display = DEEP_TABLES[table]
    for affine, kernel in product(AFFINES, (Interpolation.NEAREST, Interpolation.LINEAR)):
        layer, renderer = _image(affine, kernel, kind, dtype), RasterRenderer()
        renderer.draw(replace(_scene(layer), display=display))
        drawn = renderer.read()[RECT.y : RECT.y + RECT.height, RECT.x : RECT.x + RECT.width]
        assert np.array_equal(drawn, draw_levels(layer, RECT, display))


@given(
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(Interpolation),
    st.floats(0.1, 5),
    st.tuples(st.floats(-30, 30), st.floats(-30, 30)),
)
def test_any_placement_is_the_references(
    kind: str, kernel: Interpolation, zoom: float, pan: tuple[float, float]
) -> None:
    """Fractions of pixels, also off the viewport."""
    layer = _image(Affine(zoom, 0, pan[0], 0, zoom, pan[1]), kernel, kind)
    assert np.array_equal(_shown(RasterRenderer(), layer), draw_levels(layer, RECT, DISPLAY))


def test_a_window_drag_places_no_mask_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture is right all the same, with every window and inversion."""
    layer = _image(AFFINES[1], Interpolation.LINEAR, "gray, color, gray")
    renderer = RasterRenderer()
    _shown(renderer, layer)
    monkeypatch.setattr(raster, "prepare_veil", None)
    for chain in (replace(CHAIN, voi=Window(1, 200)), replace(CHAIN, inverted=True)):
        dragged = replace(layer, chain=chain)
        assert np.array_equal(_shown(renderer, dragged), draw_levels(dragged, RECT, DISPLAY))


@pytest.mark.parametrize("dtype", ["uint16", None])
def test_what_lay_over_an_image_goes_without_a_trace(dtype: str | None) -> None:
    """Switched on, changed, and off again: each picture is its own."""
    renderer = RasterRenderer()
    for kind in ("both", "", "color", "shutter", "other", "both", ""):
        layer = _image(AFFINES[3], Interpolation.LINEAR, kind, dtype)
        assert np.array_equal(_shown(renderer, layer), draw_levels(layer, RECT, DISPLAY))


@pytest.mark.parametrize("kind", ["both", "color"])
def test_another_monitor_shows_its_own_levels(kind: str) -> None:
    """What was painted once is painted again for it, what is covered whole as well."""
    renderer, layer = RasterRenderer(), _image(AFFINES[3], Interpolation.LINEAR, kind)
    dim = DisplayTable(np.linspace(20, 120, 65536).astype(np.uint16))
    for display in (DISPLAY, dim):
        renderer.draw(replace(_scene(layer), display=display))
        drawn = renderer.read()[RECT.y : RECT.y + RECT.height, RECT.x : RECT.x + RECT.width]
        assert np.array_equal(drawn, draw_levels(layer, RECT, display))


def test_the_next_color_frame_shines_through_the_same_masks() -> None:
    """What lies over color is painted together with it."""
    renderer = RasterRenderer()
    layer = _image(AFFINES[3], Interpolation.LINEAR, "both", None)
    other = replace(layer, pixels=FramePixels(("veil", 1, 0), layer.pixels.values[::-1].copy()))
    for shown in (layer, other):
        assert np.array_equal(_shown(renderer, shown), draw_levels(shown, RECT, DISPLAY))
