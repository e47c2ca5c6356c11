from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.dicom.dataset import Attributes
from workstation.dicom.lut import LookupTable, LutShape, Rescale, VoiFunction, Window
from workstation.dicom.model import Frame, Instance
from workstation.dicom.pixels import ImagePixel, PixelPadding
from workstation.dicom.stored import StoredFile
from workstation.display.table import identity_table
from workstation.imaging import pipeline
from workstation.imaging.chain import GrayscaleChain
from workstation.scene.scene import Affine, FramePixels, ImageLayer, Interpolation, Rect

Stored = npt.NDArray[np.integer]

_EXACT = VoiFunction.LINEAR_EXACT
_INVERSE_TABLE = LookupTable(0, np.array([255, 100, 0], np.uint16), 8)


def _p(stored: list[int], chain: GrayscaleChain, dtype: type = np.int16) -> list[float]:
    values: list[float] = pipeline.p_values(np.array(stored, dtype), chain).tolist()
    return values


def test_the_modality_lut_comes_before_the_voi_lut() -> None:
    """The window is in HU, not in stored values."""
    chain = GrayscaleChain(Rescale(2, -1000), voi=Window(0, 400, _EXACT))
    assert _p([400, 450, 500, 600], chain) == [0, 0.25, 0.5, 1]


def test_the_presentation_lut_comes_after_the_voi_lut() -> None:
    """Its input is what the window made, not modality values."""
    chain = GrayscaleChain(voi=Window(100, 100, _EXACT), presentation=_INVERSE_TABLE)
    assert _p([0, 100, 200], chain) == pytest.approx([1, 100 / 255, 0])


def test_the_users_inversion_comes_last() -> None:
    """Of a table that is not symmetric it makes one minus its output."""
    chain = GrayscaleChain(voi=Window(100, 100, _EXACT), presentation=_INVERSE_TABLE, inverted=True)
    assert _p([0, 100, 200], chain) == pytest.approx([0, 1 - 100 / 255, 1])


def test_an_inverse_shape_inverted_by_the_user_is_upright_again() -> None:
    """Twice is not at all."""
    chain = GrayscaleChain(
        voi=Window(128, 256, _EXACT), presentation=LutShape.INVERSE, inverted=True
    )
    assert _p([64, 192], chain, np.uint8) == [0.25, 0.75]


@pytest.mark.parametrize("presentation", [*LutShape, _INVERSE_TABLE])
@pytest.mark.parametrize("inverted", [False, True])
def test_padding_is_black_whatever_the_polarity(
    presentation: LutShape | LookupTable, inverted: bool
) -> None:
    """PS3.3 C.7.5.1.1.2: it is no part of the image, and may not glare."""
    padding = PixelPadding(-2000, -1990)
    chain = GrayscaleChain(
        voi=Window(-1995, 10, _EXACT),
        presentation=presentation,
        inverted=inverted,
        padding=padding,
    )
    assert _p([-2000, -1995, -1990], chain) == [0, 0, 0]


def test_values_beside_the_padding_are_image() -> None:
    """The range includes its ends and nothing more."""
    valid = pipeline.valid_pixels(np.array([4, 5, 7, 8], np.int16), PixelPadding(5, 7))
    assert valid is not None
    assert valid.tolist() == [True, False, False, True]


@pytest.mark.parametrize(("first", "last"), [(-2000, -2000), (70000, 80000)])
def test_padding_outside_the_stored_type_hides_nothing(first: int, last: int) -> None:
    """A value that no pixel can have; and none may be found by wrapping around."""
    assert pipeline.valid_pixels(np.zeros(3, np.uint16), PixelPadding(first, last)) is None


def test_padding_that_begins_below_the_stored_type_still_counts() -> None:
    """A range of which only a part can occur."""
    valid = pipeline.valid_pixels(np.array([0, 9, 10], np.uint8), PixelPadding(-5, 9))
    assert valid is not None
    assert valid.tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("p", "ddl"), [(0.0, 0), (1 / 255 - 1e-5, 0), (1 / 255, 1), (200 / 255, 200), (1.0, 255)]
)
def test_a_p_value_has_the_level_that_it_has_reached(p: float, ddl: int) -> None:
    """With nothing known of the monitor."""
    assert pipeline.ddl(np.array([p], np.float32), identity_table())[0] == ddl


@given(st.lists(st.integers(-32768, 32767), min_size=1))
def test_every_stored_value_has_a_p_value(stored: list[int]) -> None:
    """Nothing leaves 0 to 1, whatever is stored."""
    p = _p(stored, GrayscaleChain(Rescale(1.5, -7), voi=Window(40.3, 80)))
    assert all(0 <= value <= 1 for value in p)


def _frame() -> Frame:
    image = ImagePixel(2, 2, 1, "MONOCHROME1", 16, 12, 11, False, 0, 1)
    file = StoredFile("x", Path("x"), 0, 0)
    instance = Instance("1", "2", "3", None, image, None, Attributes(b"", {}), file)
    return Frame(
        instance,
        0,
        None,
        None,
        1.0,
        Rescale(2, -10),
        (Window(1, 2),),
        LutShape.INVERSE,
        PixelPadding(0, 0),
        None,
        None,
    )


def test_a_frames_chain_is_what_the_frame_says() -> None:
    """With the VOI and the inversion of the viewport."""
    chain = pipeline.chain_of(_frame(), Window(5, 6), inverted=True)
    assert chain == GrayscaleChain(
        Rescale(2, -10),
        (-10, 8180),
        Window(5, 6),
        LutShape.INVERSE,
        True,
        PixelPadding(0, 0),
    )


def test_what_has_no_pixels_has_no_chain() -> None:
    """Asking is a mistake of ours."""
    frame = _frame()
    report = replace(frame, instance=replace(frame.instance, image=None))
    with pytest.raises(ValueError, match="without pixels"):
        pipeline.chain_of(report, None, inverted=False)


def test_the_default_window_does_not_look_at_padding() -> None:
    """-2000 around an MR slice would make everything else gray."""
    stored = np.array([[-2000, 0, 100]], np.int16)
    window = pipeline.default_window("MR", stored, Rescale(2, 0), PixelPadding(-2000, -2000))
    assert (window.center, window.width) == (100, 200)


def _layer(stored: Stored, chain: GrayscaleChain | None, kernel: Interpolation) -> ImageLayer:
    return ImageLayer(FramePixels(("x", 0, 0), stored), chain, Affine(2, 0, 3, 0, 2, 1), kernel)


def test_an_image_is_drawn_where_it_is_placed_and_black_around_it() -> None:
    """Inverted, so that black around is not the black of a window's end."""
    stored = np.array([[0, 64], [128, 255]], np.uint8)
    chain = GrayscaleChain(voi=Window(128, 256, _EXACT), inverted=True)
    drawn = pipeline.draw_image(_layer(stored, chain, Interpolation.NEAREST), Rect(2, 0, 6, 6))
    expected = np.zeros((6, 6))
    expected[1:5, 1:5] = np.kron(1 - stored / 256, np.ones((2, 2)))
    assert drawn == pytest.approx(expected)


def test_interpolation_lies_between_modality_and_voi_lut() -> None:
    """Halfway between 0 and 1000 is 500, which the window shows white; P-Values would give half."""
    chain = GrayscaleChain(voi=Window(100, 200, _EXACT))
    layer = ImageLayer(
        FramePixels(("x", 0, 0), np.array([[0, 1000]], np.int16)),
        chain,
        Affine(4, 0, 0, 0, 4, 0),
        Interpolation.LINEAR,
    )
    assert pipeline.draw_image(layer, Rect(0, 0, 8, 1))[0, 3:5].tolist() == [1, 1]


def test_padding_is_decided_before_interpolation() -> None:
    """On stored values: no blend of padding and image comes out as either."""
    chain = GrayscaleChain(voi=Window(50, 100, _EXACT), padding=PixelPadding(-2000, -2000))
    layer = _layer(np.array([[-2000, 50]], np.int16), chain, Interpolation.LINEAR)
    assert pipeline.draw_image(layer, Rect(3, 1, 4, 2))[0].tolist() == [0, 0, 0.5, 0.5]


def test_a_color_image_goes_through_unchanged() -> None:
    """At one to one every sample is itself; outside there is no image."""
    color = np.arange(12, dtype=np.uint8).reshape(2, 2, 3) * 20
    layer = ImageLayer(
        FramePixels(("x", 0, 0), color), None, Affine(1, 0, 1, 0, 1, 0), Interpolation.LINEAR
    )
    drawn, inside = pipeline.draw_color(layer, Rect(0, 0, 3, 2))
    assert drawn[:, 1:].tolist() == color.tolist()
    assert inside.tolist() == [[False, True, True]] * 2


def test_color_of_16_bits_is_shown_in_8() -> None:
    """The whole range onto the whole range."""
    color = np.array([[[0, 257 * 100, 65535]]], np.uint16)
    layer = ImageLayer(
        FramePixels(("x", 0, 0), color), None, Affine(1, 0, 0, 0, 1, 0), Interpolation.NEAREST
    )
    assert pipeline.draw_color(layer, Rect(0, 0, 1, 1))[0].tolist() == [[[0, 100, 255]]]


def test_a_color_image_has_no_p_values() -> None:
    """Asking is a mistake of ours."""
    layer = _layer(np.zeros((1, 1, 3), np.uint8), None, Interpolation.NEAREST)
    with pytest.raises(ValueError, match="no P-Values"):
        pipeline.draw_image(layer, Rect(0, 0, 1, 1))


def test_an_image_on_its_side_keeps_its_padding() -> None:
    """Turned clockwise: the first row becomes the last column."""
    stored = np.array([[10, 20, -5], [30, 40, 50]], np.int16)
    chain = GrayscaleChain(voi=Window(50, 100, _EXACT), padding=PixelPadding(-5, -5))
    layer = ImageLayer(
        FramePixels(("x", 0, 0), stored), chain, Affine(0, -1, 2, 1, 0, 0), Interpolation.LINEAR
    )
    drawn = pipeline.draw_image(layer, Rect(0, 0, 2, 3))
    assert drawn == pytest.approx(np.array([[0.3, 0.1], [0.4, 0.2], [0.5, 0]]))


_MAP = np.array([[-4, np.nan, 1], [0.5, np.inf, 3], [-np.inf, 2, -0.25]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("inverted", [False, True])
def test_what_is_no_number_is_black_and_no_value(dtype: type, inverted: bool) -> None:
    """As padding is, whatever the polarity: white by accident would be a finding."""
    chain = GrayscaleChain(voi=Window(0, 8, _EXACT), inverted=inverted)
    p = pipeline.p_values(_MAP.astype(dtype), chain)
    assert not p[~np.isfinite(_MAP)].any()
    assert p[0, 2] == (0.375 if inverted else 0.625)


@pytest.mark.parametrize(
    ("padding", "valid"),
    [
        (PixelPadding(0.25, 1.0), [True, False, True]),
        (PixelPadding(-np.inf, 0.0), [False, True, True]),
    ],
)
def test_floating_padding_has_fractions_for_ends(padding: PixelPadding, valid: list[bool]) -> None:
    """PS3.3 C.7.6.24.1."""
    stored = np.array([-1, 0.5, 1.5], np.float32)
    assert pipeline.valid_pixels(stored, padding) is not None
    assert np.array_equal(pipeline.valid_pixels(stored, padding), valid)  # type: ignore[arg-type]


def test_all_is_image_where_all_are_numbers() -> None:
    """Then nothing needs to be kept out of the sums."""
    assert pipeline.valid_pixels(np.array([0.5, -1e300]), None) is None


def _floating_frame() -> Frame:
    whole = _frame()
    image = whole.instance.image
    assert image is not None
    image = replace(image, floating=True, bits_allocated=64, bits_stored=64, high_bit=63)
    return replace(whole, instance=replace(whole.instance, image=image), padding=None)


def test_without_a_voi_lut_fractions_are_spread_from_lowest_to_highest() -> None:
    """Over the range of their type every map would be one gray."""
    frame = replace(_floating_frame(), modality_lut=Rescale(2, 1))
    chain = pipeline.chain_of(frame, None, False, _MAP)
    assert chain.modality_range == (-7, 7)


def test_a_frame_without_a_number_has_a_range_all_the_same() -> None:
    """It is all padding."""
    assert pipeline.value_range(np.array([np.nan]), Rescale(), None) == (0, 1)


@pytest.mark.parametrize("kernel", Interpolation)
@pytest.mark.parametrize("zoom", [0.4, 1.0, 2.6])
def test_what_is_no_number_does_not_spread_to_its_neighbors(
    kernel: Interpolation, zoom: float
) -> None:
    """A single one would else leave holes as wide as the kernel, or gray edges."""
    stored = np.full((9, 9), 0.5, np.float32)
    stored[4, 4] = np.nan
    chain = GrayscaleChain(voi=Window(0.5, 1, _EXACT))
    layer = ImageLayer(
        FramePixels(("a", 0, 0), stored), chain, Affine(zoom, 0, 0, 0, zoom, 0), kernel
    )
    size = round(9 * zoom)
    drawn = pipeline.draw_image(layer, Rect(0, 0, size, size))
    assert set(np.unique(drawn.round(5))) <= {0.0, 0.5}
