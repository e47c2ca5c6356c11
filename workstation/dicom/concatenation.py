"""One multi-frame image that was stored as several instances (PS3.3 C.7.6.16.1.1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from workstation.dicom.dataset import Attributes

_CONCATENATION_UID = 0x00209161
_IN_CONCATENATION_NUMBER = 0x00209162
_IN_CONCATENATION_TOTAL_NUMBER = 0x00209163
_CONCATENATION_FRAME_OFFSET_NUMBER = 0x00209228
_MOST_NAMED = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of which image an instance is.

    number   from 1, in the order of the frames
    total    how many parts there are; None where nobody says
    start    how many frames of the whole come before its own; None likewise
    """

    concatenation_uid: str
    number: int
    total: int | None
    start: int | None


def part_of(top: Attributes) -> Part | None:
    """What part an instance is; None where it is whole, or does not say its number."""
    if _CONCATENATION_UID not in top:
        return None
    uid, number = top.text(_CONCATENATION_UID), top.integer(_IN_CONCATENATION_NUMBER)
    if not uid or number is None or number < 1:
        return None
    total = top.integer(_IN_CONCATENATION_TOTAL_NUMBER)
    return Part(uid, number, total, top.integer(_CONCATENATION_FRAME_OFFSET_NUMBER))


def missing_parts(parts: Iterable[Part]) -> tuple[int, ...]:
    """Numbers of the parts of one image that are not there, as far as the others tell."""
    there = {part.number: part.total for part in parts}
    last = max([*there, *(total for total in there.values() if total is not None)], default=0)
    last = min(last, 2 * len(there) + _MOST_NAMED)  # a total is only a number in a file
    return tuple(number for number in range(1, last + 1) if number not in there)
