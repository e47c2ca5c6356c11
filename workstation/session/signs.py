"""The signs of one picture: gathered from all that read it, most dangerous first.

Who finds something says a sentence where it is found, with the id of its kind; here the sentences
come together, and the table of `sign_kinds` says how they are shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workstation.base.identity_cache import IdentityCache
from workstation.base.text import _
from workstation.dicom.charset import OF_SERIES, OF_STUDY, doubtful_texts
from workstation.dicom.image_doubts import image_doubts
from workstation.dicom.lossy import lossy_compression
from workstation.dicom.model import Frame
from workstation.dicom.note import Note, kind_of
from workstation.dicom.value_doubts import value_doubts
from workstation.session.caption import Caption, Captions
from workstation.session.sign_kinds import SignKind, rank, sign_kind

_KEPT = 1024
_LINES = 2  # that a sentence may take before its kind's few words stand for it
_of_frames: IdentityCache[tuple[Note, ...]] = IdentityCache(_KEPT)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing to know of a picture; the words are translated, those of the kind are not."""

    kind: SignKind
    words: str


Signs = tuple[Sign, ...]


def signs_of(frame: Frame, decoded: Iterable[str] = (), others: Iterable[Note] = ()) -> Signs:
    """All signs of a frame.

    decoded   what was said when it was found in its file and decoded
    others    notes on how it is shown, and on what it is shown with
    """
    told = [Note(each, kind_of(each, "decoder")) for each in decoded]
    own = _of_frames.get((frame,), lambda: tuple(_of_frame(frame)))
    lossy = any(note.kind == "lossy" for note in own)
    # The header's sentence says more: a loss that it admits need not be told again.
    new = [note for note in told if not (lossy and note.kind == "lossy")]
    notes = dict.fromkeys((*own, *new, *others))
    ranked = sorted(notes, key=lambda note: rank(note.kind))
    return tuple(Sign(sign_kind(note.kind), str(note)) for note in ranked)


def captions_of(signs: Iterable[Sign]) -> Captions:
    """The lines that stand on the picture."""
    return tuple(_caption(sign) for sign in signs)


def _caption(sign: Sign) -> Caption:
    kind = sign.kind
    short = _(kind.title) if kind.stands_in else ""
    return Caption(sign.words.removesuffix("."), kind.weight, kind.color, kind.bold, short, _LINES)


def _of_frame(frame: Frame) -> Iterator[Note]:
    """What the header gives cause to say; it does not change while the frame is looked at."""
    if doubtful_texts(frame.instance.attributes, (*OF_STUDY, *OF_SERIES)):
        yield doubtful_text()
    yield from image_doubts(frame)
    lossy = lossy_compression(frame.instance)
    if lossy is not None:
        yield Note(lossy.sentence, "lossy")
    yield from (Note(sentence, "values") for sentence in value_doubts(frame))
    yield from (Note(sentence, kind_of(sentence, "masks")) for sentence in frame.notes)


def doubtful_text() -> Note:
    """Whatever is shown of a name or another text, behind its mark, may be wrong."""
    return Note(_("Character set in doubt"), "charset")
