import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.imaging.codecs_coding import (
    Palette,
    UndecodableFrameError,
    UnsupportedCodingError,
)
from workstation.imaging.color import (
    palette_of,
    rescaled,
    rgb_from_ybr,
    supplemental_rgb,
    to_rgb,
)

_BYTES, _WORDS = np.dtype(np.uint8), np.dtype(np.uint16)


@pytest.mark.parametrize(
    ("ybr", "rgb"),
    [
        ((0, 128, 128), (0, 0, 0)),
        ((255, 128, 128), (255, 255, 255)),
        ((76, 85, 255), (254, 0, 0)),
        ((150, 44, 21), (0, 255, 1)),
        ((29, 255, 107), (0, 0, 254)),
    ],
)
def test_ybr_becomes_rgb_as_the_standard_says(ybr: tuple[int, ...], rgb: tuple[int, ...]) -> None:
    """Black, white and the primaries of PS3.3 C.7.6.3.1.2, inverted, to the nearest level."""
    decoded = to_rgb(np.array([[ybr]], np.uint8), "YBR_FULL", 8, _BYTES)
    assert np.abs(decoded[0, 0].astype(int) - rgb).max() <= 1


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_ybr_undoes_the_standard_s_equations(rgb: tuple[int, int, int]) -> None:
    """To two levels, which rounding to integers in between costs."""
    red, green, blue = rgb
    y = 0.299 * red + 0.587 * green + 0.114 * blue
    cb = -0.168736 * red - 0.331264 * green + 0.5 * blue + 128
    cr = 0.5 * red - 0.418688 * green - 0.081312 * blue + 128
    stored = np.clip(np.rint([[[y, cb, cr]]]), 0, 255).astype(np.uint8)
    assert np.abs(rgb_from_ybr(stored, 8)[0, 0] - rgb).max() <= 2


def test_other_color_models_are_refused() -> None:
    """Showing them as RGB would be a lie."""
    with pytest.raises(UnsupportedCodingError, match="YBR_RCT"):
        to_rgb(np.zeros((2, 2, 3), np.uint8), "YBR_RCT", 8, _BYTES)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_partial_ybr_undoes_the_standard_s_equations(rgb: tuple[int, int, int]) -> None:
    """The retired one, whose black is 16 and whose white is 235."""
    red, green, blue = rgb
    y = 0.2568 * red + 0.5041 * green + 0.0979 * blue + 16
    cb = -0.1482 * red - 0.2910 * green + 0.4392 * blue + 128
    cr = 0.4392 * red - 0.3678 * green - 0.0714 * blue + 128
    stored = np.rint([[[y, cb, cr]]]).astype(np.uint8)
    decoded = to_rgb(stored, "YBR_PARTIAL", 8, _BYTES)[0, 0].astype(int)
    assert np.abs(decoded - rgb).max() <= 2


def test_partial_ybr_of_other_depths_is_refused() -> None:
    """The Standard gave equations for 8 bits only."""
    with pytest.raises(UnsupportedCodingError, match="YBR_PARTIAL"):
        to_rgb(np.zeros((2, 2, 3), np.uint16), "YBR_PARTIAL", 12, _WORDS)


@pytest.mark.parametrize(("bits", "dtype", "top"), [(12, _WORDS, 65535), (5, _BYTES, 255)])
def test_odd_depths_fill_the_range(bits: int, dtype: np.dtype[np.generic], top: int) -> None:
    """White is white."""
    values = np.array([0, (1 << bits) - 1], np.uint16)
    assert rescaled(values, bits, dtype).tolist() == [0, top]


def _words(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}H", *values)


def test_a_palette_of_words_is_read() -> None:
    """Red, green and blue beside each other."""
    planes = [_words(1, 2), _words(300, 400), _words(5, 65535)]
    palette = palette_of((2, 7, 16), planes, segmented=False, signed=False)
    assert palette.entries.tolist() == [[1, 300, 5], [2, 400, 65535]]
    assert (palette.first_mapped, palette.bits) == (7, 16)


@pytest.mark.parametrize(
    "plane", [bytes([1, 2, 250]), _words(1, 2, 250), _words(0x100, 0x200, 0xFA00)]
)
def test_a_palette_of_bytes_is_read_however_it_was_padded(plane: bytes) -> None:
    """Packed, in words, or in the high bytes of words."""
    palette = palette_of((3, 0, 8), [plane] * 3, segmented=False, signed=False)
    assert palette.entries[:, 0].tolist() == [1, 2, 250]


def test_the_first_value_mapped_has_the_sign_of_the_pixels() -> None:
    """A VR of US holds it as two's complement."""
    palette = palette_of((1, 65533, 16), [_words(1)] * 3, segmented=False, signed=True)
    assert palette.first_mapped == -3


def test_segments_are_expanded() -> None:
    """Two entries, a line of four, and both again from the beginning (PS3.3 C.7.9.2)."""
    plane = _words(0, 2, 10, 20, 1, 4, 60, 2, 2, 0, 0)
    palette = palette_of((12, 0, 16), [plane] * 3, segmented=True, signed=False)
    line = [30, 40, 50, 60]
    assert palette.entries[:, 2].tolist() == [10, 20, *line, 10, 20, *line]


def test_segments_of_bytes_are_expanded() -> None:
    """Where entries have 8 bits the Standard can be read so; offsets then count bytes."""
    plane = bytes([0, 2, 10, 20, 1, 4, 60, 2, 2, 0, 0, 0])
    palette = palette_of((12, 0, 8), [plane] * 3, segmented=True, signed=False)
    line = [30, 40, 50, 60]
    assert palette.entries[:, 2].tolist() == [10, 20, *line, 10, 20, *line]


def test_segments_that_give_another_number_of_entries_are_refused() -> None:
    """It would color values with those of others."""
    with pytest.raises(UndecodableFrameError, match="palette"):
        palette_of((5, 0, 16), [_words(0, 2, 10, 20)] * 3, segmented=True, signed=False)


@pytest.mark.parametrize("dtype", [np.uint16, np.int16, np.int32])
def test_high_values_of_a_gray_image_are_color(dtype: type[np.generic]) -> None:
    """From the first one mapped on; past the table the last color holds (PS3.3 C.7.6.19)."""
    entries = np.array([[65535, 0, 0], [0, 32896, 0]], np.uint16)
    stored = np.array([[0, 999, 1000], [1001, 1002, 30000]], dtype)
    color, colored = supplemental_rgb(stored, Palette(1000, 16, entries))
    assert colored.tolist() == [[False, False, True], [True, True, True]]
    assert color[0, 2].tolist() == [255, 0, 0]
    assert color[1].tolist() == [[0, 128, 0]] * 3


@given(st.binary(max_size=60), st.booleans())
def test_any_palette_is_expanded_or_refused_in_words(plane: bytes, segmented: bool) -> None:
    """Never another exception, and never without end."""
    try:
        palette = palette_of((8, 0, 16), [plane] * 3, segmented=segmented, signed=False)
    except UndecodableFrameError:
        return
    assert palette.entries.shape == (8, 3)
