"""Shutters and overlays through OpenGL: numpy's equal, level by level."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.deep_tables import DEEP_TABLES
from tests.support.shading import layer_of
from workstation.dicom.lut import Rescale, Window
from workstation.dicom.pixels import PixelPadding
from workstation.display.table import DisplayTable
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.picture import draw_levels
from workstation.imaging.pipeline import draw_color
from workstation.render.context import OffscreenContext
from workstation.render.image_pass import ImagePass
from workstation.render.renderer import GlRenderer
from workstation.render.veil_pass import VeilPass
from workstation.scene.scene import (
    Affine,
    ImageLayer,
    Interpolation,
    MaskLayer,
    MaskPlane,
    Rect,
    Scene,
    ViewportScene,
)

SHAPE = (29, 41)
RECT = Rect(3, 2, 70, 60)
CHAIN = GrayscaleChain(Rescale(2, -500), voi=Window(700, 2500), padding=PixelPadding(0, 90))
TURNS = (
    *((1, 0, 0, 1), (-1, 0, 0, 1), (1, 0, 0, -1), (-1, 0, 0, -1)),
    *((0, 1, 1, 0), (0, -1, 1, 0), (0, 1, -1, 0), (0, -1, -1, 0)),
)
ZOOMS = ((1.0, 1.0), (3.7, 3.7), (0.31, 0.31), (1.0, 0.4))


@pytest.fixture(scope="module")
def renderer(shared_context: OffscreenContext) -> Iterator[GlRenderer]:
    """One for all, as a window has one."""
    with closing(GlRenderer()) as made:
        yield made


def _mask(name: str, ink: object = 1.0, *, own: bool = False, **at: int) -> MaskLayer:
    """Asymmetric, and another for each name."""
    rng = np.random.default_rng(len(name))
    covered = np.zeros(SHAPE, np.bool_)
    covered[4:20, 7:12] = covered[10:13, 7:33] = True
    covered ^= rng.random(SHAPE) < 0.1
    colors = rng.integers(0, 256, (*SHAPE, 3)).astype(np.uint8) if own else None
    return MaskLayer(MaskPlane((name,), covered, colors), ink, **at)  # type: ignore[arg-type]


KINDS = {
    "shutter": (_mask("a", 0.0),),
    "white": (_mask("a"),),
    "other": (_mask("dddd", 0.0),),
    "both": (_mask("a", 0.3), _mask("bb", first_row=3, first_column=-5)),
    "color": (_mask("a", (255, 40, 0)),),
    "gray, color, gray": (_mask("a", 0.6), _mask("bb", (0, 90, 255)), _mask("ccc")),
    "own": (_mask("a", own=True), _mask("bb", 0.2)),
}


def _turned(turn: tuple[int, int, int, int], zoom: tuple[float, float]) -> Affine:
    across, down = zoom
    a, b, d, e = turn[0] * across, turn[1] * across, turn[2] * down, turn[3] * down
    return Affine(a, b, 38.3 - (a * 41 + b * 29) / 2, d, e, 30.9 - (d * 41 + e * 29) / 2)


def _image(affine: Affine, kernel: Interpolation, *, gray: bool = True) -> ImageLayer:
    rng = np.random.default_rng(4)
    if gray:
        stored = rng.integers(0, 1500, SHAPE).astype(np.uint16)
        return layer_of(stored, CHAIN, affine, kernel)
    return layer_of(rng.integers(0, 256, (*SHAPE, 3)).astype(np.uint8), None, affine, kernel)


def _agrees(
    renderer: GlRenderer, layer: ImageLayer, bits: int = 8, display: DisplayTable | None = None
) -> None:
    """Every level the same, but those of a rounding that float32 leaves open, off by one.

    8 bits of color in a framebuffer of 10 lie between its levels: drivers round as they like.
    """
    if display is None:
        display = DisplayTable(np.linspace(5, 2**bits - 9, 65536).astype(np.uint16), bits)
    renderer.draw(Scene(80, 70, (ViewportScene(RECT, layer, None),), display))
    drawn = renderer.read()[RECT.y : RECT.y + RECT.height, RECT.x : RECT.x + RECT.width]
    expected = draw_levels(layer, RECT, display)
    if layer.chain is None and bits == 10:
        expected = np.floor(expected / 255 * 1023 + 0.5).astype(np.uint16)
        expected[~draw_color(layer, RECT)[1]] = display.ddl[0]
    off = np.abs(drawn.astype(int) - expected.astype(int))
    assert off.max() <= 1
    assert np.count_nonzero(off) <= 2 or (layer.chain is None and bits == 10)


@pytest.mark.parametrize("gray", [True, False], ids=["gray", "rgb"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("kernel", Interpolation)
def test_every_turn_flip_and_zoom_is_numpys(
    renderer: GlRenderer, kernel: Interpolation, kind: str, gray: bool
) -> None:
    """Gray and colored inks, over gray and over color."""
    for turn, zoom in product(TURNS, ZOOMS):
        layer = _image(_turned(turn, zoom), kernel, gray=gray)
        _agrees(renderer, replace(layer, masks=KINDS[kind]))


@pytest.mark.parametrize("gray", [True, False], ids=["gray", "rgb"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("table", DEEP_TABLES)
def test_covers_over_what_is_between_the_levels_are_numpys(
    renderer: GlRenderer, table: str, kind: str, gray: bool
) -> None:
    """Pseudo-gray and noise; the black around a color image has the table's color too."""
    layer = _image(Affine(1.7, 0, 2, 0, 1.7, 3), Interpolation.LINEAR, gray=gray)
    _agrees(renderer, replace(layer, masks=KINDS[kind]), display=DEEP_TABLES[table])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("gray", [True, False], ids=["gray", "rgb"])
def test_ten_bits_are_numpys(kind: str, gray: bool) -> None:
    """The levels of a deep framebuffer."""
    own = OffscreenContext(10)
    layer = _image(Affine(1.7, 0, 2, 0, 1.7, 3), Interpolation.LINEAR, gray=gray)
    with closing(GlRenderer()) as renderer:
        _agrees(renderer, replace(layer, masks=KINDS[kind]), bits=10)
    own.close()


@given(
    turn=st.sampled_from(TURNS),
    zoom=st.tuples(st.floats(0.1, 6), st.floats(0.1, 6)),
    kernel=st.sampled_from(Interpolation),
    kind=st.sampled_from(sorted(KINDS)),
    gray=st.booleans(),
)
def test_any_placement_is_numpys(
    renderer: GlRenderer,
    turn: tuple[int, int, int, int],
    zoom: tuple[float, float],
    kernel: Interpolation,
    kind: str,
    gray: bool,
) -> None:
    """Fractions of pixels everywhere."""
    layer = _image(_turned(turn, zoom), kernel, gray=gray)
    _agrees(renderer, replace(layer, masks=KINDS[kind]))


@pytest.mark.parametrize("gray", [True, False], ids=["gray", "rgb"])
def test_what_lay_over_an_image_goes_without_a_trace(renderer: GlRenderer, gray: bool) -> None:
    """Switched on, changed, and off again: each picture is its own."""
    layer = _image(Affine(1.5, 0, 2, 0, 1.5, 3), Interpolation.LINEAR, gray=gray)
    for kind in ("white", "shutter", "other", "color", "both", "white"):
        _agrees(renderer, replace(layer, masks=KINDS[kind]))
    _agrees(renderer, layer)
    _agrees(renderer, replace(layer, masks=KINDS["white"]))


def test_a_window_drag_draws_no_veil_anew(shared_context: OffscreenContext) -> None:
    """Neither does the inversion; a new place does."""
    del shared_context
    from workstation.render.gl import GL

    vertices = GL.glGenVertexArrays(1)
    GL.glBindVertexArray(vertices)
    display = DisplayTable(np.arange(65536, dtype=np.uint16) // 256, 8)
    layer = replace(
        _image(Affine(1.5, 0, 2, 0, 1.5, 3), Interpolation.LINEAR),
        masks=KINDS["gray, color, gray"],
    )
    with closing(ImagePass(1 << 24)) as images, closing(VeilPass(images)) as veils:
        first = veils.veils(layer, RECT, display)
        dragged = replace(layer, chain=replace(CHAIN, voi=Window(1, 2), inverted=True))
        assert veils.veils(dragged, RECT, display) == first
        moved = replace(layer, surface_from_image=Affine(1.5, 0, 2.5, 0, 1.5, 3))
        assert veils.veils(moved, RECT, display).level is not first.level
    GL.glDisable(GL.GL_SCISSOR_TEST)
    GL.glDeleteVertexArrays(1, [vertices])
