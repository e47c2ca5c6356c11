"""Modality values to P-Values to driving levels: the shader is numpy's equal."""

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.deep_tables import with_noise, with_triplets
from tests.support.shading import Shading, every_value, layer_of, whole
from workstation.dicom.lut import (
    LookupTable,
    LutShape,
    PresentationLut,
    Rescale,
    VoiFunction,
    VoiLut,
    Window,
)
from workstation.dicom.pixels import PixelPadding
from workstation.display.table import DisplayTable
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.driving import driving_levels
from workstation.imaging.pipeline import ddl, modality_plane, p_values
from workstation.imaging.presentation import apply_presentation
from workstation.imaging.voi import apply_voi
from workstation.scene.scene import Affine, ImageLayer, Interpolation, Rect

ONE_P_VALUE = 1 / 65535
DTYPES = ("int8", "uint8", "int16", "uint16", "int32", "uint32")
WINDOWS = tuple(
    Window(center, width, function)
    for function in VoiFunction
    for center, width in ((40.0, 400.0), (-600.3, 1500.7), (0.5, 1.0), (12.25, 2.0), (30000, 65536))
)
TABLES = tuple(
    LookupTable(first, (np.arange(length) * 40503 % 2**bits).astype(np.uint16), bits)
    for length in (1, 2, 256, 4096, 65535, 65536)
    for first, bits in ((-32768, 16), (-1000, 12), (0, 8), (65535, 16))
)
CURVE = np.sort(np.random.default_rng(3).integers(0, 65536, 65536))


def a_table(bits: int) -> DisplayTable:
    """Monotonic, uneven, from lowest to highest level."""
    levels = CURVE * (2**bits - 1) // 65535
    levels[[0, -1]] = 0, 2**bits - 1
    return DisplayTable(levels.astype(np.uint16), bits)


def _assert_p_values_agree(shading: Shading, stored: np.ndarray, chain: GrayscaleChain) -> None:
    drawn = shading.p_values(layer_of(stored, chain), whole(stored))
    assert np.abs(drawn.astype(float) - p_values(stored, chain)).max() <= ONE_P_VALUE


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("voi", [None, *WINDOWS], ids=str)
def test_every_function_and_width_is_numpys(
    shading: Shading, dtype: str, voi: VoiLut | None
) -> None:
    """Every stored value there is, also where a width of 1 makes a step."""
    chain = GrayscaleChain(Rescale(1.5, -1024), (-2000.5, 7000.0), voi)
    _assert_p_values_agree(shading, every_value(dtype), chain)


@pytest.mark.parametrize("function", VoiFunction)
def test_at_the_step_of_an_infinitely_steep_window_it_is_dark(
    shading: Shading, function: VoiFunction
) -> None:
    """A value at the step itself is not above it."""
    center, width = (0.5, 1) if function is VoiFunction.LINEAR else (0, 0)
    chain = GrayscaleChain(Rescale(), voi=Window(center, width, function))
    stored = every_value("int8")
    drawn = shading.p_values(layer_of(stored, chain), whole(stored))
    assert np.array_equal(drawn, stored > 0)


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_voi_table_is_numpys(shading: Shading, dtype: str) -> None:
    """Lengths and first values at their extremes; halves round alike."""
    stored = every_value(dtype)
    for table in TABLES:
        _assert_p_values_agree(shading, stored, GrayscaleChain(Rescale(0.5, 0.25), voi=table))


@pytest.mark.parametrize("inverted", [False, True], ids=["as stored", "inverted"])
@pytest.mark.parametrize("presentation", [*LutShape, *TABLES[::4]], ids=str)
def test_every_polarity_is_numpys(
    shading: Shading, presentation: PresentationLut, inverted: bool
) -> None:
    """Presentation LUT Shape or table, and the user's inversion after it; padding stays black."""
    chain = GrayscaleChain(
        Rescale(), voi=Window(9000, 21000), presentation=presentation, inverted=inverted
    )
    stored = every_value("int16")
    _assert_p_values_agree(shading, stored, chain)


def test_padding_is_black_in_every_polarity(shading: Shading) -> None:
    """It is background, not image: neither the shape nor the user inverts it."""
    stored = every_value("uint8")
    for inverted, shape in ((False, LutShape.INVERSE), (True, LutShape.IDENTITY)):
        chain = GrayscaleChain(presentation=shape, inverted=inverted, padding=PixelPadding(10, 20))
        drawn = shading.p_values(layer_of(stored, chain), whole(stored))
        assert not drawn[(stored >= 10) & (stored <= 20)].any()
        assert drawn[stored == 0] == 1


@pytest.mark.parametrize("bits", [8, 10, 16])
def test_no_level_is_wrong_for_any_p_value(shading: Shading, bits: int) -> None:
    """All 65,536 P-Values, framebuffers of 8, 10 and 16 bits: not one is off."""
    every_p = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    chain = GrayscaleChain(modality_range=(0.0, 65535.0))
    table = a_table(bits)
    drawn = shading.levels(layer_of(every_p, chain), whole(every_p), table)
    assert np.array_equal(drawn.ravel(), table.ddl)


@pytest.mark.parametrize("bits", [8, 10, 16])
@pytest.mark.parametrize("table", [with_triplets, with_noise])
def test_no_level_between_the_levels_is_wrong_for_any_p_value(
    shading: Shading, table: Callable[[int], DisplayTable], bits: int
) -> None:
    """All 65,536 P-Values, each of red, green and blue, each place of the pattern."""
    every_p = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    chain, display = GrayscaleChain(modality_range=(0.0, 65535.0)), table(bits)
    for rolled in (every_p, every_p[::-1, ::-1].copy()):
        drawn = shading.colors(layer_of(rolled, chain), whole(rolled), display)
        p = (rolled / 65535).astype(np.float32)
        assert np.array_equal(drawn, driving_levels(p, display, 0, 0))


MODALITIES = st.builds(Rescale, st.floats(-9, 9), st.floats(-5000, 5000))
VOIS = st.none() | st.builds(
    Window, st.floats(-5000, 5000), st.floats(1, 9000), st.sampled_from(VoiFunction)
)


@given(
    modality=MODALITIES,
    voi=VOIS | st.sampled_from(TABLES),
    presentation=st.sampled_from([*LutShape, *TABLES]),
    inverted=st.booleans(),
    scale=st.floats(0.2, 6),
    interpolation=st.sampled_from(Interpolation),
    bits=st.sampled_from([8, 10, 16]),
    seed=st.integers(0, 2**16),
)
def test_levels_of_any_scene_are_numpys(
    shading: Shading,
    modality: Rescale,
    voi: VoiLut | None,
    presentation: PresentationLut,
    inverted: bool,
    scale: float,
    interpolation: Interpolation,
    bits: int,
    seed: int,
) -> None:
    """Equal, or that of a value 1/65535 away where a boundary of a table lies between."""
    stored = np.random.default_rng(seed).integers(-2000, 2000, (19, 23)).astype(np.int16)
    chain = GrayscaleChain(
        modality, (-9000, 9000), voi, presentation, inverted, PixelPadding(-2000, -1900)
    )
    layer = layer_of(stored, chain, Affine(scale, 0, 1.3, 0, -scale, 40.6), interpolation)
    rect, table = Rect(0, 0, 40, 40), a_table(bits)
    drawn = shading.levels(layer, rect, table)
    assert np.logical_or.reduce([drawn == level for level in _allowed(layer, rect, table)]).all()


def _allowed(layer: ImageLayer, rect: Rect, table: DisplayTable) -> Iterator[np.ndarray]:
    """Levels that numpy gives with up to 1/65535 more or less before either of the last tables.

    A card's exp() and division may differ from the processor's in their last digit.
    """
    chain = layer.chain
    assert chain is not None
    plane = modality_plane(layer, rect, chain)
    image = True if plane.inside is None else plane.inside
    values = apply_voi(plane.values, chain.voi, chain.modality_range)
    for before, after in product((0, -ONE_P_VALUE, ONE_P_VALUE), repeat=2):
        p = apply_presentation(np.clip(values + np.float32(before), 0, 1), chain.presentation)
        p = np.clip((1 - p if chain.inverted else p) + np.float32(after), 0, 1)
        whole_p = np.zeros((rect.height, rect.width), np.float32)
        whole_p[plane.rows, plane.columns] = np.where(image, p, 0)
        yield ddl(whole_p, table)
