"""Lines from glyphs: as the shaper draws them, or not at all."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from workstation.render.fonts import face, font
from workstation.render.glyphs import line_of

PLAIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.sampled_from("−×…°"))
SIZES = st.sampled_from([8.0, 9.0, 12.7, 13.0, 14.0, 17.0, 26.0])


def _shaped(content: str, size: float, bold: bool) -> npt.NDArray[np.uint8]:
    canvas = Image.new("L", (40 * len(content) + 80, 120))
    with_font = font(face(bold), size)
    ImageDraw.Draw(canvas).text((40, 60), content, fill=255, font=with_font, anchor="ls")
    return np.asarray(canvas)


@given(PLAIN.filter(len), SIZES, st.booleans())
def test_a_line_from_glyphs_is_what_the_shaper_draws(content: str, size: float, bold: bool) -> None:
    """Pixel by pixel, and as long; where letters touch, both count."""
    line = line_of(content, size, bold)
    assume(line is not None)
    assert line is not None
    assert line.length == font(face(bold), size).getlength(content)
    ink, (x, y) = line.drawn(20)
    shaped = _shaped(content, size, bold)
    height, width = ink.shape
    assert np.array_equal(shaped[60 - y : 60 - y + height, 40 - x : 40 - x + width], ink)
    assert shaped.any(axis=0).sum() == ink.any(axis=0).sum()


@pytest.mark.parametrize(
    "content", ["Position −123.4 mm", "Image 12 / 300  #13", "Zoom 2.00×", "C 40  W 400 HU"]
)
@pytest.mark.parametrize("size", [8.0, 13.0, 26.0])
def test_what_changes_while_one_scrolls_is_put_together(content: str, size: float) -> None:
    """Else the glyphs were of no use."""
    assert line_of(content, size, bold=False) is not None
    assert line_of(content, size, bold=True) is not None


@pytest.mark.parametrize("content", ["", "a\u0301", "12 \u05d0", "١٢", "山", "\u202e12"])
def test_other_scripts_are_shaped_as_a_whole(content: str) -> None:
    """Marks, joined letters and lines from the right are no row of glyphs."""
    assert line_of(content, 13.0, bold=False) is None


def test_a_ligature_is_shaped_as_a_whole() -> None:
    """It is not the letters that it stands for; kerned letters are what they are alone."""
    if not face(False).endswith("DejaVuSans.ttf"):
        pytest.skip("another face, of whose ligatures nothing is known")
    assert line_of("of", 26.0, bold=False) is not None
    assert line_of("To", 26.0, bold=False) is not None
    assert line_of("off", 26.0, bold=False) is None


def test_what_is_no_letter_is_kerned_by_nobody() -> None:
    """What a sign keeps from its neighbor may depend on the text around both."""
    if not face(False).endswith("DejaVuSans.ttf"):
        pytest.skip("another face, of whose kerning nothing is known")
    assert line_of("n-w", 26.0, bold=False) is not None
    assert line_of("-W", 26.0, bold=False) is None
