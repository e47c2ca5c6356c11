"""Captions in the corners of a viewport: as many as find room, the less important left out."""

from functools import lru_cache
from math import floor

from workstation.scene.graphics import Align, Text
from workstation.session.captions import Caption, Captions, Weight
from workstation.session.look import Look

_MOST = {"full": Weight.DETAIL, "few": Weight.FEW}


def wanted(captions: Captions, corner_text: str) -> Captions:
    """The captions that "full" and "few" let stand; "none" leaves no caption."""
    most = _MOST.get(corner_text)
    return () if most is None else tuple(each for each in captions if each.weight <= most)


@lru_cache(maxsize=1024)
def top_corner(captions: Captions, look: Look, across: Align) -> tuple[Text, ...]:
    """From the top down to just above the letter at the middle of the edge."""
    room = look.middle[1] - look.line - look.top
    kept = fitting(captions, floor(room / look.line))
    return _texts(kept, look, across, look.top)


@lru_cache(maxsize=1024)
def bottom_corner(captions: Captions, look: Look, across: Align) -> tuple[Text, ...]:
    """From just above the last line up to just below the letter at the middle of the edge."""
    room = look.bottom - look.middle[1] - look.line
    kept = fitting(captions, floor(room / look.line))
    return _texts(kept, look, across, look.bottom - len(kept) * look.line)


def fitting(captions: Captions, lines: int) -> Captions:
    """As many as there are lines for, the lightest left out first, of these the last."""
    kept = list(enumerate(captions))
    while len(kept) > max(lines, 0):
        kept.remove(max(kept, key=lambda each: (each[1].weight, each[0])))
    return tuple(caption for _index, caption in kept)


def _texts(captions: Captions, look: Look, across: Align, top: float) -> tuple[Text, ...]:
    x = look.left if across is Align.START else look.right
    return tuple(
        _text(caption, look, across, x, top + row * look.line)
        for row, caption in enumerate(captions)
    )


def _text(caption: Caption, look: Look, across: Align, x: float, y: float) -> Text:
    return Text(
        x,
        y,
        caption.content,
        look.size,
        caption.color,
        across,
        Align.START,
        caption.bold,
        width=look.corner_width,
    )
