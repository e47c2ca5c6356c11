"""Text as coverage."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.render.fonts import face, runs
from workstation.render.text import text_size, text_tile
from workstation.scene.graphics import Align, Text

PLAIN = Text(100.0, 50.0, "WL 40 / 400", 16.0, (255, 255, 255))


def test_a_text_stands_in_its_box() -> None:
    """Its ink begins near the corner it is held by, and below the top."""
    tile = text_tile(replace(PLAIN, halo=False))
    height, width = tile.ink.shape
    assert 99 <= tile.x <= 103
    assert 50 <= tile.y < tile.y + height <= 50 + 1.2 * 16 + 1
    assert width == pytest.approx(text_size(PLAIN)[0], abs=4)


@pytest.mark.parametrize("align", Align)
def test_alignment_moves_the_box_by_its_own_size(align: Align) -> None:
    """START, MIDDLE and END of a box whose size does not depend on where it stands."""
    width, height = text_size(PLAIN)
    start, moved = text_tile(PLAIN), text_tile(replace(PLAIN, across=align, down=align))
    assert moved.x - start.x == pytest.approx(-width * align.value, abs=1)
    assert moved.y - start.y == pytest.approx(-height * align.value, abs=1)


def test_the_halo_surrounds_the_ink_and_lies_under_it() -> None:
    """At least one pixel on every side, and nowhere less than the ink."""
    tile = text_tile(PLAIN)
    rows, columns = (np.flatnonzero(tile.ink.any(axis=axis)) for axis in (1, 0))
    assert (tile.halo >= tile.ink).all()
    assert rows[0] >= 1
    assert columns[0] >= 1
    assert columns[-1] < tile.ink.shape[1] - 1


def test_without_a_halo_there_is_none() -> None:
    """The array is there, and empty."""
    assert not text_tile(replace(PLAIN, halo=False)).halo.any()


def test_another_place_or_color_is_the_same_tile() -> None:
    """Nothing is drawn anew while a picture is panned."""
    moved = replace(PLAIN, x=7.0, y=9.0, color=(1, 2, 3))
    assert text_tile(moved).ink is text_tile(PLAIN).ink


def test_a_line_too_long_ends_in_an_ellipsis_within_the_width() -> None:
    """As much of it as fits, and a sign that there is more."""
    long = replace(PLAIN, content="Abdomen with contrast, portal venous", width=120.0)
    almost = replace(long, width=text_size(replace(long, width=0.0))[0])
    assert 90 < text_size(long)[0] <= 120
    assert text_tile(almost).ink.shape[1] > text_tile(long).ink.shape[1]


def test_lines_stand_below_each_other() -> None:
    """At the same distance, whatever is in them."""
    one, two, three = (text_size(replace(PLAIN, content=c))[1] for c in ("a", "g\nÅ", "a\n\nb"))
    assert two == pytest.approx(2 * one)
    assert three == pytest.approx(3 * one)


def test_lines_are_aligned_with_each_other() -> None:
    """The short line of a right-aligned text ends where the long one does."""
    text = replace(PLAIN, content="MMMMMMMM\nM", across=Align.END, halo=False)
    ink = text_tile(text).ink
    lower = ink[ink.shape[0] // 2 + 2 :]
    columns = np.flatnonzero(lower.any(axis=0))
    assert columns[-1] >= ink.shape[1] - 2
    assert columns[0] > ink.shape[1] // 2


def test_bold_has_more_ink() -> None:
    """It is another face."""
    bold = replace(PLAIN, bold=True)
    assert text_tile(bold).ink.sum() > 1.1 * text_tile(PLAIN).ink.sum()


@pytest.mark.parametrize("content", ["", " ", "\n", "\x1b\x07", "\u2029"])
def test_nothing_visible_is_an_empty_tile(content: str) -> None:
    """Control characters of a data set have no picture."""
    assert text_tile(replace(PLAIN, content=content)).ink.size == 0


@pytest.mark.parametrize(
    "name", ["Ежов", "Ωμέγα", "דבורה", "قباني", "山田太郎", "やまだ", "王小東", "홍길동", "ไทย"]
)
def test_a_name_in_any_script_is_drawn_letter_by_letter(name: str) -> None:
    """Not as a row of equal boxes; skipped where no font of this system has the script."""
    if face(False) in {path for path, _ in runs(name, bold=False)} and not _drawn_by_own_face(name):
        pytest.skip("no font with this script on this system")
    drawn = text_tile(replace(PLAIN, content=name)).ink
    boxes = text_tile(replace(PLAIN, content="\U000f0123" * len(name))).ink
    assert drawn.any()
    assert not np.array_equal(drawn, boxes)


def _drawn_by_own_face(name: str) -> bool:
    from workstation.render.fonts import _has

    return all(_has(face(False), character) for character in name)


def test_right_to_left_runs_are_put_in_visual_order() -> None:
    """The first word of a Hebrew line stands at its right, also beside another font's run."""
    if len(runs("שרון 王王", bold=False)) < 2:
        pytest.skip("no font with Han characters on this system")
    line = text_tile(replace(PLAIN, content="שרון 王王", halo=False)).ink
    han = text_tile(replace(PLAIN, content="王王", halo=False)).ink
    left = line[:, : han.shape[1]]
    assert np.array_equal(left[left.any(axis=1)], han)


@given(st.text(max_size=30), st.floats(6, 60), st.floats(0, 300), st.sampled_from(Align))
def test_any_text_of_a_data_set_can_be_drawn(
    content: str, size: float, width: float, across: Align
) -> None:
    """Whatever it contains, the two arrays have one shape and cannot be written."""
    tile = text_tile(Text(0, 0, content, size, (255, 255, 255), across, width=width))
    assert tile.ink.shape == tile.halo.shape
    assert not tile.ink.size or not tile.ink.flags.writeable


@settings(max_examples=30)
@given(
    st.from_regex(r"[A-Za-z ]{0,8}[0-9]{1,4}[A-Za-z/. ]{0,6}", fullmatch=True),
    st.sampled_from([9.0, 13.0, 14.0, 17.0]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([0.0, 40.0]),
)
def test_a_text_whose_like_was_drawn_before_is_the_same_picture(
    content: str, size: float, bold: bool, halo: bool, width: float
) -> None:
    """From glyphs or by the shaper: which of them draws depends on what was drawn before."""
    text = Text(0, 0, content, size, (255, 255, 255), bold=bold, halo=halo, width=width)
    _forget()
    shaped, box = text_tile(text), text_size(text)
    _forget()
    text_tile(
        replace(text, content=content.translate(str.maketrans("123456789", "2345678901"[:9])))
    )
    again = text_tile(text)
    assert text_size(text) == box
    assert (again.x, again.y) == (shaped.x, shaped.y)
    assert np.array_equal(again.ink, shaped.ink)
    assert np.array_equal(again.halo, shaped.halo)


def _forget() -> None:
    from workstation.render.text import _block, _earlier

    _block.cache_clear()
    _earlier.cache_clear()
