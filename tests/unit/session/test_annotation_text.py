"""Where texts of annotations stand; what they really take is asked of the renderers' own tiles."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.dicom.annotation import Justification, VerticalAlignment
from workstation.render.text import text_size, text_tile
from workstation.scene.graphics import Path, Text
from workstation.scene.scene import Rect
from workstation.session.annotation_text import Area, PlacedText, text_marks
from workstation.session.look import Look

INK = (255.0, 255.0, 255.0)
LOOK = Look(Rect(100, 50, 600, 400), 1.0)
PLAIN = PlacedText("Nodule", None, None, False, Justification.LEFT, VerticalAlignment.TOP, False)
BOX = Area(200, 150, 160, 60)
SCRIPTS = (
    "A=196px, µ=78.9, σ=22.69",
    "山田太郎 腫瘤 ①",
    "김희중 결절",
    "ورم في الرئة سسسسسس",
    "גידול בריאה",
    "ก้อนเนื้อที่ปอด",
    "ЩЩЩЖЖ ОПУХОЛЬ ЮЮЮ",
    "WWWWMMMM@@",
)


def _text(text: PlacedText, look: Look = LOOK) -> Text:
    (found,) = [mark for mark in text_marks(text, INK, True, look) if isinstance(mark, Text)]
    return found


def _ink(text: Text) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what is drawn, halo included."""
    tile = text_tile(text)
    return tile.x, tile.y, tile.x + tile.ink.shape[1], tile.y + tile.ink.shape[0]


def _line(text: PlacedText) -> Path | None:
    lines = [mark for mark in text_marks(text, INK, True, LOOK) if isinstance(mark, Path)]
    return lines[0] if lines else None


@pytest.mark.parametrize("down", VerticalAlignment)
@pytest.mark.parametrize("across", Justification)
def test_a_text_stands_in_its_box(across: Justification, down: VerticalAlignment) -> None:
    """Where it is justified to, within what a letter leaves free."""
    left, top, right, bottom = _ink(
        _text(replace(PLAIN, box=BOX, justification=across, vertical=down))
    )
    x, y = (left + right) / 2, (top + bottom) / 2
    thirds = {"LEFT": 0, "TOP": 0, "CENTER": 1, "RIGHT": 2, "BOTTOM": 2}
    assert int((x - BOX.x) / BOX.width * 3) == thirds[across.value]
    assert int((y - BOX.y) / BOX.height * 3) == thirds[down.value]


def test_a_text_that_finds_room_in_its_box_is_broken_into_lines() -> None:
    """As many as it needs; its own line breaks stay."""
    words = "A long finding that needs some lines\nand its end"
    content = _text(replace(PLAIN, content=words, box=Area(200, 150, 120, 200))).content
    assert content.count("\n") > 2
    assert content.replace("\n", " ") == words.replace("\n", " ")
    assert "\nand its end" in content


def test_a_text_that_does_not_fit_is_drawn_in_full_outside_of_its_box() -> None:
    """In its own line, from the corner of the box (C.10.5.1.1, note 1)."""
    text = _text(replace(PLAIN, content="A=196px, mean=78.9", box=Area(200, 150, 20, 8)))
    assert text.content == "A=196px, mean=78.9"
    assert text.width == 0
    assert _ink(text)[2] > 300


def test_no_word_is_broken_for_a_box() -> None:
    """A box that was turned is narrow: "12.4" must not become "12." and "4"."""
    box = Area(200, 150, 24, 300)
    assert _text(replace(PLAIN, content="Ø 12.4 mm", box=box)).content == "Ø 12.4 mm"


def test_a_long_text_that_does_not_fit_its_box_has_several_lines() -> None:
    """Rather than one across the whole image."""
    words = "Right lobe, segment VI, to be compared with the prior examination"
    text = _text(replace(PLAIN, content=words, box=Area(200, 150, 30, 10)))
    assert text.content.count("\n") in (1, 2)
    assert _ink(text)[0] < 210


@settings(max_examples=40)
@given(
    content=st.sampled_from(SCRIPTS),
    x=st.floats(100, 700),
    y=st.floats(50, 450),
    across=st.sampled_from(Justification),
    bold=st.booleans(),
)
def test_a_text_is_never_cut_by_the_edge_of_the_viewport(
    content: str, x: float, y: float, across: Justification, *, bold: bool
) -> None:
    """In any script, wherever its small box lies."""
    box = Area(x - 10, y - 5, 20, 10)
    text = _text(replace(PLAIN, content=content, box=box, justification=across, bold=bold))
    left, top, right, bottom = _ink(text)
    assert (left >= 100, top >= 50, right <= 700, bottom <= 450) == (True, True, True, True)


@pytest.mark.parametrize("content", SCRIPTS)
def test_a_text_wider_than_the_viewport_goes_on_in_the_next_line(content: str) -> None:
    """All of it is there."""
    small = Look(Rect(0, 0, 90, 120), 1.0)
    text = _text(replace(PLAIN, content=content, anchor=(45.0, 60.0)), small)
    assert "".join(text.content.split()) == "".join(content.split())
    assert text_size(text)[0] <= 90


def test_letters_become_smaller_where_the_viewport_is_too_low() -> None:
    """Down to what can still be read."""
    many = "\n".join(f"line {number}" for number in range(30))
    text = _text(replace(PLAIN, content=many, anchor=(300.0, 200.0)))
    assert 8 <= text.size < LOOK.size
    assert _ink(text)[3] <= 450


def test_a_text_of_the_maximum_length_is_whole() -> None:
    """Unformatted Text Value is an ST: 1024 characters; what is far beyond that says so."""
    assert len(_text(replace(PLAIN, content="a" * 1024, box=BOX)).content.replace("\n", "")) == 1024
    cut = _text(replace(PLAIN, content="a" * 9999, box=BOX)).content
    assert cut.endswith("…")


def test_nothing_is_drawn_of_a_text_out_of_view() -> None:
    """The image was moved; neither its box nor its anchor is to be seen."""
    assert text_marks(replace(PLAIN, box=Area(0, 0, 99, 20)), INK, True, LOOK) == ()
    assert text_marks(replace(PLAIN, anchor=(99.0, 200.0)), INK, True, LOOK) == ()


def test_a_text_whose_anchor_is_in_view_is_drawn() -> None:
    """Its box is not: it is brought to where it can be read (C.10.5.1.1)."""
    text = _text(replace(PLAIN, box=Area(-900, 0, 90, 20), anchor=(300.0, 200.0)))
    assert _ink(text)[0] >= 100


def test_a_text_without_box_stands_beside_its_anchor() -> None:
    """To the right and above, so that it does not cover what it is about."""
    left, _top, _right, bottom = _ink(_text(replace(PLAIN, anchor=(300.0, 200.0))))
    assert 302 < left < 325
    assert 175 < bottom < 199


def test_a_text_beside_an_anchor_at_the_right_stands_to_its_left() -> None:
    """There is no room on the other side; at the top it stands below."""
    _left, top, right, _bottom = _ink(_text(replace(PLAIN, anchor=(695.0, 55.0))))
    assert right < 694
    assert top > 56


def test_a_visible_anchor_has_a_line_from_its_text() -> None:
    """From the nearest edge of the text to the very point."""
    line = _line(replace(PLAIN, box=BOX, anchor=(220.5, 300.25), anchor_visible=True))
    assert line is not None
    assert line.points[1] == (220.5, 300.25)
    assert line.points[0][0] == 220.5
    assert 150 < line.points[0][1] < 180


def test_an_anchor_that_is_not_visible_has_no_line() -> None:
    """Nor has one that lies under its text."""
    assert _line(replace(PLAIN, box=BOX, anchor=(220.5, 300.25))) is None
    assert _line(replace(PLAIN, box=BOX, anchor=(205.0, 155.0), anchor_visible=True)) is None
