"""Captions in the corners of a viewport: as many as find room, the less important left out."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import floor

from workstation.base.text import ngettext
from workstation.scene.graphics import Align, Text
from workstation.session.caption import Caption, Captions, Weight
from workstation.session.look import CAUTION, Look, text_width, wrapped

_MOST = {"full": Weight.DETAIL, "few": Weight.FEW}
_Block = tuple[Caption, tuple[str, ...]]


def wanted(captions: Captions, corner_text: str) -> Captions:
    """The captions that "full" and "few" let stand; "none" leaves no caption."""
    return standing(captions, corner_text) if corner_text in _MOST else ()


def standing(captions: Captions, corner_text: str) -> Captions:
    """As `wanted`, of signs: "none" leaves those that must stand."""
    most = _MOST.get(corner_text, Weight.MUST)
    return tuple(each for each in captions if each.weight <= most)


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


def unfolded(captions: Captions, look: Look) -> tuple[_Block, ...]:
    """Each caption with its lines: as many as it needs if it must stand, else one."""
    return tuple((caption, tuple(_lines(caption, look))) for caption in captions)


def _lines(caption: Caption, look: Look) -> list[str]:
    """Its lines; the same in fewer words where there would be more than it may take.

    A sign may take several whatever its weight: cut, it would say something else.
    """
    size, width, bold = look.size, look.corner_width, caption.bold
    if text_width(caption.content, size, bold) <= width:
        return [caption.content]
    lines = wrapped(caption.content, size, width, bold).split("\n")
    if caption.short and len(lines) > caption.lines:
        lines = wrapped(caption.short, size, width, bold).split("\n")
    if caption.weight is Weight.MUST or caption.lines > 1:
        return lines
    return [_without_ends(caption.short or caption.content, look)]


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


def fitting(blocks: Sequence[_Block], lines: int) -> Captions:
    """The lines that there is room for; the lightest captions left out first, of these the last.

    A caption stands whole or not at all. Where one that must stand finds no room, the last line
    says how many there are.
    """
    kept, more = list(enumerate(blocks)), 0
    while kept and _height(kept) + bool(more) > lines:
        gone = max(kept, key=lambda each: (each[1][0].weight, each[0]))
        kept.remove(gone)
        more += gone[1][0].weight is Weight.MUST
    if more and not kept:
        return _beginning(blocks[0], lines, more)
    shown = [replace(block, content=line) for _at, (block, own) in kept for line in own]
    return tuple(shown) + ((_more(more),) if more else ())


def _height(kept: Sequence[tuple[int, _Block]]) -> int:
    return sum(len(lines) for _index, (_caption, lines) in kept)


def _beginning(block: _Block, lines: int, more: int) -> Captions:
    """Of the first caption what finds room, where it does not whole."""
    caption, own = block
    last = lines if more == 1 else max(lines - 1, 1)
    shown = [replace(caption, content=line) for line in own[:last][:lines]]
    if shown:
        shown[-1] = replace(shown[-1], content=f"{shown[-1].content.rstrip()} …")
    return (*shown, *([_more(more - 1)] if more > 1 and lines > 1 else []))


def _more(count: int) -> Caption:
    sentence = ngettext("+ {count} more", "+ {count} more", count)
    return Caption(sentence.format(count=count), Weight.MUST, CAUTION, bold=True)


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
