"""Scenes through OpenGL: only what has changed is drawn, and it is what the scene says."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.shading import layer_of
from workstation.dicom.lut import LutShape, Rescale, VoiFunction, Window
from workstation.dicom.pixels import PixelPadding
from workstation.display.table import DisplayTable, identity_table
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.pipeline import ddl, draw_color, draw_image
from workstation.render.context import OffscreenContext
from workstation.render.framebuffer import Framebuffer
from workstation.render.gl import GL
from workstation.render.image_pass import ImagePass
from workstation.render.placeholder import placeholder_graphics
from workstation.render.raster import RasterRenderer
from workstation.render.renderer import GlRenderer
from workstation.scene.graphics import Box, Line, Text
from workstation.scene.scene import (
    Affine,
    ImageLayer,
    Interpolation,
    Placeholder,
    Rect,
    Scene,
    ViewportScene,
)

LEFT, RIGHT = Rect(2, 3, 40, 50), Rect(45, 3, 33, 50)
CHAIN = GrayscaleChain(Rescale(2, -500), voi=Window(700, 2500), padding=PixelPadding(0, 3))


@pytest.fixture(scope="module")
def renderer(shared_context: OffscreenContext) -> Iterator[GlRenderer]:
    """One for all, as a window has one."""
    with closing(GlRenderer()) as made:
        yield made


def _table(bits: int = 8, lowest: int = 5) -> DisplayTable:
    return DisplayTable(np.linspace(lowest, 2**bits - 1, 65536).astype(np.uint16), bits)


def _image(seed: int = 0, chain: GrayscaleChain | None = CHAIN) -> ImageLayer:
    stored = np.random.default_rng(seed).integers(0, 1500, (20, 30)).astype(np.uint16)
    return layer_of(stored, chain, Affine(0, -1.9, 45, 1.9, 0, -3), Interpolation.LINEAR)


def _scene(*viewports: ViewportScene, display: DisplayTable | None = None) -> Scene:
    return Scene(80, 60, viewports, display or _table(), background=32)


def _of(levels: npt.NDArray[np.integer], rect: Rect) -> npt.NDArray[np.integer]:
    return levels[rect.y : rect.y + rect.height, rect.x : rect.x + rect.width]


@pytest.mark.parametrize("bits", [8, 10, 16])
def test_the_window_shows_the_tables_levels(bits: int) -> None:
    """Read from the framebuffer that stands for the window, row 0 below, not from the canvas."""
    own = OffscreenContext(bits)
    image, display = _image(), _table(bits)
    scene = _scene(ViewportScene(LEFT, image, None), display=display)
    with closing(GlRenderer()) as renderer:
        window = own.framebuffer(scene.width, scene.height)
        renderer.draw(scene)
        shown = window.read_levels()[::-1]
    own.close()
    expected = ddl(draw_image(image, LEFT), display)
    assert np.array_equal(_of(shown, LEFT), np.repeat(expected[..., None], 3, axis=2))


def test_between_viewports_is_the_background_and_around_images_black(renderer: GlRenderer) -> None:
    """Black through the table: what the display shows for P-Value 0."""
    far = replace(_image(), surface_from_image=Affine(1, 0, 900, 0, 1, 900))
    renderer.draw(_scene(ViewportScene(LEFT, far, None), ViewportScene(RIGHT, None, None)))
    levels = renderer.read()
    assert (levels[:, 42:45] == 32).all()
    assert (_of(levels, LEFT) == 5).all()
    assert (_of(levels, RIGHT) == 5).all()


def test_color_goes_to_the_display_unchanged(renderer: GlRenderer) -> None:
    """Not through the gray table; around it is the same black as around gray images."""
    samples = np.random.default_rng(5).integers(0, 255, (20, 30, 3)).astype(np.uint8)
    layer = layer_of(samples, None, Affine(1.3, 0, 4, 0, 1.3, 8), Interpolation.LINEAR)
    renderer.draw(_scene(ViewportScene(LEFT, layer, None)))
    expected, inside = draw_color(layer, LEFT)
    expected[~inside] = 5
    assert np.array_equal(_of(renderer.read(), LEFT), expected)


def test_only_the_viewport_that_changed_is_drawn(renderer: GlRenderer) -> None:
    """The others keep their pixels without any work."""
    left, right = ViewportScene(LEFT, _image(1), None), ViewportScene(RIGHT, _image(2), None)
    renderer.draw(_scene(left, right))
    inverted = replace(_image(1), chain=replace(CHAIN, inverted=True))
    changed = _scene(left, replace(right, image=inverted))
    assert renderer.draw(changed) == (RIGHT,)
    assert renderer.draw(changed) == ()


def test_what_changed_bit_by_bit_equals_what_is_drawn_at_once(renderer: GlRenderer) -> None:
    """Nothing of an earlier scene shines through."""
    text = Text(10, 10, "R", 20, (255, 255, 0))
    scenes = [
        _scene(ViewportScene(LEFT, _image(1), None, (text,)), ViewportScene(RIGHT, None, None)),
        _scene(
            ViewportScene(LEFT, None, Placeholder.LOADING),
            ViewportScene(RIGHT, _image(2), None, (Line(40, 9, 80, 40, (0, 255, 0), 3, True),)),
        ),
        _scene(ViewportScene(RIGHT, _image(3), None)),
        replace(_scene(ViewportScene(RIGHT, _image(3), None)), background=9),
        _scene(ViewportScene(RIGHT, _image(3), None), display=_table(8, 77)),
        replace(_scene(ViewportScene(RIGHT, _image(3), None)), width=90),
    ]
    for scene in scenes:
        renderer.draw(scene)
        with closing(GlRenderer()) as fresh:
            fresh.draw(scene)
            assert np.array_equal(renderer.read(), fresh.read())


def test_a_window_drag_does_not_interpolate_again(
    renderer: GlRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the second pass runs; a pan runs both."""
    drawn: list[Rect] = []
    draw_plane = ImagePass.draw_plane

    def counted(
        images: ImagePass, layer: ImageLayer, chain: GrayscaleChain, rect: Rect, plane: Framebuffer
    ) -> None:
        drawn.append(rect)
        draw_plane(images, layer, chain, rect, plane)

    monkeypatch.setattr(ImagePass, "draw_plane", counted)
    image = _image(7)
    for layer in (
        image,
        replace(image, chain=replace(CHAIN, voi=Window(1, 2))),
        replace(image, surface_from_image=Affine(1, 0, 0, 0, 1, 0)),
    ):
        renderer.draw(_scene(ViewportScene(LEFT, layer, None)))
    assert len(drawn) == 2


def test_graphics_are_clipped_to_their_viewport(renderer: GlRenderer) -> None:
    """A line to the neighbor ends at the edge."""
    across = Line(0, 20, 80, 20, (255, 0, 0), 5)
    renderer.draw(
        _scene(ViewportScene(LEFT, None, None, (across,)), ViewportScene(RIGHT, None, None))
    )
    red = renderer.read()[20, :, 0] == 255
    assert np.flatnonzero(red).tolist() == list(range(2, 42))


@pytest.mark.parametrize("kind", Placeholder)
def test_a_placeholder_is_its_graphics(renderer: GlRenderer, kind: Placeholder) -> None:
    """The same list that the raster renderer draws."""
    renderer.draw(_scene(ViewportScene(LEFT, None, kind)))
    drawn = renderer.read()
    renderer.draw(_scene(ViewportScene(LEFT, None, None, placeholder_graphics(kind, LEFT))))
    assert np.array_equal(drawn, renderer.read())


def test_the_callers_framebuffer_stays_bound(context: OffscreenContext) -> None:
    """A window system goes on where it was."""
    window = context.framebuffer(80, 60)
    with closing(GlRenderer()) as renderer:
        renderer.draw(_scene(ViewportScene(LEFT, _image(), None)))
    assert GL.glGetIntegerv(GL.GL_FRAMEBUFFER_BINDING) == window.name
    GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, 0)


def test_what_the_window_system_left_switched_on_changes_no_level(renderer: GlRenderer) -> None:
    """Blending, dithering, sRGB and masks are not ours to find as we need them."""
    scene = _scene(ViewportScene(LEFT, _image(8), None))
    renderer.draw(scene)
    expected = renderer.read()
    GL.glEnable(GL.GL_BLEND)
    GL.glBlendFunc(GL.GL_ONE, GL.GL_ONE)
    GL.glEnable(GL.GL_FRAMEBUFFER_SRGB)
    GL.glEnable(GL.GL_SCISSOR_TEST)
    GL.glScissor(0, 0, 1, 1)
    GL.glColorMask(GL.GL_FALSE, GL.GL_TRUE, GL.GL_TRUE, GL.GL_TRUE)
    GL.glEnable(GL.GL_CULL_FACE)
    GL.glCullFace(GL.GL_FRONT_AND_BACK)
    with closing(GlRenderer()) as fresh:
        fresh.draw(scene)
        drawn = fresh.read()
    assert np.array_equal(drawn, expected)


def test_frames_beyond_the_byte_bound_are_drawn_all_the_same() -> None:
    """They are brought to the card again when they are needed."""
    left, right = ViewportScene(LEFT, _image(1), None), ViewportScene(RIGHT, _image(2), None)
    with closing(GlRenderer()) as ample, closing(GlRenderer(frame_bytes=1)) as poor:
        for renderer in (ample, poor):
            renderer.draw(_scene(left, right))
        assert np.array_equal(ample.read(), poor.read())


def test_reading_before_drawing_is_our_mistake() -> None:
    """There is no picture to mistake for one."""
    with closing(GlRenderer()) as renderer, pytest.raises(ValueError, match="nothing"):
        renderer.read()


@given(
    voi=st.none()
    | st.builds(Window, st.floats(-500, 2500), st.floats(1, 3000), st.sampled_from(VoiFunction)),
    shape=st.sampled_from(LutShape),
    inverted=st.booleans(),
    scale=st.tuples(st.floats(0.2, 5), st.floats(0.2, 5)),
    pan=st.tuples(st.floats(-40, 40), st.floats(-40, 40)),
    interpolation=st.sampled_from(Interpolation),
    seed=st.integers(0, 99),
)
def test_both_renderers_draw_the_same_levels(
    renderer: GlRenderer,
    voi: Window | None,
    shape: LutShape,
    inverted: bool,
    scale: tuple[float, float],
    pan: tuple[float, float],
    interpolation: Interpolation,
    seed: int,
) -> None:
    """Image pixels equal, or at a boundary of the table the next level; a box within one rounding.

    The exponential of a sigmoid is rounded in another way on each card.
    """
    chain = replace(CHAIN, voi=voi, presentation=shape, inverted=inverted)
    image = replace(
        _image(seed, chain),
        surface_from_image=Affine(scale[0], 0, pan[0], 0, -scale[1], 50 + pan[1]),
        interpolation=interpolation,
    )
    box = Box(50, 5.5, 20, 20, (10, 250, 90), opacity=0.7)
    scene = _scene(ViewportScene(LEFT, image, None), ViewportScene(RIGHT, image, None, (box,)))
    raster = RasterRenderer()
    raster.draw(scene)
    renderer.draw(scene)
    difference = np.abs(renderer.read().astype(int) - raster.read())
    assert not _of(difference, LEFT)[~_at_boundary(image, LEFT)].any()
    assert difference.max() <= 2
    assert _of(difference, LEFT).max() <= 1


def _at_boundary(image: ImageLayer, rect: Rect) -> npt.NDArray[np.bool_]:
    """Where a value 1/65535 away is shown by another level of the table."""
    p = draw_image(image, rect)
    low, high = (ddl(np.clip(p + step, 0, 1), _table()) for step in (-1 / 65535, 1 / 65535))
    return np.asarray(low != high)


def test_a_lost_context_costs_one_redraw() -> None:
    """A new context and a new renderer draw the same from the scene alone."""
    scene = _scene(ViewportScene(LEFT, _image(4), None), display=identity_table())
    pictures = []
    for _ in range(2):
        own = OffscreenContext()
        renderer = GlRenderer()
        renderer.draw(scene)
        pictures.append(renderer.read())
        own.close()
    assert np.array_equal(pictures[0], pictures[1])
