"""Stored values to modality values at the pixels of a viewport: the shader is numpy's equal."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.shading import Shading, every_value, layer_of, whole
from workstation.dicom.lut import LookupTable, ModalityLut, Rescale
from workstation.dicom.pixels import PixelPadding
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.modality import modality_values
from workstation.imaging.pipeline import modality_plane
from workstation.render.framebuffer import Framebuffer
from workstation.render.gl import GL
from workstation.render.image_pass import NOTHING, ImagePass
from workstation.scene.scene import Affine, ImageLayer, Interpolation, Rect

FLOATING = ("float32", "float64")
DTYPES = ("int8", "uint8", "int16", "uint16", "int32", "uint32")
LENGTHS = (1, 2, 256, 4096, 65535, 65536)
FIRSTS = (-32768, -1000, 0, 200, 65535)

# Every quarter turn with and without a flip, as (a, b, d, e) of an affine of scale 1.
TURNS = (
    *((1, 0, 0, 1), (-1, 0, 0, 1), (1, 0, 0, -1), (-1, 0, 0, -1)),
    *((0, 1, 1, 0), (0, -1, 1, 0), (0, 1, -1, 0), (0, -1, -1, 0)),
)
ZOOMS = ((1.0, 1.0), (3.7, 3.7), (0.31, 0.31), (1.0, 0.4), (0.07, 2.5))


def table_of(length: int, first: int, bits: int = 16) -> LookupTable:
    """A table whose entries tell where they stand."""
    entries = (np.arange(length) * 40503 + 17) % 2**bits
    return LookupTable(first, entries.astype(np.uint16), bits)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    "modality", [Rescale(), Rescale(2.7, -1024.3), Rescale(-0.001, 3e7), table_of(4096, -1000)]
)
def test_every_stored_value_gets_its_modality_value(
    shading: Shading, dtype: str, modality: ModalityLut
) -> None:
    """To the last bit, for every value that the type can hold."""
    stored = every_value(dtype)
    drawn = shading.modality_values(layer_of(stored, GrayscaleChain(modality)), whole(stored))
    assert np.array_equal(drawn, modality_values(stored, modality))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("first", FIRSTS)
def test_every_modality_table_is_looked_up_without_overflow(
    shading: Shading, dtype: str, length: int, first: int
) -> None:
    """Every length that the Standard allows, first values at the extremes of 16 bits."""
    stored = every_value(dtype)
    modality = table_of(length, first)
    drawn = shading.modality_values(layer_of(stored, GrayscaleChain(modality)), whole(stored))
    index = np.clip(stored.astype(np.int64) - first, 0, length - 1)
    assert np.array_equal(drawn, modality.entries[index])


def _agrees(drawn: np.ndarray, layer: ImageLayer, rect: Rect) -> None:
    """Where there is image is the same, and the values to float32's last digits."""
    assert layer.chain is not None
    plane = modality_plane(layer, rect, layer.chain)
    expected = np.full((rect.height, rect.width), NOTHING, np.float32)
    image = True if plane.inside is None else plane.inside
    expected[plane.rows, plane.columns] = np.where(image, plane.values, NOTHING)
    assert np.array_equal(drawn == NOTHING, expected == NOTHING)
    np.testing.assert_allclose(drawn, expected, rtol=1e-6, atol=1e-3)


def _frame(dtype: str = "int16") -> np.ndarray:
    """Asymmetric, with a block of padding (77) inside and one at a corner."""
    rng = np.random.default_rng(4)
    stored = rng.integers(-1000, 3000, (29, 41)).astype(dtype)
    stored[stored == 77] = 78
    stored[5:9, 11:20] = 77
    stored[-3:, :4] = 77
    return stored


def _turned(turn: tuple[int, int, int, int], zoom: tuple[float, float]) -> Affine:
    """The turn and zoom, moved so that the picture lies around a 70 x 60 surface."""
    across, down = zoom
    a, b, d, e = turn[0] * across, turn[1] * across, turn[2] * down, turn[3] * down
    return Affine(a, b, 35.3 - (a * 41 + b * 29) / 2, d, e, 28.9 - (d * 41 + e * 29) / 2)


@pytest.mark.parametrize("padding", [None, PixelPadding(77, 77)], ids=["whole", "padded"])
@pytest.mark.parametrize("interpolation", Interpolation)
def test_every_turn_flip_and_zoom_is_numpys(
    shading: Shading, interpolation: Interpolation, padding: PixelPadding | None
) -> None:
    """Magnified, minified, anisotropic; padding and the outside are kept out of the sums."""
    chain = GrayscaleChain(Rescale(1.3, -24.7), padding=padding)
    rect = Rect(-3, 2, 70, 60)
    for turn, zoom in product(TURNS, ZOOMS):
        layer = layer_of(_frame(), chain, _turned(turn, zoom), interpolation)
        _agrees(shading.modality_values(layer, rect), layer, rect)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int32", "uint32"])
def test_padding_is_decided_on_stored_values_of_any_type(shading: Shading, dtype: str) -> None:
    """32-bit samples, which have no table, keep their padding out too."""
    chain = GrayscaleChain(Rescale(0.5, 3), padding=PixelPadding(70, 77))
    layer = layer_of(_frame(dtype), chain, Affine(1.7, 0, 2.2, 0, 1.7, 1.9), Interpolation.LINEAR)
    rect = Rect(0, 0, 80, 60)
    _agrees(shading.modality_values(layer, rect), layer, rect)


@pytest.mark.parametrize("dtype", FLOATING)
@pytest.mark.parametrize("interpolation", Interpolation)
@pytest.mark.parametrize("padding", [None, PixelPadding(70.5, 77.25)], ids=["whole", "padded"])
def test_what_is_no_number_is_kept_out_of_the_sums(
    shading: Shading, dtype: str, interpolation: Interpolation, padding: PixelPadding | None
) -> None:
    """With padding and without; also where the image is minified."""
    stored = _frame(dtype) / 3
    stored[12, 20], stored[3:5, 30], stored[20:, 2] = np.nan, np.inf, -np.inf
    chain = GrayscaleChain(Rescale(0.37, -2.5), padding=padding)
    for zoom in (0.6, 1.0, 1.7):
        layer = layer_of(stored, chain, Affine(zoom, 0, 2.2, 0, zoom, 1.9), interpolation)
        rect = Rect(0, 0, 80, 60)
        _agrees(shading.modality_values(layer, rect), layer, rect)


@pytest.mark.parametrize("dtype", [*FLOATING, "int32", "uint32"])
def test_wide_values_at_their_extremes_are_numpys(shading: Shading, dtype: str) -> None:
    """Rescaled once, in float64, for both."""
    limits = np.finfo(dtype) if dtype in FLOATING else np.iinfo(dtype)
    stored = np.array([[limits.min, limits.max, 0, 1], [7, 100, 3, limits.max]], dtype)
    for modality in (Rescale(), Rescale(1e-6, -2), Rescale(1, -(2.0**31))):
        layer = layer_of(stored, GrayscaleChain(modality))
        drawn = shading.modality_values(layer, whole(stored))
        assert np.array_equal(drawn, modality_values(stored, modality))


@pytest.mark.parametrize("dtype", ["int16", "int32", "float64"])
def test_one_frame_may_be_shown_with_two_modality_luts(shading: Shading, dtype: str) -> None:
    """Nothing that is kept for one of them is used for the other, side by side or in turn."""
    layer = layer_of(_frame(dtype), None)
    between: ModalityLut = Rescale(5, 0) if dtype in FLOATING else table_of(4096, 0)
    for modality in (Rescale(2, 1), between, Rescale(3, -1)):
        shown = replace(layer, chain=GrayscaleChain(modality))
        _agrees(shading.modality_values(shown, Rect(0, 0, 41, 29)), shown, Rect(0, 0, 41, 29))


def test_at_one_to_one_the_samples_are_untouched(shading: Shading) -> None:
    """What a physicist calls pixel for pixel."""
    for interpolation in Interpolation:
        stored = _frame()
        layer = layer_of(stored, GrayscaleChain(), Affine(1, 0, 5, 0, 1, 7), interpolation)
        drawn = shading.modality_values(layer, Rect(5, 7, 41, 29))
        assert np.array_equal(drawn, stored)


@given(
    turn=st.sampled_from(TURNS),
    across=st.floats(0.05, 9),
    down=st.floats(0.05, 9),
    pan=st.tuples(st.floats(-60, 60), st.floats(-60, 60)),
    interpolation=st.sampled_from(Interpolation),
    padded=st.booleans(),
)
def test_any_placement_is_numpys(
    shading: Shading,
    turn: tuple[int, int, int, int],
    across: float,
    down: float,
    pan: tuple[float, float],
    interpolation: Interpolation,
    padded: bool,
) -> None:
    """Fractions of pixels everywhere."""
    at = _turned(turn, (across, down))
    affine = Affine(at.a, at.b, at.c + pan[0], at.d, at.e, at.f + pan[1])
    chain = GrayscaleChain(padding=PixelPadding(77, 77) if padded else None)
    layer = layer_of(_frame(), chain, affine, interpolation)
    rect = Rect(3, 1, 47, 53)
    _agrees(shading.modality_values(layer, rect), layer, rect)


@pytest.mark.parametrize("tile", [7, 16, 40])
def test_a_frame_larger_than_a_texture_has_no_seams(shading: Shading, tile: int) -> None:
    """The card's limit is lowered here; interpolation reaches across the tiles."""
    tiled = Shading(tile)
    layer = layer_of(
        _frame(), GrayscaleChain(), Affine(0, 2.3, 1, -2.3, 0, 95), Interpolation.SHARP
    )
    rect = Rect(0, 0, 70, 99)
    drawn = tiled.modality_values(layer, rect)
    tiled.close()
    assert np.array_equal(drawn, shading.modality_values(layer, rect))


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("interpolation", Interpolation)
def test_color_is_numpys(dtype: str, interpolation: Interpolation) -> None:
    """8 bits of RGB, interpolated, and black around it."""
    from workstation.imaging.pipeline import draw_color

    samples = np.random.default_rng(9).integers(0, np.iinfo(dtype).max, (13, 17, 3)).astype(dtype)
    layer = layer_of(samples, None, Affine(2.7, 0, 3.2, 0, -1.9, 30.4), interpolation)
    rect = Rect(2, 3, 44, 30)
    images, vertices = ImagePass(1 << 20), GL.glGenVertexArrays(1)
    GL.glBindVertexArray(vertices)
    target = Framebuffer(50, 40, 8)
    target.bind()
    GL.glViewport(rect.x, rect.y, rect.width, rect.height)
    images.draw_color(layer, rect, (0.0, 0.0, 0.0))
    drawn = target.read_levels()[3:33, 2:46]
    for owned in (images, target):
        owned.close()
    assert np.array_equal(drawn, draw_color(layer, rect)[0])
