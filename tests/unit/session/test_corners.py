from hypothesis import given
from hypothesis import strategies as st

from workstation.scene.graphics import Align, Text
from workstation.scene.scene import Rect
from workstation.session.captions import Caption, Weight
from workstation.session.corners import bottom_corner, fitting, top_corner, wanted
from workstation.session.look import Look

CAPTIONS = (
    Caption("must", Weight.MUST),
    Caption("full", Weight.FULL),
    Caption("detail", Weight.DETAIL),
    Caption("few", Weight.FEW),
)
captions = st.lists(
    st.builds(Caption, st.text(min_size=1), st.sampled_from(Weight)), max_size=12
).map(tuple)
looks = st.builds(
    Look,
    st.builds(Rect, st.just(7), st.just(9), st.integers(80, 900), st.integers(80, 900)),
    st.just(1.0),
)


def _contents(texts: tuple[Text, ...]) -> list[str]:
    return [text.content for text in texts]


def test_few_leaves_what_is_needed_and_none_nothing() -> None:
    """Full leaves everything."""
    assert wanted(CAPTIONS, "full") == CAPTIONS
    assert [each.content for each in wanted(CAPTIONS, "few")] == ["must", "few"]
    assert wanted(CAPTIONS, "none") == ()


def test_the_less_important_lines_go_first() -> None:
    """And those that stay keep their order."""
    kept = [[each.content for each in fitting(CAPTIONS, lines)] for lines in (3, 2, 1, 0)]
    assert kept == [["must", "full", "few"], ["must", "few"], ["must"], []]


@given(captions, captions, looks)
def test_corners_above_each_other_do_not_meet(
    above: tuple[Caption, ...], below: tuple[Caption, ...], look: Look
) -> None:
    """Between them there is room for the letter of the edge."""
    top = top_corner(above, look, Align.START)
    bottom = bottom_corner(below, look, Align.START)
    assert all(text.y + look.line <= look.middle[1] - look.line + 1e-6 for text in top)
    assert all(text.y >= look.middle[1] + look.line - 1e-6 for text in bottom)
    assert all(text.y + look.line <= look.bottom + 1e-6 for text in bottom)


def test_a_right_corner_ends_at_the_right() -> None:
    """Its lines are held by their ends."""
    look = Look(Rect(0, 0, 500, 400), 1.0, slider=10)
    (text,) = top_corner(CAPTIONS[:1], look, Align.END)
    assert (text.across, text.x) == (Align.END, 500 - look.margin - 10)


def test_a_bottom_corner_ends_above_the_last_line() -> None:
    """Which belongs to the read-out and the badge."""
    look = Look(Rect(0, 0, 900, 700), 1.0)
    texts = bottom_corner(CAPTIONS, look, Align.START)
    assert _contents(texts)[-1] == "few"
    assert texts[-1].y + look.line == look.bottom
