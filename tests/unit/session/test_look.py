from hypothesis import given
from hypothesis import strategies as st

from workstation.scene.scene import Rect
from workstation.session.look import Look, text_width, wrapped

sides = st.integers(60, 3000)


@given(sides, sides, st.sampled_from((1.0, 1.5, 2.0)))
def test_two_corners_and_the_middle_fit_beside_each_other(
    width: int, height: int, ratio: float
) -> None:
    """Whatever is written in them: each line has a limit."""
    look = Look(Rect(0, 0, width, height), ratio, slider=8)
    left = look.left + look.corner_width
    right = look.right - look.corner_width
    assert left <= look.middle[0] - look.middle_width / 2
    assert right + look.slider >= look.middle[0] + look.middle_width / 2


def test_letters_grow_with_the_pixel_ratio_and_shrink_with_the_viewport() -> None:
    """13 logical pixels where there is room, never less than 8."""
    assert Look(Rect(0, 0, 1000, 800), 1.0).size == 13
    assert Look(Rect(0, 0, 2000, 1600), 2.0).size == 26
    assert Look(Rect(0, 0, 380, 290), 1.0).size == 10
    assert Look(Rect(0, 0, 90, 60), 1.0).size == 8


def test_ideographs_are_wider_than_letters() -> None:
    """Full squares."""
    assert text_width("山田", 10) == 20
    assert text_width("ab", 10) < 15


def test_words_go_on_as_many_lines_as_they_need() -> None:
    """None is wider than the room, and none is lost; a long word goes on in the next line."""
    content = "the file is damaged beyond verylongwordthatnobodycanbreak repair"
    lines = wrapped(content, 10.0, 80.0).split("\n")
    assert lines[:3] == ["the file is", "damaged", "beyond"]
    assert "".join(lines).replace(" ", "") == content.replace(" ", "")
    assert max(text_width(line, 10.0) for line in lines) <= 80.0


def test_bold_letters_need_more_room() -> None:
    """So a bold line is broken earlier."""
    assert wrapped("one two", 10.0, 45.0).count("\n") == 0
    assert wrapped("one two", 10.0, 45.0, bold=True).count("\n") == 1
