from hypothesis import given
from hypothesis import strategies as st

from workstation.scene.graphics import Align, Text
from workstation.scene.scene import Rect
from workstation.session.caption import Caption, Weight
from workstation.session.corners import bottom_corner, fitting, standing, top_corner, wanted
from workstation.session.look import Look, text_width

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
    blocks = _blocks(CAPTIONS)
    kept = [[each.content for each in fitting(blocks, lines)] for lines in (3, 2, 1, 0)]
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


def test_a_caution_goes_on_in_the_next_line_instead_of_being_cut() -> None:
    """In a narrow corner; every word of it can be read."""
    look = Look(Rect(0, 0, 250, 400), 1.0)
    caution = Caption("Uneven slice spacing in this stack", Weight.MUST)
    texts = top_corner((caution,), look, Align.START)
    assert " ".join(_contents(texts)) == caution.content
    assert max(text_width(text.content, text.size) for text in texts) <= look.corner_width


def test_what_may_be_cut_stays_one_line() -> None:
    """Or a long description would push out the rest."""
    look = Look(Rect(0, 0, 250, 400), 1.0)
    long = Caption("A description of very many words", Weight.FULL)
    assert len(top_corner((long,), look, Align.START)) == 1


def _blocks(captions: tuple[Caption, ...]) -> tuple[tuple[Caption, tuple[str, ...]], ...]:
    return tuple((each, (each.content,)) for each in captions)


def _kept(blocks: tuple[tuple[Caption, tuple[str, ...]], ...], lines: int) -> list[str]:
    return [each.content for each in fitting(blocks, lines)]


def test_where_what_must_stand_finds_no_room_the_last_line_counts_it() -> None:
    """Nobody takes a few cautions for all of them; the last one goes first."""
    lines = _blocks(tuple(Caption(word, Weight.MUST) for word in ("one", "two", "three", "four")))
    assert _kept(lines, 4) == ["one", "two", "three", "four"]
    assert _kept(lines, 3) == ["one", "two", "+ 2 more"]


def test_a_caution_stands_whole_or_not_at_all() -> None:
    """Half of it would say something else; of what comes first at least the beginning stands."""
    name, long = Caption("name", Weight.MUST), Caption("a b c", Weight.MUST)
    blocks = ((name, ("name",)), (long, ("a", "b", "c")))
    assert _kept(blocks, 3) == ["name", "+ 1 more"]
    assert _kept(blocks, 1) == ["name …"]
    assert _kept(blocks[1:], 2) == ["a", "b …"]


def test_a_sign_that_must_stand_stays_without_corner_text() -> None:
    """The others go with the text that they stand by."""
    assert [each.content for each in standing(CAPTIONS, "none")] == ["must"]
    assert standing(CAPTIONS, "few") == wanted(CAPTIONS, "few")


def test_what_stands_aside_is_never_on_the_picture() -> None:
    """The panel has it."""
    assert standing((Caption("aside", Weight.ASIDE),), "full") == ()


def test_a_long_sentence_is_said_in_few_words_only_where_it_takes_too_many_lines() -> None:
    """Two lines are not too many for it."""
    words = "The header says one thing and the pixel data say another"
    caution = Caption(words, Weight.MUST, short="In doubt", lines=2)
    shown = {
        width: _contents(top_corner((caution,), Look(Rect(0, 0, width, 900), 1.0), Align.START))
        for width in (800, 300)
    }
    assert " ".join(shown[800]) == words
    assert shown[300] == ["In doubt"]


def test_fewer_words_are_used_where_all_do_not_fit() -> None:
    """The number of an image is not broken over two lines."""
    number = Caption("Image 123 / 4567", Weight.MUST, short="123 / 4567")
    (text,) = bottom_corner((number,), Look(Rect(0, 0, 200, 400), 1.0), Align.START)
    assert text.content == "123 / 4567"


def test_a_number_is_left_out_rather_than_cut() -> None:
    """Half of it would be another one."""
    look = Look(Rect(0, 0, 220, 400), 1.0)
    made = Caption("120 kV  170 mA  12345 mAs", Weight.DETAIL)
    (text,) = top_corner((made,), look, Align.END)
    assert text.content == "120 kV  …"


def test_words_may_be_cut() -> None:
    """By whoever knows how wide they are: the beginning says more than nothing."""
    look = Look(Rect(0, 0, 220, 400), 1.0)
    (text,) = top_corner((Caption("Series 1  Color Doppler of it"),), look, Align.END)
    assert text.content == "Series 1  Color Doppler of it"


def test_a_long_line_of_one_number_is_said_in_fewer_words() -> None:
    """With its unit."""
    look = Look(Rect(0, 0, 220, 400), 1.0)
    place = Caption("Position −1148.75 mm", Weight.FULL, short="Pos −1148.75 mm")
    (text,) = top_corner((place,), look, Align.START)
    assert text.content == "Pos −1148.75 mm"


def test_a_sign_takes_the_lines_that_it_needs_whatever_its_weight() -> None:
    """Its end is not cut off as that of a description is."""
    look = Look(Rect(0, 0, 250, 400), 1.0)
    sign = Caption("Text that is burned into the image", Weight.FULL, lines=2)
    texts = top_corner((sign,), look, Align.START)
    assert len(texts) == 2
    assert " ".join(_contents(texts)) == sign.content
