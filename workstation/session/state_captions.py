"""What the picture says of presentation states: which is applied, what it does, what it cannot.

A state may cover, cut, invert or turn an image. Nothing of that may go unseen, nor that there
are states and none of them is applied.
"""

from collections.abc import Iterator

import numpy as np

from workstation.base.identity_cache import IdentityCache
from workstation.base.text import _, ngettext
from workstation.dicom.lut_reading import stored_range
from workstation.dicom.model import Frame
from workstation.dicom.note import Note
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.presentation_state_values import StateTitle
from workstation.dicom.presented import DisplayedArea, Presented, SizeMode
from workstation.imaging.pipeline import chain_of, p_values
from workstation.session.captions import written_date
from workstation.session.outline import Outline, true_size_of
from workstation.session.states import Applied

_KEPT = 1024
_effects: IdentityCache[tuple[str, ...]] = IdentityCache(_KEPT)


def state_notes(
    plain: Frame, found: Applied, count: int, outline: Outline | None
) -> tuple[Note, ...]:
    """Sentences for the picture, each with its kind of sign.

    plain     the frame as it is
    found     what became of the state that was asked for
    count     how many states can be chosen for the frame
    outline   of the frame as it is shown
    """
    if found.choice is None:
        return _not_applied(count)
    if found.problem is not None:
        return (Note(found.problem.summary, "state-failed"),)
    name = written_title(found.choice.title)
    if found.frame.presented is None:
        sentence = _("Presentation state {name} is not for this image").format(name=name)
        return (Note(sentence, "state-failed"), *_not_applied(count))
    applied = _("Presentation state {name}").format(name=name)
    return (Note(applied, "state"), *effect_notes(plain, found.frame, outline))


def written_title(title: StateTitle) -> str:
    """What a state is chosen by: its label and its date; its description where it has no label."""
    parts = (title.name or _("without a name"), written_date(title.created[0]))
    return " ".join(part for part in parts if part)


def _not_applied(count: int) -> tuple[Note, ...]:
    """That there are states, where none is applied."""
    if not count:
        return ()
    sentence = ngettext(
        "{count} presentation state, not applied",
        "{count} presentation states, none applied",
        count,
    )
    return (Note(sentence.format(count=count), "state-none"),)


def effect_notes(plain: Frame, shown: Frame, outline: Outline | None) -> tuple[Note, ...]:
    """What the state does, and what of it is not done."""
    return tuple(Note(sentence, "state") for sentence in _told(plain, shown, outline))


def _told(plain: Frame, shown: Frame, outline: Outline | None) -> Iterator[str]:
    effects = _effects.get((plain, shown), lambda: tuple(_done(plain, shown)))
    if effects:
        yield _("By the state: {effects}").format(effects=", ".join(effects))
    if shown.presented is not None and shown.presented.unheeded:
        yield _("Not applied: {parts}").format(parts=", ".join(shown.presented.unheeded))
    yield from _damaged(shown)
    area = None if outline is None else outline.area
    if outline is None or area is None or area.mode is not SizeMode.TRUE_SIZE:
        return
    if true_size_of(outline) is None:
        yield _("True size is not known here: fitted instead")


def _damaged(shown: Frame) -> Iterator[str]:
    """How many annotations nobody could read."""
    annotations = () if shown.presented is None else shown.presented.annotations
    count = sum(each.left_out for each in annotations)
    if count:
        yield ngettext(
            "{count} damaged annotation is left out",
            "{count} damaged annotations are left out",
            count,
        ).format(count=count)


def _done(plain: Frame, shown: Frame) -> Iterator[str]:
    """What looks other than it does without the state."""
    presented, image = shown.presented, plain.instance.image
    if presented is None or image is None:
        return
    yield from _covered(plain, shown)
    if image.monochrome and not image.floating and _ascends(plain) * _ascends(shown) < 0:
        yield _("inverted")
    if presented.palette is not None:
        yield _("colored")
    yield from _placed(presented, image)


def _covered(plain: Frame, shown: Frame) -> Iterator[str]:
    if shown.shutter is not None:
        yield _("shutter")
    elif plain.shutter is not None:
        yield _("shutter left out")
    if {each.group for each in plain.overlays} - {each.group for each in shown.overlays}:
        yield _("overlays left out")


def _placed(presented: Presented, image: ImagePixel) -> Iterator[str]:
    if presented.flipped:
        yield _("mirrored")
    if presented.quarter_turns:
        yield _("turned by {degrees}°").format(degrees=90 * presented.quarter_turns)
    if presented.area is not None and _cuts(presented.area, image.rows, image.columns):
        yield _("part of the image")


def _cuts(area: DisplayedArea, rows: int, columns: int) -> bool:
    (left, top), (right, bottom) = area.first, area.last
    return left > 1 or top > 1 or right < columns or bottom < rows


def _ascends(frame: Frame) -> float:
    """Positive where high stored values are bright, negative where low ones are."""
    image = frame.instance.image
    if image is None:
        return 0.0
    ends = np.array(stored_range(image), np.int64)
    chain = chain_of(frame, frame.voi[0] if frame.voi else None, inverted=False)
    low, high = p_values(ends, chain)
    return float(high - low)
