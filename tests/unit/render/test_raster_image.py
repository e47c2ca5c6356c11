from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.deep_tables import DEEP_TABLES
from workstation.dicom.lut import LookupTable, LutShape, Rescale, VoiFunction, VoiLut, Window
from workstation.dicom.pixels import PixelPadding
from workstation.display.table import DisplayTable, identity_table
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.picture import draw_levels
from workstation.imaging.pipeline import Plane, draw_color
from workstation.render.raster_image import (
    ColorPlane,
    StoredPlane,
    packed_levels,
    paint,
    plane_key,
    prepare,
)
from workstation.scene.scene import Affine, FramePixels, ImageLayer, Interpolation, Rect

_RECT = Rect(3, 5, 60, 40)
_TWICE = Affine(2, 0, 10, 0, 2, 7)
_GAMMA = DisplayTable((7 + 248 * (np.arange(65536) / 65535) ** 2.2).astype(np.uint16), 8)
_PLACES = np.array([65536, 256, 1], np.uint32)
_TABLE = LookupTable(-300, np.random.default_rng(1).integers(0, 4096, 900).astype(np.uint16), 12)


def _stored(dtype: str, rows: int = 17, columns: int = 23) -> npt.NDArray[Any]:
    if dtype.startswith("float"):
        floating = _stored("int16", rows, columns).astype(dtype) * 0.75
        floating[3, 5:7] = np.nan, np.inf
        return floating
    limits = np.iinfo(dtype)
    random = np.random.default_rng(7)
    low, high = max(limits.min, -1000), min(limits.max, 3000)
    stored = random.integers(low, high, (rows, columns)).astype(dtype)
    stored[random.random(stored.shape) < 0.2] = 100
    return stored


def _layer(
    stored: npt.NDArray[Any],
    chain: GrayscaleChain | None,
    affine: Affine = _TWICE,
    kernel: Interpolation = Interpolation.LINEAR,
) -> ImageLayer:
    return ImageLayer(FramePixels(("test", 0, 0), stored), chain, affine, kernel)


def _painted(
    layer: ImageLayer, table: DisplayTable = _GAMMA, rect: Rect = _RECT
) -> npt.NDArray[np.uint32]:
    target = np.full((rect.height, rect.width), 0x123456, np.uint32)
    paint(target, prepare(layer, rect), layer, table, (rect.x, rect.y))
    return target


def _reference(
    layer: ImageLayer, table: DisplayTable = _GAMMA, rect: Rect = _RECT
) -> npt.NDArray[np.uint32]:
    """What imaging.pipeline says, as framebuffer values."""
    levels = draw_levels(layer, rect, table).astype(np.uint32)
    packed: npt.NDArray[np.uint32] = np.uint32(0xFF000000) + levels @ _PLACES
    return packed


@pytest.mark.parametrize("table", DEEP_TABLES.values(), ids=DEEP_TABLES)
@pytest.mark.parametrize("affine", [_TWICE, Affine(1, 0, -9, 0, 1, 21)], ids=["between", "picked"])
@pytest.mark.parametrize("dtype", ["uint8", "int16", "int32"])
@pytest.mark.parametrize("compiled", [True, False], ids=["compiled", "numpy"])
def test_what_is_between_the_levels_equals_the_reference(
    table: DisplayTable,
    affine: Affine,
    dtype: str,
    compiled: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pseudo-gray and noise, with padding, on a surface wider than the pattern."""
    if not compiled:
        monkeypatch.setattr("workstation.imaging.kernel._library", lambda: None)
    chain = GrayscaleChain(voi=Window(200, 700), padding=PixelPadding(100, 100))
    layer, rect = _layer(_stored(dtype, 50, 90), chain, affine), Rect(3, 5, 160, 90)
    assert np.array_equal(_painted(layer, table, rect), _reference(layer, table, rect))


@pytest.mark.parametrize("table", DEEP_TABLES.values(), ids=DEEP_TABLES)
def test_a_large_picture_in_threads_has_the_pattern_of_its_place(table: DisplayTable) -> None:
    """Each band of rows begins where it stands."""
    layer = _layer(_stored("int16", 300, 200), GrayscaleChain(voi=Window(200, 700)))
    layer = replace(layer, surface_from_image=Affine(6.5, 0, 10, 0, 4.5, 7))
    rect = Rect(30, 50, 1310, 1300)
    assert np.array_equal(_painted(layer, table, rect), _reference(layer, table, rect))


_VOI: list[VoiLut | None] = [
    None,
    Window(200, 700),
    Window(40, 1),
    Window(200, 700.5, VoiFunction.LINEAR_EXACT),
    Window(200, 700, VoiFunction.SIGMOID),
    _TABLE,
]


@pytest.mark.parametrize(
    "dtype", ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"]
)
@pytest.mark.parametrize("kernel", Interpolation)
@pytest.mark.parametrize("zoom", [1.0, 2.0, 0.37, 3.3])
def test_a_picture_equals_the_reference(dtype: str, kernel: Interpolation, zoom: float) -> None:
    """Value by value, with padding that changes with the type of the samples."""
    chain = GrayscaleChain(
        Rescale(1.5, -10.25), voi=Window(200, 700), padding=PixelPadding(100, 100)
    )
    affine = Affine(zoom, 0, 10, 0, zoom * 1.2, 7)
    layer = _layer(_stored(dtype), chain, affine, kernel)
    assert np.array_equal(_painted(layer), _reference(layer))


@pytest.mark.parametrize("voi", _VOI, ids=repr)
@pytest.mark.parametrize("presentation", [*LutShape, _TABLE], ids=repr)
@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("kernel", [Interpolation.NEAREST, Interpolation.LINEAR])
def test_every_chain_equals_the_reference(
    voi: VoiLut | None,
    presentation: LutShape | LookupTable,
    inverted: bool,
    kernel: Interpolation,
) -> None:
    """By table where nothing is interpolated, by computing where something is."""
    chain = GrayscaleChain(
        Rescale(2, -500), (-2500, 5500), voi, presentation, inverted, PixelPadding(100, 140)
    )
    layer = _layer(_stored("int16"), chain, kernel=kernel)
    assert np.array_equal(_painted(layer), _reference(layer))


@given(
    zoom=st.floats(0.1, 6).flatmap(lambda zoom: st.sampled_from([zoom, -zoom])),
    aspect=st.floats(0.5, 2),
    shift=st.tuples(st.floats(-70, 70), st.floats(-70, 70)),
    turned=st.booleans(),
    kernel=st.sampled_from(Interpolation),
    padded=st.booleans(),
)
def test_every_placement_equals_the_reference(
    zoom: float,
    aspect: float,
    shift: tuple[float, float],
    turned: bool,
    kernel: Interpolation,
    padded: bool,
) -> None:
    """Turned, mirrored, scaled, partly or wholly outside."""
    x, y = shift
    affine = Affine(0, zoom, x, zoom * aspect, 0, y)
    if not turned:
        affine = Affine(zoom, 0, x, 0, zoom * aspect, y)
    chain = GrayscaleChain(voi=Window(200, 700), inverted=True)
    chain = replace(chain, padding=PixelPadding(100, 100)) if padded else chain
    layer = _layer(_stored("int16"), chain, affine, kernel)
    assert np.array_equal(_painted(layer), _reference(layer))


@pytest.mark.parametrize("kernel", Interpolation)
def test_a_large_picture_in_bands_equals_the_reference(kernel: Interpolation) -> None:
    """Large enough for several threads."""
    layer = _layer(
        _stored("int16", 300, 200),
        GrayscaleChain(voi=Window(200, 700), padding=PixelPadding(100, 100)),
        Affine(6.5, 0, 10, 0, 4.5, 7),
        kernel,
    )
    rect = Rect(0, 0, 1310, 1300)
    assert np.array_equal(_painted(layer, rect=rect), _reference(layer, rect=rect))


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_color_goes_to_the_screen_unchanged_and_around_it_is_black(dtype: str) -> None:
    """Black of the monitor's table, which may be brighter than 0."""
    random = np.random.default_rng(3)
    stored = random.integers(0, np.iinfo(dtype).max, (11, 13, 3)).astype(dtype)
    layer = _layer(stored, None)
    color, inside = draw_color(layer, _RECT)
    drawn = _painted(layer)
    expected = np.where(inside[..., None], color, _GAMMA.ddl[0])
    assert np.array_equal(drawn[..., None] >> np.array([16, 8, 0]) & 255, expected)
    assert np.all(drawn >> 24 == 255)


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("affine", [Affine(1, 0, 9, 0, -1, 17), Affine(0, -1, 13, 1, 0, 2)])
def test_color_that_is_not_interpolated_is_what_the_reference_says(
    dtype: str, affine: Affine
) -> None:
    """Pixels are picked without any arithmetic, turned too."""
    random = np.random.default_rng(3)
    stored = random.integers(0, np.iinfo(dtype).max, (11, 13, 3)).astype(dtype)
    layer = _layer(stored, None, affine)
    color, _inside = draw_color(layer, _RECT)
    drawn = _painted(layer, identity_table())
    assert np.array_equal(drawn[..., None] >> np.array([16, 8, 0]) & 255, color)


def test_nothing_is_interpolated_where_pixels_meet_pixels() -> None:
    """Then one table leads from stored values to the framebuffer."""
    stored = _stored("int16")
    one_to_one = Affine(1, 0, 10, 0, -1, 47)
    assert isinstance(prepare(_layer(stored, GrayscaleChain(), one_to_one), _RECT), StoredPlane)
    assert isinstance(prepare(_layer(stored, GrayscaleChain()), _RECT), Plane)
    color = np.zeros((2, 2, 3), np.uint8)
    assert isinstance(prepare(_layer(color, None), _RECT), ColorPlane)


def test_a_new_window_needs_no_new_interpolation() -> None:
    """What is prepared depends on placement, Modality LUT and padding only."""
    layer = _layer(_stored("int16"), GrayscaleChain(voi=Window(1, 2)))
    other = replace(layer, chain=GrayscaleChain(voi=Window(3, 4), inverted=True))
    assert plane_key(layer, _RECT) == plane_key(other, _RECT)


@pytest.mark.parametrize(
    "chain",
    [
        GrayscaleChain(modality=Rescale(2, 0)),
        GrayscaleChain(padding=PixelPadding(0, 0)),
        None,
    ],
)
def test_a_new_modality_lut_or_padding_needs_a_new_one(chain: GrayscaleChain | None) -> None:
    """Both come before interpolation."""
    layer = _layer(_stored("int16"), GrayscaleChain())
    assert plane_key(layer, _RECT) != plane_key(replace(layer, chain=chain), _RECT)


def test_levels_of_ten_bits_are_shown_in_eight() -> None:
    """The framebuffer has no more; the badge says so."""
    assert packed_levels(identity_table(10))[[0, 65535]].tolist() == [0xFF000000, 0xFFFFFFFF]
    ten = DisplayTable(np.full(65536, 512, np.uint16), 10)
    assert packed_levels(ten)[0] == 0xFF808080
