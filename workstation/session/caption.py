"""One line over a picture, and how long it is kept when room is short."""

from dataclasses import dataclass
from enum import IntEnum

from workstation.scene.graphics import Color
from workstation.session.look import TEXT


class Weight(IntEnum):
    """What must stand is kept to the last when room is short; DETAIL goes first.

    What is ASIDE never stands on the picture, only beside it.
    """

    MUST = 0
    FEW = 1
    FULL = 2
    DETAIL = 3
    ASIDE = 4


@dataclass(frozen=True, slots=True)
class Caption:
    """One line, or a sentence over several where it must stand.

    short      the same in fewer words, for where it would take more lines; empty: there are none
    lines      the most that it may take before the fewer words are used
    """

    content: str
    weight: Weight = Weight.FULL
    color: Color = TEXT
    bold: bool = False
    short: str = ""
    lines: int = 1


Captions = tuple[Caption, ...]
