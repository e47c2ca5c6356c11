"""Captions in the corners of a viewport: as many as find room, the less important left out."""

from dataclasses import replace
from functools import lru_cache
from math import floor

from workstation.scene.graphics import Align, Text
from workstation.session.captions import Caption, Captions, Weight
from workstation.session.look import Look, text_width, wrapped

_MOST = {"full": Weight.DETAIL, "few": Weight.FEW}


def wanted(captions: Captions, corner_text: str) -> Captions:
    """The captions that "full" and "few" let stand; "none" leaves no caption."""
    most = _MOST.get(corner_text)
    return () if most is None else tuple(each for each in captions if each.weight <= most)


@lru_cache(maxsize=1024)
def top_corner(captions: Captions, look: Look, across: Align) -> tuple[Text, ...]:
    """From the top down to just above the letter at the middle of the edge."""
    room = look.middle[1] - look.line - look.top
    kept = fitting(unfolded(captions, look), floor(room / look.line))
    return _texts(kept, look, across, look.top)


@lru_cache(maxsize=1024)
def bottom_corner(captions: Captions, look: Look, across: Align) -> tuple[Text, ...]:
    """From just above the last line up to just below the letter at the middle of the edge."""
    room = look.bottom - look.middle[1] - look.line
    kept = fitting(unfolded(captions, look), floor(room / look.line))
    return _texts(kept, look, across, look.bottom - len(kept) * look.line)


def unfolded(captions: Captions, look: Look) -> Captions:
    """What must stand on as many lines as it needs; of the rest the end may be left out."""
    return tuple(
        replace(caption, content=line) for caption in captions for line in _lines(caption, look)
    )


def _lines(caption: Caption, look: Look) -> list[str]:
    """Its lines; the same in fewer words where it would need several."""
    size, width, bold = look.size, look.corner_width, caption.bold
    if text_width(caption.content, size, bold) <= width:
        return [caption.content]
    content = caption.short or caption.content
    if caption.weight is Weight.MUST:
        return wrapped(content, size, width, bold).split("\n")
    return [_without_ends(content, look)]


def _without_ends(content: str, look: Look) -> str:
    """Without the numbers that a line which is too long ends in: half of one is a wrong one."""
    *kept, last = content.split("  ")
    shown = content
    while kept and any(map(str.isdigit, last)):  # words may end in an ellipsis
        shown = "  ".join((*kept, "…"))
        if text_width(shown, look.size) <= look.corner_width:
            break
        *kept, last = kept
    return shown


def fitting(captions: Captions, lines: int) -> Captions:
    """As many as there are lines for, the lightest left out first, of these the last.

    Where even what must stand finds no room, the last line that does says so.
    """
    kept = list(enumerate(captions))
    while len(kept) > max(lines, 0):
        gone = max(kept, key=lambda each: (each[1].weight, each[0]))
        kept.remove(gone)
        if gone[1].weight is Weight.MUST and kept and len(kept) == lines:
            kept[-1] = kept[-1][0], _going_on(kept[-1][1])
    return tuple(caption for _index, caption in kept)


def _going_on(caption: Caption) -> Caption:
    return replace(caption, content=f"{caption.content.rstrip()} …")


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
