from dataclasses import replace

from tests.support.sample_frames import Values, frame, geometry, instance
from workstation.dicom.model import Frame
from workstation.dicom.note import Note
from workstation.session.caption import Weight
from workstation.session.look import CAUTION, DANGER
from workstation.session.signs import Signs, captions_of, signs_of

_LOSSY: Values = {
    0x0028_2110: ("CS", "01"),
    0x0028_2112: ("DS", "12.5"),
    0x0028_2114: ("CS", "ISO_15444_1"),
}
_DENIED = Note("LOSSY JPEG, although the transfer syntax is lossless", "lossy")


def _frame(values: Values | None = None) -> Frame:
    return replace(frame(instance(values=values), plane=geometry()), pixel_aspect=1.0)


def _words(signs: Signs) -> list[str]:
    return [sign.words for sign in signs]


def test_lossy_compression_is_named_with_ratio_and_method() -> None:
    """PS3.3 C.7.6.1.1.5; also where it happened long ago."""
    assert _words(signs_of(_frame(_LOSSY))) == ["LOSSY JPEG 2000 12.5:1"]


def test_a_loss_that_only_the_codestream_shows_is_called_so_too() -> None:
    """In the same place; once, where the header admits it."""
    (sign,) = signs_of(_frame(), (_DENIED,))
    assert (sign.kind.id, sign.words) == ("lossy", str(_DENIED))
    assert _words(signs_of(_frame(_LOSSY), (_DENIED,))) == ["LOSSY JPEG 2000 12.5:1"]


def test_what_is_more_dangerous_comes_first() -> None:
    """Whoever said it first."""
    shown = _frame({**_LOSSY, 0x0008_0068: ("CS", "FOR PROCESSING"), 0x0012_0062: ("CS", "YES")})
    gap = Note("A gap in the stack", "stack")
    assert [sign.kind.id for sign in signs_of(shown, ("Odd",), (gap,))] == [
        "processing",
        "stack",
        "decoder",
        "lossy",
        "identity",
    ]


def test_the_same_is_said_once() -> None:
    """File and decoder may both have met it."""
    note = Note("Signed", "sign")
    assert _words(signs_of(_frame(), (note, Note("Signed", "sign")))) == ["Signed"]


def test_a_name_in_doubt_is_the_first_thing_to_know() -> None:
    """Bytes that no character set was named for."""
    shown = _frame({**_LOSSY, 0x0010_0010: ("PN", "M\xfcller")})
    assert signs_of(shown)[0].words == "Character set in doubt"


def test_a_series_whose_description_is_in_doubt_says_so_too() -> None:
    """The name may be plain; another text behind the mark is not."""
    shown = _frame({0x0008_103E: ("LO", "Sch\xe4del")})
    assert "charset" in [sign.kind.id for sign in signs_of(shown)]


def test_doubtful_values_and_broken_overlays_have_their_kinds() -> None:
    """They are found by others."""
    ct = _frame({0x0008_0016: ("UI", "1.2.840.10008.5.1.4.1.1.2"), 0x0028_1053: ("DS", "0")})
    shown = replace(ct, notes=("Overlay 6000 cannot be shown",))
    assert [sign.kind.id for sign in signs_of(shown)] == ["masks", "values"]


def test_a_sign_is_drawn_as_its_kind_wants() -> None:
    """What must not be read from is red, and stands whatever corner text is chosen."""
    red, amber = captions_of(
        signs_of(_frame({**_LOSSY, 0x0028_0300: ("CS", "YES")})),
    )
    assert (red.color, red.weight) == (DANGER, Weight.MUST)
    assert (amber.color, amber.content) == (CAUTION, "LOSSY JPEG 2000 12.5:1")


def test_a_long_sentence_has_few_words_to_stand_for_it() -> None:
    """Where the corner is narrow."""
    (caption,) = captions_of(signs_of(_frame(), (Note("A long sentence.", "sign"),)))
    assert (caption.content, caption.short) == ("A long sentence", "Sign of the values in doubt")


def test_a_sentence_whose_facts_matter_is_never_said_in_few_words() -> None:
    """A gap has a width."""
    gap = Note("A gap in the stack, 7.5 mm", "stack")
    assert [each.short for each in captions_of(signs_of(_frame(), (), (gap,)))] == [""]
